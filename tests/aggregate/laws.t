#!/bin/sh
# The laws of partials, to the byte, on random records split and shuffled at random.
. "$(dirname "$0")/../lib.sh"
skip_unless python3 shuf jq

here=$TC_TOP/tests/aggregate
ask() {
	tc=$1
	shift
	run tc-aggregate "$tc" -z Europe/Berlin --week-start monday --by '' --by day,model \
		--by block,project --by week,family --by hour --by 'team=(.project|tostring[0:3])' \
		--quantile cost_usd:50,99.9 --quantile answer_chars:50 "$@"
}
partial() { # partial IN OUT
	ask --partial "$1"
	cp "$OUT" "$2"
}
merge() { # merge OUT IN...
	to=$1
	shift
	run tc-aggregate --merge "$@"
	cp "$OUT" "$to"
}

for seed in 1 2 3; do
	python3 "$here/random_calls.py" $seed 500 1792800000 9 >all
	shuf --random-source="$here/random_calls.py" all |
		awk -v seed=$seed 'BEGIN { srand(seed) } { print > ("part" int(rand() * 4)) }'
	shuf all >shuffled
	ask --strict all
	status 0 && err_is '' && cp "$OUT" direct
	partial all whole
	partial shuffled other
	same other whole "$seed: the order of records does not matter"
	run tc-aggregate --final whole
	status 0 && same "$OUT" direct "$seed: final(partial(X)) is direct(X)"
	for i in 0 1 2 3; do partial part$i p$i; done
	merge m p0 p1 p2 p3
	same m whole "$seed: merge(partial(A), partial(B) ...) is partial(A, B ...)"
	merge m p3 p1 p0 p2
	same m whole "$seed: commutative"
	merge left p0 p1 && merge left left p2 && merge left left p3
	merge right p2 p3 && merge right p1 right && merge right p0 right
	same left whole "$seed: associative, from the left"
	same right whole "$seed: associative, from the right"
	cat p0 p1 p2 p3 | run tc-aggregate --merge
	same "$OUT" whole "$seed: partials in one stream"
	partial /dev/null nothing
	merge m nothing p0 nothing
	same m p0 "$seed: the partial of nothing changes nothing"
	merge m p0
	same m p0 "$seed: a partial merged alone is itself"
	ask --strict shuffled
	same "$OUT" direct "$seed: rows do not depend on the order of records"
	rm -f part?
done
run tc-aggregate --final --sort cost_usd --top 1 whole
cp "$OUT" final
ask --sort=cost_usd --top 1 all
same final "$OUT" '--sort and --top on --final'

run tc-aggregate --merge /dev/null
status 0 && out_is '' 'no partial at all'
run tc-aggregate --final /dev/null
status 0 && out_is '' 'no partial at all: no rows'

# What is no partial, or of another question, or damaged.
run tc-aggregate --partial --by model all
cp "$OUT" other
run tc-aggregate --merge whole other
status 2 && out_is '' && err_has 'a partial of another question'
run tc-aggregate --merge all
status 2 && out_is '' && err_has 'no partial, but a record of kind'
sed 1d other | run tc-aggregate --merge
status 3 && out_is '' && err_is 'tc-aggregate: -:1: the partial is damaged: its question is missing'
head -c 1000 other | run tc-aggregate --merge
status 3 && out_is '' && err_has 'the partial is damaged: a line cannot be read'
damage() { # damage SED-SCRIPT MESSAGE
	sed "$1" whole | run tc-aggregate --merge
	status 3 && out_is '' && err_has "the partial is damaged: $2"
}
damage 's/"calls":[0-9]*/"calls":null/' 'calls'
damage 's/"by":\["hour"\]/"by":["our"]/' 'a group of a set that nobody asked for'
damage 's/"sessions":\[/"session":[/' 'sessions are no array'
damage 's/"cost_usd_sketch":\[/"cost_usd_sketch":[9,/' 'a sketch holds what is no number of its'
damage 's/"arguments":\[/"arguments":[1,/' 'its question cannot be read'
damage 's/"of":"hour","first_ts":"2/"of":"hour","first_ts":"1/' 'an hour is none'
done_testing
