# A page in a file of its own, and a browser to show it. To be sourced, behind quote.sh.
#
# `page_begin NAME` sends standard output into a file that only its owner can read;
# `page_end CODE` gives the file its name, all at once, says it, and opens it. It is in the
# store's cache, or in a new folder of $TMPDIR where nothing is to be stored (`page_apart`).
# shellcheck shell=sh
page='' page_apart=''

page_place() { # page_place NAME: the file, in $page
	page_folder=$TC_HOME/cache
	[ -n "$page_apart" ] || (umask 077 && mkdir -p "$page_folder") 2>/dev/null
	if ! [ -d "$page_folder" ] || ! [ -w "$page_folder" ]; then
		page_folder=$(mktemp -d "${TMPDIR:-/tmp}/token-craft.XXXXXX") || exit 3
	fi
	page=$page_folder/$1.html
}

# What opens a file here, in $opener. Without a display xdg-open would take the terminal.
find_opener() {
	for opener in wslview cmd.exe open xdg-open; do
		command -v $opener >/dev/null 2>&1 || continue
		case $opener in
		open) [ "$(uname)" = Darwin ] || continue ;;
		xdg-open) [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ] || continue ;;
		esac
		return
	done
	return 1
}

open_page() {
	case $opener in
	cmd.exe) set -- cmd.exe /c start '' "$(wslpath -w "$page")" ;;
	*) set -- "$opener" "$page" ;;
	esac
	nohup "$@" >/dev/null 2>&1 </dev/null &
}

page_begin() { # page_begin NAME
	page_place "$1"
	page_draft=$(mktemp "$page_folder/.$1.XXXXXX") || exit 3
	trap 'rm -f "$page_draft"' EXIT
	trap 'exit 130' HUP INT TERM
	exec 5>&1 >"$page_draft"
}

page_end() { # page_end CODE: of what made it; what could not be read makes no page
	exec >&5 5>&-
	case $1 in 2 | 3) return ;; esac
	[ -s "$page_draft" ] || return
	mv -f "$page_draft" "$page" || exit 3
	printf '%s\n' "$page"
	find_opener && open_page && return
	printf 'token-craft: nothing here opens a page: open that file in a browser\n' >&2
}

# As text to copy, behind what makes the page.
page_show() { # page_show NAME
	quote "$TC_HOME/cache/$1.html"
	[ -z "$page_apart" ] || quoted="\"\${TMPDIR:-/tmp}/$1.html\""
	find_opener || opener=xdg-open
	printf ' >%s\n%s %s' "$quoted" "$opener" "$quoted"
}
