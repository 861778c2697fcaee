#!/usr/bin/env python3
"""Makes a file of the store of the lines on standard input, and the manifest believe it.

usage: forge.py ROOT PATH [KEY=NUMBER ...]    KEYs are set in its line, whatever is true"""
import gzip
import hashlib
import json
import os
import sys

root, path, changes = sys.argv[1], sys.argv[2], sys.argv[3:]
lines = sys.stdin.buffer.read()
data = gzip.compress(lines, mtime=0)
os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
with open(os.path.join(root, path), "wb") as file:
    file.write(data)

times = []
for line in lines.splitlines():
    try:
        times.append(json.loads(line).get("ts"))
    except ValueError:
        pass
times = sorted(t for t in times if t) or [None]
entry = {"kind": "file", "path": path, "bytes": len(data),
         "sha256": hashlib.sha256(data).hexdigest(), "members": 1,
         "records": lines.count(b"\n"), "first_ts": times[0], "last_ts": times[-1],
         "version": 1}
for change in changes:
    key, value = change.split("=")
    entry[key] = int(value)

manifest = os.path.join(root, "manifest.ndjson")
with open(manifest) as file:
    entries = [json.loads(line) for line in file][1:]
entries = sorted([e for e in entries if e["path"] != path] + [entry], key=lambda e: e["path"])
head = {"kind": "manifest", "version": 1, "files": len(entries),
        "records": sum(e["records"] for e in entries if e["kind"] == "file")}
with open(manifest, "w") as file:
    for e in [head] + entries:
        file.write(json.dumps(e, separators=(",", ":")) + "\n")
