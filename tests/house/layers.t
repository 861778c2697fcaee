#!/bin/sh
# Dependencies run one way: stage main -> stage core -> lib. A foreign library has one owner.
. "$(dirname "$0")/../lib.sh"
cd "$TC_TOP" || exit 3

owners() { # owners HEADER: the files that include it
	grep -lE "^# *include *[<\"]$1[>\"]" stages/*/*.[ch] | tr '\n' ' '
}
includes() { # includes FOLDER: the folders that it includes from, but its own and lib
	sed -nE 's/^# *include *"([^"/]*)\/.*/\1/p' "$1"/*.[ch] | sort -u |
		grep -vxE "lib|${1#stages/}" | tr '\n' ' '
}

is "$(owners jq.h)" 'stages/lib/filter.c ' 'one file includes <jq.h>'
is "$(owners jv.h)" 'stages/lib/value.h ' 'one file includes <jv.h>'
is "$(owners lib/value.h)" 'stages/lib/filter.c stages/lib/value.c ' 'and only jq sees it'
is "$(owners zlib.h)" 'stages/lib/gzip.c ' 'one file includes <zlib.h>'
is "$(includes stages/lib)" '' 'lib includes no stage'
for main in stages/*/main.c; do
	room=${main%/main.c}
	is "$(includes "$room")" '' "$room includes no other stage"
	grep -q "^int main(" "$room"/[!m]*.c && found=0 || found=1
	is "$found" 1 "$room has one main"
done
is "$(grep -lE '\bsetlocale *\( *LC_(ALL|NUMERIC)' stages/*/*.c)" '' 'numbers have no locale'
is "$(grep -nE '\b(float|double) +\**[a-z_]+ *[][;,()=]' stages/*/*.[ch] | grep -vE '^stages/lib/filter|/\*')" '' \
	'no floating point'
is "$(grep -nE '\b(strcpy|strcat|sprintf|gets|atoi|atol|strtok) *\(' stages/*/*.c)" '' \
	'no function that cannot be told a size or an error'
is "$(grep -nwE 'TO''DO|FIX''ME|XX''X|HA''CK' -r bin/token-craft stages tests pipelines schemas Makefile)" '' \
	'nothing is left for later'
if [ -d .git ]; then
	is "$(git ls-files | cut -d / -f 1 | grep -v '^\.' | LC_ALL=C sort -u | tr '\n' ' ')" \
		'LICENSE Makefile README.md bin fixtures pipelines schemas stages tests ' 'the top holds no more'
fi
long=$(awk 'FNR == 450 { print FILENAME }' stages/*/*.[ch])
is "$long" '' 'no file reaches 450 lines'
done_testing
