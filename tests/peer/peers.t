#!/bin/sh
# Peers on the corpus and on a generated tree: equal, or different by rules that
# differences.md explains and that make our own programs come to the peer's very numbers.
. "$(dirname "$0")/../lib.sh"
skip_unless_shared
[ "$V" = rel ] || skip_all "the peers are met by the release variant"
. "$(dirname "$0")/../peer.sh"

rules=$TC_TOP/tests/peer/rules
explained=$TC_TOP/tests/peer/differences.md

# compare TREE NAME: for each report, ours, the peer's and the peer's rules through ours
compare() {
	for report in daily monthly session; do
		case $report in
		daily) key=day model=ccusage-daily ;;
		monthly) key=month model=ccusage-session ;;
		session) key=session model=ccusage-session ;;
		esac
		ours_rows ccusage "$key" <records >ours
		"$rules" "$model" "$1" | ours_rows ccusage "$key" >by_rules
		ccusage_rows $report "$1" "$(not_priced by_rules)" >peers
		same by_rules peers "$2: ccusage $report is what its rules make of the files"
		if cmp -s ours peers; then
			equal=$((equal + 1))
		elif [ $report != monthly ]; then # its rules are those of session
			differs "$1" "$2" ccusage $report "$model" "$key"
		fi
	done
	[ -n "$TC_CODEBURN" ] || return 0
	ours_rows codeburn '' <records >ours
	"$rules" codeburn "$1" | ours_rows codeburn '' >by_rules
	odd=$(sed -n 's/^| codeburn price | \([^|]*\) |.*/\1/p' "$explained" | paste -s -d ,)
	codeburn_rows "$1" "$odd,$(not_priced by_rules)" >peers
	awk -F '\t' -v odd="$odd" 'BEGIN { OFS = FS; n = split(odd, m, ",")
		for (i in m) off[m[i]] = 1 } $2 in off { $7 = "-" } { print }' by_rules >masked
	same masked peers "$2: codeburn is what its rules make of the files"
	cut -f 1-6 peers >tokens
	if cut -f 1-6 ours | cmp -s - tokens; then
		equal=$((equal + 1))
	else
		differs "$1" "$2" codeburn report codeburn ''
	fi
}

# differs TREE NAME PEER REPORT MODEL KEY: of an answer unlike ours, notes each rule without
# which it would change
differs() {
	for rule in $("$rules" --list "$5"); do
		"$rules" "$5" "$1" "$rule" | ours_rows "$3" "$6" >without
		cmp -s without by_rules || echo "$3 $4 $rule $2" >>effects
	done
}

: >effects
equal=0
for tree in "$TC_SHARED"/corpus/a??; do
	"$TC_BIN/tc-extract" --kinds call "$tree" >records
	compare "$tree" "${tree##*/}"
done
check "most reports of the corpus are equal outright ($equal)" test "$equal" -ge 40

# Which rule shows where: exactly as the table says.
sort effects | awk '{ k = $1 " " $2 " " $3; s[k] = s[k] (s[k] ? " " : "") $4 }
	END { for (k in s) print k ": " s[k] }' | sort >got
sed -n 's/^| seen | \([^|]*\) | \([^|]*\) | \([^|]*\) |$/\1 \2: \3/p' \
	"$explained" | asked | sort >wanted
same got wanted "differences.md names every rule and tree that differ, and no other"

"$TC_SHARED/tools/gen-transcripts" generated 3e7 --seed 5 >truth
"$TC_BIN/tc-extract" --kinds call generated >records
: >effects
compare "$PWD/generated" generated
# Its text is that of this machine, and with it the chances: now and then a call's last line
# has a smaller count than one before, which only codeburn follows.
is "$(sort -u effects | grep -v 'session\|^codeburn report last-line ')" '' \
	"generated tree: nothing else than the names of sessions and a last line differ"
is "$(jq .unique_messages truth)" "$(wc -l <records)" "generated tree: every call is found"
done_testing
