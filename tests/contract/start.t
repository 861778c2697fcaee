#!/bin/sh
# Starting is quick. The exact bar is in `make bench`; here only what no machine excuses:
# the fastest of ten starts on nothing takes under ten milliseconds of the processor, or
# under 150 in the programs that always compile a report or rules in jq, 250 in the one with the
# most of them.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../contract.sh"

skip_unless python3
[ "$V" = rel ] || skip_all "only the release variant is quick"
for p; do
	best=$(python3 - "$TC_BIN/$p" <<'PY'
import resource, subprocess, sys
def spent():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
best = 9.0
for _ in range(10):
    before = spent()
    subprocess.run([sys.argv[1], "-"], stdin=subprocess.DEVNULL, check=True,
                   stdout=subprocess.DEVNULL)
    best = min(best, spent() - before)
print(round(best * 1e6))
PY
	)
	case $p in
	tc-rank) most=250000 ;;
	tc-render | tc-score) most=150000 ;;
	*) most=10000 ;;
	esac
	check "$p starts in $best microseconds, at most $most" test "$best" -le $most
done
done_testing
