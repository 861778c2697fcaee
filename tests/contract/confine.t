#!/bin/sh
# A pure filter gives up its rights to files and networks before the first byte of input, and
# opens nothing after it but its operands: whatever a filter, a key or a report tries.
# shellcheck disable=SC2016 # what jq shall not find
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../contract.sh"

[ "$V" = rel ] || skip_all "no other variant is confined in another way"
skip_unless strace python3
strace -o log true 2>"$ERR" || skip_all "strace may trace nothing here"
python3 -c 'import ctypes, sys; sys.exit(ctypes.CDLL(None).syscall(444, None, 0, 1) < 1)' ||
	skip_all "this kernel has no Landlock"

calls=file,network,read,landlock_create_ruleset,landlock_add_rule,landlock_restrict_self
given='landlock_restrict_self.[0-9]*, 0. *= 0'
confined() { # confined NAME: were the rights gone before standard input was read?
	awk -v given="$given" '$0 ~ given { done = 1 } /read\(0,/ { exit !done } END { if (!done) exit 1 }' log
	ok $? "$1: rights are given up before the first byte"
	is "$(sed '1,/read(0,/d' log | grep -E '^[0-9]+ +[a-z_]+\(' | grep -v ' read(')" '' \
		"$1: after it no file is looked for"
}
trace() { # trace ARGUMENTS...: standard input is the caller's
	run strace -f -o log -e trace="$calls" "$@"
}

# All that might look around, try to wait or to know the zone, one after the other.
tries='def safe(f): try f catch .;
	[safe(input), safe(inputs), safe(input_filename), safe(debug), safe(stderr), safe(modulemeta),
	safe(input_line_number), safe(halt), safe(halt_error), safe(get_search_list),
	safe(get_jq_origin), safe(get_prog_origin), safe(localtime), safe(strflocaltime("%Z")),
	env, $ENV, now, $__loc__, (now | gmtime | mktime, strftime("%c %z"), todate, safe(strftime("%Z"))),
	("10" | safe(strptime("%s")), strptime("%H")), ("L2V0Yw==" | @base64d, @sh, ascii_downcase),
	safe("a" | test("(a*)*$")), safe({a: "/etc/passwd"} | getpath(["a"]), getpath(["b", "c"])),
	safe(splits("a")), safe(ltrimstr("x")), safe(ltrimstr(1)), ([builtins] | length)]'

for p in tc-price tc-aggregate tc-render; do
	line "$p" 1 >in
	line "$p" 2 >second
	run "$p" --now 2026-03-02 in
	cp "$OUT" wanted
	trace "$TC_BIN/$p" --now 2026-03-02 <in
	status 0 "$p is traced"
	confined "$p"
	trace "$TC_BIN/$p" -z Asia/Kolkata --now 2026-03-02T00:00:00Z --filter "$tries" <in
	status 0 "$p with a filter that tries"
	confined "$p with a filter that tries"

	trace "$TC_BIN/$p" in second nowhere
	status 3
	err_has 'cannot read nowhere: No such file or directory'
	is "$(sed "1,/$given/d" log | sed -nE 's/.*open[a-z0-9]*\(.*"(.*)".*/\1/p' |
		tr '\n' ' ')" 'in second nowhere ' "$p opens its operands, and nothing else"

	# A kernel that cannot, for whatever reason, changes nothing.
	for fault in landlock_create_ruleset:error=ENOSYS landlock_create_ruleset:error=EOPNOTSUPP \
		landlock_create_ruleset:error=EPERM:when=2 prctl:error=EINVAL \
		landlock_restrict_self:error=E2BIG; do
		run strace -f -o log -e inject="$fault" "$TC_BIN/$p" --now 2026-03-02 in
		status 0 "$p where ${fault%:when=2}"
		err_is ''
		same "$OUT" wanted "$p where ${fault%:when=2}: the same answer"
	done

	# Nobody watches: a file that was not there at the start cannot be opened.
	mkfifo live
	"$TC_BIN/$p" live late >"$OUT" 2>"$ERR" &
	exec 9>live # waits until it is opened
	cp second late
	cat in >&9
	exec 9>&-
	wait $!
	is $? 3 "$p: a file that comes later is refused"
	err_is "$p: cannot read late: Permission denied"
	rm -f live late
done

# The keys of tc-aggregate, partials with their keys, and the commands of tc-price that write.
call 1 >in
trace "$TC_BIN/tc-aggregate" --by '(env | tojson),day' --since 2026-03-01 <in
status 0
confined "tc-aggregate with a key in jq"
out_has '{}' 'a key has no environment'
run tc-aggregate --partial --timezone UTC --by '(.model),day' in
status 0
cp "$OUT" partial
for mode in --final --merge; do
	trace "$TC_BIN/tc-aggregate" $mode <partial
	status 0
	confined "tc-aggregate $mode"
done
TC_HOME=home
export TC_HOME
run tc-price --add-rates "$TC_TOP/stages/price/seed.json"
status 0 'tables are written all the same'
trace "$TC_BIN/tc-price" <in
confined "tc-price with a table of one's own"

# A report sees no file either, not even while it is compiled.
cat >own.jq <<-END
	{kind: "document", blocks: [{block: "code", text: ($tries | tojson)}]}
END
line tc-render 1 >in
trace "$TC_BIN/tc-render" --report own.jq --now 2026-03-02T00:00:00Z <in
status 0
confined "a report that tries"
check "a report is compiled without rights" awk -v given="$given" \
	'/own.jq/ { read = NR } $0 ~ given { given_up = NR } END { exit !(read && read < given_up) }' log
done_testing
