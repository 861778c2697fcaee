#!/bin/sh
# Logs that grow: what runs of tc-extract --new wrote, joined, is what one run reads.
. "$(dirname "$0")/lib.sh"
skip_unless python3

seeds=24
[ "$V" = rel ] || seeds=8
set --
[ -d "$TC_SHARED/corpus" ] && [ "$V" = rel ] && set -- "$TC_SHARED"/corpus/a??
exec python3 "$TC_TOP/tests/extract/growing.py" "$TC_BIN/tc-extract" "$TC_BIN/tc-archive" $seeds \
	"$@" "$TC_TOP"/fixtures/transcripts/agent-progress
