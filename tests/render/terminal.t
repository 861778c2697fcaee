#!/bin/sh
# What a terminal shows: tmux draws what the programs write, and is asked what came of it.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all "one variant shows all there is to see"
skip_unless python3
. "$(dirname "$0")/../terminal.sh"
sample=$TC_TOP/fixtures/sample
TC_NOW=$(cat "$sample/now") TC_HOME=$PWD/store
export TC_NOW TC_HOME TC_TOP TC_BIN

# draw COLUMNS ROWS COMMAND: on a terminal of that size. What it shows comes into the file
# shown, with colors into colored, what has left it by the top into $scrolled.
draw() {
	terminal "$1" "$2" "$3
printf '%s' '--- drawn ---'
exec sleep 60"
	for _ in $(seq 200); do
		on_screen capture-pane -p >shown
		! grep -q -e '--- drawn ---' shown || break
		sleep 0.05
	done
	on_screen capture-pane -p -e >colored
	scrolled=$(on_screen display-message -p '#{history_size}')
	terminal_end
	sed -i '/^--- drawn ---/,$d' shown
}
craft() { echo "'$TC_TOP/bin/token-craft' $* '$sample' 2>/dev/null"; }

for locale in C.UTF-8 C; do
	LC_ALL=$locale
	for name in report daily session blocks; do
		for columns in 120 80 60; do
			[ $locale$columns != C120 ] || continue
			of="$name, $columns columns, $locale"
			sh -c "$(craft $name --columns $columns)" >wanted
			draw $columns 60 "$(craft $name)"
			same shown wanted "$of: what was written stands there, line for line"
			head -n 1 wanted | awk '{ gsub(/  +/, "\n"); print }' >header.$columns
			if [ $locale = C ]; then
				is "$(LC_ALL=C tr -d '\12\40-\176' <wanted)" '' "$of: ASCII"
			fi
		done
		if [ $name = report ] || [ $locale = C ]; then continue; fi
		for columns in 80 60; do
			head -n "$(wc -l <header.$columns)" header.120 | cmp -s - header.$columns
			ok $? "$name, $columns columns: the columns left out are the last"
		done
		check "$name: 60 columns are too few for all" test "$(wc -l <header.60)" -lt "$(wc -l <header.120)"
	done
done
LC_ALL=C.UTF-8

# What a newcomer runs: with the sample it stands on the smallest screen, the prompt below it.
draw 80 24 "CLAUDE_CONFIG_DIR=$PWD/none '$TC_TOP/bin/token-craft' report 2>/dev/null"
is "$scrolled" 0 'the report fits into 80 by 24'
check 'all of it' grep -q '^  next .*token-craft' shown

# Color where it is wanted, and nowhere else.
color() { # color WANTED NAME COMMAND
	draw 80 60 "$3"
	has=no
	! has_escapes colored || has=yes
	is $has "$1" "color $2: $1"
	is "$(LC_ALL=C tr -d '\12\40-\176\200-\377' <shown)" '' "nothing raw $2"
}
color yes 'on a terminal' "$(craft report)"
color no 'under NO_COLOR' "NO_COLOR=1 $(craft report)"
color yes 'under an empty NO_COLOR' "NO_COLOR= $(craft report)"
color yes 'when asked for, under NO_COLOR' "NO_COLOR=1 $(craft report --color)"
color no 'when it is not asked for' "$(craft report --no-color)"
color no 'on a dumb terminal' "TERM=dumb $(craft report)"
color no 'into a pipe' "$(craft report) | cat"
color yes 'into a pipe, when asked for' "$(craft report --color) | cat"
color yes 'in ASCII' "LC_ALL=C $(craft report)"

# Wide, combined and invisible characters, where the terminal has them: a bar is set upon
# each line by the terminal's own count of cells, and must fall between two columns.
# (Emoji joined by U+200D are left out: of those each terminal has its own opinion.)
python3 - >wide.ndjson <<'END'
import json
names = ("plain", "日本語プロジェクト", "한국어", "ｆｕｌｌ", "🚀rocket", "e\u0301tude-cafe\u0301",
         "a\u200bzero", "\u00adsoft", "b\ufeffom", "x\u202eoverride", "a" * 90, "日" * 50,
         "🚀" * 50, "e\u0301" * 90, "한국" + "x" * 71)
for n, name in enumerate(names):
    print(json.dumps({"kind": "rollup", "of": "call", "by": ["project"], "calls": n + 1,
                      "project": "/home/u/" + name, "cost_usd": 1.5}))
END
cat >wide.jq <<'END'
{kind: "document", blocks: [{block: "table", columns: [
	{key: "name", flexible: true}, {key: "calls", type: "count", width: 20}],
	rows: map(.name = (.project | split("/")[-1]))}]}
END
for columns in 60 80; do
	run tc-render --report wide.jq --columns $columns wide.ndjson
	status 0
	cp "$OUT" wide
	draw $columns 60 "cat wide; n=\$(wc -l <wide)
		for i in \$(seq \$n); do printf '\\033[%d;%dH|' \$i $((columns - 20)); done
		printf '\\033[%dH' \$((n + 1))"
	cat >wide.py <<'END'
lines, shown = open("wide").read().split("\n"), open("shown").read().split("\n")
assert len(lines) == len(shown) == 18, (len(lines), len(shown))
for line, seen in list(zip(lines, shown))[2:-1]:
    at = seen.index("|")
    assert seen[:at] + " " + seen[at + 1:] == line, (line, seen)
    assert seen[at + 1:].strip().isdigit(), seen
print("aligned")
END
	is "$(python3 wide.py 2>&1)" aligned "$columns columns: wide characters stand as they were counted"
done
done_testing
