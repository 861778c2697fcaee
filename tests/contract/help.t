#!/bin/sh
# Every program explains itself, and refuses what it does not know.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../contract.sh"

for p in "$@" tc-archive; do
	run "$p" --help
	status 0
	err_is ''
	is "$(head -n 1 "$OUT" | cut -c 1-$((7 + ${#p})))" "usage: $p" \
		"$p --help starts with its use"
	for option in filter strict now timezone schema help version; do
		out_has "--$option"
	done
	is "$(awk 'length > 80' "$OUT")" '' "$p --help fits 80 columns"
	is "$(LC_ALL=C tr -d '\11\12\40-\176' <"$OUT")" '' "$p --help is plain ASCII"
	is "$(grep '[[:space:]]$' "$OUT")" '' "$p --help has no blanks at line ends"
	mv "$OUT" help
	run "$p" -h
	same help "$OUT" "$p -h is $p --help"
	run "$p" --version
	status 0
	err_is ''
	check "$p --version is its name and a number" grep -qxE "$p \(Token-Craft\) [0-9]+\.[0-9.]+" "$OUT"
	cp "$OUT" version
	run "$p" -V
	same version "$OUT" "$p -V is $p --version"

	run "$p" --hlep
	status 2
	out_is ''
	err_is "$p: unknown option '--hlep'
$p:   did you mean '--help'?
$p:   see $p --help"
	run "$p" --timezon UTC
	status 2
	err_has "did you mean '--timezone'?"
	run "$p" --xyzzyxyzzyxyzzy
	status 2
	err_is "$p: unknown option '--xyzzyxyzzyxyzzy'
$p:   see $p --help"
	run "$p" -%
	status 2
	out_is ''
	run "$p" --filter
	status 2
	err_has "option '--filter' needs a value"
	run "$p" --strict=yes
	status 2
	err_has "option '--strict' takes no value"
	run "$p" --hel
	status 2 "$p: an abbreviation is not taken"
	run "$p" -z Nowhere/Land -
	status 2
	err_has "unknown time zone 'Nowhere/Land'"
	run "$p" --now yesterday-ish -
	status 2
	err_has "cannot read '--now yesterday-ish': not a time"
	[ "$p" = tc-archive ] && continue # without a command it writes nothing
	run "$p" --filter '.a b' -
	status 2
	out_is ''
	err_has --filter
done
done_testing
