#!/bin/sh
# A large file is read in pieces by several threads: no line is lost or read twice where they
# meet, and a reject knows its line.
. "$(dirname "$0")/lib.sh"
skip_unless python3

# Lines of all lengths up to 9 MB, one in seven of them bad; `rejects` lists those, `prompts`
# which prompt a call is of.
python3 - <<'END'
import json, random
random.seed(3)
base = {"type": "assistant", "sessionId": "s", "cwd": "/home/ada/app",
        "message": {"model": "m", "stop_reason": "end_turn"}}
offset, prompt = 0, "null"
with open("t.jsonl", "wb") as out, open("rejects", "w") as rejects, open("prompts", "w") as prompts:
    for number in range(1, 4001):
        size = random.choice([0, 10, 500, 5000, 20000])
        if number % 400 == 0:
            size = 300000
        if number in (1000, 1001, 3000):
            size = 9000000
        line = dict(base, timestamp="2026-03-02T10:00:00.%03dZ" % (number % 1000), uuid="u%d" % number)
        line["message"] = dict(base["message"], id="m%d" % number,
            content=[{"type": "text", "text": "é" * (size // 2)}],
            usage={"input_tokens": number, "output_tokens": -1 if number % 7 == 0 else 1})
        if number in (12, 500, 999, 2500, 2999, 3998):
            prompt = line["promptId"] = "p%d" % number
        text = json.dumps(line, ensure_ascii=bool(number % 3)).encode()
        if number % 14 == 0:
            text = text[:-1] + b"]"
        if number % 11 == 0:
            text = b""
        elif number % 7 == 0:
            rest = number % 14 == 0 and number % 5 == 0  # what is no JSON goes up to LF
            rejects.write("[%d,%d,%d]\n" % (number, offset, len(text) + rest))
        if number % 7 and number % 11:
            prompts.write("%d %s\n" % (number, prompt))
        out.write(text + (b"\r\n" if number % 5 == 0 else b"\n"))
        offset += len(text) + 1 + (number % 5 == 0)
END
is "$(($(wc -c <t.jsonl) / 1000000 > 60))" 1 'the file is larger than seven pieces'

for options in '--threads 1' '--threads 8' '--threads 3 --memory 1' '--threads 8 --kinds call'; do
	# shellcheck disable=SC2086 # several words
	run tc-extract $options t.jsonl
	status 0 "$options: exit code"
	out_jq 'select(.kind == "reject") | [.line, .offset, .bytes]' >got
	same got rejects "$options: rejects"
	out_jq 'select(.kind == "call") | .input_tokens' | sort -n >got
	seq 1 4000 | awk '$1 % 7 && $1 % 11' >wanted
	same got wanted "$options: calls"
	out_jq 'select(.kind == "call") | "\(.input_tokens) \(.prompt)"' | sort -n >got
	same got prompts "$options: prompts"
	grep '"kind":"call"' "$OUT" >got
	[ -e whole ] || cp got whole
	same got whole "$options: the same bytes"
done

# Memory grows with what is found, not with files and lines. A sanitizer needs more.
peak() { # peak ARGUMENTS...: KiB
	python3 - "$TC_BIN/tc-extract" "$@" <<'END'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
END
}
if [ "$V" = rel ]; then
	head -c 60000000 /dev/zero | tr '\0' x | sed 's/^/{"usage":"/; s/$/"}\n/' >long.jsonl
	for file in t.jsonl long.jsonl; do
		kib=$(peak --threads 2 --kinds call $file)
		is "$((kib < 16384))" 1 "less than 16 MiB for $file ($kib KiB)"
	done
	rm long.jsonl
else
	skip 'memory' "not with V=$V"
fi

# From a stream there are no pieces.
gzip -1 -c t.jsonl >t.jsonl.gz
run tc-extract --kinds call t.jsonl.gz
out_jq 'select(.kind == "reject") | [.line, .offset, .bytes]' >got
same got rejects 'rejects of a .gz: offsets are inflated'
grep '"kind":"call"' "$OUT" >got
same got whole 'calls of a .gz'
run tc-extract --kinds call - <t.jsonl
is "$(out_jq 'select(.kind == "reject") | .file' | sort -u)" - 'rejects of standard input name -'
grep '"kind":"call"' "$OUT" >got
same got whole 'calls of standard input'
# shellcheck disable=SC2002 # a pipe is what is asked for
cat t.jsonl | run tc-extract --kinds call -
grep '"kind":"call"' "$OUT" >got
same got whole 'calls of a pipe'

done_testing
