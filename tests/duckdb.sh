# DuckDB for tests: the package, in $duckdb, or why there is none, in $no_duckdb. With a
# $TC_HOME it is where token-craft query looks for it. Source it after lib.sh.
# shellcheck shell=sh disable=SC2034

duckdb=$("$TC_TOP/tests/peer/install" --found 2>"$ERR") && command -v node >"$TMPDIR/found" ||
	duckdb='' no_duckdb="no DuckDB: $(tail -n 1 "$ERR")"
if [ -z "$duckdb" ]; then
	echo "# ${0##*/}: $no_duckdb" >&2
elif [ -n "${TC_HOME-}" ]; then
	mkdir -p "$TC_HOME/cache" && ln -s "$duckdb" "$TC_HOME/cache/npm"
fi
