#!/bin/sh
# token-craft statusline: one line, whatever comes in; at once; and its place in the settings.
. "$(dirname "$0")/../lib.sh"
skip_unless jq python3
[ "$V" = rel ] || skip_all 'sh and awk are the same in every variant'
. "$TC_TOP/tests/installed.sh"
cache=$TC_HOME/cache
mkdir -p "$cache"
calm() { date +%s >"$cache/statusline.asked"; } # nothing is made anew
line_is() {
	status 0 && err_is ''
	cat -v "$OUT" >shown
	is "$(cat shown)" "$1" "${2:-the line}"
}

cat >told <<'END'
{"session_id":"s","model":{"id":"claude-opus-4-6","display_name":"Opus 4.6"},
 "workspace":{"added_dirs":["a",{"model":{"display_name":"no"}}],"x":"\"cost\":{\"total_cost_usd\":9}"},
 "cost":{"total_cost_usd":1.2345,"total_duration_ms":12},
 "context_window":{"current_usage":{"used_percentage":1},"used_percentage":42.9},
 "rate_limits":{"five_hour":{"used_percentage":85.2,"resets_at":1},"seven_day":{"used_percentage":91}}}
END
calm
craft statusline <told
line_is 'Opus 4.6 | context 43% | session $1.23 | 5h ^[[33m85%^[[0m | 7d ^[[31m91%^[[0m'
is "$(cut -d ' ' -f 1 "$cache/quota")" 91 'how much of the week is used is kept'

# What is kept of the plan, while it is good.
now=$(date +%s)
echo "$((now - 5)) $((now + 600)) 4.6 5 39.51" >"$cache/statusline"
NO_COLOR=1 craft statusline <told
line_is 'Opus 4.6 | context 43% | session $1.23 | 5h 85% | 7d 91% | today $4.60 of $5.00 | week 40%'
craft statusline </dev/null
line_is 'today ^[[31m$4.60^[[0m of $5.00 | week 40%' 'without JSON'
is "$(cut -d ' ' -f 1 "$cache/quota")" 91 'what is not told is not kept'
echo "$((now - 5)) $((now + 600)) 0 5 -" >"$cache/statusline"
craft statusline </dev/null
line_is 'today $0.00 of $5.00' 'without a quota'
for kept in "$((now - 905)) $((now - 5)) 4 5 6" "$((now + 99)) $((now + 600)) 4 5 6" 'a b c d e' '' "$(printf '\033[2J 9 9 9 9')"; do
	printf '%s\n' "$kept" >"$cache/statusline"
	craft statusline <&-
	line_is Token-Craft 'what is not good is left out'
done
rm "$cache/statusline"
craft statusline </
line_is Token-Craft 'input that cannot be read'
yes '{"model":"' | head -c 3000000 | craft statusline --nonsense
line_is Token-Craft 'more than it reads'
printf %s '{"model":{"display_name":"\u001b[2J\u009b\n\"\\é' >torn
printf '\033[31m\007 %0100d"}}' 0 >>torn
craft statusline <torn
line_is "?[2J??\"\\???[31m? $(printf %023d 0)" 'no control character'

# Random JSON, whole and torn, beside a reader of JSON.
cat >hostile.py <<'END'
import json, random, re, subprocess, sys
script, cache, pick = sys.argv[1], sys.argv[2], random.Random(5)
scalars = [0, 7, 42.5, 99.96, 1e3, 1.5e-3, -1, 1e9, None, True, "x", "12", "", "é", "\x1b[2J", 'a"}\\', [], [1, {"a": 2}], {}]
def number(value, most):
    return value if type(value) in (int, float) and 0 <= value <= most else None
def get(node, path):
    for key in path.split("."):
        node = node.get(key) if isinstance(node, dict) else None
    return node
def wanted(told):
    parts = []
    for path in "model.display_name", "model.id":
        name = get(told, path)
        if isinstance(name, str) and name and not parts:
            parts.append("".join(c if " " <= c <= "~" else "?" * (1 if c < " " or escaped else len(c.encode())) for c in name)[:40])
    def percent(name, path):
        value = number(get(told, path), 1000)
        if value is not None:
            parts.append(f"{name} {value:.0f}%")
    percent("context", "context_window.used_percentage")
    cost = number(get(told, "cost.total_cost_usd"), 1e6)
    if cost is not None:
        parts.append(f"session ${cost:.2f}")
    percent("5h", "rate_limits.five_hour.used_percentage")
    percent("7d", "rate_limits.seven_day.used_percentage")
    return " | ".join(parts)
def line(text):
    done = subprocess.run(["awk", "-f", script, cache, ""], input=text, capture_output=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
    assert done.returncode == 0 and done.stderr == b"" and re.fullmatch(rb"[ -~]*\n", done.stdout), (text, done)
    return done.stdout[:-1].decode()
def some(depth=0):
    if depth > 3 or pick.random() < .4:
        return pick.choice(scalars)
    return {pick.choice(["a", "model", "cost", "used_percentage", "display_name", "id"]): some(depth + 1) for _ in range(pick.randint(0, 4))}
for n in range(150):
    told = {"x": some(), "model": pick.choice([some(), {"display_name": pick.choice(scalars), "id": pick.choice(scalars)}]),
            "cost": pick.choice([some(), {"x": [some()], "total_cost_usd": pick.choice(scalars)}]),
            "context_window": {"a": some(), "used_percentage": pick.choice(scalars)},
            "rate_limits": pick.choice([some(), {key: {"used_percentage": pick.choice(scalars)} for key in ("five_hour", "seven_day")}])}
    order = list(told.items())
    pick.shuffle(order)
    escaped = pick.random() < .5
    text = json.dumps(dict(order), indent=pick.choice([None, 1, "\t"]), ensure_ascii=escaped).encode()
    assert line(text) == wanted(told), (text, line(text), wanted(told))
    at = pick.randrange(len(text))
    line(pick.choice([text[:at], text[at:], text[:at] + bytes(pick.choices(range(256), k=9)) + text[at:]]))
print("the same")
END
calm
run python3 hostile.py "$TC_TOP/pipelines/statusline.awk" "$cache"
status 0 && out_is 'the same' 'random JSON'

# It starts nothing but sh and awk, and is quick: a part of the time is the machine's, so the best.
cat >timed.py <<'END'
import subprocess, sys, time
best, most = 9, float(sys.argv[1])
for i in range(60):
    if i >= 5 and best <= most:
        break
    began = time.monotonic()
    subprocess.run(sys.argv[2:], stdin=open("told"), stdout=subprocess.DEVNULL, check=True)
    best = min(best, time.monotonic() - began)
    time.sleep(.02)
print(f"{best * 1000:.1f} ms at best, at most {most * 1000:.0f}")
sys.exit(best > most)
END
python=$(command -v python3)
mkdir tools
for tool in sh awk; do ln -s "$(command -v $tool)" tools/$tool; done
calm
(unset TC_BIN && PATH=$PWD/tools "$door" statusline <told) >"$OUT" 2>"$ERR"
out_has 'Opus 4.6' 'with sh and awk alone' && err_is ''
(unset TC_BIN && run "$python" timed.py .015 "$door" statusline)
status 0 "statusline: $(cat "$OUT")"
printf '2026-11-25 local\nas it was\n' >"$cache/session-check"
(unset TC_BIN && run "$python" timed.py .030 "$door" session-check)
status 0 "session-check: $(cat "$OUT")"

# --- what is kept is made anew -----------------------------------------------------------------

craft statusline --refresh --now 2026-11-20T23:55:00Z --timezone UTC
status 0 && out_is ''
is "$(cut -d ' ' -f 1,2,4,5 "$cache/statusline")" '1795218900 1795219200 5 -' 'not past midnight'
is "$(cut -d ' ' -f 3 "$cache/statusline")" \
	"$("$TC_TOP/bin/token-craft" daily --json --now 2026-11-20T23:55:00Z -z UTC | jq -r '.rows[] | select(.day == "2026-11-20").cost_usd')" \
	'what that day cost'
rm "$cache"/statusline*
craft statusline <told
for second in 1 2 3 4 5 6 7 8 9 10; do
	[ ! -s "$cache/statusline" ] || break
	sleep $second
done
check 'behind its back' test -s "$cache/statusline"
rm "$cache/statusline"
craft statusline <told
sleep 0.3
check 'once a minute' test ! -e "$cache/statusline"

# --- the settings ----------------------------------------------------------------------------------

settings=$CLAUDE_CONFIG_DIR/settings.json
craft install hook
cp "$settings" before
craft install statusline
status 0 && out_is "statusline: in $settings" && err_is ''
is "$(jq -c 'del(.statusLine)' "$settings")" "$(jq -c . before)" 'all else is as it was'
sh -c "$(jq -r .statusLine.command "$settings")" <told >"$OUT" 2>"$ERR"
out_has 'Opus 4.6' 'what is installed runs' && err_is ''
craft install statusline
out_is "statusline: is in $settings"
craft uninstall statusline
same "$settings" before 'uninstalled'
echo '{"statusLine":{"type":"command","command":"mine"}}' >"$settings"
cp "$settings" before
craft install statusline
status 3 && out_is '' && err_has 'another status line is there: --replace puts ours in its place'
craft uninstall statusline
out_is 'statusline: not installed'
same "$settings" before 'that of others stays'
craft install statusline --replace
is "$(jq -c '.statusLine.command | endswith("statusline")' "$settings")" true 'unless told'
done_testing
