# For tests of what `make install` and `token-craft install` put in place: an installation
# and logs, both under names that need quoting. Source it after lib.sh.
#
#	craft ARGUMENT...   runs the installed front door
#	captured NAME       checks that the store has all records of the logs
#	ran STATUS NAME     checks that what ran was well, and silent
#	forgotten           makes the store empty again
# shellcheck shell=sh disable=SC2089,SC2090 # odd on purpose
prefix="$PWD/a 'prefix' 100%"
CLAUDE_CONFIG_DIR="$HOME/c \"\$x\" & <y>\\table"
TC_HOME="$HOME/the store"
door=$prefix/bin/token-craft
export CLAUDE_CONFIG_DIR TC_HOME
mkdir -p "$prefix/bin" "$prefix/share/token-craft/fixtures" "$CLAUDE_CONFIG_DIR"
cp "$TC_BIN"/tc-* "$TC_TOP/bin/token-craft" "$prefix/bin"
cp -R "$TC_TOP/pipelines" "$TC_TOP/schemas" "$prefix/share/token-craft"
cp -R "$TC_TOP/fixtures/sample/projects" "$CLAUDE_CONFIG_DIR"

craft() {
	(unset TC_BIN && run "$door" "$@")
}
ids() { jq -r 'select(.id) | .kind + " " + .id' | sort; }
captured() {
	"$prefix/bin/tc-extract" | ids >wanted
	"$prefix/bin/tc-archive" get | ids >stored
	[ -s wanted ] && same stored wanted "$1"
}
forgotten() { rm -rf "$TC_HOME"; }
# A run that ended with STATUS: well, and with no word but on the line that is no JSON.
ran() { # ran STATUS NAME
	is "$1 $(grep -v '^tc-archive put: 1 line could not be read: ' "$ERR" | cat "$OUT" -)" '0 ' "$2"
}
