#!/bin/sh
# Random transcripts: order, threads, repetition and the kinds asked for change nothing, and
# calls are those of a reference.
. "$(dirname "$0")/lib.sh"
skip_unless python3

exec python3 "$TC_TOP/tests/extract/laws.py" "$TC_BIN/tc-extract" 20
