#!/bin/sh
# --schema prints the very files of schemas/.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../contract.sh"

for p in "$@" tc-archive; do
	run "$p" --schema
	status 0
	err_is ''
	jq -e . "$OUT" >parsed
	ok $? "$p --schema prints JSON"
	run "$p" --schema coffee
	status 2
	out_is ''
done
run tc-extract --schema call
same "$OUT" "$TC_TOP/schemas/call.schema.json" "tc-extract --schema call is the file"
done_testing
