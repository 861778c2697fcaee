#!/bin/sh
# token-craft install cron: one line in the crontab, which cron can run.
. "$(dirname "$0")/../lib.sh"
skip_unless jq
. "$TC_TOP/tests/installed.sh"
real=$(command -v crontab) # for its syntax check: the user's own table stays untouched

# crontab(1), with its table in a file.
mkdir tools
cat >tools/crontab <<'EOF'
#!/bin/sh
[ ! -f "$TABLE.refuses" ] || { echo 'you may not' >&2 && exit 1; }
case $1 in
-l) [ -f "$TABLE" ] && exec cat "$TABLE"; echo 'no crontab for ada' >&2; exit 1 ;;
-) exec cat >"$TABLE" ;;
esac
EOF
chmod +x tools/crontab
PATH=$PWD/tools:$PATH TABLE=$PWD/table
export TABLE
ours() { grep -c 'by token-craft install cron$' table; }

craft install cron
status 0
err_is ''
out_is 'cron: syncs every 60 minutes'
is "$(wc -l <table)" 1 'one line'
is "$(cut -d ' ' -f 1-5 table)" '0 */1 * * *' 'every hour'

# A table of the user's keeps every byte of it.
cat >theirs <<'EOF'
# m h dom mon dow command
MAILTO=ada

*/5 * * * * echo '100\% mine' | mail ada
0 4 * * 1   token-craft weekly # by me
EOF
cp theirs table
craft install cron --every 15
out_is 'cron: syncs every 15 minutes'
craft install cron --every 15
is "$(ours)" 1 'twice is once'
is "$(tail -n 1 table | cut -d ' ' -f 1-5)" '*/15 * * * *' 'every quarter'
grep -v 'by token-craft install cron$' table >rest
same rest theirs 'other lines stay'
craft install cron --at 04:05
is "$(ours) $(tail -n 1 table | cut -d ' ' -f 1-5)" '1 5 4 * * *' 'another time replaces it'
craft install cron --every 1440
is "$(tail -n 1 table | cut -d ' ' -f 1-5)" '0 0 * * *' 'once a day'
craft install
out_has 'cron       installed: in the crontab'

# The night has a line of its own.
cp table before
craft install cron --nightly
out_is 'cron: reports daily at 02:30'
craft install cron --nightly --at 03:00
craft install
out_has 'cron       installed: in the crontab
           nightly: in the crontab'
sed '$d' table >rest
same rest before 'beside that of sync'
craft install cron --every 1440
is "$(tail -n 2 table | sed 's|/usr/bin/env.*/bin/token-craft[^a-z]* ||')" \
	'0 3 * * * nightly --quiet --date yesterday # by token-craft install cron --nightly
0 0 * * * sync --quiet --wait 300 # by token-craft install cron' 'each is replaced alone'
craft uninstall cron --nightly
out_is 'cron: removed'
same table before 'and taken away alone'
if [ -n "$real" ] && "$real" -n theirs >"$OUT" 2>&1; then
	"$real" -n table >"$OUT" 2>&1
	ok $? "the machine's own crontab finds no fault"
else
	skip "the machine's own crontab finds no fault" 'no crontab -n'
fi

# As cron does it: \% is %, and next to nothing in the environment.
line=$(grep 'by token-craft install cron$' table | cut -d ' ' -f 6- | sed 's/\\%/%/g')
forgotten
(cd / && env -i HOME="$HOME" LOGNAME=ada SHELL=/bin/sh PATH=/usr/bin:/bin /bin/sh -c "$line") \
	>"$OUT" 2>"$ERR"
ran $? 'the line runs, and says nothing'
captured 'the line fills the store'

craft uninstall cron
out_is 'cron: removed'
same table theirs 'uninstall takes its line, and no more'
craft uninstall cron
out_is 'cron: not installed'

touch table.refuses
craft install cron
status 3
err_is 'token-craft install: crontab -l: you may not' 'a table that cannot be read is not replaced'
same table theirs 'and stays'
rm tools/crontab
if [ -z "$real" ]; then
	craft install cron
	status 3
	err_is 'token-craft install: crontab is missing
token-craft install:   Debian has it in cron'
fi
done_testing
