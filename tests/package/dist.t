#!/bin/sh
# `make dist`: the same tree gives the same bytes, whoever packs it where, and what comes out
# of the tarball packs to that tarball again. What is packaged agrees with the sources.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all 'its subject is no program of ours'
cd "$TC_TOP" || exit 3
[ -e .git ] || [ -e .dist ] || skip_all 'neither a checkout nor from a tarball'
tar --version 2>/dev/null | grep -q GNU || skip_all 'needs GNU tar'
version=$(sed -n 's/.*TC_VERSION "\(.*\)"/\1/p' stages/lib/version.h)
name=token-craft-$version.tar.gz

run pipelines/package/dist.sh "$TMPDIR/one"
status 0 && err_is ''
out_is "$TMPDIR/one/$name"
mkdir "$TMPDIR/two words" && cd "$TMPDIR/two words" || exit 3
(umask 077 && tar xzf "$TMPDIR/one/$name")
cd "token-craft-$version" || exit 3
mkdir build bin/more
touch bin/tc-price build/x stages/left.c~ bin/more/new
chmod g+w README.md
(
	umask 027
	LC_ALL=C TZ=Asia/Kathmandu run pipelines/package/dist.sh ../again
)
status 0 && err_is ''
same "../again/$name" "$TMPDIR/one/$name" 'the same bytes again'
SOURCE_DATE_EPOCH=1 run pipelines/package/dist.sh ../other
status 0
cmp -s "../other/$name" "$TMPDIR/one/$name"
is $? 1 'SOURCE_DATE_EPOCH makes another'
is "$(tar tvzf "../other/$name" | awk '{ print $2, $4 }' | sort -u)" '0/0 1970-01-01' \
	"nobody's, and of that time"
is "$(tar tvzf "../other/$name" | awk '{ print $1 }' | sort -u | tr '\n' ' ')" \
	'-rw-r--r-- -rwxr-xr-x drwxr-xr-x ' 'with modes that all have'
rm README.md
run pipelines/package/dist.sh ../torn
[ "$(cut -d ' ' -f 1 "$TMPDIR/status")" -ne 0 ]
ok $? 'a file that is missing is an error'
is "$(find ../torn -type f)" '' 'and leaves nothing'

cd "$TC_TOP/pipelines/package" || exit 3
is "$(sed -n '1s/.*(\(.*\)-[0-9]*).*/\1/p' debian/changelog)" "$version" "the package's version"
is "$(homebrew/formula.sh "$TMPDIR/one/$name" 'https://example.org/a&b|c.tar.gz' |
	sed -n 's/^  \(url\|sha256\) //p')" "\"https://example.org/a&b|c.tar.gz\"
\"$(sha256sum "$TMPDIR/one/$name" | cut -d ' ' -f 1)\"" 'the formula is filled in'
homebrew/formula.sh "$TMPDIR/one/$name" >"$TMPDIR/formula.rb"
is "$(grep -c "\"file://$TMPDIR/one/$name\"" "$TMPDIR/formula.rb")" 2 'without an address: this machine'
if command -v ruby >"$TMPDIR/found"; then
	run ruby -c "$TMPDIR/formula.rb"
	status 0
else
	skip 'the formula is Ruby' 'needs ruby'
fi
done_testing
