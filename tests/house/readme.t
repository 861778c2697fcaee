#!/bin/sh
# What the README shows is what happens.
. "$(dirname "$0")/../lib.sh"
skip_unless python3
cd "$TC_TOP" || exit 3

for picture in report dashboard; do
	run tests/house/picture $picture
	status 0
	same "$OUT" fixtures/$picture.svg "the picture is what the $picture shows (make picture)"
	check 'the picture is small' test "$(wc -c <fixtures/$picture.svg)" -lt 60000
done

# Every file that a page names is there.
for page in README.md */README.md; do
	for file in $(grep -oE '\]\([^)#:]+\)' "$page" | tr -d '](){}'); do
		check "$page names $file" test -e "$(dirname "$page")/$file"
	done
done
# Every program and every pipeline has its row.
for main in stages/*/main.c; do
	name=tc-$(basename "${main%/main.c}")
	check "README.md has $name" grep -q "^| .$name. " README.md
done
for pipeline in pipelines/*; do
	name=${pipeline##*/}
	case $name in *[!a-z0-9-]*) continue ;; esac
	[ -f "$pipeline" ] || continue
	check "README.md has $name" grep -q "^| .*\`$name\`" README.md
done
# Every function that the map names exists.
for function in $(grep -oE '`[a-z_0-9]+\(\)`' stages/README.md | tr -d '`()' | sort -u); do
	check "there is a $function()" grep -qE "^[a-z].*[ *]$function\(" stages/*/*.c
done
check 'the map names functions' test "$(grep -cE '`[a-z_0-9]+\(\)`' stages/README.md)" -gt 10

# The commands of the pages work as they stand, on the bundled sample; the questions of
# pipelines/README.md have a test of their own, tests/pipeline/cookbook.t.
PATH=$TC_BIN:$TC_TOP/bin:$PATH CLAUDE_CONFIG_DIR=$TC_TOP/fixtures/sample TC_NOW=2026-11-20T17:30:00Z
export PATH CLAUDE_CONFIG_DIR TC_NOW TC_HOME="$HOME/token-craft"
for page in README.md pipelines/README.md; do
	awk -v out="$TMPDIR/example" '/^## Questions$/ { exit } /^```sh/ { file = out sprintf("%02d", ++n); next }
		/^```/ { file = "" } file { print >file }' "$page"
	for example in "$TMPDIR"/example*; do
		[ -f "$example" ] || continue
		(cd "$TMPDIR/cwd" && run sh -e "$example")
		status 0 "$page: $(head -n 1 "$example")"
		is "$(grep -v '^tc-price: \|^tc-archive put: 1 line could not\|^token-craft score: saved as ' "$ERR")" '' \
			'and it tells of nothing but prices, a torn line and what is saved'
		check 'and it says something' test -s "$OUT"
		rm "$example"
	done
done
done_testing
