#!/bin/sh
# Writing is checked: a full disk, a closed descriptor, a reader that leaves or is slow.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../contract.sh"

for p; do
	line "$p" 1 >in
	lines "$p" 2000 >many # more than a pipe holds
	for input in in many; do
		"$TC_BIN/$p" "$input" >/dev/full 2>"$ERR"
		is $? 3 "$p $input: a full disk ends with 3"
		err_is "$p: cannot write standard output: No space left on device"
		"$TC_BIN/$p" "$input" >&- 2>"$ERR"
		is $? 3 "$p $input: a closed standard output ends with 3"
		err_has "$p: cannot write standard output: "
	done
	for option in --help --version --schema; do
		"$TC_BIN/$p" $option >/dev/full 2>"$ERR"
		is $? 3 "$p $option: a full disk ends with 3"
	done

	{
		"$TC_BIN/$p" many 2>"$ERR"
		echo $? >code
	} | head -c 1 >"$OUT"
	is "$(cat code)" 0 "$p: a reader that leaves ends it well"
	err_is '' "$p: and silently"
	{
		sleep 0.1
		"$TC_BIN/$p" in 2>"$ERR"
		echo $? >code
	} | :
	is "$(cat code)" 0 "$p: a reader that never was ends it well"
	err_is '' "$p: and silently"

	run "$p" many
	"$TC_BIN/$p" many | {
		sleep 0.2
		cat
	} >slow
	same slow "$OUT" "$p: a slow reader gets every byte"
	"$TC_BIN/$p" many | dd bs=1 count=4096 2>"$ERR" >start
	head -c 4096 "$OUT" >wanted
	same start wanted "$p: a reader in single bytes too"
done
done_testing
