#!/bin/sh
# tc-archive export: a folder that is a store, or records.
. "$(dirname "$0")/../lib.sh"
skip_unless python3 jq

export TC_HOME="$PWD/home"
python3 "$TC_TOP/tests/archive/records.py" 31 500 |
	jq -c 'select(.kind == "call" or .kind == "tool" or .kind == "score")' >all
awk 'NR % 2' all | "$TC_BIN/tc-archive" put
awk 'NR % 2 == 0' all | "$TC_BIN/tc-archive" put
"$TC_BIN/tc-archive" get >whole
in_store() { # in_store DIR COMMAND...: of another store
	folder=$1
	shift
	TC_HOME=$folder "$TC_BIN/tc-archive" "$@"
}

run tc-archive export
status 0 && err_is '' && same "$OUT" whole 'without a folder: what get gives'
run tc-archive export --kinds tool --where '.error' --filter .id
cp "$OUT" got
run tc-archive get --kinds tool --where '.error' --filter .id
same got "$OUT" 'its options are those of get'

run tc-archive export copy
status 0 && out_is '' && err_is ''
in_store copy get >got
same got whole 'all records'
in_store copy verify >verified 2>&1
is "$?$(cat verified)" 0 'a store that is well'
"$TC_BIN/tc-archive" compact
diff -r copy/archive/v=1 home/archive/v=1 >"$OUT"
ok $? 'compacted: the same files as compact makes'
in_store copy put --stats whole 2>"$ERR"
is "$(jq -c '[.new, .changed, .partitions]' "$ERR")" '[0,0,0]' 'its index knows all ids'
in_store third import copy
in_store third get >got
same got whole 'import takes it'

mkdir there
run tc-archive export there
status 0
in_store there get >got
same got whole 'into a folder that is empty'
run tc-archive export there
status 2 && out_is '' && err_is 'tc-archive export: there is not empty: an export is a store of its own
tc-archive export:   name a new folder; tc-archive import adds to a store'
run tc-archive export home
status 2
run tc-archive export a b
status 2 && err_is 'tc-archive export: export goes to one folder'
run tc-archive export --filter .id a
status 2 && err_is 'tc-archive export: a store holds records as they are: no --filter'
[ ! -e a ]
ok $? 'nothing was made'

some() { # some NAME ARGUMENTS...: a part of the store
	some_name=$1
	shift
	rm -rf part
	run tc-archive export "$@" part
	status 0 && err_is ''
	in_store part get >got
	"$TC_BIN/tc-archive" get "$@" >wanted
	same got wanted "$some_name" && [ -s wanted ]
	ok $? "$some_name: some"
	in_store part verify >verified 2>&1
	is "$?$(cat verified)" 0 "$some_name: well"
}
some 'of two kinds' --kinds tool,score
some 'of some days' --since 2025-06-03T10:00:00Z --until 2025-06-05T11:00:00Z
some 'by a condition' --where '.session != null and (.session | test("^[0-7]"))' --kinds call
"$TC_BIN/tc-archive" compact --older 2025-08-01 --to monthly 2>"$ERR"
some 'months' --kinds call
diff -r part/archive/v=1/kind=call home/archive/v=1/kind=call >"$OUT"
ok $? 'a month stays one'
rm -rf part
run tc-archive export --since 2030-01-01 part
status 0
in_store part get >got
is "$(cat got)" '' 'nothing at all is a store, too'
in_store nowhere export part2
is "$?" 0 'of no store'

file=$(find home/archive/v=1/kind=tool -name '*.gz' | sort | head -n 1)
printf 'x' >>"$file"
run tc-archive export damaged
status 3 && err_has "$file: damaged: garbage"
in_store damaged get >got
same got whole 'what is whole of a damaged file is copied, and it is said'
done_testing
