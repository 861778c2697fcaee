#!/bin/sh
# Completion knows what --help knows, of every program, command and pipeline; and bash, zsh
# and fish put it on their command lines.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all "completion is tried on the release variant"
PATH=$TC_TOP/bin:$TC_BIN:$PATH
export PATH
door=$TC_TOP/bin/token-craft

offers() { # offers WORD...: what may stand for the last one, a line each
	"$door" completion -- "$@" | cut -f 1
}
offers_only() { # offers_only 'WANTED ...' WORD...
	wanted=$1
	shift
	is "$(offers "$@" | tr '\n' ' ' | sed 's/ $//')" "$wanted" "$*"
}

# knows COMMAND WORD...: all options of its --help, and all the words that those may be.
knows() {
	"$@" --help 2>err | sed '/^examples:/,$d' >help
	grep -E '^ +(-[A-Za-z], )?--' help | sed 's/\([^ ]\)   *[^ ].*/\1/' >heads
	grep -oE -e '--[a-z-]+' heads | sort >wanted
	offers "$@" -- | sort >got
	same got wanted "$*: all its options"
	sed -n 's/.*\(--[a-z-]*\) \([a-z]*|[a-z|]*\).*/\1 \2/p' heads >choices
	while read -r option words; do
		# The same option of many pipelines is tried once.
		grep -qx -e "$option $words" tried && continue
		echo "$option $words" >>tried
		offers_only "$(echo "${words%|}" | tr '|' ' ')" "$@" "$option" ''
	done <choices
}
: >tried
"$door" help | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p' >names
while read -r name; do
	case $name in tc-*) knows "$name" ;; *) knows token-craft "$name" ;; esac
done <names
for command in $(tc-archive --help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
	echo "$command" >>commands
	knows tc-archive "$command"
done
check 'there are commands' test "$(wc -l <commands)" -gt 8
offers tc-archive '' >got
same got commands 'the commands of tc-archive'
{ grep -v '^tc-' names && printf 'help\ntest\n'; } >wanted
offers token-craft '' | grep -v '^tc-' >got
same got wanted 'all pipelines'
grep '^tc-' names >wanted
offers token-craft tc- >got
same got wanted 'all programs'
tc-render --list | sed 's/ .*//' >wanted
offers tc-render -r '' >got
same got wanted 'all reports'

offers_only 'call command cost_state' tc-extract --kinds c
offers_only 'call,prompt,shell' tc-extract --kinds call,prompt,sh
offers_only 'call rate rates' token-craft price --schema ''
offers_only '--mode' tc-price --schema --mo
offers_only '--mode=recorded' tc-price --mode=r
offers_only monthly token-craft archive compact --dry-run --to ''
offers_only 'list check add' token-craft rates ''
offers_only '' token-craft rates check ''
offers_only 'cron systemd launchd schtasks hook statusline skill' token-craft uninstall ''
offers_only 'cron systemd launchd schtasks hook statusline skill' token-craft install ''
offers_only '' token-craft doctor ''
offers_only branches token-craft -n br
offers_only branches token-craft help br
offers_only 'rank rates report records' token-craft help r
offers_only 'rank rates report' token-craft r
for words in 'tc-price fi' 'tc-price --rates fi' 'tc-price -- --' 'tc-price --nonsense ' 'token-craft x ' \
	'token-craft ../bin ' 'tc-none ' 'ls '; do
	IFS=' '
	# shellcheck disable=SC2086 # a list of words
	offers_only '' $words
done
is "$("$door" completion -- tc-render --rep | cut -f 2)" \
	"$(tc-render --help | sed -n 's/^  -r, .*jq *//p')" 'each with what it is'
run token-craft completion csh
status 2 && out_is ''
err_has 'which shell? bash, zsh or fish'

# --- the shells

touch file-of-mine
cat >lines <<'END'
tc-render --to=j -> tc-render --to=json
tc-render --rep -> tc-render --report
tc-render --report proj -> tc-render --report projects
token-craft dai -> token-craft daily
token-craft -n bran -> token-craft -n branches
tc-archive comp -> tc-archive compact
tc-archive get --kinds tool,sh -> tc-archive get --kinds tool,shell
tc-price file -> tc-price file-of-mine
END
sed 's/ -> .*//' lines >typed
# tries SHELL: what the lines became is in the file `became`
tries() {
	paste -d '>' typed became | sed 's/>/ -> /' >tried
	same tried lines "$1 completes its command lines"
}

if command -v bash >found; then
	token-craft completion bash >tc.bash
	bash --norc -c '. ./tc.bash
		while read -r line; do
			read -ra COMP_WORDS <<<"${line/=/ = }"
			COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
			spec=$(complete -p "${COMP_WORDS[0]}") || exit
			${spec##*-F } # the function, and the command
			word=${COMP_WORDS[COMP_CWORD]}
			[[ ${COMPREPLY[*]} || $spec != *"-o default"* ]] ||
				COMPREPLY=($(compgen -f "$word"))
			echo "${line%"$word"}${COMPREPLY[*]}"
		done' <typed >became
	tries bash
else
	skip 'in bash' 'needs bash'
fi

if command -v fish >found; then
	token-craft completion fish >tc.fish
	fish --no-config -c 'source tc.fish
		while read line
			set word (string split " " -- $line)[-1]
			set found (complete -C $line | string split -f 1 \t)
			echo (string replace -r -- "\Q$word\E\$" "" $line)$found
		end' <typed >became
	tries fish
else
	skip 'in fish' 'needs fish'
fi

# zsh on a terminal of its own: a line is typed, then a tab, and what it became is told.
if command -v zsh >found; then
	mkdir functions
	token-craft completion zsh >functions/_token-craft
	cat >typist <<'END'
zmodload zsh/zpty
zpty zsh 'TERM=dumb zsh -f -i'
zpty -w zsh 'PS1=; fpath=(functions $fpath); autoload -Uz compinit; compinit -u -D; bindkey -e
	tell() { print -r "<$BUFFER>"; BUFFER= }; zle -N tell; bindkey "^X^L" tell; print re""ady'
zpty -r -m zsh said '*ready*'
while read -r line; do
	zpty -w -n zsh $line$'\t\x18\x0c'
	zpty -r -m zsh said '*<*>*'
	said=${said##*<}
	print -r -- ${${said%%>*}% }
done
zpty -d zsh
END
	timeout 60 zsh -f typist <typed >became
	tries zsh
else
	skip 'in zsh' 'needs zsh'
fi
done_testing
