#!/bin/sh
# tc-archive import: other stores, files, and what Token-Craft 1.x kept.
. "$(dirname "$0")/../lib.sh"
skip_unless python3 jq

export TC_HOME="$PWD/home"
fresh() { rm -rf "$TC_HOME"; }
get() { # get FILE
	"$TC_BIN/tc-archive" get >"$1"
}
python3 "$TC_TOP/tests/archive/records.py" 21 600 --same 2 |
	jq -c 'select(.kind == "call" or .kind == "score")' >all
awk 'NR % 2' all >odd
awk 'NR % 2 == 0' all >even
"$TC_BIN/tc-archive" put all && get whole

# --- stores and folders ---------------------------------------------------------------------
mkdir one two
TC_HOME=one "$TC_BIN/tc-archive" put --user ann --host a odd
TC_HOME=two "$TC_BIN/tc-archive" put even
TC_HOME=one "$TC_BIN/tc-archive" get >of-one
TC_HOME=two "$TC_BIN/tc-archive" get >of-two
fresh
run tc-archive import one
status 0 && out_is '' && err_is ''
get got && same got of-one 'a $TC_HOME: user and host are kept'
fresh
run tc-archive import one two
status 0
cat of-one of-two | "$TC_BIN/tc-archive" join >wanted
get got && same got wanted 'two of them, joined'
run tc-archive import two one/archive
get got && same got wanted 'again, in another order, by its archive: nothing changes'
fresh
mkdir -p folder/deep folder/.hidden
cp of-one folder/a.ndjson
gzip -c of-two >folder/deep/b.ndjson.gz
echo '{"kind":"score","id":"no","ts":null}' | tee folder/.hidden/c.ndjson folder/c.txt >folder/_d.ndjson
run tc-archive import folder
status 0
get got && same got wanted 'a folder of .ndjson and .ndjson.gz; nothing else of it'
fresh
run tc-archive import --host box folder/a.ndjson folder/deep/b.ndjson.gz
status 0
"$TC_BIN/tc-archive" get --filter '"\(.host)"' | sed 's/"box"/"null"/' | sort >hosts
jq -c '"\(.host)"' wanted | sort >wanted-hosts
same hosts wanted-hosts '--host where a record has none'
fresh
run tc-archive import <of-one
status 0
get got && same got of-one 'standard input'
fresh
run tc-archive import - <of-one
get got && same got of-one 'as an operand'
fresh
mkdir empty
run tc-archive import empty
status 0 && err_is '' && out_is ''
[ ! -e "$TC_HOME" ]
ok $? 'nothing is nothing'
fresh
(cat of-one && echo '{"kind":"cursor","of":"end","lines":0}') | run tc-archive import
status 0
[ ! -e "$TC_HOME/cache/cursors.ndjson" ]
ok $? 'cursors of another machine are not ours'

# --- damage -------------------------------------------------------------------------------
awk 'BEGIN { for (i = 0; i < 20000; i++)
	printf "{\"kind\":\"score\",\"id\":\"a%05d\",\"ts\":\"2026-01-02T00:00:00.000Z\",\"note\":\"%060d\"}\n",
		i, i * 7919 % 10007 }' >many
TC_HOME=three "$TC_BIN/tc-archive" put many
file=$(find three -name '*.gz' | grep -v _index)
cp "$file" good
size=$(wc -c <good)
damaged() { # damaged STATE LINES NAME
	fresh
	run tc-archive import three
	status 1
	err_is "tc-archive import: $file: damaged: $1
tc-archive import:   $2 lines of whole members were taken"
	get got
	is "$(wc -l <got | tr -d ' ')" "$2" "$3"
	[ "$2" -eq 0 ] || is "$(jq -c . got | sort | comm -23 - many-sorted | wc -l | tr -d ' ')" 0 \
		'each as it was written'
}
jq -c . many | sort >many-sorted
# Lines of the first member and of the last.
python3 -c 'import sys, zlib
rest, members = open(sys.argv[1], "rb").read(), []
while rest:
    z = zlib.decompressobj(31)
    members.append(z.decompress(rest).count(b"\n"))
    rest = z.unused_data
print(members[0], members[-1])' good >members
read -r first last <members
[ $((first + last)) -lt 20000 ]
ok $? 'a file of several members'
head -c $((size - 9)) good >"$file" && damaged torn $((20000 - last)) 'a torn file: all but its last member'
{ head -c 5000 good && printf 'flip' && tail -c +5005 good; } >"$file"
damaged flipped $((20000 - first)) 'flipped bits: the second member'
{ cat good && printf '\0\0'; } >"$file" && damaged padded 20000 'NULs at the end: all'
{ cat good && echo x; } >"$file" && damaged garbage 20000 'garbage at the end: all'
: >"$file" && damaged empty 0 'an empty file: nothing'
fresh
{ echo '{"kind":"score","id":"x","ts":null}' && echo '{"kind":"sco'; } >lines.ndjson
run tc-archive import lines.ndjson
status 1 && err_has 'lines.ndjson:2: no record: line ends inside a value'
get got && is "$(cat got)" '{"kind":"score","id":"x","ts":null}' 'the line that is one'
fresh
run tc-archive import nowhere of-one
status 3 && err_is 'tc-archive import: cannot read nowhere: No such file or directory'
get got && same got of-one 'the other operand is taken'

# --- Token-Craft 1.x ------------------------------------------------------------------------
fresh
cp -R "$TC_TOP/fixtures/import/v1" old
run tc-archive import -z Europe/Berlin old
status 0 && out_is '' && err_is ''
get got
same got "$TC_TOP/fixtures/import/v1.ndjson" 'scores and achievements, as they were'
run "$TC_TOP/tests/validate" --ours got
status 0 'by their schemas'
check 'no text' sh -c '! grep -q canary got'
cp got first
run tc-archive import -z Europe/Berlin --user someone old
get got && same got first 'twice is once; the user is the one who is named there'
rm old/user_profile.json old/snapshots/snapshot_20260212_120000.json
fresh
run tc-archive import --user bob -z UTC old
run tc-archive get --filter '[.id, .ts, .user]'
out_is '["token-craft-1/bob/achievement/first_optimization","2026-01-11T23:30:00.000Z","bob"]
["token-craft-1/bob/snapshot_20260719_083005","2026-07-19T08:30:05.000Z","bob"]' \
	'where nobody is named, --user is; its wall clock is that of --timezone'
echo '{"scores": {"total_score": 1}' >old/snapshots/snapshot_1.json
echo '{"scores": {}}' >old/snapshots/snapshot_2.json
echo '[1, 2]' >old/snapshots/snapshot_3.json
printf '{"scores": {"total\n": 1}}' >old/snapshots/snapshot_4.json
echo '{"scores": {"total_score": 7}}, "user": "x", "content": {}' >old/snapshots/snapshot_5.json
echo 'not looked at' >old/snapshots/readme.json
fresh
run tc-archive import --user bob old
status 1
grep -c 'cannot import it' "$ERR" >count
is "$(cat count)" 5 'a file that is no snapshot is named'
err_has 'old/snapshots/snapshot_1.json: cannot import it: it is not JSON'
err_has 'old/snapshots/snapshot_2.json: cannot import it: it holds no score'
err_has 'old/snapshots/snapshot_4.json: cannot import it: it is not JSON'
err_has 'old/snapshots/snapshot_5.json: cannot import it: it is not JSON'
get got && is "$(wc -l <got | tr -d ' ')" 2 'the others are taken'

# Snapshots and a profile of our own beside them, and a store: each score once, as it is.
rm old/snapshots/snapshot_[1-5].json
score=$TC_TOP/fixtures/records/score/valid/of-the-sample.json
printf '{"kind":"snapshot","schema":"token-craft/snapshot/1","scores":%s}\n' "$(cat "$score")" \
	>old/snapshots/snapshot_20261120_173000.json
cp old/snapshots/snapshot_20261120_173000.json old/user_profile.json
fresh
run tc-archive import --user bob old
status 0 && err_is ''
run tc-archive get --filter 'select(.profile == "v2")'
is "$(jq -S 'del(.user)' "$OUT")" "$(jq -S 'del(.user)' "$score")" 'the score of our own snapshot'
get got && is "$(wc -l <got | tr -d ' ')" 3 'once, and those of 1.x'
mkdir old/archive
run tc-archive import old
status 0 'a folder that is a store, too'
done_testing
