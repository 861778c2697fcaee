# What the tests of verify, compact and forget share. Source it after lib.sh.
# shellcheck shell=sh disable=SC2034 # for the tests that source this
skip_unless python3
TC_HOME=$PWD/home
root=$TC_HOME/archive/v=1
export TC_HOME

calls() { # calls N DAY [SESSION [PROJECT]]: N calls of a day, spread over it
	awk -v n="$1" -v day="$2" -v session="${3-s1}" -v project="${4-/home/u/shop}" 'BEGIN {
		for (i = 0; i < n; i++) {
			t = int(i * 86400 / n)
			ts = sprintf("%sT%02d:%02d:%02d.%03dZ", day, t / 3600, t / 60 % 60, t % 60, i % 1000)
			printf "{\"kind\":\"call\",\"id\":\"%s-%s-%05d\",\"ts\":\"%s\",", session, day, i, ts
			printf "\"session\":\"%s\",\"project\":\"%s\",\"model\":\"m\",", session, project
			printf "\"output_tokens\":%d,\"owner_ts\":\"%s\"}\n", i * 7919 % 4001, ts
		}
	}'
}
keep() { # keep DIR: a copy of all there is, to come back to
	rm -rf "$1"
	cp -R "$TC_HOME" "$1"
}
back() { # back DIR
	rm -rf "$TC_HOME"
	cp -R "$1" "$TC_HOME"
}
files() { # files DIR: the files of a store and their bytes, for a comparison
	(cd "$1" && find archive -type f ! -name lock -exec sha256sum {} + | sort -k 2)
}
records() { "$TC_BIN"/tc-archive get >"$1"; } # records FILE

# killed_at_each DIR NAME COMMAND...: a copy of DIR, killed at each step. `consistent` must hold
# of what get ends with and writes (the file got), and the same once more must end with at
# most $worst (0) and, after `after`, lead to `ended`, a list of files. Sparse where programs
# are slow.
after() { :; }
killed_at_each() {
	from=$1 of=$2 n=1 wrong=0 step=1
	shift 2
	[ "$V" = rel ] || step=7
	exec 3>&2 2>noise # the shell tells of each that was killed
	while :; do
		back "$from"
		rm -f told
		LD_PRELOAD=$TC_BIN/../tests/fault.so TC_FAULT=any:$n:kill TC_FAULT_TOLD=$PWD/told \
			ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0 "$@" >killed
		[ -e told ] || break
		"$TC_BIN"/tc-archive get >got
		consistent $? || wrong=$((wrong + 1))
		"$@" >killed
		[ $? -le "${worst-0}" ] || wrong=$((wrong + 1))
		after || wrong=$((wrong + 1))
		files "$TC_HOME" >now
		cmp -s now ended || wrong=$((wrong + 1))
		n=$((n + step))
	done
	exec 2>&3
	is "$wrong" 0 "$of: killed at each of $n steps"
	[ "$n" -gt $((5 * step)) ] || fail "$of: only $n steps"
}
