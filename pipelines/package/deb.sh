#!/bin/sh
# Makes Debian packages, source and binary, of a tarball by dist.sh, in a folder:
# deb.sh TARBALL FOLDER [OPTION ...]. What debian/control wants installed must be; the
# options are those of dpkg-buildpackage.
set -eu
tarball=$1 folder=$2
shift 2
name=$(basename "$tarball" .tar.gz)
mkdir -p "$folder"
rm -rf "${folder:?}/$name"
cp "$tarball" "$folder/$(printf %s "$name" | sed 's/\(.*\)-/\1_/').orig.tar.gz"
tar -xf "$tarball" -C "$folder"
cd "$folder/$name"
cp -R pipelines/package/debian debian
dpkg-buildpackage -us -uc "$@"
