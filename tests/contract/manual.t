#!/bin/sh
# The manual pages: clean mdoc that says what --help says, with examples that run.
. "$(dirname "$0")/../lib.sh"
skip_unless mandoc col jq

# The examples find logs, as they would on anybody's machine.
cp -R "$TC_TOP/fixtures/sample" "$HOME/.claude"
TC_NOW=$(cat "$HOME/.claude/now")
PATH=$TC_BIN:$PATH
export TC_NOW PATH
tc-extract | tc-price 2>/dev/null >priced.ndjson
tc-aggregate --by day --by '' priced.ndjson >rows.ndjson
cp priced.ndjson one.ndjson
cp priced.ndjson two.ndjson

squash() { tr -s ' \n' ' ' | sed 's/^ //; s/ $//'; }
section() { # section NAME: its lines, from the page
	awk -v name="$1" '/^[A-Z]/ { inside = $0 == name; next } inside' text
}
examples() { # the lines between .Bd and .Ed of EXAMPLES, as they are typed
	awk '/^\.Sh/ { inside = $2 == "EXAMPLES" } /^\.Ed/ { literal = 0 }
		inside && literal { gsub(/\\e/, "\\"); print } /^\.Bd/ { literal = 1 }' "$1"
}

for page in "$TC_TOP"/stages/*/tc-*.1; do
	name=$(basename "$page" .1)
	run mandoc -T lint -W warning "$page"
	status 0 "$name: clean mdoc" || diag <"$OUT"
	mandoc -T ascii -O width=1000 "$page" | col -bx >text
	"$name" --help >help

	awk 'NR > 1 && !/^  / { exit } { sub(/^usage: /, ""); print }' help >usage
	is "$(section SYNOPSIS | squash)" "$(squash <usage)" "$name: SYNOPSIS is the usage"
	summary=$(awk 'NR > 1 && !/^  / { print; exit }' help)
	is "$(section NAME | squash)" "$name - $summary" "$name: NAME is the summary"

	sed -n 's/^  *\(-.*\)/\1/p' help | sed 's/   *.*//' >wanted
	sed -n 's/^     \(-.*\)/\1/p' text >got
	same got wanted "$name: the options are those of --help"

	sed -n '/^examples:/,/^$/s/^  //p' help >wanted
	examples "$page" >typed
	grep -vxFf typed wanted >missing
	is "$(cat missing)" '' "$name: all examples of --help are there"
	while read -r line; do
		sh -c "$line" <priced.ndjson >out 2>err
		check "$name: runs: $line" test $? -eq 0 || diag <err
		case $line in *'>'*part) continue ;; esac
		check "$name: and says something" test -s out
	done <typed
done
for program in "$TC_BIN"/tc-*; do
	name=${program##*/}
	check "$name has a manual page" test -f "$TC_TOP/stages/${name#tc-}/$name.1"
done
done_testing
