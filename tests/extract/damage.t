#!/bin/sh
# A byte of the cursors' file is another, or the file ends there: it costs time, no number.
. "$(dirname "$0")/lib.sh"
skip_unless python3

step=3
[ "$V" = rel ] || step=29
app=cfg/projects/$(slug /home/ada/app)
mkdir -p "$app"
echo 'assistant | id("A")' | lines >"$app/one.jsonl"
echo 'assistant | id("B") | at("01") | .cwd = "/tmp"' | lines >"$app/two.jsonl"
echo 'assistant | id("C") | at("02") | .cwd = "/tmp"' | lines >growth
python3 - "$TC_BIN/tc-extract" "$app/two.jsonl" $step <<'END'
import hashlib, os, subprocess, sys
program, two, step = sys.argv[1], sys.argv[2], int(sys.argv[3])
os.environ["TC_HOME"] = os.path.abspath("home")
os.makedirs("home/cache")
path = "home/cache/cursors.ndjson"
failures = 0


def run(*options):
    done = subprocess.run([program, *options, "cfg"], capture_output=True)
    lines = done.stdout.splitlines(keepends=True)
    records = [line for line in lines if not line.startswith(b'{"kind":"cursor"')]
    return done.returncode, records, lines[len(records):]


def ok(good, name, *notes):
    global failures
    failures += not good
    if not good:
        print("#", name, *notes, file=sys.stderr)


def each(name, news):
    """Each damage gives all records, or those that are new."""
    everything = run()[1]
    with open(path, "rb") as file:
        good = file.read()
    for at in range(0, len(good), step):
        flipped = good[:at] + bytes([good[at] ^ 1 << at % 8]) + good[at + 1:]
        for damaged in (flipped, good[:at]):
            with open(path, "wb") as file:
                file.write(damaged)
            code, records, cursors = run("--new")
            ok(code == 0 and records in (news, everything), name, at, code, records)
    with open(path, "wb") as file:
        file.write(good)


_, records, cursors = run("--new")
body = b"".join(cursors)
with open(path, "wb") as file:
    file.write(b'{"kind":"cursor","of":"store","version":2,"records":0,"sha256":"%s"}\n'
               % hashlib.sha256(body).hexdigest().encode() + body)
each("nothing new", [])
with open(two, "ab") as out, open("growth", "rb") as growth:
    out.write(growth.read())
news = run("--new")[1]
ok(len(news) == 1, "one record is new")
each("something new", news)
sys.exit(failures > 0)
END
ok $? 'a byte flipped, or the end: all records, or those that are new'
done_testing
