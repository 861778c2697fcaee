#!/bin/sh
# The commands of tc-archive: each explains itself, and the manual says the same.
. "$(dirname "$0")/../lib.sh"
skip_unless mandoc col

TC_HOME=$PWD/home
export TC_HOME
run tc-archive --help
status 0
sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' "$OUT" >commands
is "$(sort commands | xargs)" \
	'compact export forget get import join list put roll verify' "--help lists all commands"
page=$TC_TOP/stages/archive/tc-archive.1
mandoc -T ascii -O width=1000 "$page" | col -bx >text

while read -r command; do
	run tc-archive "$command" --help
	status 0
	err_is ''
	is "$(head -n 1 "$OUT" | cut -d ' ' -f 1-3)" "usage: tc-archive $command" \
		"$command --help starts with its use"
	is "$(awk 'length > 80' "$OUT")" '' "$command --help fits 80 columns"
	# The page's paragraph about it, up to the next command.
	awk -v command="$command" '/^     [a-z]/ { inside = $1 == command } /^     All/ { exit }
		inside' text >about
	check "$command: the manual tells of it" test -s about
	sed -n '/^$/,$s/^  *\(-., \)\{0,1\}\(--[a-z-]*\).*/\2/p' "$OUT" |
		grep -vxE -e '--(filter|strict|now|timezone|schema|help|version)' >options
	while read -r option; do
		check "$command: the manual tells of $option" grep -qe "$option" about text
	done <options
	run tc-archive "$command" --version
	check "$command --version" grep -qxE "tc-archive $command \(Token-Craft\) [0-9.]+" "$OUT"
	run tc-archive "$command" --xyzzyxyzzyxyzzy
	status 2
	err_is "tc-archive $command: unknown option '--xyzzyxyzzyxyzzy'
tc-archive $command:   see tc-archive $command --help"
	run tc-archive "$command" --schema
	status 0
	run tc-archive "$command" -z Nowhere/Land
	status 2 "$command: an unknown zone is wrong usage"
done <commands

run tc-archive
status 2
err_is 'tc-archive: no command was given
tc-archive:   see tc-archive --help'
run tc-archive lsit
status 2
err_is "tc-archive: unknown command 'lsit'
tc-archive:   did you mean 'list'?
tc-archive:   see tc-archive --help"
run tc-archive xyzzyxyzzyxyzzy --help
status 2
err_is "tc-archive: unknown command 'xyzzyxyzzyxyzzy'
tc-archive:   see tc-archive --help"
check "asking makes no store" test ! -e home
done_testing
