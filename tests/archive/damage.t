#!/bin/sh
# A file of the store that is not what was written: what each command makes of it, to the
# end. After compact --salvage and the same records again nothing is missing.
. "$(dirname "$0")/../lib.sh"
skip_unless python3 jq zcat
archive=$TC_BIN/tc-archive
TC_HOME=$PWD/whole
export TC_HOME

"$TC_TOP/tests/archive/records.py" 21 900 --plain >records
run tc-archive put records
run tc-archive compact
"$archive" get >all
tree() { # every file of the store but the lock and what was taken aside
	(cd "$1/archive" && find . -type f ! -name lock ! -path '*/_damaged/*' \
		-exec cksum {} + | sort)
}
tree whole >wanted
part=archive/v=1/kind=call/date=2025-06-03/part-0.ndjson.gz
held=$(zcat "whole/$part" | wc -l)

# Makes of $file, a part of the store, what the name says.
damage() {
	case $1 in
	torn) truncate -s "$(($(wc -c <"$file") / 2))" "$file" ;;
	short) truncate -s -1 "$file" ;;
	empty) : >"$file" ;;
	missing) rm "$file" ;;
	flipped) # one bit in the middle
		python3 -c 'import sys
f = open(sys.argv[1], "r+b")
data = bytearray(f.read())
data[len(data) // 2] ^= 4
f.seek(0)
f.write(data)' "$file"
		;;
	padded) dd if=/dev/zero bs=512 count=1 2>"$ERR" >>"$file" ;;
	garbage) echo '{"kind":"call"' >>"$file" ;;
	foreign) cp "$TC_TOP/LICENSE" "$file" ;;
	fewer) zcat "whole/$part" | sed 1d | gzip -n >"$file" ;;
	double) cat "whole/$part" "whole/$part" >"$file" ;;
	unlisted) cp "$file" "${file%/*}/elsewhere-3.ndjson.gz" ;;
	strange) cp "$file" "${file%/*}/notes.txt" ;;
	esac
}

# state NAME OUTCOME: OUTCOME has the exit codes of verify (and what it calls it), get (and how
# many records of the damaged partition it gives), put into that partition, compact, daily and
# compact --salvage (and how many it saved). Of 'strange', which is none of ours, verify alone
# has a word.
state() {
	rm -rf home && cp -r whole home
	TC_HOME=$PWD/home
	file=$TC_HOME/$part
	damage "$1"
	run tc-archive verify
	read -r code rest <"$TMPDIR/status"
	seen="verify $code $(jq -r .state "$OUT" | sort -u | paste -s -d +)"
	check "$1: verify names the file" grep -qF 'kind=call/date=2025-06-03' "$OUT"
	run tc-archive get --kinds call
	read -r code rest <"$TMPDIR/status"
	seen="$seen, get $code $(grep -c '"ts":"2025-06-03' "$OUT")"
	[ "$1" = strange ] || check "$1: get says so" test -s "$ERR"
	for command in put compact; do
		cp -r home tried
		TC_HOME=$PWD/tried run tc-archive $command <one_more
		read -r code rest <"$TMPDIR/status"
		seen="$seen, $command $code"
		rm -rf tried
	done
	run "$TC_TOP/bin/token-craft" daily --json
	read -r code rest <"$TMPDIR/status"
	seen="$seen, daily $code"
	run tc-archive compact --salvage
	read -r code rest <"$TMPDIR/status"
	"$archive" get --kinds call >left
	seen="$seen, salvage $code $(grep -c '"ts":"2025-06-03' left)"
	is "$seen" "$2" "$1: what each command makes of it"
	if [ "$1" = strange ]; then rm "${file%/*}/notes.txt"; fi
	run tc-archive verify
	status 0 "$1: then all is well"
	run tc-archive put records
	run tc-archive compact
	tree home >got
	same got wanted "$1: the same records again make it whole"
	: "$rest"
}
sed -n 's/.*"ts":"2025-06-03/&/p' records | head -n 1 | sed 's/"id":"[^"]*"/"id":"more"/' >one_more
is "$held" 33 'records of the partition'
lost='put 3, compact 3, daily 3, salvage 1'
state torn "verify 1 torn, get 3 0, $lost 0"
state flipped "verify 1 flipped, get 3 0, $lost 0"
state padded "verify 1 padded, get 3 33, $lost 33"
[ "$V" = rel ] || done_testing # the others are alike to sanitizers
state short "verify 1 torn, get 3 0, $lost 0"
state empty "verify 1 empty, get 3 0, $lost 0"
state missing "verify 1 missing, get 3 0, $lost 0"
state foreign "verify 1 foreign, get 3 0, $lost 0"
state garbage "verify 1 garbage, get 3 33, $lost 33"
state fewer "verify 1 flipped, get 3 32, $lost 32"
state double "verify 1 unsorted, get 3 66, $lost 33"
well='put 0, compact 0, daily 0, salvage 0'
state unlisted "verify 1 unlisted, get 0 33, $well 33"
state strange "verify 1 foreign, get 0 33, $well 33"
done_testing
