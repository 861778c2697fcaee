#!/bin/sh
# The pages of pipelines/manual.d: clean mdoc that holds what they are made of, with examples that run.
. "$(dirname "$0")/../lib.sh"
skip_unless mandoc col jq
. "$(dirname "$0")/../manual.sh"
pages=$TC_TOP/build/man

for template in "$TC_TOP"/pipelines/manual.d/*.in; do
	page=$(basename "$template" .in)
	"$TC_TOP/pipelines/manual.d/generate" "$page" >now
	same "$pages/$page" now "$page is what it is made of"
	run mandoc -T lint -W warning "$pages/$page"
	status 0 "$page: clean mdoc" || diag <"$OUT"
	is "$(grep '^\.\\" @' "$pages/$page")" '' "$page: all is put in"
	mandoc -T ascii -O width=1000 "$pages/$page" | col -bx | tr -s ' ' >"${page%.*}.text${page##*.}"
done

token-craft help | sed -n 's/^\(usage: \)\{0,1\} *\(token-craft .*\)/\2/p' | sed 's/   *.*//' >wanted
awk '/^[A-Z]/ { inside = $0 == "SYNOPSIS"; next } inside && NF { sub(/^ /, ""); print }' \
	token-craft.text1 >got
same got wanted 'token-craft(1): SYNOPSIS is the usage'
for pipeline in "$TC_TOP"/pipelines/*; do
	name=${pipeline##*/}
	case $name in *[!a-z0-9-]*) continue ;; esac
	[ -f "$pipeline" ] || continue
	check "token-craft(1) has $name" grep -qx " $name" token-craft.text1
	check "token-craft(7) has $name" grep -q "^ $name [a-z]" token-craft.text7
	# Each row of its help: options and words.
	"$TC_TOP/bin/token-craft" "$name" --help 2>err | grep -E '^ +(-[A-Za-z], )?--[a-z]' |
		sed 's/\([^ ]\)   *[^ ].*/\1/; s/^ */ /' >wanted
	[ -s wanted ] || continue
	awk 'NR == FNR { heads[$0]; next } { for (h in heads) if (index($0, h) == 1) delete heads[h] }
		END { for (h in heads) print h }' wanted token-craft.text1 >missing
	is "$(cat missing)" '' "token-craft(1) has the options of $name"
done
for program in "$TC_BIN"/tc-*; do
	check "token-craft(7) has ${program##*/}" grep -q "^ ${program##*/}(1)" token-craft.text7
done
# Variables that a program asks for, and exit codes.
grep -rhoE 'getenv\("[A-Z_]+"\)' "$TC_TOP/stages" | cut -d '"' -f 2 | sort -u >variables
while read -r variable; do
	check "token-craft(7) has $variable" grep -qwF "$variable" token-craft.text7
done <variables
sed -n 's/.*TC_EXIT_.* = \([0-9]\),.*/\1/p' "$TC_TOP/stages/lib/report.h" >wanted
sed -n '/^EXIT STATUS/,/^SEE/s/^ \([0-9]\) .*/\1/p' token-craft.text7 >got
same got wanted 'token-craft(7) has the exit codes'

for schema in "$TC_TOP"/schemas/*.schema.json; do
	kind=$(basename "$schema" .schema.json)
	awk -v kind=" $kind" '/^ [a-z_]+$/ { inside = $0 == kind } inside' tc-records.text5 |
		sed -n 's/^ \([a-z_0-9]*\) (.*/\1/p' >got
	jq -r '.properties | keys_unsorted[] | select(. != "kind")' "$schema" >wanted
	same got wanted "tc-records(5) has $kind and its fields"
done

# What a document may be made of, and what a report finds there.
mandoc -T ascii "$TC_TOP/stages/render/tc-render.1" | col -bx | tr -s ' ,' '\n' | sort -u >words
jq -r '."$defs" | .block.properties.block.enum[], .type.enum[], .audience.enum[]' \
	"$TC_TOP/schemas/document.schema.json" | sort -u >wanted
is "$(comm -23 wanted words)" '' 'tc-render(1) has all blocks and types'
sed -n 's/^\.It Cm \([a-z_]*\) Ns Pq.*/\1/p' "$TC_TOP/stages/render/tc-render.1" >functions
check 'tc-render(1) has functions' test "$(wc -l <functions)" -gt 3
while read -r function; do
	check "there is a $function" grep -q "^def $function(" "$TC_TOP"/stages/render/prelude*.jq
done <functions

# The blocks of the page are those of the README, which have tests of their own:
# tests/house/readme.t and tests/pipeline/cookbook.t.
awk '/^## / { inside = /Answers|Questions/ } /^```/ { literal = !literal && inside; next } literal' \
	"$TC_TOP/pipelines/README.md" >wanted
awk '/^\.Ed/ { literal = 0 } literal { sub(/^\\&/, ""); gsub(/\\e/, "\\"); print }
	/^\.Bd/ { literal = 1 }' "$pages/token-craft-cookbook.7" >got
same got wanted 'token-craft-cookbook(7) has all questions and answers'

for page in token-craft.7 token-craft.1 tc-records.5; do
	examples "$pages/$page" >typed
	check "$page has examples" test -s typed
	try_examples "$page"
done
done_testing
