# An Agent Skill, /token-craft and /tc, in the skills of Claude Code's first folder.
#
# Both are skill/SKILL.md: the folder is the command. Each holds the sum of its own text, so
# what somebody changed is known, and left alone.
# shellcheck shell=sh disable=SC2154 # all.sh sets what is used here
skills=${CLAUDE_CONFIG_DIR:-${HOME-}/.claude}
skills=${skills%%,*}
skills=${skills%/}
skills=${skills%/projects}/skills

missing() { return 1; }
installed() { is_ours token-craft && say "$skills/token-craft/SKILL.md"; }

# Not by cksum, which not every busybox has.
sum_of() {
	sed '/^  sum: /d' | od -An -v -tu1 | awk '
		{ for (i = 1; i <= NF; i++) sum = (sum * 31 + $i) % 4294967291 }
		END { printf "%.0f\n", sum }'
}
is_ours() { grep -q '^  sum: ' "$skills/$1/SKILL.md" 2>/dev/null; }
is_changed() {
	file=$skills/$1/SKILL.md
	[ "$(sed -n 's/^  sum: //p' "$file")" != "$(sum_of <"$file")" ]
}
# What is not as it was written stays. False when there is no such thing.
keeps() { # keeps NAME
	[ -e "$skills/$1/SKILL.md" ] || return
	! is_ours "$1" || is_changed "$1" || return
	printf 'token-craft %s: %s is not as it was installed: it stays\n' \
		"$name" "$skills/$1/SKILL.md" >&2
	code=1
}

# How Claude Code finds this token-craft, in $command: by its path, when the PATH that we
# were called with has it not. That path stands in texts of the shell, of YAML and of sed.
find_command() {
	find_door
	command=token-craft
	found=$(PATH=${PATH#"${door%/*}":} && command -v token-craft)
	! cmp -s "$found" "$door" || return 0
	command=$door
	case $command in
	*[!A-Za-z0-9_./+@-]*) die 3 "a skill cannot name $command" 'put it into PATH as token-craft' ;;
	esac
}
text() { # text NAME
	model=false # only one of them is offered to the model
	[ "$1" = token-craft ] || model=true
	sed "s|^name: .*|name: $1|; s|^\(disable-model-invocation\): .*|\1: $model|
		s|token-craft \([a-z]\)|$command \1|g" "$here/skill/SKILL.md"
}
signed() { # signed NAME
	text "$1" | sed "s/^  sum: .*/  sum: $(text "$1" | sum_of)/"
}
content() {
	find_command
	for skill in token-craft tc; do
		printf '# %s\n' "$skills/$skill/SKILL.md"
		signed "$skill"
	done
}

add_trigger() {
	find_command
	code=0
	for skill in token-craft tc; do
		! keeps "$skill" || continue
		signed "$skill" | write "$skills/$skill/SKILL.md" || exit
		say "skill: /$skill in $skills/$skill/SKILL.md"
	done
	exit "$code"
}
remove_trigger() {
	code=0
	for skill in token-craft tc; do
		! keeps "$skill" || continue
		rm -f "$skills/$skill/SKILL.md" || exit 3
		rmdir "$skills/$skill" 2>/dev/null
	done
	rmdir "$skills" 2>/dev/null
	[ "$code" -ne 0 ] || say 'skill: removed'
	exit "$code"
}
