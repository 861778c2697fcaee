# What the contract tests know of the programs: their names, and input each one reads.
# Source it after lib.sh: the programs are then "$@".
# shellcheck shell=sh

# A program with commands takes part as the one that is a plain filter: `tc-archive join` is a
# file of that name here.
TC_REAL=$TC_BIN
TC_NOW=2026-03-02T00:00:00Z # a score is of a moment
export TC_NOW
TC_BIN=$TMPDIR/programs
export TC_REAL TC_BIN
mkdir -p "$TC_BIN"
[ -x "$TC_REAL/tc-price" ] || skip_all "nothing is built in $TC_REAL"
ln -sf "$TC_REAL"/tc-* "$TC_BIN"
printf '#!/bin/sh\nexec "$TC_REAL/tc-archive" join "$@"\n' >"$TC_BIN/tc-archive join"
chmod +x "$TC_BIN/tc-archive join"
set -- 'tc-archive join'
for contract_program in "$TC_REAL"/tc-*; do
	[ "${contract_program##*/}" = tc-archive ] || set -- "$@" "${contract_program##*/}"
done

# transcript ID [TEXT]: one assistant line of a transcript
transcript() {
	printf '{"parentUuid":null,"isSidechain":false,"userType":"external",'
	printf '"cwd":"/home/u/shop","sessionId":"s1","version":"2.1.100","gitBranch":"main",'
	printf '"type":"assistant","message":{"id":"msg_01%022d","type":"message",' "$1"
	printf '"role":"assistant","model":"claude-sonnet-4-6","content":[{"type":"text",'
	printf '"text":"%s"}],"stop_reason":"end_turn","usage":{"input_tokens":12,' "${2-hi}"
	printf '"cache_creation_input_tokens":0,"cache_read_input_tokens":0,'
	printf '"output_tokens":%d}},"requestId":"req_1","uuid":"u%d",' "$1" "$1"
	printf '"timestamp":"2026-03-01T10:00:00.%03dZ"}\n' $(($1 % 1000))
}

# call ID [FIELD]: one record of a call; FIELD is JSON put at the end
call() {
	printf '{"kind":"call","id":"msg_01%022d",' "$1"
	printf '"ts":"2026-03-01T10:00:00.%03dZ","source":"claude-code",' $(($1 % 1000))
	printf '"session":"s1","project":"/home/u/shop","branch":"main","agent":"main",'
	printf '"agent_id":null,"model":"claude-sonnet-4-6","input_tokens":12,'
	printf '"output_tokens":%d,"cache_creation_input_tokens":0,' "$1"
	printf '"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0,'
	printf '"cache_read_input_tokens":0,"web_search_requests":0,"speed":null,'
	printf '"service_tier":null,"inference_geo":null,"stop_reason":"end_turn",'
	printf '"counted_ts":"2026-03-01T10:00:00.%03dZ","version":"2.1.100",' $(($1 % 1000))
	printf '"entrypoint":null,"user":null,"host":null,"copy":false,'
	printf '"owner_ts":"2026-03-01T10:00:00.%03dZ","final":true,' $(($1 % 1000))
	printf '"answer_chars":2,"thinking_tokens":null,"skill":null,"mcp_server":null%s}\n' \
		"${2+,$2}"
}

# rollup ID [TEXT]: one row of a day
rollup() {
	printf '{"kind":"rollup","of":"call","by":["day"],"day":"2026-03-01%s",' "${2-}"
	printf '"input_tokens":12,"output_tokens":%d,' "$1"
	printf '"cache_creation_input_tokens":0,"ephemeral_5m_input_tokens":0,'
	printf '"ephemeral_1h_input_tokens":0,"cache_read_input_tokens":0,'
	printf '"web_search_requests":0,"cost_usd":0.25,"cost_input_usd":0.05,'
	printf '"cost_output_usd":0.2,"cost_cache_write_usd":0,"cost_cache_read_usd":0,'
	printf '"cost_search_usd":0,"cost_io_usd":0.25,"saved_usd":0,"calls":1,'
	printf '"sessions":1,"unpriced_calls":0,"incomplete_calls":0,'
	printf '"first_ts":"2026-03-01T10:00:00.000Z","last_ts":"2026-03-01T10:00:00.000Z"}\n'
}

# score ID [TEXT]: one score of a person
score() {
	printf '{"kind":"score","id":"v2/%d","ts":"2026-03-01T10:00:00.%03dZ",' "$1" $(($1 % 1000))
	printf '"user":null,"base":%d.5,"categories":{"session_focus":' $(($1 % 1350))
	printf '{"points":40,"max":50,"measured":true}},"combo":25,"measured_max":50,'
	printf '"period":null,"policy":"%s","profile":"v2"}\n' "${2-}"
}

# line PROGRAM ID [TEXT]: one good line of what it reads
line() {
	case $1 in
	tc-extract) transcript "$2" ${3+"$3"} ;;
	tc-rank) score "$2" ${3+"$3"} ;;
	tc-render) rollup "$2" ${3+"$3"} ;;
	*) call "$2" ${3+"\"note\":\"$3\""} ;;
	esac
}

# lines PROGRAM COUNT: so many good lines, quickly
lines() {
	line "$1" 1000000 | awk -v n="$2" '{
		for (i = 1; i <= n; i++) { s = $0; gsub(/1000000/, 1000000 + i, s); print s }
	}'
}

# A filter answers record by record; a collector speaks at the end.
is_filter() {
	case $1 in tc-price) return 0 ;; esac
	return 1
}
