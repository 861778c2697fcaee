# What `token-craft score --save` keeps. To be sourced, behind options.sh.
#
# `save FILE` takes the score in it, of tc-score. With its rank it goes into the store, which
# all answers are made of. Then each score of that user there that has no file in snapshots/
# gets one, this one and that of a save which was killed half way; last, user_profile.json
# becomes the newest of them. Each step is whole or not at all, and may be done twice, or by
# two at once.
# shellcheck shell=sh disable=SC2154 # options.sh sets what is used here
snapshots=$TC_HOME/snapshots
profile=$TC_HOME/user_profile.json
newline='
'

snapshot='{kind: "snapshot", schema: "token-craft/snapshot/1", timestamp: .ts, profile, rank, scores: .}'
# What a score keeps of its rank: all else changes with those that come.
kept='del(.position,.of,.percentile,.top_pct,.delta,.delta_reason,.trend,.warning,.recommendations,.to_next,.ranks)'

tell() { printf 'token-craft %s: %s\n' "$name" "$1" >&2; }
fail() { # fail FILE
	tell "cannot write $1"
	rm -f "$draft"
	exit 3
}
# The scores of $user by rules of ours; other people's came in by tc-archive import.
stored() { # stored EXPR
	tc-archive get --kinds score --filter "select(.user == $user and .profile != \"token-craft-1\") | $1"
}

# A text for a file, on the disk and under another name.
draft=$snapshots/.draft.$$
write_draft() { # write_draft FILE TEXT
	{ mkdir -p "$snapshots" && printf '%s\n' "$2" >"$draft" && to_disk "$draft"; } 2>/dev/null || fail "$1"
}
to_disk() { ! command -v sync >/dev/null || sync "$1"; }

local_time() { # local_time SECONDS
	[ -z "$zone" ] || export TZ="$zone"
	date -d "@$1" +%Y%m%d_%H%M%S 2>/dev/null || date -r "$1" +%Y%m%d_%H%M%S # BSD's
}

# False when the file is there and has another score. Not every disk knows links.
claim() { # claim FILE ID
	ln "$draft" "$1" 2>/dev/null && rm -f "$draft" && return
	[ ! -e "$1" ] || grep -qF -e "$2" "$1" || return
	mv -f "$draft" "$1" 2>/dev/null || fail "$1"
}
# The hour that comes twice in autumn, and a second that has two, have the same name.
place() { # place SECONDS SNAPSHOT
	file=$snapshots/snapshot_$(local_time "$1")
	count=1 suffix=''
	write_draft "$file.json" "$2"
	score=${2#*'"scores":{'}
	until claim "$file$suffix.json" "${score%%',"ts":'*}"; do
		count=$((count + 1)) suffix=_$count
	done
	to_disk "$snapshots" 2>/dev/null
	tell "saved as $file$suffix.json"
}

# [SECONDS, SNAPSHOT] of each stored score that has no whole file, a line each.
missing() {
	mark='"scores":{"kind":"score","id":'
	{
		cat "$snapshots"/snapshot_*.json 2>/dev/null
		printf '\n%s\n' "$mark"
		stored "[(.ts[:19] + \"Z\" | fromdate), $snapshot]"
	} | awk -v mark="$mark" '
		$0 == mark { asked = 1; next }
		{ at = index($0, mark) }
		!at || !/[}]\]?$/ { next }
		{
			score = substr($0, at + length(mark))
			score = substr(score, 1, index(score, ",\"ts\":"))
		}
		!asked { there[score]; next }
		!(score in there)'
}

# The newest score, as a snapshot that tells what was reached, too.
write_profile() {
	if [ -f "$profile" ] && ! grep -q '"kind":"snapshot"' "$profile"; then
		old=$TC_HOME/token-craft-1
		{ mkdir -p "$old" && [ ! -e "$old/user_profile.json" ] && mv "$profile" "$old"; } 2>/dev/null ||
			fail "$profile"
		tell "user_profile.json of Token-Craft 1.x is in $old now: tc-archive import $old"
	fi
	until [ "${known-}" = "$(tc-archive list --kinds score --digest)" ]; do # another save may be faster
		known=$(tc-archive list --kinds score --digest) || exit
		text=$(stored "$snapshot" | tail -n 1)
		reached=$({ stored . && tc-archive get --kinds call | tc-aggregate --by user,session; } |
			tc-rank --achievements --filter "select(.kind == \"achievement\" and .user == $user)") || exit
		write_draft "$profile" "${text%\}},\"achievements\":[$(printf %s "$reached" | paste -s -d , -)]}"
		if [ -d "$profile" ] || ! mv -f "$draft" "$profile" 2>/dev/null; then fail "$profile"; fi
	done
	to_disk "$TC_HOME" 2>/dev/null
}

# As text to copy, behind what makes FILE: the store's part of it.
save_show() { # save_show FILE
	quote "$kept"
	printf "{ cat %s && tc-archive get --kinds score --where '%s'; } |\n" "$1" '.profile != "token-craft-1"'
	printf '\ttc-rank%s --filter %s |\n\ttc-archive put --wait 30\n' "$rank" "$quoted"
}
save() { # save FILE
	umask 077 # as the store has it
	said=$(tc-archive join --filter 'select(.sessions.all > 0) | .ts, .user, .id' "$1") || exit
	if [ -z "$said" ]; then
		tell 'nothing is saved: there are no records'
		exit 1
	fi
	id=${said##*"$newline"} said=${said%"$newline"*}
	ts=${said%%"$newline"*} user=${said#*"$newline"}
	ids=$(stored .id) || exit
	if printf '%s\n' "$ids" | grep -qxF -e "$id"; then
		tell "it was saved before, and stays as it was: $id"
	else
		record=$({ cat "$1" && stored "select(.ts < $ts)"; } | eval "tc-rank $rank --filter \"\$kept\"") || exit
		printf '%s\n' "$record" | tc-archive put --wait 30 || exit
	fi
	missing | while IFS= read -r line; do
		line=${line#[} line=${line%]}
		place "${line%%,*}" "${line#*,}"
	done || exit
	write_profile
	find "$snapshots" -name '.draft.*' -mtime +0 -exec rm -f {} + # of those who were killed
}
