#!/bin/sh
# The scanner against Python's json on some thousand damaged texts.
. "$(dirname "$0")/../lib.sh"
skip_unless python3

cat >differ.py <<'END'
import json, random, sys

seeds = [
    '{"type":"assistant","message":{"id":"msg_01","usage":{"input_tokens":3,"x":-0.5e+7}}}',
    '{"a":[1,-2.5,1e9,0,true,false,null,"x",[],{}],"b":{"c":{"d":[[["e"]]]}},"":""}',
    ' { "a" : [ 1 , 2 ] ,\t"b" : "\\u00e9\\ud83d\\ude00\\n\\"\\\\\\/\\b\\f\\r\\t" } ',
    '"\\ud83d\\ude00\\ud83d\\n\\ude00 é€😀 plain text that is longer than any block of bytes"',
    '"\\u0000\\u001f\\u007f\\udfff\\udbff\\udc00x"',
    '[0,-0,10,0.0,1.25E-3,12345678901234567890123456789,true,null,"NaN"]',
]
pieces = ['"', '\\', '\\u', '\\ud83d', '\\ude00', '{', '}', '[', ']', ',', ':', '0', '-', '.',
          'e', 'E', '+', '1', ' ', '\t', '\r', '\x00', '\x1f', '\x7f', 'null', 'true', 'NaN',
          'Infinity', '/', "'", 'é', '😀', '""', '[]', '{}', '"a":1']


def damaged(r):
    text = list(r.choice(seeds))
    for _ in range(r.randrange(4)):
        i = r.randrange(len(text) + 1)
        how = r.randrange(4)
        if how == 0:
            text[i:i] = r.choice(pieces)
        elif how == 1:
            text[i:i + 1] = r.choice(pieces)
        elif how == 2:
            del text[i:i + r.randrange(1, 5)]
        else:
            k = r.randrange(len(text) + 1)
            text[i:i] = text[k:k + r.randrange(1, 20)]
    return ''.join(text)


def refuse(name):
    raise ValueError(name)


def verdict(text):
    try:
        value = json.loads(text, parse_constant=refuse, parse_int=int, parse_float=float)
    except ValueError:
        return 'no'
    return str(len(value)) if isinstance(value, str) else 'yes'


if sys.argv[1] == 'make':
    r = random.Random(2026)
    for _ in range(30000):
        sys.stdout.buffer.write(damaged(r).encode() + b'\n')
else:
    texts = open('texts', newline='\n').read().split('\n')[:-1]
    ours = open('ours').read().split('\n')[:-1]
    assert len(texts) == len(ours), (len(texts), len(ours))
    wrong = [(t, o, verdict(t)) for t, o in zip(texts, ours) if o.split(':')[0] != verdict(t)]
    for found in wrong[:5]:
        print('# text %r: ours %r, python %r' % found, file=sys.stderr)
    good = sum(not o.startswith('no') for o in ours)
    print(len(wrong), 'mixed' if 3000 < good < 27000 else good)
END

python3 differ.py make >texts
"${TC_BIN%/bin}/tests/scan" judge <texts >ours
is "$(python3 differ.py compare)" '0 mixed' "same verdicts, same lengths of strings"
done_testing
