# The peers, and answers of theirs and of ours in one form. Source it after lib.sh.
# shellcheck shell=sh

skip_unless python3
peer=$("$TC_TOP/tests/peer/install" --found 2>"$ERR") || skip_all "no peers: $(tail -n 1 "$ERR")"
ccusage=$peer/node_modules/@ccusage/ccusage-linux-x64/bin/ccusage
rows=$TC_TOP/tests/peer/rows

ccusage_rows() { # ccusage_rows REPORT TREE [MODEL,...]
	CLAUDE_CONFIG_DIR=$2 "$ccusage" claude "$1" -O -z UTC --json >peer.json 2>"$ERR" &&
		"$rows" "$1" ${3:+"$3"} <peer.json
}

# codeburn takes two seconds to start: it is met by `make peers`, which sets TC_CODEBURN.
asked() { # asked <LINES: those that are about a peer that is met
	if [ -n "$TC_CODEBURN" ]; then cat; else grep -v '^codeburn'; fi
}
codeburn_rows() { # codeburn_rows TREE [MODEL,...]
	rm -rf home && mkdir home && ln -s "$1" home/.claude || return 1
	HOME=$PWD/home "$peer/node_modules/.bin/node" --require "$TC_TOP/tests/peer/offline.cjs" \
		"$peer/node_modules/codeburn/dist/cli.js" report --format json \
		--from 2024-01-01 --to 2027-12-31 --provider claude >peer.json 2>"$ERR" &&
		"$rows" codeburn ${2:+"$2"} <peer.json
}

ours_rows() { # ours_rows PEER KEY <RECORDS: rows of calls by KEY (or '') in PEER's words
	"$TC_BIN/tc-price" 2>unpriced |
		"$TC_BIN/tc-aggregate" -z UTC --by "${2:+$2,}model,speed" | "$rows" "ours-$1"
}

# not_priced FILE: the models in rows of ours that have no price, for the peers to leave out
not_priced() {
	awk -F '\t' '$7 == "-" { print $2 }' "$1" | sort -u | paste -s -d ,
}
