#!/bin/sh
# compact --salvage keeps every record of a whole member, says what is lost, and throws
# nothing away.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/keep.sh"

calls 4500 2026-01-02 >large
calls 20 2026-01-03 >small
run tc-archive put large small
keep good
files good >good.files
name=$(basename "$root"/kind=call/date=2026-01-02/*)
large=kind=call/date=2026-01-02/$name
small=kind=call/date=2026-01-03/$name
records all
mkdir -p "$TC_HOME/cache"
python3 - "$root/$large" <<-'END'
	import sys, zlib
	data, at, n = open(sys.argv[1], "rb").read(), 0, 0
	while data:
	    z, n = zlib.decompressobj(31), n + 1
	    open("member.%d" % n, "wb").write(z.decompress(data))
	    at += len(data) - len(z.unused_data)
	    open("end.%d" % n, "w").write(str(at))
	    data = z.unused_data
END
is "$(cat member.? | wc -l)" 4500 "the members are known"
zcat "$root/$small" >rest
end1=$(cat end.1) end2=$(cat end.2)
of() { wc -l "$@" | sed -n '$s/ *\([0-9]*\).*/\1/p'; }
spoil() { # spoil PATH OFFSET: a bit of it
	python3 -c 'import sys
with open(sys.argv[1], "r+b") as f:
    f.seek(int(sys.argv[2])); c = f.read(1)[0]; f.seek(-1, 1); f.write(bytes([c ^ 4]))' \
		"$root/$1" "$2"
}

# salvages STATE REASON HAD SAVED [FILE ...]: what was done to the large file is undone as far
# as it goes: the records of the FILEs are left, and those of the small file.
salvages() {
	state=$1 reason=$2 had=$3 saved=$4
	shift 4
	cp "$root/$large" damaged 2>"$ERR"
	: >"$TC_HOME/cache/cursors.ndjson"
	files "$TC_HOME" >before
	run tc-archive compact --salvage --dry-run
	status 1 "$state: --dry-run"
	files "$TC_HOME" >now
	same now before "$state: --dry-run changes no byte"
	run tc-archive compact
	status 3 "$state: it is not done unasked"
	files "$TC_HOME" >now
	same now before "$state: nothing is done unasked"

	run tc-archive compact --salvage
	status 1 "$state: $saved of $had records are saved"
	out_is "{\"kind\":\"damage\",\"path\":\"$large\",\"state\":\"$state\",\"reason\":\"$reason\",\"records\":$had,\"saved\":$saved}"
	err_is "tc-archive compact: $large: $state: $reason; the manifest says $had records, $saved are saved
tc-archive compact:   the damaged files are in $root/_damaged"
	cat "$OUT" >>damages
	cat "$@" rest >wanted
	records got
	same got wanted "$state: those records and no others"
	if [ "$state" != missing ]; then
		same "$root/_damaged/kind=call,date=2026-01-02,$name" damaged "$state: the file is kept aside"
	fi
	check "$state: the logs will be read again" test ! -e "$TC_HOME/cache/cursors.ndjson"
	run tc-archive verify
	status 0 "$state: all is well afterwards"
	run tc-archive put large small
	records got
	same got all "$state: the logs bring back what is lost"
	rm -r "$root/_damaged" 2>"$ERR"
	run tc-archive compact --salvage
	status 0 "$state: nothing is left to salvage"
	files "$TC_HOME" >now
	if [ -e ended ]; then
		same now ended "$state: and the same store"
	fi
	mv now ended
	back good
	mkdir -p "$TC_HOME/cache"
}
head -c $((end2 + 1000)) "$root/$large" >x && mv x "$root/$large"
salvages torn "it ends inside member 3; 2 whole members hold $(of member.1 member.2) records" \
	4500 "$(of member.1 member.2)" member.1 member.2
head -c $((end1 - 1)) "$root/$large" >x && mv x "$root/$large"
salvages torn 'it ends inside member 1; 0 whole members hold 0 records' 4500 0
spoil "$large" $((end1 + 3000))
salvages flipped 'member 2 is not what was written' 4500 "$(of member.1 member.3)" \
	member.1 member.3
spoil "$large" 100
salvages flipped 'member 1 is not what was written' 4500 "$(of member.2 member.3)" \
	member.2 member.3
printf '\0\0' >>"$root/$large"
salvages padded 'NULs follow member 3, which is the last' 4500 4500 member.?
echo tail >>"$root/$large"
salvages garbage 'what follows member 3 is no gzip' 4500 4500 member.?
: >"$root/$large"
salvages empty 'it has no byte' 4500 0
echo text >"$root/$large"
salvages foreign 'it is no gzip' 4500 0
rm "$root/$large"
salvages missing 'it is not there' 4500 0

# --- several at once, and such as the manifest does not have
cp "$root/$small" "$root/kind=call/date=2026-01-03/copied-1.ndjson.gz"
head -c 300 "$root/$large" >"$root/kind=call/date=2026-01-02/copied-1.ndjson.gz"
mv "$root/$small" x && mv "$root/$large" "$root/$small" && mv x "$root/$large"
run tc-archive compact --salvage
status 1 "two files changed places, two were copied in"
is "$(jq -c '[.state, .records, .saved]' "$OUT")" '["misplaced",4500,20]
["misplaced",20,4500]
["torn",null,0]'
err_has "copied-1.ndjson.gz: torn: it ends inside member 1; 0 whole members hold 0 records; 0 records are saved"
cat "$OUT" >>damages
records got
same got all "nothing is lost"
is "$(find "$root/_damaged" -type f | wc -l)" 3
run tc-archive verify
status 0
back good

# --- records that are there more than once are joined
zcat "$root/$small" >lines
head -n 2 lines | sed 's/"output_tokens":[0-9]*/"output_tokens":5000/' |
	"$TC_TOP/tests/archive/forge.py" "$root" kind=call/date=2026-01-03/x-1.ndjson.gz
run tc-archive verify
status 1
run tc-archive compact --salvage
status 1 "a record in two files"
is "$(jq -c '[.state, .records, .saved]' "$OUT" | sort -u | wc -l)" 1 "one file is told of"
run tc-archive verify
status 0 "and joined"
is "$("$TC_BIN"/tc-archive get --since 2026-01-03 --where '.output_tokens == 5000' | wc -l)" 2
is "$("$TC_BIN"/tc-archive get | wc -l)" 4520 "each once"
back good

# --- what cannot be opened may be whole
rm "$root/$small" && ln -s "$name" "$root/$small"
run tc-archive compact --salvage
status 3
err_is "tc-archive compact: cannot read $small: Too many levels of symbolic links
tc-archive compact:   nothing was changed; make it readable, then run this again"
back good

# --- names in _damaged are not taken twice
for n in 1 2; do
	run tc-archive put small
	: >"$root/$(cd "$root" && ls kind=call/date=2026-01-03/*)"
	run tc-archive compact --salvage
	status 1
	rm -r "$root/kind=call/date=2026-01-03" 2>"$ERR"
done
run tc-archive put small
: >"$root/$small"
run tc-archive compact --salvage
is "$(find "$root/_damaged" -type f | wc -l)" 3 "each damaged file is kept"
back good

# --- the manifest
for damage in "s/\"records\":20/\"records\":21/" '1d' '$d' 's/"kind":"file"/"kind":"fyle"/'; do
	sed -i "$damage" "$root/manifest.ndjson"
	cp "$root/manifest.ndjson" damaged
	run tc-archive compact --salvage
	status 1 "a manifest after $damage"
	is "$(jq -r '.path + " " + .state' "$OUT" | head -n 1)" 'manifest.ndjson garbage' || cat "$OUT"
	cat "$OUT" >>damages
	same "$root/_damaged/manifest.ndjson" damaged "it is kept aside"
	records got
	same got all "and made anew of the files"
	run tc-archive verify
	status 0
	rm -r "$root/_damaged"
	files "$TC_HOME" >now
	same now ended "and the same store"
	back good
done

# --- killed at every step: what is whole is in the store or will be
rm -rf "$TC_HOME"
calls 3 2026-01-02 | "$TC_BIN"/tc-archive put
printf '\0' >>"$(echo "$root"/kind=call/date=2026-01-02/*)"
mkdir "$TC_HOME/cache"
keep padded
"$TC_BIN"/tc-archive compact --salvage >"$OUT" 2>"$ERR"
records wanted
files "$TC_HOME" >ended
is "$(of wanted)" 3
: >none
consistent() { # damaged still, set aside, or saved
	[ "$1" -eq 3 ] || cmp -s got wanted || cmp -s got none
}
worst=1
killed_at_each padded "salvage" "$TC_BIN"/tc-archive compact --salvage

if python3 -c 'import jsonschema' 2>"$ERR"; then
	run "$TC_TOP/tests/validate" --ours damages
	status 0 "what it tells is as its schema says" || diag <"$OUT"
else
	skip "what it tells is as its schema says" "needs python3-jsonschema"
fi
done_testing
