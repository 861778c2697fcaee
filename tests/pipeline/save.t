#!/bin/sh
# token-craft score --save: what it keeps is one thing in three places, whoever kills it
# where, and however often. token-craft snapshots lists it.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all 'its subject is no program of ours'
skip_unless jq python3
CLAUDE_CONFIG_DIR=$TC_TOP/fixtures/sample TC_HOME=$PWD/store TZ=UTC
export CLAUDE_CONFIG_DIR TC_HOME TZ TC_TOP
snapshots=$TC_HOME/snapshots profile=$TC_HOME/user_profile.json user=$(id -un)
craft() { run "$TC_TOP/bin/token-craft" "$@"; }
archive() { "$TC_BIN/tc-archive" "$@"; }
said() { is "$(grep -v '^tc-price: \|^tc-archive put: 1 line' "$ERR")" "$1" "${2:-it says so}"; }
saved() { printf 'token-craft score: saved as %s/snapshot_%s.json\n' "$snapshots" "$1"; }
everything() { (cd "$TC_HOME" && find . -type f ! -path './cache/*' -exec cksum {} + | sort); }
again() { rm -rf "$TC_HOME" && cp -R first "$TC_HOME"; }
ours() { archive get --kinds score --filter 'select(.profile != "token-craft-1")'; }
# Of each stored score there is one file, which holds it, and no other; the profile is the
# newest; nothing is half way.
consistent() { # consistent NAME
	ours | jq -cS . >stored
	jq -cnS '[inputs | [.timestamp, .profile, .rank] as $head | .scores
		| select($head == [.ts, .profile, .rank])] | sort_by(.ts, .id)[]' "$snapshots"/snapshot_*.json >files
	tail -n 1 stored >newest
	jq -cS 'select(.achievements | all(.kind == "achievement")) | .scores' "$profile" >state
	same files stored "$1: a file of each stored score" && same state newest "$1: the profile is the newest"
}

# --- one score ---------------------------------------------------------------------------

at=2026-11-15T17:30:00Z
craft score --save --now $at
status 0 && said "$(saved 20261115_173000)"
cp "$OUT" shown
consistent 'the first'
craft score --no-sync --now $at
same shown "$OUT" 'the score that is shown is that without --save'
run "$TC_TOP/tests/validate" --ours "$snapshots/snapshot_20261115_173000.json" "$profile"
status 0 'both files by their schema'
archive get --kinds score | run "$TC_TOP/tests/validate" --ours
status 0 'the record by its own'
is "$(find "$snapshots" "$profile" -perm /077)" '' 'nobody else may read them'

# It is the score of what -n shows, and its rank that of tc-rank.
craft -n score --no-sync --now $at
sed '$d' "$OUT" | sed '$s/ |$//' >shown
PATH=$TC_BIN:$PATH sh ./shown 2>"$ERR" | jq -cS . >fresh
jq -cS '.scores | del(.streak, .streak_weeks, .bonus, .total, .rank)' "$profile" >kept
same kept fresh 'the score of tc-score'
"$TC_BIN/tc-rank" --now $at fresh | jq -cS '{streak, streak_weeks, bonus, total, rank}' >wanted
jq -cS '.scores | {streak, streak_weeks, bonus, total, rank}' "$profile" >kept
same kept wanted 'the rank of tc-rank'
is "$(jq -c '.scores | keys - ["streak", "streak_weeks", "bonus", "total", "rank"]' "$profile")" \
	"$(jq -c keys fresh)" 'and nothing that the next score changes'

everything >before
craft score --save --no-sync --now $at
status 0 && said "token-craft score: it was saved before, and stays as it was: \"v2/2026-11-15T17:30:00.000Z/$user\""
everything >after
same after before 'again changes nothing'
cp -R "$TC_HOME" first

# What -n shows puts the same into a store.
craft -n score --save --now $at
TC_HOME=$PWD/other PATH=$TC_BIN:$TC_TOP/bin:$PATH sh "$OUT" >out 2>"$ERR"
TC_HOME=$PWD/other archive get --kinds score >other.ndjson
archive get --kinds score >stored
same other.ndjson stored 'what -n shows puts the same into a store'

# --- what is not saved -------------------------------------------------------------------

for part in '--project harbor-api' "$CLAUDE_CONFIG_DIR"; do
	# shellcheck disable=SC2086 # words
	craft score --save --no-sync --now 2026-11-20 $part
	status 1 && said 'token-craft score: nothing is saved: only the score of all that the store has is'
	check 'it is shown' test -s "$OUT"
done
TC_SAMPLE=$CLAUDE_CONFIG_DIR craft score --save --now 2026-11-20
status 1 'nor is the sample'
craft score --save --no-sync --now 2026-01-01
status 1 && said 'token-craft score: nothing is saved: there are no records'
craft score --save --explain all
status 2 && out_is ''
everything >after
same after before 'nothing of it is there'

# --- save itself, with scores of other times -----------------------------------------------

fresh_of() { jq -c --arg ts "$1" '.ts = $ts | .id = "v2/\($ts)/\(.user)"' fresh; } # fresh_of TS
# Commands that change something, which count themselves.
mkdir tools
for tool in ln mv rm tc-archive; do
	real=$TC_BIN/$tool
	[ -x "$real" ] || real=$(command -v "$tool")
	cat >"tools/$tool" <<-END
		#!/bin/sh
		case $tool:\$1 in
		tc-archive:put | [!t]*)
			echo >>"$PWD/calls"
			[ "\$(wc -l <"$PWD/calls")" -ne "\$FATAL" ] || kill -KILL 0
			;;
		esac
		exec "$real" "\$@"
	END
	chmod +x "tools/$tool"
done
cat >saving <<'END'
name=score zone=$2 rank=''
share=$TC_TOP/pipelines
. "$share/quote.sh"
. "$share/save.sh"
save "$1"
END
saves() { # saves FILE [ZONE]
	FATAL=0 PATH=$PWD/tools:$TC_BIN:$PATH sh ./saving "$1" "${2-}" >"$OUT" 2>"$ERR"
	echo "$? save $1" >"$TMPDIR/status"
}

# What was lost beside the store comes again; a file that is torn, too.
rm "$profile"
head -c 3000 first/snapshots/* >"$(echo "$snapshots"/*)"
saves fresh
everything >after
same after before 'files that are lost or torn are made anew, the same'

# The same local second, of two scores: the hour that comes twice in Berlin.
for ts in 2026-10-25T00:30:00.000Z 2026-10-25T01:30:00.000Z; do
	fresh_of $ts >now
	saves now Europe/Berlin
	status 0
done
said "$(saved 20261025_023000_2)"
consistent 'twice the same hour'
is "$(jq -r .timestamp "$profile")" 2026-11-15T17:30:00.000Z 'older scores do not become the state'

# Before each command that changes something all of it is killed; then another score is
# saved, or the same again.
for n in 1 2; do fresh_of 2026-11-16T10:00:0$n.000Z >fresh$n; done
if command -v setsid >found; then
	n=1
	again
	until : >calls && FATAL=$n PATH=$PWD/tools:$TC_BIN:$PATH setsid -w sh ./saving fresh1 '' 2>"$ERR"; do
		saves fresh$((n % 2 + 1))
		status 0 "killed before command $n, saved again"
		consistent "killed before command $n" || break
		again
		n=$((n + 1))
	done
	check 'it was killed at many points' test $n -gt 4
	consistent 'not killed'
else
	skip 'killed' 'needs setsid'
fi

again
for n in 1 2 2; do
	FATAL=0 PATH=$PWD/tools:$TC_BIN:$PATH sh ./saving fresh$n '' 2>"$ERR" &
done
wait
consistent 'three at once'
is "$(wc -l <stored | tr -d ' ')" 3 'each score once'

# A disk that fails.
again
mv "$snapshots" aside && touch "$snapshots"
saves fresh1
status 3 && said "token-craft score: cannot write $snapshots/snapshot_20261115_173000.json"
rm "$snapshots" && mv aside "$snapshots"
mv "$profile" aside && mkdir -p "$profile/user_profile.json"
saves fresh1
status 3 && err_has "token-craft score: cannot write $profile"
rm -r "$profile" && mv aside "$profile"
saves fresh1
status 0 && consistent 'when the disk is well again'
mkdir full
if mount -t tmpfs -o size=1m tmpfs full 2>"$ERR"; then
	again
	cp -R first/* full
	dd if=/dev/zero of=full/filler bs=4k 2>"$ERR"
	TC_HOME=$PWD/full saves fresh1
	status 3 'a full disk'
	everything >before
	rm full/filler
	TC_HOME=$PWD/full everything >after
	same after before 'leaves all as it was'
	umount full
else
	skip 'a full disk' 'cannot mount'
fi

# Token-Craft 1.x was here.
again
cp "$TC_TOP"/fixtures/import/v1/snapshots/* "$snapshots"
cp "$TC_TOP/fixtures/import/v1/user_profile.json" "$profile"
saves fresh1
status 0 && said "$(saved 20261116_100001)
token-craft score: user_profile.json of Token-Craft 1.x is in $TC_HOME/token-craft-1 now: tc-archive import $TC_HOME/token-craft-1"
same "$TC_HOME/token-craft-1/user_profile.json" "$TC_TOP/fixtures/import/v1/user_profile.json" 'whole'
run tc-archive import "$TC_TOP/fixtures/import/v1"
status 0
craft achievements --json --no-sync --now 2026-11-16T10:00:01Z
jq -r '.achievements.rows[] | "\(.user) \(.name)"' "$OUT" | sort >wanted
jq -r '.achievements[] | "\(.user) \(.name)"' "$profile" | sort >got
check 'the profile tells what was reached' grep -qx "$user sessions_10" got
is "$(comm -23 got wanted)" '' 'as token-craft achievements does'
is "$(grep -c '^null ' wanted)" 0 'and all of it is somebody'"'"'s'

# --- the list ------------------------------------------------------------------------------

fresh_of 2026-11-18T08:00:00.250Z | jq -c '.base += 20' >now
saves now
craft snapshots
status 0 && err_is ''
out_has '2026-11-18 08:00'
is "$(grep -c ' 1\.x ' "$OUT")" 3 'those of 1.x are marked'
craft snapshots --json
jq -c '.snapshots.rows[] | select(.profile == "v2") | [.id, .ts, .total]' "$OUT" >listed
ours | jq -c '[.id, .ts, .total]' >stored
same listed stored 'all are listed, in order'
is "$(jq -c '[.snapshots.rows[] | select(.profile == "v2") | .change]' "$OUT")" '[null,0,20]' \
	'each against the one before'
newest() { # newest WANTED ARGUMENT...
	wanted=$1
	shift
	craft snapshots --json "$@"
	is "$(jq -r '.snapshots.rows | map(.ts) | join(" ")' "$OUT")" "$wanted" "snapshots $*"
}
newest 2026-11-16T10:00:01.000Z --at 2026-11-17
newest 2026-11-15T17:30:00.000Z --at 2026-11-15T17:30:00Z
newest 2026-11-15T17:30:00.000Z --at 2026-11-15T17:30:00.000Z
newest 2026-07-19T08:30:05.000Z --at 2026-11-15T17:29:59.999Z
newest '' --latest --at 2025-01-01
craft snapshots "$PWD"
status 2

# Past weeks, of who is new here.
again
craft weekly --json --no-sync
jq -r '.rows[1:][].week' "$OUT" | tail -n 2 >weeks
while read -r day; do
	craft score --save --no-sync --now "$day"
	status 0
done <weeks
consistent 'past weeks'
is "$(jq -r '.ts[:10]' files | tr '\n' ' ')" '2026-11-08 2026-11-15 2026-11-15 ' 'their ends are kept'
is "$(jq -c '[.period.until, .rank.achieved_at][1]' files | sed -n 2p)" "$(jq -c .ts files | sed -n 1p)" \
	'a later one knows of an earlier one'

# --previous: against the newest of them, not the month before.
craft score --no-sync --now 2026-11-20 --explain improvement_trend --previous
out_has snapshot 'against what was saved last'

# A store that is lost comes back out of the files.
ours >before
rm -r "$TC_HOME/archive"
jq -c 'select(.schema).scores' "$snapshots"/*.json | run tc-archive put
status 0
ours >after
same after before 'all scores, as they were'
done_testing
