#!/bin/sh
# Every schema accepts its valid examples and refuses each invalid one for one reason.
. "${0%/*}/../lib.sh"

skip_unless python3
validate=$TC_TOP/tests/validate
records=$TC_TOP/fixtures/records
python3 -c 'import jsonschema' 2>"$ERR" || skip_all "needs python3-jsonschema"

run "$validate" --schema-check
status 0 "the schemas use known keywords only"

for schema in "$TC_TOP"/schemas/*.schema.json; do
	kind=${schema##*/}
	kind=${kind%.schema.json}
	set -- "$records/$kind"/valid/*.json
	valid=$1
	set -- "$records/$kind"/invalid/*.json
	[ -e "$valid" ] && [ -e "$1" ]
	ok $? "$kind has examples of both kinds" || continue
done
run "$validate" "$records"/*/valid/*.json
status 0 'valid records pass'
run "$validate" --ours --faults 10000 "$records"/*/invalid/*.json
sed 's|:1: .*||' "$OUT" | sort >refused
printf '%s\n' "$records"/*/invalid/*.json | sort >wanted
same refused wanted 'each invalid record breaks exactly one rule'

run "$validate" "$records/call/valid/field-of-later.json"
status 0 "a schema is open"
run "$validate" --ours "$records/call/valid/field-of-later.json"
status 1 "our own output is not"
out_has '/later_field: schemas/call.schema.json does not name it'
printf '%s\n' '{"kind":"reject","line":1,"file":"-","offset":0,"bytes":1,"reason":"x"}' |
	run "$validate" --ours
out_is "-:1: /: fields are not in the schema's order"

# The validator must be able to say no.
refuses() { # refuses LINE TEXT
	printf '%b' "$1" | run "$validate"
	status 1
	out_has "$2"
}
refuses 'garbage\n' '-:1: /: Expecting value'
refuses '{"kind":"coffee"}\n' '-:1: /kind: no schema for "coffee"'
refuses '{}\n' '-:1: /kind: no schema for null'
refuses '[]\n' '-:1: /kind: no schema for null'
refuses '{"kind":"stats"}' '-:1: /: no LF at the end'
refuses '\0377\n' "-:1: /: 'utf-8' codec"
refuses '{"kind":"stats"}{"kind":"stats"}\n' '-:1: /: Extra data'

mkdir bad
for keyword in '"requird":["x"]' '"format":"money"' '"items":{"minimun":1}' \
	'"items":{"$ref":"#/$defs/y"}'; do
	printf '{"properties":{"kind":{"const":"x"}},%s}\n' "$keyword" >bad/x.schema.json
	run "$validate" --schema-check --schemas bad
	status 1 "a schema with $keyword is refused"
	err_has 'unknown'
done
run "$validate" --schema-check --schemas nowhere
err_is 'validate: nowhere: no schemas'
done_testing
