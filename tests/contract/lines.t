#!/bin/sh
# Lines of every sort: what is no record is a reject, and no line is too much.
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../contract.sh"

# The reject records in the output, without their reason. tc-extract names the real path.
rejects() {
	jq -c 'select(.kind == "reject") | [(.file | split("/")[-1]), .line, .offset, .bytes]' \
		"$OUT"
}

for p; do
	line "$p" 1 >good
	{
		cat good
		echo 'this is not JSON'
		line "$p" 2
	} >in
	size=$(wc -c <good)

	run "$p" in
	status 0 "$p: a bad line is no failure"
	run "$p" --strict in
	status 1 "$p: it is under --strict"
	run "$p" --strict good
	status 0 "$p --strict: good lines"
	case $p in
	tc-extract | tc-price)
		run "$p" in
		is "$(rejects)" "[\"in\",2,$size,16]" "$p: where the bad line is"
		is "$(jq -c 'select(.kind == "call") | .output_tokens' "$OUT" | xargs)" \
			'1 2' "$p: the lines around it are read"
		run "$p" in in
		is "$(jq -c 'select(.kind == "reject") | .line' "$OUT" | sort -u)" 2 \
			"$p: lines count from 1 in each file"
		;;
	esac
	if [ "$p" = tc-aggregate ]; then
		run "$p" in
		is "$(jq -c 'select(.of == "reject") | .count' "$OUT")" 1 "$p: counts it"
		is "$(jq -c 'select(.of == "call") | .calls' "$OUT")" 2 "$p: and the others"
	fi
	{
		printf '\001\002\n'
		echo '{"kind":"call",}'
		echo "{'kind':1}"
		echo '{"a":NaN}'
		echo '{"a":01}'
		printf '{"a":"\001"}\n'
		echo '{"a":1'
		echo '[]'
		echo '"text"'
		echo 17
		awk 'BEGIN { for (i = 0; i < 1100; i++) printf "["; print "" }'
	} >bad
	run "$p" bad
	status 0
	case $p in
	tc-extract | tc-price)
		is "$(rejects | jq '.[1]' | xargs)" '1 2 3 4 5 6 7 8 9 10 11' \
			"$p: every bad line is a reject"
		is "$(jq -r .kind "$OUT" | sort -u)" reject "$p: and nothing else"
		is "$(cut -d, -f6- "$OUT" | grep -c "'kind'")" 0 "$p: without its text"
		;;
	esac
	run "$p" --strict bad
	status 1

	{
		printf '\000\000\000'
		cat good
		printf '{"a":"\000"}\n'
	} >nul
	run "$p" nul
	status 0 "$p: NUL bytes do no harm"

	# A line of five million bytes, and the same text as a number of small ones.
	text=$(awk 'BEGIN { for (i = 0; i < 625; i++) printf "longtext" }')
	{
		line "$p" 3 @ | cut -d @ -f 1 | tr -d '\n'
		awk -v t="$text" 'BEGIN { for (i = 0; i < 1000; i++) printf "%s", t }'
		line "$p" 3 @ | cut -d @ -f 2
	} >long
	cat good >>long
	run "$p" long
	status 0 "$p: a line of five million bytes"
	err_is ''
	is_filter "$p" && is "$(wc -l <"$OUT")" 2 "$p: gives one record"
	[ "$p" = tc-extract ] && is "$(jq -c .answer_chars "$OUT" | xargs)" '2 5000000' \
		"$p: and is read to its end"

	# Kinds and fields nobody knows.
	{
		echo '{"kind":"coffee","cups":3,"x":[1,{"y":null}]}'
		echo '{ "kind" : "coffee" , "n" : 1.50e+3 , "big" : 123456789012345678901 }'
		echo '{"kind":"coffee","text":"\u00e9\ud83d\ude00\/ é"}'
		echo '{"no_kind":true}'
		echo '{"kind":null}'
	} >strange
	if [ "$p" != tc-extract ]; then
		run "$p" strange
		status 0 "$p: unknown kinds are no failure"
		err_is ''
		is_filter "$p" && same "$OUT" strange "$p: they pass byte for byte"
	fi
	if is_filter "$p"; then
		call 7 '"later": [1, 2.50] ,"kind_of":"\u0041"' >in
		run "$p" in
		out_has '"later": [1, 2.50] ,"kind_of":"\u0041"' \
			"$p: unknown fields pass byte for byte"
	fi
done
done_testing
