#!/bin/sh
# tc-archive join: what comes out, what is told; its laws are those of join.py.
. "$(dirname "$0")/../lib.sh"
skip_unless jq

records=$TC_TOP/fixtures/records
arm='{"kind":"rollup","by":["day"],"n":'

# Everything comes once, in order; what has no id comes last, as it was.
cat >in <<EOF
${arm}2}
{"kind":"score","id":"s","ts":"2026-03-01T10:00:00Z","points":1}
{"kind":"reject","file":"b","line":1,"offset":9,"bytes":3,"reason":"not JSON"}
{"kind":"cursor","of":"end","lines":1}
{"kind":"reject","file":"b","line":2,"offset":10,"bytes":3,"reason":"not JSON"}
{"kind":"title","id":"t","x":1}
{"kind":"score","id":"s","ts":"2026-03-01T11:00:00.000Z","points":2}
{"kind":"reject","file":"b","line":1,"offset":9,"bytes":3,"reason":"not JSON"}
 {"kind":"rate"}
${arm}1}
${arm}2}
{"kind":"score","id":"r","ts":"2026-03-01T11:00:00.000Z"}
EOF
cat >wanted <<EOF
{"kind":"score","id":"r","ts":"2026-03-01T11:00:00.000Z"}
{"kind":"score","id":"s","ts":"2026-03-01T11:00:00.000Z","points":2}
{"kind":"reject","file":"b","line":1,"offset":9,"bytes":3,"reason":"not JSON"}
{"kind":"reject","file":"b","line":2,"offset":10,"bytes":3,"reason":"not JSON"}
{"kind":"title","id":"t","ts":null,"x":1}
 {"kind":"rate"}
${arm}1}
${arm}2}
${arm}2}
EOF
run tc-archive join in
status 0
err_is ''
same "$OUT" wanted "each once, in order"
run tc-archive join --strict <in
status 1 "rejects under --strict"
run tc-archive join wanted
same "$OUT" wanted "what was joined stays as it is"
run tc-archive join --filter '.points // empty' in
out_is 2 "a filter comes last"

# What is wrong is told once a file and reason, and becomes a reject.
cat >bad <<'EOF'
{"kind":"call","id":"a","output_tokens":-1}
{"kind":"call","id":"b","output_tokens":"2"}
{"kind":"../x","id":"a"}
{"kind":"call","id":"a"
{"kind":"tool","id":7}
EOF
run tc-archive join bad
status 0
err_is "tc-archive join: bad:1: no record: output_tokens is no count
tc-archive join: bad:3: no record: kind is no name
tc-archive join: bad:4: no record: line ends inside a value
tc-archive join: bad:5: no record: id is no text"
is "$(jq -r '"\(.file):\(.line):\(.offset):\(.bytes): \(.reason)"' "$OUT")" \
	"bad:1:0:43: output_tokens is no count
bad:2:44:44: output_tokens is no count
bad:3:89:24: kind is no name
bad:4:114:23: line ends inside a value
bad:5:138:22: id is no text" "all five are rejects"
run "$TC_TOP/tests/validate" --ours "$OUT"
status 0 "of the form of all rejects"

head -n 1 bad >worse
run tc-archive join bad worse
err_has 'worse:1: no record: output_tokens is no count' "a reason is told of each file"

# What tc-price adds is dropped; any other field stays.
run tc-archive join "$records/call/valid/priced.json"
jq -c 'delpaths([keys[] | select(test("usd|price")) | [.]])' \
	"$records/call/valid/priced.json" >wanted
same "$OUT" wanted "no money"
run tc-archive join "$records/call/valid/field-of-later.json"
same "$OUT" "$records/call/valid/field-of-later.json" "a field of later"

run tc-archive join nowhere
status 3
err_is 'tc-archive join: cannot read nowhere: No such file or directory'
run tc-archive join --user ada
status 2

# Use and result of a tool in two runs.
run tc-archive join "$records/tool/valid/result-alone.json" "$records/tool/valid/use-alone.json"
same "$OUT" "$records/tool/valid/edit.json" "use and result"
done_testing
