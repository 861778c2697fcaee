#!/bin/sh
# --html is a page, --open a file of one's own that a browser is given.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all "shell is no program of ours"
skip_unless jq
sample=$TC_TOP/fixtures/sample
TC_NOW=$(cat "$sample/now")
TC_HOME=$TMPDIR/store
CLAUDE_CONFIG_DIR=$TMPDIR/none
mkdir "$CLAUDE_CONFIG_DIR"
export TC_NOW TC_HOME CLAUDE_CONFIG_DIR
unset DISPLAY WAYLAND_DISPLAY
mkdir openers

craft() { # craft NAME ARGUMENT...
	PATH=$PWD/openers:$PATH run "$TC_TOP/bin/token-craft" "$@"
}
opener() { # opener NAME: a stand-in that keeps what it is given
	rm -f openers/* opened
	printf '#!/bin/sh\nprintf "%%s\\n" "${0##*/} $*" >"%s/opened.new" && mv "%s/opened.new" "%s/opened"\n' \
		"$PWD" "$PWD" "$PWD" >"openers/$1"
	chmod +x "openers/$1"
}
opened() { # opened WHAT NAME: it is started behind us
	waited=0
	while [ ! -e opened ] && [ $waited -lt 50 ]; do sleep 0.1 && waited=$((waited + 1)); done
	is "$(cat opened)" "$1" "$2"
}

for name in report daily weekly monthly session blocks projects branches models agents; do
	craft "$name" --html "$sample"
	status 0
	check "$name --html: a page" grep -q '^<!DOCTYPE html>' "$OUT"
	is "$(grep -c '</html>' "$OUT")" 1 "$name --html: one"
	case $name in
	report | daily | weekly | monthly)
		is "$(grep -c '<svg class="chart"' "$OUT")" 1 "$name: a chart"
		out_has '</svg> opus-5-5</li>' "$name: by model"
		;;
	esac
done
craft rates --html
out_has '<title>Token-Craft · what models cost</title>' 'rates --html'

# Every sum of the page is that of the rows: the chart's numbers make the total.
craft daily --json "$sample"
total=$(jq -r '.totals.cost_usd * 100 | round / 100' "$OUT")
craft daily --html "$sample"
out_has "<p class=\"number\">\$$total</p>" 'the one number is the total'

# Without anything that opens it.
craft report --open "$sample"
status 0 '--open without a browser'
page=$(cat "$OUT")
is "$(grep -v '^tc-price: ' "$ERR")" 'token-craft: nothing here opens a page: open that file in a browser'
case $page in
"$TMPDIR"/token-craft.??????/report.html) pass 'logs that are named: no store is made' ;;
*) fail "the page is $page" ;;
esac
check 'nor the cache' test ! -e "$TC_HOME"
is "$(find "$page" -perm 600)" "$page" 'only its owner can read it'
craft report --html "$sample"
same "$page" "$OUT" 'it is what --html writes'

# With one, from the store.
cp -R "$sample/projects" "$CLAUDE_CONFIG_DIR"
export DISPLAY=:7
opener xdg-open
craft daily --open --top 3
status 0
out_is "$TC_HOME/cache/daily.html" 'the path is said'
opened "xdg-open $TC_HOME/cache/daily.html" 'xdg-open'
is "$(find "$TC_HOME/cache" -name '*daily*')" "$TC_HOME/cache/daily.html" 'nothing else is left'
is "$(find "$TC_HOME" "$TC_HOME/cache" "$TC_HOME/cache/daily.html" -prune -perm /077)" '' \
	'nothing for others'
ln "$TC_HOME/cache/daily.html" first && cp first before
craft daily --open --top 2
same first before 'the next one takes its place, whole'
unset DISPLAY
rm -f opened
craft daily --open
err_has 'nothing here opens a page' 'without a display xdg-open is no opener'
opener wslview
craft query --open 'select(.kind == "call") | {model, cost_usd}'
status 0 'query --open'
out_is "$TC_HOME/cache/query.html"
opened "wslview $TC_HOME/cache/query.html" 'wslview'
opener cmd.exe
printf '#!/bin/sh\necho "C:\\\\$2"\n' >openers/wslpath
chmod +x openers/wslpath
craft models --open
opened "cmd.exe /c start  C:\\$TC_HOME/cache/models.html" 'cmd.exe'
opener open
craft models --open
err_has 'nothing here opens a page' 'open is for macOS'
printf '#!/bin/sh\necho Darwin\n' >openers/uname
chmod +x openers/uname
craft models --open
opened "open $TC_HOME/cache/models.html" 'open'

# What went wrong is no page.
rm -f openers/* opened
mkdir programs && ln -s "$TC_BIN"/tc-* programs && rm programs/tc-price
printf '#!/bin/sh\ncat\nexit 3\n' >programs/tc-price
chmod +x programs/tc-price
cp "$TC_HOME/cache/models.html" before
TC_BIN=$PWD/programs craft models --open
status 3 'a program that breaks'
out_is '' 'no page is named'
same "$TC_HOME/cache/models.html" before 'the one before is still there'
is "$(find "$TC_HOME/cache" -name '.models*')" '' 'and no draft'

# What -n shows is what runs.
craft -n models --open
cp "$OUT" shown
is "$(tail -n 1 shown)" "xdg-open $TC_HOME/cache/models.html" '-n: the opener'
craft models --html
cp "$OUT" ran
rm "$TC_HOME/cache/models.html"
sed -e 1d -e '$d' shown >made
PATH=$TC_BIN:$PATH sh ./made 2>"$ERR"
same "$TC_HOME/cache/models.html" ran '-n: the same page'
craft -n daily --open "$sample"
is "$(tail -n 1 "$OUT")" 'xdg-open "${TMPDIR:-/tmp}/daily.html"' '-n: where there is no store'
craft -n query --open .
is "$(tail -n 1 "$OUT")" "xdg-open $TC_HOME/cache/query.html" '-n query'
done_testing
