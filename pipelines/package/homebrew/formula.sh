#!/bin/sh
# Fills in the formula for a tarball: formula.sh TARBALL [URL]. Without the URL at which the
# tarball is published, the formula takes it from this machine.
set -eu
tarball=$1
url=${2:-file://$(cd "$(dirname "$tarball")" && pwd)/${tarball##*/}}
sum=$({ sha256sum "$tarball" 2>/dev/null || shasum -a 256 "$tarball"; } | cut -d ' ' -f 1)
url=$(printf %s "$url" | sed 's/[\\&|"#]/\\&/g')
sed "s|@URL@|$url|; s|@SHA256@|$sum|" "$(dirname "$0")/token-craft.rb"
