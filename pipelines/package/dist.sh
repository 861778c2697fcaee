#!/bin/sh
# Makes FOLDER/token-craft-VERSION.tar.gz and prints its name: dist.sh FOLDER
#
# It holds what git tracks; in a tree that came out of a tarball, what that one held. The
# same tree gives the same bytes, whoever packs it where and when: time and list travel in
# the tarball as .dist, the time first. SOURCE_DATE_EPOCH sets another one. The tar must be
# GNU's; TAR names it where tar is another.
set -eu
umask 022
cd "$(dirname "$0")/../.."
name=token-craft-$(sed -n 's/.*TC_VERSION "\(.*\)".*/\1/p' stages/lib/version.h)
folder=$1
mkdir -p "$folder"
stage=$(mktemp -d "$folder/stage.XXXXXX")
trap 'rm -rf "$stage"' EXIT
trap 'exit 130' INT TERM HUP
mkdir "$stage/$name"
list=$stage/$name/.dist
if [ -e .git ]; then
	epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
	{ echo "$epoch" && git ls-files | LC_ALL=C sort; } >"$list"
else
	epoch=${SOURCE_DATE_EPOCH:-$(sed 1q .dist)}
	{ echo "$epoch" && sed 1d .dist; } >"$list"
fi
sed 1d "$list" | "${TAR:-tar}" -cf "$stage/tar" -T -
"${TAR:-tar}" -xf "$stage/tar" -C "$stage/$name"
"${TAR:-tar}" --format=ustar --sort=name --mtime="@$epoch" --owner=0 --group=0 \
	--numeric-owner --mode=a+rX,u+w,go-w -C "$stage" -cf "$stage/tar" "$name"
gzip -9n <"$stage/tar" >"$stage/gz"
mv "$stage/gz" "$folder/$name.tar.gz"
printf '%s\n' "$folder/$name.tar.gz"
