#!/bin/sh
# The manual pages: clean mdoc that says what --help says, with examples that run.
. "$(dirname "$0")/../lib.sh"
skip_unless mandoc col jq

. "$(dirname "$0")/../manual.sh"

squash() { tr -s ' \n' ' ' | sed 's/^ //; s/ $//'; }
section() { # section NAME: its lines, from the page
	awk -v name="$1" '/^[A-Z]/ { inside = $0 == name; next } inside' text
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
	try_examples "$name"
done
for program in "$TC_BIN"/tc-*; do
	name=${program##*/}
	check "$name has a manual page" test -f "$TC_TOP/stages/${name#tc-}/$name.1"
done
done_testing
