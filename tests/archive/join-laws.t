#!/bin/sh
# Random records: tc-archive join is the reference's, however they are split and repeated.
. "$(dirname "$0")/../lib.sh"
skip_unless python3

exec python3 "$TC_TOP/tests/archive/join.py" "$TC_BIN/tc-archive" 20
