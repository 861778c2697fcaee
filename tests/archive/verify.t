#!/bin/sh
# verify finds whatever is wrong, says what it is, and is silent when nothing is.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/keep.sh"
forge=$TC_TOP/tests/archive/forge.py

run tc-archive verify
status 0 "no store is a good store"
err_is ''
check "and none is made" test ! -e "$TC_HOME"

{
	calls 4500 2026-01-02
	calls 20 2026-01-03
	calls 5 2026-01-04 s2 /home/u/other
	echo '{"kind":"prompt","id":"p1","ts":"2026-01-02T10:00:00.000Z","chars":3}'
	echo '{"kind":"prompt","id":"p2","ts":null,"chars":4}'
} >records
run tc-archive put records
status 0
keep good
name=$(basename "$root"/kind=call/date=2026-01-02/*) # <host>-1.ndjson.gz
large=kind=call/date=2026-01-02/$name
small=kind=call/date=2026-01-03/$name
run tc-archive verify
status 0 "a good store"
out_is ''
err_is ''

finds() { # finds STATE PATH REASON [HINT]: one trouble, after what was done to the store
	run tc-archive verify
	status 1 "$1: $3"
	out_is "{\"kind\":\"damage\",\"path\":\"$2\",\"state\":\"$1\",\"reason\":\"$3\"}"
	err_is "tc-archive verify: $2: $1: $3
tc-archive verify:   ${4-keep what is whole of it: tc-archive compact --salvage}"
	cat "$OUT" >>damages
	back good
}
move='move away what is not the store'\''s'
take='take in what the manifest does not have: tc-archive compact'

# --- a file's bytes
rm "$root/$small"
finds missing "$small" 'it is not there'
: >"$root/$small"
finds empty "$small" 'it has no byte'
printf '' | gzip -n >"$root/$small"
finds empty "$small" 'it holds no record'

size() { wc -c <"$root/$1" | tr -d ' '; }
cut_to() { # cut_to BYTES PATH
	head -c "$1" "$good/$2" >"$root/$2"
}
good=$PWD/good/archive/v=1
cut_to 1 "$small"
finds torn "$small" 'it ends inside member 1; 0 whole members hold 0 records'
cut_to 9 "$small"
finds torn "$small" 'it ends inside member 1; 0 whole members hold 0 records'
cut_to $(($(size "$small") / 2)) "$small"
finds torn "$small" 'it ends inside member 1; 0 whole members hold 0 records'
cut_to $(($(size "$small") - 1)) "$small"
finds torn "$small" 'it ends inside member 1; 0 whole members hold 0 records'
python3 - "$good/$large" >members <<-'END'
	import sys, zlib
	data, at = open(sys.argv[1], "rb").read(), 0
	while data:
	    z = zlib.decompressobj(31)
	    lines = z.decompress(data).count(b"\n")
	    at += len(data) - len(z.unused_data)
	    data = z.unused_data
	    print(at, lines)
END
is "$(wc -l <members)" 3 "the large file has three members"
all=$(size "$large") first=$(sed -n '1s/ .*//p' members) second=$(sed -n '2s/ .*//p' members)
lines_1=$(sed -n '1s/.* //p' members)
lines_2=$(($(sed -n '2s/.* //p' members) + lines_1))
cut_to $((first - 4)) "$large"
finds torn "$large" 'it ends inside member 1; 0 whole members hold 0 records'
cut_to $((first + 1)) "$large"
finds torn "$large" "it ends inside member 2; 1 whole members hold $lines_1 records"
cut_to $((second + 2000)) "$large"
finds torn "$large" "it ends inside member 3; 2 whole members hold $lines_2 records"
cut_to "$second" "$large" # nothing but the manifest can tell
finds flipped "$large" "it has $second bytes, the manifest says $all"

flip() { # flip PATH OFFSET
	python3 -c 'import sys
data = bytearray(open(sys.argv[1], "rb").read())
data[int(sys.argv[2])] ^= 16
open(sys.argv[1], "wb").write(data)' "$root/$1" "$2"
}
flip "$large" $((first + 500))
finds flipped "$large" 'member 2 is not what was written'
flip "$small" 4 # the time in the header: no CRC covers it
finds flipped "$small" "its sha256 is not the manifest's"
printf '\0\0\0\0' >>"$root/$small"
finds padded "$small" 'NULs follow member 1, which is the last'
echo garbage >>"$root/$small"
finds garbage "$small" 'what follows member 1 is no gzip'
zcat "$root/$small" >lines
cp lines "$root/$small"
finds foreign "$small" 'it is no gzip'
echo hello | gzip -n >"$root/$small"
finds foreign "$small" 'line 1 is no record of a store'
rm "$root/$small" && mkfifo "$root/$small"
finds foreign "$small" 'it is no file'
rm "$root/$small" && ln -s "$name" "$root/$small"
finds unreadable "$small" 'Too many levels of symbolic links'
mv "$root/$small" x && mv "$root/$large" "$root/$small" && mv x "$root/$large"
run tc-archive verify
status 1 "two files have changed places"
is "$(jq -r '.state + " " + .path' "$OUT")" "misplaced $large
misplaced $small"
err_has "$large: misplaced: line 1 is of 2026-01-03"
back good

# --- what is in it, for a manifest that agrees
forge() { "$forge" "$root" "$@"; } # forge PATH [KEY=NUMBER ...] <LINES
sed -n '1h; 2{p; g; p}; 3,$p' lines | forge "$small"
finds unsorted "$small" 'line 2 belongs before line 1'
sed '1p' lines | forge "$small"
run tc-archive verify
status 1 "a record twice"
is "$(jq -r .reason "$OUT")" "lines 1 and 2 have one id
1 of its records stand in it twice"
back good
sed '$s/T..:/T23:/; 1{p; s/T00:00:00.000/T00:00:00.001/}' lines | forge "$small"
finds unsorted "$small" '1 of its records stand in it twice'
sed '$s/2026-01-03T/2026-01-05T/' lines | forge "$small"
run tc-archive verify
is "$(jq -r '.state + " " + .path + " " + .reason' "$OUT")" \
	"misplaced $small line 20 is of 2026-01-05
index _index 1 records are not in it"
back good
sed '$s/2026-01-03T[^"]*/&/; $s/"ts":"[^"]*"/"ts":null/' lines | forge "$small"
run tc-archive verify
is "$(jq -r .reason "$OUT" | head -n 1)" 'line 20 is of no day'
back good
sed 's/"kind":"call"/"kind":"shell"/' lines | forge "$small"
run tc-archive verify
is "$(jq -r .reason "$OUT" | head -n 1)" 'line 1 is of kind shell'
back good
sed '7s/}$//' lines | forge "$small"
finds foreign "$small" 'line 7 is no record of a store'
forge "$small" records=21 <lines
finds counts "$small" 'it holds 20 records, the manifest says 21'
forge "$small" members=2 <lines
finds counts "$small" 'it has 1 members, the manifest says 2'
forge "$small" <lines
sed -i "s|\(2026-01-03/.*first_ts\":\"2026-01-03T\)00|\101|" "$root/manifest.ndjson"
finds counts "$small" "its first or last ts is not the manifest's"
zcat "$root/kind=call/date=2026-01-04/$name" | head -n 2 |
	sed 's/2026-01-04T/2026-01-03T/g' | cat - lines | sort -t'"' -k 12,12 | forge "$small"
run tc-archive verify
status 1 "records in two files"
is "$(jq -r .state "$OUT")" 'misplaced
index'
err_has '2 of its records stand in other files, too'
back good

# --- what the manifest does not have
cp "$root/$small" "$root/kind=call/date=2026-01-03/other-1.ndjson.gz"
finds unlisted kind=call/date=2026-01-03/other-1.ndjson.gz 'the manifest does not have it' "$take"
: >"$root/.tmp-vm-17-1"
finds unlisted .tmp-vm-17-1 'the manifest does not have it' "$take"
cp "$root/_index/ids-1" "$root/_index/ids-7"
finds unlisted _index/ids-7 'the manifest does not have it' "$take"
no_name='nothing of the store has such a name'
for path in README kind=call/README kind=call/date=2026-01-03/README \
	kind=call/date=2026-01-03/.hidden.ndjson.gz _index/README; do
	: >"$root/$path"
	finds foreign "$path" "$no_name" "$move"
done
for path in kind=call/date=today kind=Call kind=call/date=2026-01-03/x-1.ndjson.gz; do
	mkdir "$root/$path"
	finds foreign "$path" "$no_name" "$move"
done
ln -s /nowhere "$root/kind=call/date=2026-01-03/x-1.ndjson.gz"
finds foreign kind=call/date=2026-01-03/x-1.ndjson.gz "$no_name" "$move"
mkdir "$root/_damaged" && : >"$root/_damaged/x"
run tc-archive verify
status 0 "what was put aside is no trouble"
back good

# --- the index
anew='make the index anew: tc-archive compact'
index_is_bad() { # index_is_bad PATH REASON: and compact makes it anew
	keep bad
	finds index "$1" "$2" "$anew"
	back bad
	run tc-archive compact
	status 0
	run tc-archive verify
	status 0 "$2: compact makes it anew"
	back good
}
flip _index/ids-1 100
index_is_bad _index/ids-1 "its sha256 is not the manifest's"
head -c 512 "$good/_index/ids-1" >"$root/_index/ids-1"
index_is_bad _index/ids-1 "its size is not the manifest's"
rm "$root/_index/ids-1"
index_is_bad _index/ids-1 "it cannot be read"
sed -i -e '/"kind":"index"/d' -e 's/"files":6/"files":5/' "$root/manifest.ndjson"
rm "$root/_index/ids-1"
index_is_bad _index '4527 records are not in it'

# --- the manifest
echo '{"kind":"file"}' >>"$root/manifest.ndjson"
run tc-archive verify
status 1 "a damaged manifest"
is "$(jq -r '.path + " " + .state' "$OUT")" 'manifest.ndjson garbage'
back good
rm "$root/manifest.ndjson"
run tc-archive verify
status 1 "no manifest: nothing is in the store"
is "$(jq -r .state "$OUT" | sort | uniq -c | tr -s ' ')" ' 6 unlisted'
back good

# --- while somebody writes
python3 - "$TC_HOME/archive/lock" <<-'END' &
	import fcntl, sys, time
	with open(sys.argv[1], "r+") as lock:
	    fcntl.lockf(lock, fcntl.LOCK_EX)
	    open("locked", "w").close()
	    time.sleep(0.5)
	    open("done", "w").close()
END
while [ ! -e locked ]; do sleep 0.1; done
run tc-archive verify
status 0
check "verify waits for who writes" test -e 'done'
wait

# --- bits anywhere: 200 files, in each of them one is another
rm -rf "$TC_HOME"
python3 - >records <<-'END'
	import datetime
	day = datetime.date(2025, 1, 1)
	for n in range(200):
	    for i in range(3):
	        print('{"kind":"call","id":"%d-%d","ts":"%sT10:0%d:00.000Z","output_tokens":%d}'
	              % (n, i, day + datetime.timedelta(n), i, n * 77 % 1009))
END
run tc-archive put records
(cd "$root" && find kind=call -type f | sort) >paths
is "$(wc -l <paths)" 200 "200 files"
python3 - "$root" paths <<-'END'
	import random, sys
	r = random.Random(7)
	for path in open(sys.argv[2]).read().split():
	    with open(sys.argv[1] + "/" + path, "r+b") as file:
	        data = bytearray(file.read())
	        at = r.randrange(len(data))
	        data[at] ^= 1 << r.randrange(8)
	        file.seek(0)
	        file.write(data)
END
run tc-archive verify
status 1 "a bit anywhere"
jq -r .path "$OUT" >found
same found paths "each of 200 flipped bits is found, and once"
cat "$OUT" >>damages

# --- quick: the manifest and the sizes, without reading
quick() { # quick STATE PATH REASON
	run tc-archive verify --quick
	status 1 "--quick: $1: $3"
	out_is "{\"kind\":\"damage\",\"path\":\"$2\",\"state\":\"$1\",\"reason\":\"$3\"}"
	cat "$OUT" >>damages
	back good
}
back good
run tc-archive verify --quick
status 0 "--quick: a good store"
out_is ''
err_is ''
flip "$small" 4
run tc-archive verify --quick
status 0 "--quick does not read"
back good
rm "$root/$small"
quick missing "$small" 'it is not there'
cut_to 9 "$small"
quick torn "$small" "its size is not the manifest's"
echo more >>"$root/$small"
quick garbage "$small" "its size is not the manifest's"
rm "$root/_index/ids-1"
quick index _index/ids-1 'it is not there'
: >"$root/README"
quick foreign README "$no_name"
: >"$root/.tmp-vm-17-1"
quick unlisted .tmp-vm-17-1 'the manifest does not have it'
echo '{' >"$root/manifest.ndjson"
run tc-archive verify --quick
status 1 "--quick: the manifest"
is "$(jq -r .state "$OUT")" garbage
back good
python3 - "$TC_HOME/archive/lock" "$TC_BIN/tc-archive" <<-'END' >"$OUT" 2>"$ERR"
	import fcntl, subprocess, sys
	with open(sys.argv[1], "r+") as lock:
	    fcntl.lockf(lock, fcntl.LOCK_EX)
	    print(subprocess.call([sys.argv[2], "verify", "--quick"], timeout=30))
END
out_is 5 "--quick waits for nobody"
err_is 'tc-archive verify: the store is busy: somebody is writing to it'

if python3 -c 'import jsonschema' 2>"$ERR"; then
	run "$TC_TOP/tests/validate" --ours damages
	status 0 "what verify writes is as its schema says" || diag <"$OUT"
else
	skip "what verify writes is as its schema says" "needs python3-jsonschema"
fi
run tc-archive verify x
status 2
err_is "tc-archive verify: no file is read here: cannot use 'x'"
done_testing
