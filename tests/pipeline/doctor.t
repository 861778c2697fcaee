#!/bin/sh
# token-craft doctor: each finding comes when there is reason to, and goes with it.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all "the doctor is asked of the release variant"
skip_unless jq python3
config=$HOME/.claude
store=$config/token-craft
slug=$config/projects/-home-ada-shop
transcript=$slug/11111111-0000-4000-a000-000000000000.jsonl
TC_NOW=2026-11-22T12:00:00Z
export TC_NOW
unset TC_HOME CLAUDE_CONFIG_DIR

doctor() { # doctor ARGUMENT...: what it says goes to the file all, too
	run "$TC_TOP/bin/token-craft" doctor --json "$@"
	jq -c '.rows[]' "$OUT" >>all
}
rows() { jq -rc ".rows[] | select(.check == \"$1\") | $2" "$OUT"; }
says() { # says CHECK STATE TEXT [CURE]: a row of it; CURE - for none
	rows "$1" '[.state, .fact, .cure // "-"] | join("\t")' >said
	grep "^$2	" said | grep -F -e "$3" | grep -F -e "${4-	}" >"$TMPDIR/found"
	ok $? "$1: $2: $3${4:+: $4}" || diag <said
}
hushed() { # hushed CHECK TEXT: nothing of the kind
	is "$(rows "$1" .fact | grep -F -e "$2")" '' "$1: not: $2"
}
line() { # line ID [EDIT]: a call, as a line of a transcript
	jq -nc '{parentUuid: null, isSidechain: false, cwd: "/home/ada/shop", sessionId: "11111111-0000-4000-a000-000000000000",
		version: "2.1.100", gitBranch: "main", type: "assistant", requestId: $id, uuid: "u\($id)",
		message: {id: "msg_01\($id)0000000000000000000", type: "message", role: "assistant",
			model: "claude-opus-5", content: [{type: "text", text: "CANARY"}], stop_reason: "end_turn",
			usage: {input_tokens: 12, output_tokens: 34}},
		timestamp: "2026-11-20T10:00:00.000Z"} | '"${2-.}" --arg id "$1"
}
fresh() { # fresh: a machine where all is well but that nothing syncs by itself
	rm -rf "$HOME"
	mkdir -p "$slug"
	{ line 001 && line 002; } >"$transcript"
	touch -d 2026-11-20T10:00:01Z "$transcript"
}
sync() { "$TC_TOP/bin/token-craft" sync --quiet; }
# A crontab of our own, so that a trigger can be installed.
mkdir programs
cat >programs/crontab <<'END'
#!/bin/sh
if [ "$1" = -l ]; then
	[ -e "$HOME/crontab" ] || { echo "no crontab for you" >&2 && exit 1; }
	exec cat "$HOME/crontab"
fi
cat >"$HOME/crontab"
END
chmod +x programs/crontab
PATH=$PWD/programs:$PATH

# Nothing at all: no logs, no HOME, no locale, nothing to write to.
rm -rf "$HOME"
doctor
status 1 'an empty machine'
err_is ''
says folder note "$config is not there"
says folder note "$HOME/.config/claude is not there"
says logs problem 'no transcript of Claude Code was found' 'token-craft doctor DIR'
says store note "there is none yet in $store" 'token-craft sync'
hushed models ''
check 'and nothing is made' test ! -e "$HOME"
run env -u HOME -u TZ -u LC_ALL -u LANG TC_BIN="$TC_BIN" "$TC_TOP/bin/token-craft" doctor --json
status 1 'without HOME and locale'
err_is ''
says folder note '/.claude is not there'
says terminal note 'no locale is set: reports are drawn in ASCII' 'export LC_ALL=C.UTF-8'
run "$TC_TOP/bin/token-craft" doctor
status 1
out_has 'Token-Craft doctor · 22 Nov 2026'
out_has '1 problem, 1 warning, 3 notes'

# A machine in daily use.
fresh
doctor
status 1
err_is ''
says folder ok "$config: 1 transcript"
says logs ok '1 transcript of'
says versions ok 'calls by Claude Code 2.1.100'
says lines ok 'every line could be read'
says counts ok 'all calls have their final counts'
says models ok 'every call has a price'
says retention warning 'deletes transcripts after 30 days, and nothing' 'token-craft install hook'
says captured note '1 transcript is not in the store as it is now; the oldest will be deleted in 27 days' \
	'token-craft sync'
says prices ok 'built-in prices of'
says zone ok 'days are those of UTC'
says terminal ok 'UTF-8 by C.UTF-8'
says programs ok 'Token-Craft '
check 'no store is made' test ! -e "$store"

# Every cure cures.
sync
"$TC_TOP/bin/token-craft" install cron --nightly >"$OUT" 2>"$ERR"
"$TC_TOP/bin/token-craft" install skill >"$OUT" 2>"$ERR"
find "$HOME" -type f -exec cksum {} + | sort >before
doctor
status 0 'all is well'
says retention ok 'after 30 days, and nightly takes them'
says captured ok 'the store has all of the transcripts'
says sync ok 'the last sync that found something was 20'
says store ok "$store/archive has 2 records of 1 day since 2026-11-20"
says store ok 'its files are there'
run "$TC_TOP/bin/token-craft" doctor
out_has 'all is well'
for form in --csv --md --html '-z Asia/Tokyo' '--columns 40 --ascii --no-color'; do
	# shellcheck disable=SC2086 # a list of options
	run "$TC_TOP/bin/token-craft" doctor $form
	status 0 "doctor $form"
	err_is ''
done
is "$(awk 'length > 40' "$OUT")" '' 'it fits 40 columns'
find "$HOME" -type f -exec cksum {} + | sort >after
same after before 'it has changed nothing'
cp -R "$HOME" well
well() { # well: what was is over
	rm -rf "$HOME" && cp -Rp well "$HOME"
}

# Few days are left.
echo '{"env": {"KEY": "CANARY"},
	"cleanupPeriodDays": 5, "model": "CANARY"}' >"$config/settings.json"
"$TC_TOP/bin/token-craft" uninstall cron --nightly >"$OUT"
doctor
says retention warning 'after 5 days, and nothing takes them'
line 003 >>"$transcript"
touch -d 2026-11-18T10:00:00Z "$transcript"
doctor
says captured warning 'the oldest may be deleted any day' 'token-craft sync'
printf '{"cleanupPeriodDays": 99999}' >"$config/settings.json"
doctor
says captured note 'deleted in 99,994 days'
for settings in '{"cleanupPeriodDays": "CANARY"}' '{"CANARY": ' '[1]' '' '{"cleanupPeriodDays": null}'; do
	printf '%s' "$settings" >"$config/settings.json"
	doctor
	says retention warning 'deletes transcripts after 30 days'
	case $settings in
	*'"CANARY"}') says retention warning "$config/settings.json: cleanupPeriodDays is no number" ;;
	'{"CANARY": ') says retention warning "$config/settings.json: no JSON" ;;
	*null*) hushed retention settings.json ;;
	esac
done
well
line 003 >>"$transcript"
touch -d 2026-11-19T10:00:00Z "$transcript"
touch -d 2026-11-19T00:00:00Z "$store/cache/cursors.ndjson"
doctor
says sync warning 'though nightly should have done it since' 'token-craft sync'
well
mkdir "$store/log"
echo '2026-11-21T08:00:00Z sync ended with 3
  tc-archive put: cannot write CANARY' >"$store/log/hook.log"
doctor
says hook warning 'its sync of 2026-11-21 08:00 ended with 3' "tail $store/log/hook.log"
printf '2026-11-21T02:30:0%sZ %s ended with %s\n' 4 nightly 0 5 sync 3 7 nightly 3 >"$store/log/nightly.log"
doctor
says nightly warning 'its run of 2026-11-21 02:30 ended with 3' "tail $store/log/nightly.log"
echo '2026-11-22T02:30:00Z nightly ended with 0' >>"$store/log/nightly.log"
doctor
hushed nightly ''
TC_NOW=2026-12-22T12:00:00Z doctor
hushed hook ''

# The store.
well
rm "$store"/archive/v=1/kind=call/*/*
doctor
status 1
says store problem 'it is not there' 'tc-archive compact --salvage'
well
echo '{"kind":"mani' >"$store/archive/v=1/manifest.ndjson"
doctor
says store problem 'cannot read ' 'tc-archive compact --salvage'
says models ok 'every call has a price'
well
rm "$store/archive/v=1/_index/ids-1"
doctor
status 0 'an index that is lost does no harm'
says store note 'its index is lost'
well
: >"$store/archive/v=1/.tmp-x"
doctor
says store problem 'the manifest does not have it' 'tc-archive compact'
well
python3 - "$store/archive/lock" "$TC_TOP/bin/token-craft" <<-'END' >"$OUT" 2>"$ERR"
	import fcntl, subprocess, sys
	with open(sys.argv[1], "r+") as lock:
	    fcntl.lockf(lock, fcntl.LOCK_EX)
	    subprocess.call([sys.argv[2], "doctor", "--json"], timeout=60)
END
says store note 'somebody is writing into it now'
TC_HOME=/dev/null/nowhere doctor
says store problem '/dev/null/nowhere cannot be written' 'export TC_HOME=DIR'

# The lines.
well
{
	echo '{"type":"assistant","CANARY'
	line 004 '.timestamp = "CANARY"'
	line 005
} >>"$transcript"
doctor
says lines warning '1 line could not be read: line ends inside a value' "sed -n 3p $transcript"
says lines warning 'a call without its time counts nowhere' "sed -n 4p $transcript"
hushed lines 'every line'
well
echo '{"type":"CANARY"}' >>"$transcript"
doctor
says versions note '1 line is of a type that is not known here'
well
line 006 '.message.stop_reason = null | .version = "2.1.20"' >>"$transcript"
doctor
says counts warning '1 call has no final count of output (66.6 % have one), 1 of them by a Claude Code before 2.1.59' \
	'claude update'
line 006 '.version = "2.1.20"' >>"$transcript"
doctor
says counts ok 'all calls have their final counts'
says versions ok '2.1.20 to 2.1.100'
if [ "$(id -u)" -eq 0 ]; then
	ln -s loop.jsonl "$slug/loop.jsonl"
else
	: >"$slug/loop.jsonl" && chmod 0 "$slug/loop.jsonl"
fi
doctor
says logs problem 'cannot be read: '"$slug/loop.jsonl" "ls -ld $slug/loop.jsonl"

# Prices.
well
line 007 '.message.model = "glm-5.1"' >>"$transcript"
doctor
says models warning 'no price for glm-5.1 (1)' 'token-craft rates add FILE'
awk '/^cat >mine.json/ { on = 1; next } /^END$/ { on = 0 } on' "$TC_TOP/README.md" >mine.json
"$TC_TOP/bin/token-craft" rates add mine.json >"$OUT"
doctor
says models ok 'every call has a price'
says prices ok "your own table, $store/rates.json: glm-5.1"
sed -i 's/"input": [0-9]*/"input": "5.00"/' "$store/rates.json"
doctor
says prices problem "$store/rates.json" "token-craft rates check $store/rates.json"
well
TC_NOW=2027-11-22T12:00:00Z doctor
says prices warning 'days old: newer models may have none'

# Where to look, and the machine.
well
odd="o'dd
	dir$(printf '\033')"
mkdir -p "$odd/projects/-x"
cp -p "$transcript" "$odd/projects/-x/1.jsonl"
echo '{' >>"$odd/projects/-x/1.jsonl"
doctor "$odd"
is "$(rows folder .fact)" "$odd: 1 transcript" 'a folder with an odd name'
check 'and its cure, as sh reads it' test "$(rows lines .cure)" = "sed -n 3p '$PWD/o'\\''dd
	dir$(printf '\033')/projects/-x/1.jsonl'"
run "$TC_TOP/bin/token-craft" doctor "$odd"
is "$(LC_ALL=C tr -d '\12\40-\176\200-\377' <"$OUT")" '' 'a name drives no terminal'
doctor nowhere
says folder warning 'nowhere is not there' -
mkdir other
CLAUDE_CONFIG_DIR=$PWD/other,$PWD/nowhere doctor
says folder note "$PWD/other holds no transcripts"
says folder warning "$PWD/nowhere is not there" 'unset CLAUDE_CONFIG_DIR'
says folder note "$config has 1 transcript not looked at" 'export CLAUDE_CONFIG_DIR='
CLAUDE_CONFIG_DIR=$PWD/other,$config doctor
hushed folder 'not looked at'
TZ=Mars/Olympus doctor
says zone problem "unknown time zone 'Mars/Olympus'" 'unset TZ'
rm -rf programs && mkdir programs
for program in "$TC_BIN"/tc-*; do ln -s "$program" programs; done
rm programs/tc-price
printf '#!/bin/sh\ncase $1 in --version) echo "tc-price (Token-Craft) 1.9" ;; *) exec "%s" "$@" ;; esac\n' \
	"$TC_BIN/tc-price" >programs/tc-price
chmod +x programs/tc-price
TC_BIN=$PWD/programs doctor
says programs warning 'of different versions' 'make install'
rm programs/tc-price
TC_BIN=$PWD/programs doctor
says programs problem 'cannot be run: tc-price' 'token-craft report'

# How it is asked, and what it may say.
doctor --sicne 3
status 2
run "$TC_TOP/bin/token-craft" -n doctor --json
out_has 'tc-archive verify --quick' '-n shows it'
is "$(grep -c CANARY all)" 0 'no word of a transcript, of settings or of a log'
check 'much was said' test "$(wc -l <all)" -gt 300
if python3 -c 'import jsonschema' 2>"$ERR"; then
	run "$TC_TOP/tests/validate" --ours all
	status 0 'its rows are as their schema says' || diag <"$OUT"
else
	skip 'its rows are as their schema says' 'needs python3-jsonschema'
fi
done_testing
