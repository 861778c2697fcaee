#!/bin/sh
# compact: equal records are equal trees, whatever they came through; nothing is lost on the
# way, wherever it is killed.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/keep.sh"

run tc-archive compact
status 0 "no store"
err_is ''
run tc-archive verify
status 0

calls 60 2026-01-02 >one
{
	calls 30 2026-01-02 s2
	calls 5 2026-01-03
	echo '{"kind":"prompt","id":"p","ts":"2026-01-02T10:00:00.000Z","chars":3}'
} >two
run tc-archive put one
run tc-archive put two
records wanted
keep put
run tc-archive compact --dry-run
status 0
err_is ''
is "$(jq -c '[.kind, .action, .path[0:14], .records]' "$OUT")" \
	'["plan","rename","kind=call/date",90]
["plan","rename","kind=call/date",5]
["plan","rename","kind=prompt/da",1]' "what it would do"
cp "$OUT" plans
files "$TC_HOME" >now
files put >before
same now before "--dry-run changes no byte"

run tc-archive compact
status 0
out_is ''
err_is ''
records got
same got wanted "the same records"
run tc-archive verify
status 0 "and all is well"
(cd "$root" && find . ! -name . | sort) >tree
is "$(cat tree)" './_index
./_index/ids-0
./kind=call
./kind=call/date=2026-01-02
./kind=call/date=2026-01-02/part-0.ndjson.gz
./kind=call/date=2026-01-03
./kind=call/date=2026-01-03/part-0.ndjson.gz
./kind=prompt
./kind=prompt/date=2026-01-02
./kind=prompt/date=2026-01-02/part-0.ndjson.gz
./manifest.ndjson' "one file a partition"
check "the file is what put wrote" cmp "$root"/kind=call/date=2026-01-02/part-0.ndjson.gz \
	put/archive/v=1/kind=call/date=2026-01-02/*.gz
keep well
files well >compacted
run tc-archive compact
status 0
files "$TC_HOME" >now
same now compacted "twice is once"
run tc-archive compact --dry-run
out_is '' "nothing is left to do"

# Where files cannot have two names, they are copied.
back put
if strace -o trace true 2>"$ERR"; then
	run strace -o trace -E "ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0" -e trace=link,linkat \
		-e inject=link,linkat:error=EPERM \
		"$TC_BIN"/tc-archive compact
	status 0
	check "no second names" grep -q INJECTED trace
	files "$TC_HOME" >now
	same now compacted "a file system without them"
else
	skip "a file system without second names" "strace cannot trace here"
fi

# --- other ways to the same records
rm -rf "$TC_HOME"
sort -R one two >mixed
split -l 40 mixed piece.
for piece in piece.*; do
	"$TC_BIN"/tc-archive put "$piece"
done
run tc-archive compact
files "$TC_HOME" >now
same now compacted "in pieces, in any order"

rm -rf "$TC_HOME"
run tc-archive put two
mv "$TC_HOME" other
run tc-archive put one
(cd other/archive/v=1 && find kind=* -type f) | while read -r path; do
	mkdir -p "$root/${path%/*}"
	cp "other/archive/v=1/$path" "$root/${path%/*}/other-1.ndjson.gz"
done
run tc-archive compact --dry-run
is "$(jq -r '.action + " " + (.records | tostring)' "$OUT")" 'take_in 30
take_in 5
take_in 1
rename 60' "what was copied in would be taken in"
cat "$OUT" >>plans
keep copied
run tc-archive compact
status 0
files "$TC_HOME" >now
same now compacted "copied in by hand"

# A file in a folder where its records do not belong, and one of no order.
back well
mkdir "$root/kind=call/date=2026-01-09"
mv "$root/kind=call/date=2026-01-03/part-0.ndjson.gz" "$root/kind=call/date=2026-01-09/x-1.ndjson.gz"
zcat "$root/kind=call/date=2026-01-02/part-0.ndjson.gz" | sort -R | gzip \
	>"$root/kind=call/date=2026-01-09/x-2.ndjson.gz"
rm "$root/manifest.ndjson" # with it, a file would be missing
run tc-archive compact
status 0
files "$TC_HOME" >now
same now compacted "a lost manifest is made anew; records go where they belong"

# What others put there stays theirs.
: >"$root/kind=call/README"
mkdir -p "$root/kind=call/date=2026-01-08" "$root/kind=shell/date=2026-01-08"
cp "$root/_index/ids-0" "$root/_index/ids-9"
run tc-archive compact
status 0
(cd "$root" && find . ! -name . ! -name README | sort) >now
same now tree "empty folders and old indexes go"
check "foreign files stay" test -e "$root/kind=call/README"

# --- damage stops it
back put
file=$(cd "$root" && ls kind=call/date=2026-01-02/*)
: >"$root/$file"
files "$TC_HOME" >before
run tc-archive compact
status 3
out_is ''
err_is "tc-archive compact: $file: empty: it has no byte
tc-archive compact:   nothing was changed; keep what is whole: tc-archive compact --salvage"
files "$TC_HOME" >now
same now before "nothing was changed"
back put
echo x >>"$root/manifest.ndjson"
run tc-archive compact
status 3
err_has 'compact --salvage'
back put
: >"$root/kind=call/date=2026-01-02/loose-1.ndjson.gz"
run tc-archive compact
status 3
err_has 'kind=call/date=2026-01-02/loose-1.ndjson.gz: empty: it has no byte'

# --- killed at every step: the records are there, and the next run ends it
rm -rf "$TC_HOME"
calls 3 2026-01-02 | "$TC_BIN"/tc-archive put
keep small
cp "$root"/kind=call/date=2026-01-02/* loose
rm -rf "$TC_HOME"
calls 2 2026-01-02 s2 | "$TC_BIN"/tc-archive put
cp loose "$root/kind=call/date=2026-01-02/other-1.ndjson.gz"
keep copied
records some 2>"$ERR"

ends() { # ends DIR: what is there at the end, and its records
	back "$1"
	"$TC_BIN"/tc-archive compact
	files "$TC_HOME" >ended
	records wanted
}
consistent() { [ "$1" -eq 0 ] && cmp -s got wanted; }
ends small
killed_at_each small "compact" "$TC_BIN"/tc-archive compact
# Of what was copied in, a reader sees nothing or all.
consistent() { [ "$1" -eq 0 ] && { cmp -s got wanted || cmp -s got some; }; }
ends copied
killed_at_each copied "what was copied in" "$TC_BIN"/tc-archive compact

# --- options
run tc-archive compact --to monthly
status 2
err_is 'tc-archive compact: --older WHEN and --to monthly go together'
run tc-archive compact --older 2y
status 2
run tc-archive compact --older 2y --to weekly
status 2
run tc-archive compact --older soon --to monthly
status 2
err_is "tc-archive compact: cannot read '--older soon': not a time
tc-archive compact:   times are written 2y, 6m, 90d, 2025-01 or 2025-01-01"
run tc-archive compact x
status 2
if python3 -c 'import jsonschema' 2>"$ERR"; then
	run "$TC_TOP/tests/validate" --ours plans
	status 0 "plans are as their schema says" || diag <"$OUT"
else
	skip "plans are as their schema says" "needs python3-jsonschema"
fi
done_testing
