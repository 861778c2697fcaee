#!/bin/sh
# Where points are to be had, by which habit, and what that saves.
. "$(dirname "$0")/../lib.sh"
skip_unless python3 jq
[ "$V" = rel ] || skip_all "the rules are jq, whatever the variant"
exec python3 "$TC_TOP/tests/rank/advice.py" "$TC_TOP/stages"
