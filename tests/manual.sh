# The examples of the manual, and how they are tried. Source it after lib.sh.
#
#	examples PAGE NAME...   what is typed, a command a line, of the sections of these names
#	try_examples NAME       runs the lines of the file `typed`: each well, and not silent
#
# They find logs, as they would on anybody's machine, and a store of their own.
# shellcheck shell=sh
cp -R "$TC_TOP/fixtures/sample" "$HOME/.claude"
TC_NOW=$(cat "$HOME/.claude/now")
PATH=$TC_BIN:$TC_TOP/bin:$PATH
export TC_NOW PATH
tc-extract | tc-price 2>/dev/null >priced.ndjson
tc-aggregate --by day --by '' priced.ndjson >rows.ndjson
tc-score priced.ndjson >scores.ndjson
cp priced.ndjson one.ndjson
cp priced.ndjson two.ndjson

# Displays hold examples and other things; an example begins with one of our commands, and
# goes on where a pipe is open, or to the END of a file. Line breaks in it are \001.
examples() {
	examples_page=$1
	shift
	awk -v names="$*" 'sub(/^\.Sh /, "") { gsub(/"/, ""); inside = names == "" || $0 == names }
		/^\.Ed/ { literal = more = 0 }
		inside && literal {
			gsub(/\\e/, "\\")
			if (!more && !/^(token-craft|tc-|cat )/) next
			if (/<<.END./) here = 1
			else if (here && /^END$/) here = 0
			more = here || /[|\\]$/
			if (!here) sub(/\\$/, "")
			printf "%s%s", $0, here ? "\001" : more ? " " : "\n"
		}
		/^\.Bd/ { literal = 1 }' "$examples_page"
}

try_examples() {
	while read -r line; do
		sh -c "$(printf %s "$line" | tr '\001' '\n')" <priced.ndjson >out 2>err
		check "$1: runs: $(printf %s "$line" | tr '\001' ' ')" test $? -eq 0 || diag <err
		case $line in *'>'*part | *'>rows' | cat\ * | *--quiet | *' forget '*) continue ;; esac
		check "$1: and says something" test -s out
	done <typed
}
