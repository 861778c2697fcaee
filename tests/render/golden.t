#!/bin/sh
# What people and machines see, byte for byte. tests/render/renew draws the files anew.
. "$(dirname "$0")/../lib.sh"
here=$TC_TOP/tests/render
. "$here/golden.sh"

for file in "$here"/golden/*; do
	name=${file##*/}
	(golden "$TC_BIN/tc-render" "$here" "$name" >made 2>"$ERR")
	ok $? "$name: exit code 0"
	golden_kept "$name" <made >"$OUT"
	err_is '' "$name: nothing on standard error"
	same "$OUT" "$file" "$name"
done
done_testing
