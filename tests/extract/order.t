#!/bin/sh
# The same input gives the same bytes: in any order of files, with any number of threads,
# however little memory there is and however often an operand is named.
. "$(dirname "$0")/lib.sh"
skip_unless python3

same_always() { # same_always NAME FOLDER
	run tc-extract --threads 1 "$2"
	status 0 "$1: exit code"
	cp "$OUT" wanted
	for threads in 2 8; do
		run tc-extract --threads "$threads" "$2"
		same "$OUT" wanted "$1: $threads threads"
	done
	run tc-extract --memory 1 "$2"
	same "$OUT" wanted "$1: 1 MiB of memory"
	run tc-extract "$2" "$2"
	same "$OUT" wanted "$1: named twice"
	find "$2" -name '*.jsonl' | LC_ALL=C sort -r >files
	# shellcheck disable=SC2046 # names without blanks, ours
	run tc-extract --threads 2 $(cat files)
	same "$OUT" wanted "$1: file by file, backwards"
}

for case in "$FIXTURES"/*; do
	same_always "${case##*/}" "$case"
done

# Sessions that repeat each other's calls, tools and prompts, enough to be spilled: many
# files, one of them larger than the piece a thread takes.
python3 - <<'END'
import json, os, random
random.seed(7)
base = "many/projects/-home-ada-app"
os.makedirs(base)
calls = []
for i in range(60000):
    c = {"type": "assistant", "sessionId": "s%d" % (i % 40), "cwd": "/home/ada/app",
         "timestamp": "2026-03-%02dT10:%02d:%02d.%03dZ" % (1 + i % 28, i % 60, i % 59, i % 999),
         "uuid": "u%d" % i, "requestId": "r%d" % i, "version": "2.1.%d" % (i % 9),
         "message": {"id": "msg_01%022d" % (i % 20000), "model": "m%d" % (i % 3),
                     "stop_reason": random.choice([None, "end_turn", "tool_use"]),
                     "content": [{"type": "tool_use", "id": "t%d" % (i % 9000), "name": "Read",
                                  "input": {"file_path": "/home/ada/app/f%d" % (i % 50)}}],
                     "usage": {"input_tokens": i % 7, "output_tokens": random.randrange(3)}}}
    if i % 5 == 0:
        c["isSidechain"] = True
        c["agentId"] = "a%d" % (i % 11)
    calls.append(json.dumps(c) + "\n")
for i in range(0, 60000, 3):
    calls.append(json.dumps({"type": "user", "sessionId": "s%d" % (i % 40), "uuid": "p%d" % (i % 5000),
        "timestamp": "2026-03-02T10:00:00.%03dZ" % (i % 999), "cwd": "/home/ada/app",
        "message": {"content": "show me file %d" % i}}) + "\n")
random.shuffle(calls)
open(base + "/big.jsonl", "w").writelines(calls[:50000])
for n in range(50):
    open(base + "/s%d.jsonl" % n, "w").writelines(calls[50000 + n * 600:50000 + (n + 1) * 600])
random.shuffle(calls)
os.makedirs("shuffled/many/projects/-home-ada-app")
open("shuffled/many/projects/-home-ada-app/one.jsonl", "w").writelines(calls)
END
same_always 'many files' many
run tc-extract --memory 1 --stats many

is "$(jq ".spilled_bytes > 1000000" "$ERR")" true 'a megabyte or more went to disk'
run tc-extract shuffled/many
same "$OUT" wanted 'the same lines shuffled into one file'

done_testing
