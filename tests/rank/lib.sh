# Scores to rank, a line each. Source it after lib.sh.
# shellcheck shell=sh

now=2026-11-22T10:00:00Z

# score ID TS USER BASE [COMBO [MEMBERS]]: USER is JSON; MEMBERS, too, take the place of those
# before them
score() {
	printf '{"kind":"score","id":"%s","ts":"%s","user":%s,"base":%s,' "$1" "$2" "$3" "$4"
	printf '"categories":{"session_focus":{"points":40,"max":1350,"measured":true}},'
	printf '"combo":%s,"measured_max":1350,"period":null,"policy":"p","profile":"v2"%s}\n' \
		"${5:-0}" "${6:+,$6}"
}
rank() { run tc-rank --now "$now" -z UTC "$@"; }
answers() { # answers JQ WANTED NAME: of what came out
	is "$(jq -c "$1" "$OUT")" "$2" "$3"
}
