#!/bin/sh
# A filter hands out each record while its writer pauses; a closed pipe ends it soon.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../contract.sh"

for p; do
	is_filter "$p" || continue
	for option in '' --filter=.; do
		rm -f in out1
		mkfifo in
		"$TC_BIN/$p" ${option:+"$option"} - <in >out1 2>"$ERR" &
		exec 3>in
		line "$p" 1 >&3
		seen=0
		for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
			sleep 0.1
			seen=$(wc -l <out1)
			[ "$seen" -eq 1 ] && break
		done
		is "$seen" 1 "$p $option: the first record is out while the pipe is open"
		line "$p" 2 | head -c 100 >&3
		sleep 0.2
		is "$(wc -l <out1)" 1 "$p $option: half a line is no record"
		line "$p" 2 | tail -c +101 >&3
		exec 3>&-
		wait $!
		is $? 0 "$p $option: it ends with its writer"
		is "$(wc -l <out1)" 2 "$p $option: and has given all"
	done
	# gzip that is still being written
	rm -f in out1
	mkfifo in
	"$TC_BIN/$p" - <in >out1 2>"$ERR" &
	exec 3>in
	line "$p" 1 | gzip -nc >&3
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		sleep 0.1
		[ "$(wc -l <out1)" -eq 1 ] && break
	done
	is "$(wc -l <out1)" 1 "$p: so does the record of a whole gzip member"
	exec 3>&-
	wait $!
	is $? 0 "$p: and it ends well"
done
[ "$tests" -gt 0 ] || skip_all "no filter is built"
done_testing
