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
keep() { cp -R "$TC_HOME" "$1"; } # keep DIR: a copy of all there is, to come back to
back() { # back DIR
	rm -rf "$TC_HOME"
	cp -R "$1" "$TC_HOME"
}
files() { # files DIR: the files of a store and their bytes, for a comparison
	(cd "$1" && find archive -type f ! -name lock -exec sha256sum {} + | sort -k 2)
}
records() { "$TC_BIN"/tc-archive get >"$1"; } # records FILE
