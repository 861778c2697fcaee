#!/bin/sh
# The index of tc-archive: without it, or with a wrong one, put takes longer and is right.
. "$(dirname "$0")/../lib.sh"

export TC_HOME="$PWD/home"
root=$TC_HOME/archive/v=1

call() { # call ID TS
	printf '{"kind":"call","id":"%s","ts":"%s"}\n' "$1" "$2"
}
calls() { # calls FROM TO DATE
	for n in $(seq "$1" "$2"); do call "c$n" "$3T00:00:00.000Z"; done
}
dates() { # where c1 is, and how many records there are
	run tc-archive get
	is "$(jq -r 'select(.id == "c1") | .ts' "$OUT") $(wc -l <"$OUT")" "$1" "$2"
}
edit_manifest() { # edit_manifest EXPR: of its lines; the totals follow
	jq -sc --slurpfile older older ".[0] as \$head | .[1:] | $1 | length as \$n |
		(\$head | .files = \$n), sort_by(.path)[]" "$root/manifest.ndjson" >manifest
	mv manifest "$root/manifest.ndjson"
}
index() { (cd "$root" && ls _index); }

: >older
calls 1 100 2026-03-02 | run tc-archive put
status 0
is "$(index)" ids-1 'one file'
cp -R "$TC_HOME" kept

# Each case breaks the index, and then sightings come that need it: c1 to c100, a day earlier.
try() { # try NAME
	calls 1 100 2026-03-01 | run tc-archive put --stats
	is "$(jq -r '"\(.new) \(.changed)"' "$ERR")" '0 100' "$1: all are known"
	dates '2026-03-01T00:00:00.000Z 100' "$1: all have moved"
	run tc-archive verify
	status 0 "$1: all is well afterwards"
	rm -rf "$TC_HOME"
	cp -R kept "$TC_HOME"
}
file=$root/_index/ids-1
size=$(stat -c %s "$file")
try 'whole'
rm "$file" && try 'gone'
rm -r "$root/_index" && try 'gone with its folder'
truncate -s 0 "$file" && try 'empty'
truncate -s 700 "$file" && try 'cut short'
truncate -s +512 "$file" && try 'grown'
for at in 0 7 300 504 511 512 1000 $((size - 1)); do
	printf 'X' | dd of="$file" bs=1 seek="$at" conv=notrunc 2>dd.err
	try "another byte at $at"
done
python3 -c 'import sys
b = open(sys.argv[1], "rb").read()
open(sys.argv[1], "wb").write(b[512:1024] + b[:512] + b[1024:])' "$file"
try 'blocks in another order'
edit_manifest 'map(select(.kind != "index"))'
try 'not in the manifest'

# An older index under the same name, whole in itself, for fewer records.
calls 200 299 2026-03-02 | run tc-archive put
jq -c 'select(.kind == "index")' kept/archive/v=1/manifest.ndjson >older
edit_manifest 'map(select(.kind != "index")) + $older'
rm "$root/_index"/*
cp "kept/archive/v=1/_index/ids-1" "$root/_index"
call c299 2026-03-01T00:00:00.000Z | run tc-archive put --stats
is "$(jq -r '"\(.new) \(.changed)"' "$ERR")" '0 1' 'an index that lacks records is made anew'
run tc-archive verify
status 0

# --- a few ids more do not write a large file anew --------------------------------------------
rm -rf "$TC_HOME"
calls 1 2000 2026-03-02 | run tc-archive put
stat -c %i "$root"/_index/ids-1 >before
for n in $(seq 1 40); do
	calls $((3000 + 3 * n)) $((3002 + 3 * n)) 2026-03-03 | run tc-archive put
done
stat -c %i "$root"/_index/ids-1 >after
same after before 'the large file is the one it was'
is "$(index | wc -l)" 4 'forty puts left three files more'
is "$(jq -s 'map(select(.kind == "index").records) | add' "$root/manifest.ndjson")" 2120 \
	'with an entry each record'
calls 3003 3122 2026-03-02 | run tc-archive put --stats
is "$(jq -r '"\(.new) \(.changed)"' "$ERR")" '0 120' 'all of them are looked into'

# --- compact --------------------------------------------------------------------------------
run tc-archive compact
status 0
is "$(index)" ids-0 'one file after compact'
cp "$root/_index/ids-0" one
run tc-archive get
cp "$OUT" all
rm -rf "$TC_HOME"
split -n l/7 all part.
for part in part.*; do run tc-archive put "$part"; done
call c1 2026-03-01T00:00:00.000Z | run tc-archive put # leaves an entry that is out of date
run tc-archive compact
status 0
is "$(jq -c 'select(.kind != "file") | [.kind, .records]' "$root/manifest.ndjson")" \
	"[\"manifest\",$(wc -l <all)]
[\"index\",$(wc -l <all)]" 'one entry a record'
rm -rf "$TC_HOME"
shuf all | run tc-archive put
run tc-archive compact
same "$root/_index/ids-0" one 'the same bytes wherever the records came together'
stat -c '%i %y' "$root/_index/ids-0" >before
run tc-archive compact
stat -c '%i %y' "$root/_index/ids-0" >after
same after before 'and not written twice'

done_testing
