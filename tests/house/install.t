#!/bin/sh
# What `make install` puts down works from where it lies, and `make uninstall` takes all of
# it away again.
. "$(dirname "$0")/../lib.sh"
unset TC_BIN
skip_unless make cc

# A copy with what is built: nothing here writes into the tree under test.
mkdir 'a copy' && cd 'a copy' || exit 3
(cd "$TC_TOP" && tar cf - Makefile bin stages schemas pipelines fixtures/sample build/rel) |
	tar xf -
prefix="$TMPDIR/root/opt/tc"
(umask 077 && run make install DESTDIR="$TMPDIR/root" PREFIX=/opt/tc)
status 0
is "$(find "$prefix" ! -perm -go=r)" '' 'everybody may read it, whatever the umask'
for main in stages/*/main.c; do
	name=tc-$(basename "${main%/main.c}")
	check "$name is installed" test -x "$prefix/bin/$name"
	check "$name.1 is installed" test -f "$prefix/share/man/man1/$name.1"
done
check 'no symbolic link, no folder name' test -z "$(find "$prefix" -type l)"
for page in pipelines/manual.d/*.in; do
	page=${page%.in} page=${page##*/}
	check "$page is installed" test -s "$prefix/share/man/man${page##*.}/$page"
	if command -v man >"$TMPDIR/found"; then
		run man -M "$prefix/share/man" -w "${page##*.}" "${page%.*}"
		out_has "$prefix/share/man/man${page##*.}/$page" "man finds $page"
	else
		skip "man finds $page" 'needs man'
	fi
done
for command in "$prefix"/bin/*; do
	name=${command##*/}
	check "$name is completed" test -s "$prefix/share/bash-completion/completions/$name" -a \
		-s "$prefix/share/fish/vendor_completions.d/$name.fish"
done
is "$(find "$TMPDIR/root" -type f | grep -vE "^$prefix/(bin|share/token-craft|share/man/man[157]|\
share/bash-completion/completions|share/fish/vendor_completions.d)/" | sed "s|^$prefix/||")" \
	'share/zsh/site-functions/_token-craft' 'nothing else lies elsewhere'
check 'what packages and manuals are made of stays' test ! -e "$prefix/share/token-craft/pipelines/package" \
	-a ! -e "$prefix/share/token-craft/pipelines/manual.d"

cd / || exit 3
run "$prefix/bin/token-craft" help
status 0 && err_is ''
(cd "$TC_TOP" && bin/token-craft help) >"$TMPDIR/checkout"
same "$OUT" "$TMPDIR/checkout" 'the same help as in the checkout'
if command -v man >"$TMPDIR/found"; then
	MANPAGER='cat' run "$prefix/bin/token-craft" help cookbook
	status 0
	out_has 'What did one branch cost?' 'help shows a page of the manual'
else
	skip 'help shows a page of the manual' 'needs man'
fi
gzip "$prefix"/share/man/man1/*.1
ln -s "$prefix/bin" "$TMPDIR/bin"
run "$TMPDIR/bin/token-craft" help
same "$OUT" "$TMPDIR/checkout" 'and by a folder that is a link, with manuals made smaller'
gunzip "$prefix"/share/man/man1/*.gz
for pipeline in "$TC_TOP"/pipelines/*; do
	name=${pipeline##*/}
	case $name in *[!a-z0-9-]*) continue ;; esac
	[ -f "$pipeline" ] || continue
	run "$prefix/bin/token-craft" help "$name"
	status 0
done
mv "$TMPDIR/cwd/a copy" "$TMPDIR/moved"
run "$prefix/bin/token-craft" report --timezone UTC
status 0 'the report, far from any checkout'
out_has ample 'it says that this is the sample'
check 'no store was made' test ! -e "$HOME/.claude"
run "$prefix/bin/token-craft" test
status 2 'no tests without a checkout'

cd "$TMPDIR/moved" || exit 3
run make uninstall DESTDIR="$TMPDIR/root" PREFIX=/opt/tc
status 0
is "$(find "$TMPDIR/root" -type f)" '' 'nothing is left'
done_testing
