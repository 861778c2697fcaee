#!/bin/sh
# The pipelines over calls: they run, agree with each other, show themselves, and fail
# when one of their programs does.
. "$(dirname "$0")/../lib.sh"
skip_unless jq
sample=$TC_TOP/fixtures/sample
TC_NOW=$(cat "$sample/now")
export TC_NOW
pipelines='daily weekly monthly session blocks projects models agents branches report'

craft() { # craft NAME ARGUMENT...
	run "$TC_TOP/bin/token-craft" "$@"
}
# The programs, one of them replaced: broken NAME 'COMMANDS'.
broken() {
	rm -rf programs && mkdir programs
	ln -s "$TC_BIN"/tc-* programs
	rm "programs/$1"
	printf '#!/bin/sh\n%s\n' "$2" >"programs/$1"
	chmod +x "programs/$1"
}

craft models --json "$sample"
jq -c '.totals | [.cost_usd, .calls, .output_tokens, .sessions]' "$OUT" >totals
for name in $pipelines; do
	craft "$name" "$sample"
	status 0
	is "$(grep -cv '^tc-price: ' "$ERR")" 0 "$name: nothing but the note on prices"
	for format in json csv sql md; do
		craft "$name" --$format "$sample"
		status 0
	done
	case $name in
	report) ;;
	*)
		craft "$name" --json -b "$sample"
		is "$(jq -c '.totals | [.cost_usd, .calls, .output_tokens, .sessions]' "$OUT")" \
			"$(cat totals)" "$name: the total of all pipelines"
		is "$(jq '[.rows[].calls] | add' "$OUT")" "$(jq '.totals.calls' "$OUT")" \
			"$name: the rows make the total"
		case $name in
		models) ;;
		*)
			is "$(jq '[.rows[] | .calls - ([.rows[].calls] | add)] | unique | join(" ")' "$OUT")" \
				'"0"' "$name --breakdown: the models make their row"
			;;
		esac
		;;
	esac

	# What -n shows is what runs.
	craft "$name" -b --since 20261101 -p "it's" -o desc "$sample"
	cp "$OUT" ran
	craft -n "$name" -b --since 20261101 -p "it's" -o desc "$sample"
	cp "$OUT" shown
	PATH=$TC_BIN:$PATH sh ./shown >"$OUT" 2>"$ERR"
	same "$OUT" ran "$name: what -n shows gives the same"
	craft help "$name"
	status 0
	craft "$name" --help
	status 0
	out_has --breakdown
	out_has "usage: token-craft $name"

	# Any program that fails fails the pipeline; what comes behind it still ends.
	for program in tc-extract tc-price tc-aggregate tc-render; do
		broken $program 'cat >/dev/null; exit 3'
		TC_BIN=$PWD/programs craft "$name" "$sample"
		status 3 "$name: $program fails"
	done
	broken tc-price 'cat >/dev/null; exit 1'
	rm programs/tc-extract
	printf '#!/bin/sh\nexit 4\n' >programs/tc-extract
	chmod +x programs/tc-extract
	TC_BIN=$PWD/programs craft "$name" "$sample"
	status 4 "$name: the greatest exit code of two"
done

broken tc-aggregate 'kill -KILL $$'
TC_BIN=$PWD/programs craft daily "$sample" 2>"$ERR"
is "$(cut -d ' ' -f 1 "$TMPDIR/status")" 137 "a program that is killed fails the pipeline"

# A reader that leaves early is no failure.
"$TC_TOP/bin/token-craft" daily "$sample" 2>"$ERR" | head -n 1 >"$OUT"
out_has day
is "$(grep -cv '^tc-price: ' "$ERR")" 0 "a reader may leave early"

# Without the front door.
run "$TC_TOP/pipelines/daily" --json "$sample"
status 0
cp "$OUT" direct
craft daily --json "$sample"
same direct "$OUT" "a pipeline is a program of its own"

# The sample says that it is one.
mkdir empty
HOME=$PWD/empty craft report
status 0
out_has 'Token-Craft sample'
out_has 'no logs of Claude Code were found here'
craft report "$sample"
is "$(grep -c sample "$OUT")" 0 "logs that are named are no sample"
done_testing
