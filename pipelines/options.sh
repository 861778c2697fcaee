# What the pipelines share: their options, and how they run. To be sourced.
#
# Options are the same everywhere and go to the program they concern. `group ARGUMENT ...`
# says how tc-aggregate groups; `calls` gives the calls the answer is about, `run PROGRAM
# ARGUMENT ...` runs one program behind it with its options; `answer` runs the pipeline and
# ends with the greatest exit code of its programs. `operand WORD` may say what is to be done
# with an operand, if it is there before.
#
# The calls come from the store, which first takes in what is new in the logs; from the logs
# themselves where folders are named, or for the bundled sample, which enters no store.
# shellcheck shell=sh disable=SC2034 # some are for the pipelines to ask
share=${TC_SHARE:-$(dirname "$0")/..}/pipelines
. "$share/quote.sh"
. "$share/page.sh"

name=${0##*/}
folders='' get='' since='' price='' aggregate='' score='' rank='' render='' # options, quoted
kinds=${kinds:-call}                                       # of records the answer is about
twice=${twice-}                                            # it reads the logs two times
groups=''
select='' filter=''                                        # which calls, in jq
whole=yes                                                  # all calls there are
sync=yes breakdown='' rates='' zone='' now=${TC_NOW-}
format='' html='' open=''                                  # how it is shown: as a page, in a browser
models=''                                                  # their rows are needed, too
interval=3 once=''                                         # of live
date=''                                                    # of usage, dashboard: the day
check='' untold=''                                         # of alerts: its exit code; only new ones
explain='' save='' previous=''                             # of score: in words; keep it

help_options='
which calls
  -s, --since WHEN        from this day on: 2026-03-01, 20260301, 7d, 2w, 2026-W09
  -u, --until WHEN        until the end of this day
  -p, --project NAME      of this project: its path, or the last part of it
      --branch NAME       of this branch of git
  -i, --id SESSION        of this session: its id, or how the id begins
      --session SESSION   the same
      --no-sync           of what the store has, without looking for new logs
  DIR ...                 of the logs there, without the store
how they are grouped
  -z, --timezone ZONE     whose days (default: the system'\''s)
  -w, --week-start sunday|monday
                          when weeks begin (default: sunday)
  -b, --breakdown         the models below each row
  -o, --order asc|desc    which way (default: as is usual for the answer)
      --top N             the N most expensive, or the N latest
      --last N            the same
  -a, --active            blocks: only the one that runs
  -r, --recent            blocks: of the last three days
what they cost
  -m, --mode calculate|recorded|auto
                          what a cost is (default: calculate; auto: recorded if it is)
      --rates official|seed|FILE
                          the table of prices (default: official and your own)
      --deployment direct|bedrock|vertex
                          where all calls went (default: as their ids tell)
how it is scored (score, mission, rank, delta, achievements)
      --profile v2|v1     by which rules (default: v2)
      --policy FILE       by rules of your own
      --baseline FILE     what is normal here: {"tokens_per_session":20000}
      --budget-day USD    what a day may cost
      --explain CATEGORY  score: the arithmetic of a category, or of all
      --table v1|v2|x1.35|FILE
                          which ranks there are (default: those of the rules)
      --against WHEN      delta: compare with the newest score until then
      --budget-month USD  mission: what a month may cost
      --brief             mission: in a few lines
      --previous          score: against the newest that was saved, not last month
      --save              score: keep it, for ranks, trends and deltas
      --latest            snapshots: only the newest
      --at WHEN           snapshots: only the newest of then, or before
of which day (usage, dashboard)
      --date DAY|yesterday
                          as of the end of this day (default: as of now)
what is too much (alerts, guard)
      --max-day USD       guard: what today may cost (default: as configured)
      --max-month USD     guard: what this month may cost
      --max-week PCT      guard: how much of the week may be used
      --hard-stop         guard: stop where the last part of the week begins
      --new               alerts: only what was not told before
      --check             alerts: end with 1 when there are some, 4 when one is critical
how it is shown
  -j, --json              as JSON
      --csv               as CSV
      --sql               as SQL, for sqlite3
      --md                as Markdown
      --html              as a page that stands alone
      --open              as a page, in the browser
      --columns N         so many columns wide
      --no-color          without color
      --color             with color
      --ascii             in ASCII
      --now TIME          as of then
      --interval SECONDS  live: how often to look (default: 3)
      --once              live: once, then end
  -O, --offline           nothing: no program here ever asks the network'

die() { # die CAUSE [CURE]
	printf 'token-craft %s: %s\n' "$name" "$1" >&2
	[ $# -lt 2 ] || printf 'token-craft %s:   %s\n' "$name" "$2" >&2
	exit 2
}

# The long name nearest to $1, when one is near.
nearest() {
	printf '%s' "$help_options" | tr -s ' ,;' '\n' | sed -n 's/^--//p' |
		awk -v word="${1#--}" '
	function min(a, b) { return a < b ? a : b }
	{
		for (i = 0; i <= length($1); i++) d[i, 0] = i
		for (j = 0; j <= length(word); j++) d[0, j] = j
		for (i = 1; i <= length($1); i++)
			for (j = 1; j <= length(word); j++)
				d[i, j] = min(min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] \
					+ (substr($1, i, 1) != substr(word, j, 1)))
		n = d[length($1), length(word)]
		if (n * 3 <= length($1) + 2 && (best == "" || n < least)) { best = $1; least = n }
	}
	END { if (best) print "did you mean --" best "?" }'
}

unknown() {
	near=$(nearest "$1")
	die "unknown option $(printf %s "$1" | tr '[:cntrl:]' '?')" \
		"${near:-token-craft $name --help lists them}"
}

# A jq string.
text() {
	case $1 in *[[:cntrl:]]*) die "a control character in the value of $option" ;; esac
	text=\"$(printf %s "$1" | sed 's/[\\"]/\\&/g')\"
}

# Keeps the calls that $1 selects, and what could not be read.
only() {
	select=${select:+$select and }$1
}

# The same days for both: tc-archive reads no others, tc-aggregate cuts.
range() { # range OPTION WHEN
	whole=''
	case $1 in *since) add since "$1" "$2" ;; *) add get "$1" "$2" ;; esac
	add aggregate "$1" "$2"
}

amount() { # amount VALUE WHAT
	case $1 in
	'' | *[!0-9.]* | *.*.* | .* | *. | 0 | ????????????*) die "$option wants $2, got '$1'" ;;
	esac
}

take() { # take OPTION VALUE
	case $1 in
	-s | --since) range --since "$2" && add render --set "since=$2" ;;
	-u | --until) range --until "$2" && add render --set "until=$2" ;;
	--at)
		add render --set top=1
		# A record's own time; a second with all that is in it; a day.
		case $2 in
		*T*.*Z) add render --set "at=$2" ;;
		*T*Z) add render --set "at=${2%Z}.999Z" ;;
		*) add get --until "$2" ;;
		esac
		;;
	-z | --timezone) zone=$2 && for program in get aggregate score rank render; do add $program -z "$2"; done ;;
	-w | --week-start | --start-of-week) add aggregate --week-start "$2" && add rank --week-start "$2" ;;
	-p | --project)
		text "$2"
		only "(.project // \"\" | . == $text or endswith(\"/\" + $text))"
		add render --set "project=$2"
		;;
	--branch)
		text "$2"
		only ".branch == $text"
		add render --set "branch=$2"
		;;
	-i | --id | --session)
		text "$2"
		only "(.session // \"\" | startswith($text))"
		;;
	-o | --order)
		case $2 in asc | desc) ;; *) die "$1 wants asc or desc, got '$2'" ;; esac
		add render --set "order=$2"
		;;
	--top | --last)
		case $2 in '' | 0* | *[!0-9]* | ????????*) die "$1 wants a number, got '$2'" ;; esac
		add render --set "top=$2"
		;;
	-m | --mode) case $2 in display) add price --mode recorded ;; *) add price --mode "$2" ;; esac ;;
	--rates) add price "$1" "$2" && rates=$2 ;;
	--deployment) add price "$1" "$2" ;;
	--profile | --policy | --baseline | --budget-day) add score "$1" "$2" ;;
	--date)
		case $2 in
		yesterday | [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]) ;;
		*) die "$1 wants a day as 2026-03-01, or yesterday, got '$2'" ;;
		esac
		date=$2 && add render --set "date=$2"
		;;
	--explain) explain=yes && add score "$1" "$2" ;;
	--table | --against) add rank "$1" "$2" ;;
	--budget-month) amount "$2" dollars && add render --set "budget_month=$2" ;;
	--max-day) amount "$2" dollars && add render --set "max_day=$2" ;;
	--max-month) amount "$2" dollars && add render --set "max_month=$2" ;;
	--max-week) amount "$2" 'a percentage' && add render --set "max_week=$2" ;;
	--columns) add render --columns "$2" ;;
	--interval)
		case $2 in '' | 0* | *[!0-9]* | ?????*) die "$1 wants seconds, got '$2'" ;; esac
		interval=$2
		;;
	--now) now=$2 && for program in get price aggregate score rank render; do add $program --now "$2"; done ;;
	esac
}

# Operands are folders of logs; a pipeline that knows others has a function of its own.
command -v operand >/dev/null || operand() {
	[ "$1" != - ] || [ -z "$twice" ] || die 'standard input cannot be read twice: name files'
	add folders "$1"
}

flag() { # flag OPTION
	case $1 in
	-b | --breakdown) breakdown=yes models=yes && add render --set breakdown=yes ;;
	-a | --active) add render --set active=yes ;;
	-r | --recent) range --since 3d ;;
	-j) format=json ;;
	--json | --csv | --sql | --md | --html) format=${1#--} ;;
	--open) open=yes ;;
	--color) add render --color always ;;
	--no-color) add render --color never ;;
	--ascii) add render --ascii ;;
	--brief) add render --set brief=yes ;;
	--previous) previous=yes && add score --previous ;;
	--save) save=yes ;;
	--latest) add render --set top=1 ;;
	--hard-stop) add render --set hard_stop=yes ;;
	--new) untold=yes && add render --set new=yes ;;
	--check) check=yes ;;
	--no-sync) sync='' ;;
	--once) once=yes ;;
	-O | --offline | --no-offline | --compact) ;; # of ccusage, nothing to do
	-h | --help)
		sed -n '2,$ { /^#/!q; s/^# \{0,1\}//; p; }' "$0"
		printf '%s\n' "$help_options"
		exit 0
		;;
	*) return 1 ;;
	esac
}

if [ -n "${TC_BIN-}" ]; then
	PATH=$TC_BIN:$PATH
elif [ -z "${TC_SHARE-}" ]; then
	PATH=$(dirname "$0")/../bin:$PATH
fi

while [ $# -gt 0 ]; do
	option=$1 attached=''
	shift
	case $option in
	--)
		for operand; do operand "$operand"; done
		break
		;;
	--*=*) attached=yes && set -- "${option#*=}" "$@" && option=${option%%=*} ;;
	--* | -) ;;
	-[suzwpiom]?*) set -- "${option#-?}" "$@" && option=${option%"$1"} ;;
	-??*) set -- "-${option#-?}" "$@" && option=${option%"${1#-}"} ;;
	esac
	case $option in
	-[suzwpiom] | --since | --until | --timezone | --week-start | --start-of-week | \
		--project | --branch | --id | --session | --order | --top | --last | --mode | --rates | --deployment | \
		--columns | --interval | --now | --profile | --policy | --baseline | --budget-day | --explain | \
		--table | --against | --budget-month | --at | --date | \
		--max-day | --max-month | --max-week)
		[ $# -gt 0 ] || die "$option wants a value"
		take "$option" "$1"
		shift
		;;
	-?*)
		flag "$option" || unknown "$option"
		[ -z "$attached" ] || die "$option takes no value"
		;;
	*) operand "$option" ;;
	esac
done
[ -z "${TC_SAMPLE-}" ] || add render --set sample=yes
[ -z "$open" ] || format=html
[ "$format" != html ] || html=yes models=yes
[ -z "$format" ] || add render --to "$format"
page_apart=$folders${TC_SAMPLE-}
if [ -n "$select" ]; then
	whole=''
	add get --where "$select"
	add filter --filter "select(.kind == \"reject\" or $select)"
fi

# As text to copy: a program, behind those that feed it.
show() {
	quote "$1"
	printf %s "$quoted"
	shift
	for word; do
		quote "$word"
		printf ' %s' "$quoted"
	done
}

# How tc-aggregate groups: the first of its options. A block of the first day may have begun
# the day before, and that one earlier still.
group() {
	groups='' grouped="$*"
	add groups "$@"
	case $grouped in *block*) since='' ;; esac
	get=$since$get
}

# Runs it; its exit code, when it is not 0, comes on descriptor 3.
told() { "$@" 3>&- || echo $? >&3; }

run() {
	case $1 in
	tc-price) options=$price ;;
	tc-aggregate) options=$groups$aggregate ;;
	tc-score) options=$score ;;
	tc-rank) options=$rank ;;
	tc-render) options=$render ;;
	*) options='' ;;
	esac
	eval "set -- \"\$@\" $options"
	if [ -n "${TC_SHOW-}" ]; then
		cat
		printf ' |\n\t'
		show "$@"
	else
		told "$@"
	fi
}

first() { # first PROGRAM ARGUMENT ...: nobody feeds it
	if [ -n "${TC_SHOW-}" ]; then show "$@"; else told "$@"; fi
}

# When the store cannot be written: what it has and what the logs have. What is wrong with
# the logs has been told.
both() { # both KINDS
	{
		told tc-archive get --kinds "$1"
		told tc-extract --kinds "$1" 2>/dev/null
	} | eval "told tc-archive join $filter"
}

# False when the store cannot take in what is new; asked once by `begin`, or by `calls`.
stored=''
synced() {
	case $stored in
	'') [ -z "$sync" ] || sh "$share/sync" --quiet --wait 3 >&2 3>&- ;;
	*) [ "$stored" = yes ] ;;
	esac
}

# The answer for all calls there are is made of partial answers for the days that are over,
# kept under what else it depends on, and of the calls since.
use_rolled() {
	[ -n "$whole" ] && [ -z "$folders${TC_SAMPLE-}" ] && [ -n "${TC_HOME-}" ] || return
	add rolled "$price | $grouped$aggregate" --depends "$TC_HOME/rates.json"
	[ -z "$rates" ] || add rolled --depends "$rates"
}

# Which partial answers are to be made, on descriptor 3, while those behind are at work.
tell_due() {
	exec >/dev/null 2>&1
	[ -w "$TC_HOME/cache" ] && eval "tc-archive roll --due $rolled $get" >&3
}

calls() {
	if [ -n "$folders${TC_SAMPLE-}" ]; then
		eval "first tc-extract --kinds $kinds $folders$filter"
	elif [ -n "${TC_SHOW-}" ]; then
		[ -z "$sync" ] || echo 'token-craft sync --quiet'
		eval "first tc-archive get --kinds $kinds --rejects $get"
	elif synced; then
		eval "told tc-archive get --kinds $kinds --rejects $get ${rolled:+--rolled $rolled}"
		[ -z "$rolled" ] || tell_due
	else
		both "$kinds"
	fi
}

# Several streams, one behind the other, are in braces: `begin`, `behind` between them, `end`.
begin() {
	if [ -n "${TC_SHOW-}" ]; then
		echo '{'
	elif [ -z "$folders${TC_SAMPLE-}" ]; then
		if synced; then stored=yes; else stored=no; fi
	fi
}
behind() { # the store is in step by now
	sync=''
	[ -z "${TC_SHOW-}" ] || echo
}
end() { [ -z "${TC_SHOW-}" ] || printf '\n}'; }

# What else is known, whenever it was: records of these kinds that EXPR selects.
also() { # also KINDS EXPR
	filter=''
	add filter --filter "select($2)"
	quote "$2"
	more "$1" "--where $quoted"
}
more() { # more KINDS OPTIONS: by these options of tc-archive get
	behind
	if [ -n "$folders${TC_SAMPLE-}" ]; then
		eval "first tc-extract --kinds $1 $folders$filter"
	elif [ -n "${TC_SHOW-}" ] || synced; then
		eval "first tc-archive get --kinds $1 $2"
	else
		both "$1"
	fi
}

# What is wrong with the options is said instead of an answer.
check() { # check COMMAND
	said=$(eval "$1" 2>&1 >/dev/null </dev/null) && return
	code=$?
	printf '%s\n' "$said" >&2
	exit "$code"
}

# When other partial answers are due, makes them, upon those that are kept.
roll() { # roll DATE DIGEST
	exec >/dev/null 2>&1
	partials=$(mktemp) || return
	# One that was killed half way says so in its exit code alone.
	codes=$({
		eval "told tc-archive get --kinds call $get --rolled $rolled --until $1T00:00:00Z" |
			eval "told tc-price $price" |
			eval "told tc-aggregate --partial -z local $groups$aggregate"
	} 3>&1 >"$partials")
	[ -n "$codes" ] || eval "tc-archive roll $rolled $get --until $1 --digest $2" <"$partials"
	rm -f "$partials"
}

# Runs the function `pipeline`. The exit codes of its programs come on descriptor 3, for sh
# itself knows only the last one's, and so does what is due.
answer() {
	if [ -n "${TC_SHOW-}" ]; then
		pipeline
		[ -z "$open" ] || page_show "$name"
		echo
		exit
	fi
	rolled=''
	use_rolled
	[ -z "$price" ] || check "tc-price $price"
	[ -z "$aggregate" ] || check "tc-aggregate $groups$aggregate"
	[ -z "$open" ] || page_begin "$name"
	{ codes=$(pipeline 3>&1 >&4 4>&-); } 4>&1
	greatest=0
	due=''
	for code in $codes; do
		case $code in
		*[!0-9]* | ????*) due="$due $code" ;;
		*) [ "$code" -le "$greatest" ] || greatest=$code ;;
		esac
	done
	[ -z "$open" ] || page_end "$greatest"
	# shellcheck disable=SC2086 # two words
	[ -z "$due" ] || [ "$greatest" -ne 0 ] || roll $due
	exit "$greatest"
}
