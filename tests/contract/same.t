#!/bin/sh
# Same input, same bytes: whatever the locale, the zone, the clock, the folder.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../contract.sh"

for p; do
	lines "$p" 50 >in
	line "$p" 3 'naïve — 日本 – I İ ı' >>in
	echo 'not JSON: é' >>in
	set -- "$p" -z UTC
	[ "$p" = tc-render ] && set -- "$@" --to csv # a terminal's characters are the locale's
	run "$@" in
	cp "$OUT" wanted
	[ "$p" = tc-score ] && set -- "$@" --now "$TC_NOW" # a period ends now
	check "$p: there is output" test -s wanted
	for locale in C POSIX C.UTF-8 de_DE.UTF-8 tr_TR.UTF-8 xx_XX; do
		LC_ALL=$locale run "$@" in
		same "$OUT" wanted "$p: LC_ALL=$locale"
	done
	for zone in America/New_York Asia/Kathmandu Not/AZone; do
		TZ=$zone run "$@" in
		same "$OUT" wanted "$p: TZ=$zone under -z UTC"
	done
	TC_NOW=2030-01-01T00:00:00Z run "$@" in
	same "$OUT" wanted "$p: another clock"
	run "$@" "$PWD/in"
	sed "s|$PWD/||" "$OUT" >moved
	sed "s|$PWD/||" wanted | cmp -s - moved
	ok $? "$p: an absolute path"
	COLUMNS=40 TERM=xterm NO_COLOR=1 run "$@" in
	same "$OUT" wanted "$p: another terminal"
	run "$@" in
	same "$OUT" wanted "$p: once more"
done
done_testing
