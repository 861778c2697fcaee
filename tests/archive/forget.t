#!/bin/sh
# forget: what is forgotten is gone from everything, and does not come back until it is undone.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/keep.sh"

calls 30 2026-01-02 s1 /home/u/shop >one
calls 30 2026-01-02 s2 /home/u/secret >two
calls 30 2026-01-03 s3 /home/u/secret/deep >three
calls 30 2026-01-04 s4 /home/u/secretary >four
cat >other <<'END'
{"kind":"prompt","id":"p1","ts":"2026-01-02T10:00:00.000Z","session":"s2","project":"/home/u/secret","chars":3}
{"kind":"prompt","id":"p2","ts":"2026-01-05T10:00:00.000Z","session":"s1","project":"/home/u/shop","chars":3}
{"kind":"probe","id":"b1","ts":"2026-01-05T10:00:00.000Z","project":"/home/u/secret","claude_md":true}
{"kind":"score","id":"k1","ts":"2026-01-05T10:00:00.000Z","session":"s2","x":1}
{"kind":"score","id":"k2","ts":"2026-01-05T10:00:00.000Z","a":[1],"project":"/home/u/secre\u0074"}
{"kind":"score","id":"k3","ts":"2026-01-05T10:00:00.000Z","project":null}
{"kind":"score","id":"k4","ts":null}
END
put_all() { "$TC_BIN"/tc-archive put one two three four other; }
put_all
records all
keep good
files good >good.files
gone() { # gone NAME JQ: exactly the records of which it is true are gone
	jq -c "select($2 | not)" all >wanted
	records raw
	jq -c . raw >got
	same got wanted "$1: gone, and nothing else"
	run tc-archive verify
	status 0 "$1: all is well"
}
index_is_bare() { # index_is_bare NAME: no id of what is gone is left in it
	is "$(jq -s 'map(select(.kind == "index").records) | add // 0' "$root/manifest.ndjson")" \
		"$(jq 'select(.kind == "manifest").records' "$root/manifest.ndjson")" \
		"$1: its ids are gone, too"
}
planned() { jq -s 'map(.records) | add // 0' "$OUT"; }

forgets() { # forgets NAME JQ OPTION VALUE: and back, by undoing it
	name=$1 jq=$2 option=$3 value=$4
	run tc-archive forget "$option" "$value" --dry-run
	status 0 "$name: --dry-run"
	is "$(planned)" "$(jq -c "select($2)" all | wc -l)" "$name: as many as there are"
	cat "$OUT" >>said
	files "$TC_HOME" >now
	same now good.files "$name: --dry-run changes no byte"

	mkdir -p "$TC_HOME/cache/rolled" "$root/_damaged"
	: >"$TC_HOME/cache/rolled/x.ndjson"
	: >"$TC_HOME/cache/cursors.ndjson"
	: >"$root/_damaged/x.gz"
	files "$TC_HOME" >before
	run tc-archive forget "$option" "$value"
	status 0 "$name"
	out_is ''
	err_is 'tc-archive forget: removed 1 damaged file from _damaged: what they held cannot be told'
	gone "$name" "$jq"
	index_is_bare "$name"
	check "$name: sums of it are gone" test ! -e "$TC_HOME/cache/rolled/x.ndjson"
	check "$name: damaged files, too" test ! -e "$root/_damaged"
	check "$name: and the cursors" test ! -e "$TC_HOME/cache/cursors.ndjson"
	files "$TC_HOME" >once
	put_all
	gone "$name, put again" "$jq"
	run tc-archive forget "$option" "$value"
	status 0 "$name: twice"
	gone "$name, twice" "$jq"
	run tc-archive compact
	gone "$name, compacted" "$jq"

	: >"$TC_HOME/cache/cursors.ndjson"
	run tc-archive forget --list
	status 0
	is "$(jq -r --arg k "${option#--}" '.kind + " " + .[$k]' "$OUT")" "forget $value" "$name: --list"
	cat "$OUT" >>said
	run tc-archive forget "$option" "$value" --undo
	status 0 "$name: --undo"
	check "$name: the logs will be read again" test ! -e "$TC_HOME/cache/cursors.ndjson"
	run tc-archive forget --list
	out_is '' "$name: no rule is left"
	gone "$name: --undo brings nothing back by itself" "$jq"
	put_all
	records got
	same got all "$name: but the logs do"
	run tc-archive forget "$option" "$value" --undo
	status 2
	err_is "tc-archive forget: nothing is forgotten by $option $value
tc-archive forget:   see what is: tc-archive forget --list"
	back good
}
forgets session '.session == "s2"' --session s2
forgets project '(.project // "") | test("^/home/u/secret($|/)")' --project /home/u/secret
forgets before '(.ts // "9") < "2026-01-04"' --before 2026-01-04
run tc-archive forget --project /home/u/secret/
run tc-archive forget --list
out_is '{"kind":"forget","project":"/home/u/secret"}' "a slash at the end is none"
back good
run tc-archive forget --project /
gone "everything that has a project" '.project != null'
back good
run tc-archive forget --session nobody
status 0 "nothing of that"
files "$TC_HOME" | grep -v _forget >now
same now good.files "only the rule is new"
back good

# Partitions that hold nothing of it are not touched.
find "$root" -name '*.gz' -exec ls -i {} + | sort >inodes
run tc-archive forget --session s3
find "$root" -name '*.gz' -exec ls -i {} + | sort >now
is "$(comm -3 inodes now | wc -l)" 1 "one partition went, no other was rewritten"
back good

# --- before anything is captured
rm -rf "$TC_HOME"
run tc-archive forget --project /home/u/secret
status 0 "a rule for an empty store"
run tc-archive forget --session s4
run tc-archive forget --before 2026-01-03
run tc-archive forget --list
out_is '{"kind":"forget","session":"s4"}
{"kind":"forget","project":"/home/u/secret"}
{"kind":"forget","before":"2026-01-03"}'
cat "$OUT" >>said
put_all
gone "never taken" '(.ts // "9") < "2026-01-03" or .session == "s4" or ((.project // "") | test("^/home/u/secret($|/)"))'
back good

# --- a put that began before: what it has read is not what is to be read now
run tc-archive forget --session s2
mkdir -p "$TC_HOME/cache"
echo old >"$TC_HOME/cache/cursors.ndjson"
mkfifo pipe
"$TC_BIN"/tc-archive put <pipe &
exec 4>pipe
sleep 1 # until it has begun
run tc-archive forget --session s2 --undo
cat one >&4
printf '%s\n' '{"kind":"cursor","of":"end","lines":0}' >&4
exec 4>&-
wait $!
check "it does not publish its cursors" test ! -e "$TC_HOME/cache/cursors.ndjson"
printf '%s\n' '{"kind":"cursor","of":"end","lines":0}' | cat one - | run tc-archive put
check "the next one does" test -e "$TC_HOME/cache/cursors.ndjson"
back good

# --- what was copied in may hold it
cp "$root"/kind=call/date=2026-01-03/* "$root/kind=call/date=2026-01-03/copied-1.ndjson.gz"
run tc-archive forget --session s3
status 0
err_has 'compact'
run tc-archive compact
gone "copied in" '.session == "s3"'
back good

# --- what cannot be removed can still be read
LD_PRELOAD=$TC_BIN/../tests/fault.so TC_FAULT=unlink:1:eio \
	ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0 run tc-archive forget --session s3
status 3
err_has 'it is no longer in the store: tc-archive compact'
run tc-archive compact
gone "removed by compact" '.session == "s3"'
back good

# --- trouble
file=$(cd "$root" && echo kind=call/date=2026-01-02/*)
echo x >>"$root/$file"
files "$TC_HOME" >before
run tc-archive forget --session s2
status 3
err_is "tc-archive forget: cannot read $file: it is damaged; nothing was forgotten
tc-archive forget:   keep what is whole of it, then run this again: tc-archive compact --salvage"
files "$TC_HOME" >now
same now before "nothing was changed"
back good
for line in '{"kind":"forget"}' '{"kind":"forget","session":"a","project":"/b"}' 'x' \
	'{"kind":"forget","before":"soon"}'; do
	echo "$line" >"$root/_forget.ndjson"
	run tc-archive put one
	status 3 "put does not guess what $line means"
	err_is "tc-archive put: $root/_forget.ndjson:1: cannot read it: not a rule
tc-archive put:   mend or remove the line; rules look like {\"kind\":\"forget\",\"session\":\"...\"}"
done
back good
what='tc-archive forget: forget what? one of --session, --project, --before and --list'
for options in '' '--session a --project b' '--list --session a' '--undo' '--dry-run'; do
	# shellcheck disable=SC2086 # words
	run tc-archive forget $options
	status 2
	err_is "$what"
done
run tc-archive forget --session ''
status 2
run tc-archive forget --session a --undo --dry-run
status 2
run tc-archive forget --before January
status 2
err_is "tc-archive forget: cannot read '--before January': not a day as 2026-01-31"
run tc-archive forget --session a b
status 2

# --- killed at every step: old or new, and it does not come back
rm -rf "$TC_HOME"
{
	calls 3 2026-01-02
	calls 2 2026-01-02 s2
	calls 2 2026-01-03 s2
} >few
"$TC_BIN"/tc-archive put few
keep few.store
records old
"$TC_BIN"/tc-archive forget --session s2
records new
"$TC_BIN"/tc-archive compact
files "$TC_HOME" >ended
is "$(wc -l <new)" 3
consistent() { # put again, the rule holds as soon as anything is gone
	[ "$1" -eq 0 ] || return
	cmp -s got old && return
	cmp -s got new || return
	"$TC_BIN"/tc-archive put few
	records got
	cmp -s got new
}
after() { "$TC_BIN"/tc-archive compact; } # leavings of the killed one
killed_at_each few.store "forget" "$TC_BIN"/tc-archive forget --session s2

if python3 -c 'import jsonschema' 2>"$ERR"; then
	run "$TC_TOP/tests/validate" --ours said
	status 0 "what it writes is as its schemas say" || diag <"$OUT"
else
	skip "what it writes is as its schemas say" "needs python3-jsonschema"
fi
done_testing
