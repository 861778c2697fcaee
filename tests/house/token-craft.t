#!/bin/sh
# The front door, in a small checkout of its own with two pipelines and one program.
. "$(dirname "$0")/../lib.sh"
unset TC_BIN

mkdir -p 'a house/bin' 'a house/pipelines' 'a house/stages/lib' 'a house/stages/price' \
	'a house/schemas' 'a house/pipelines/manual.d' 'a house/fixtures/sample/projects/p' 'a house/build'
cd 'a house' || exit 3
cp "$TC_TOP/bin/token-craft" bin
cp "$TC_TOP/stages/lib/report.h" stages/lib
echo 2026-11-20T17:30:00Z >fixtures/sample/now
cat >pipelines/daily <<'END'
#!/bin/sh
# daily - cost per day
#
# usage: token-craft daily [OPTION ...]
echo "daily: $*"
[ "$1" = --help ] || tc-price "$@"
END
cat >pipelines/report <<'END'
#!/bin/sh
# report - the first page
echo "sample=${TC_SAMPLE-} config=${CLAUDE_CONFIG_DIR-} now=${TC_NOW-} home=$TC_HOME"
END
echo '# not a pipeline' >pipelines/README.md
printf '#!/bin/sh\necho "tc-price: $*"\nexit "${EXIT:-0}"\n' >bin/tc-price
chmod +x bin/tc-price
printf '.Dd today\n.Nd price calls\n' >stages/price/tc-price.1
echo 'int main(void) { return 0; }' >stages/price/main.c
touch Makefile
sleep 0.1
touch build/built # nothing is newer: no make

version=$(sed -n 's/.*TC_VERSION "\(.*\)"/\1/p' "$TC_TOP/stages/lib/version.h")
run bin/token-craft --version
status 0 && out_is "token-craft (Token-Craft) $version" && err_is ''

run bin/token-craft
status 2 'no name' && out_is ''
err_has 'usage: token-craft NAME'
run bin/token-craft --nonsense
status 2 'an unknown option'
err_has "unknown option --nonsense"

run bin/token-craft help
status 0 && err_is ''
out_has '  daily          cost per day'
out_has '  report         the first page'
out_has '  tc-price       price calls'
is "$(grep -c README "$OUT")" 0 'help lists no README'
run bin/token-craft help daily
status 0
out_is 'daily: --help' 'help of a pipeline is its own'
touch pipelines/manual.d/tc-coffee.5.in
run bin/token-craft help
out_has 'manual: man token-craft, or help coffee'
touch build/built
mkdir "$HOME/reader"
printf '#!/bin/sh\necho "reads $*"\n' >"$HOME/reader/man"
chmod +x "$HOME/reader/man"
PATH=$HOME/reader:$PATH run bin/token-craft help coffee
status 0
out_is "reads $PWD/build/man/tc-coffee.5" 'help of a topic is its page'
rm pipelines/manual.d/tc-coffee.5.in
touch build/built
run bin/token-craft help price
out_is 'tc-price: --help' 'help of a program is its own'

run bin/token-craft daily --json 'two words'
status 0 && err_is ''
out_is 'daily: --json two words
tc-price: --json two words' 'a pipeline finds the programs'
EXIT=4 run bin/token-craft price x
status 4 "a program's own exit code" && out_is 'tc-price: x'
run bin/token-craft tc-price x
out_is 'tc-price: x' 'a program by its full name'
run bin/token-craft -n daily
status 0
same "$OUT" pipelines/daily '-n prints the pipeline'
run bin/token-craft -n
status 2 '-n without a name'

for word in dialy dail daliy; do
	run bin/token-craft "$word"
	status 2
	err_is "token-craft: no pipeline or program is named '$word'
token-craft:   near: daily" "$word is near daily"
done
run bin/token-craft prise
err_has 'near: price'
run bin/token-craft quite-something-else
status 2
err_is "token-craft: no pipeline or program is named 'quite-something-else'
token-craft:   token-craft help lists them"
for word in ../daily 'a b' README.md "$(printf 'x\033[2J')"; do
	run bin/token-craft "$word"
	status 2 'a name that is none'
done
is "$(tr -cd '\033' <"$ERR")" '' 'no escape reaches the terminal'

# --- where it finds its pieces
ln -s "$PWD/bin/token-craft" "$HOME/tc-link"
ln -s tc-link "$HOME/tc-link2"
(cd / && run "$HOME/tc-link2" daily)
out_is 'daily: 
tc-price: ' 'through symbolic links'
(PATH=$PWD/bin:$PATH && run token-craft daily)
status 0 'from PATH'
(cd bin && run sh token-craft daily)
status 0 'as an argument of sh'

# --- the store's folder and the sample
home=$PWD
sample="sample=$home/fixtures/sample config=$home/fixtures/sample now=2026-11-20T17:30:00Z"
run bin/token-craft report
status 0
out_is "$sample home=$HOME/.claude/token-craft" 'no logs: the sample, but the own store'
err_is 'token-craft: no logs of Claude Code found: this is the bundled sample, as of 2026-11-20'
TC_HOME=/elsewhere run bin/token-craft report
out_is "$sample home=/elsewhere" 'TC_HOME'
CLAUDE_CONFIG_DIR=/one,/two run bin/token-craft report
out_is "$sample home=/one/token-craft" 'TC_HOME is in the first configuration folder'
run bin/token-craft report "$home"
out_is "sample= config= now= home=$HOME/.claude/token-craft" 'a folder named: no sample'
run bin/token-craft report -
out_is "sample= config= now= home=$HOME/.claude/token-craft" 'standard input: no sample'
run bin/token-craft daily
is "$(cat "$ERR")" '' 'only the report falls back to the sample'
mkdir -p "$HOME/.config/claude/projects/p"
touch "$HOME/.config/claude/projects/p/s.jsonl"
run bin/token-craft report
out_is "sample= config= now= home=$HOME/.claude/token-craft" 'logs in ~/.config/claude'
CLAUDE_CONFIG_DIR="/none,$HOME/.config/claude/projects" run bin/token-craft report
out_has 'sample= ' 'a folder that ends in projects'

# --- building and installing, with stand-ins for the tools
mkdir "$HOME/tools"
for tool in sh cat awk sed sort cut head tail tr find mktemp mv rm grep tee readlink \
	getconf dirname touch; do
	ln -s "$(command -v $tool)" "$HOME/tools/$tool"
done
stand_in() { # stand_in NAME SCRIPT
	printf '#!/bin/sh\n%s\n' "$2" >"$HOME/tools/$1"
	chmod +x "$HOME/tools/$1"
}
with_tools() { PATH=$HOME/tools run bin/token-craft "$@"; }
touch pipelines/manual.d/tc-coffee.5.in build/built
with_tools help coffee
status 3 'no man'
err_is "token-craft: there is no man here to show $home/build/man/tc-coffee.5"
rm pipelines/manual.d/tc-coffee.5.in build/built

stand_in id 'echo 1000'
with_tools daily
status 3 'no package manager'
err_is 'token-craft: cannot build: a C compiler, make or a header is missing
token-craft:   needed: cc, make, and the headers jq.h zlib.h nettle/sha2.h uthash.h'
stand_in apt-get "echo \"\$*\" >>'$HOME/installed'
printf '#!/bin/sh\ncat >/dev/null\n' >'$HOME/tools/cc'
printf '#!/bin/sh\necho cc -o x; touch \"$HOME/made\"\n' >'$HOME/tools/make'
/bin/chmod +x '$HOME/tools/cc' '$HOME/tools/make'"
packages='gcc libc6-dev make libjq-dev zlib1g-dev nettle-dev uthash-dev'
apt="apt-get install -y --no-install-recommends $packages"
with_tools daily
status 3 'neither root nor sudo'
err_is "token-craft: cannot build: packages are missing
token-craft:   as root: apt-get update; $apt"
stand_in sudo "echo sudo \"\$*\" >>'$HOME/installed'; exit 1"
with_tools daily
status 3 'sudo refuses'
err_is "token-craft: needs packages: sudo -n apt-get update; sudo -n $apt
token-craft: cannot install
token-craft:   run it yourself: sudo -n $apt"
is "$(cat "$HOME/installed")" "sudo -n apt-get update
sudo -n $apt" 'no question without a terminal'
rm "$HOME/installed"
stand_in id 'echo 0'
with_tools daily 1
status 0 'root'
err_is "token-craft: needs packages: apt-get update; $apt
token-craft: building"
out_is 'daily: 1
tc-price: 1' 'the answer follows'
is "$(cat "$HOME/installed")" "update
${apt#apt-get }" 'what was installed'
rm "$HOME/made"
with_tools daily 2
err_is '' 'nothing newer: quiet'
check 'nothing newer: no make' test ! -e "$HOME/made"
sleep 0.1
touch stages/price/main.c
with_tools daily 3
err_is 'token-craft: building' 'a source is newer'
stand_in make 'echo cc: no luck; exit 2'
touch stages/price/main.c
with_tools daily
status 3 'the build fails'
err_is 'token-craft: building
cc: no luck
token-craft: make failed
token-craft: cannot build'
TC_BIN=$PWD/bin with_tools daily 4
status 0 'with TC_BIN nothing is built'

# A browser is wished for, and no more.
mkdir tests
printf '#!/bin/sh\necho "the tests of $V: $*"\n' >tests/run
chmod +x tests/run
for tool in perl prove jq python3 git mandoc shellcheck col xmllint sqlite3 tmux zsh fish busybox strace make; do
	stand_in $tool 'exit 0'
done
stand_in apt-get 'exit 1'
with_tools test x
status 0 'no browser to be had'
err_has 'needs packages: apt-get update; apt-get install -y --no-install-recommends chromium'
err_has 'no browser: what a page looks like is not tested'
out_is 'the tests of rel san scalar: x' 'the tests run'
stand_in chromium 'exit 0'
with_tools test
is "$(grep -c -e chromium -e browser "$ERR")" 0 'there is a browser'

# What one pipeline needs is installed when it asks.
with_tools --need sqlite3
status 0 'it is there'
err_is ''
rm "$HOME/tools/sqlite3"
with_tools --need sqlite3
status 3 'it is not, nor to be had'
err_has 'needs packages: apt-get update; apt-get install -y --no-install-recommends sqlite3'

rm "$HOME/tools/cc" "$HOME/tools/apt-get"
for manager in dnf apk brew; do
	stand_in $manager 'exit 1'
	with_tools daily
	status 3 "$manager fails"
	err_has "token-craft:   run it yourself: $manager "
	rm "$HOME/tools/$manager"
done
stand_in brew 'echo "/opt/home brew"'
stand_in cc 'cat >/dev/null; echo "$CPATH $LIBRARY_PATH" >"$HOME/paths"'
stand_in make 'echo cc -o x'
CPATH=/mine with_tools daily
status 0 'brew is there'
is "$(cat "$HOME/paths")" '/opt/home brew/include:/mine /opt/home brew/lib' \
	'what it has can be compiled with'
done_testing
