# Bare machines for the proofs: Debian 12 in folders of their own. Source it after lib.sh.
#
#	machine NAME PACKAGE...    makes one; what it can install is Debian's, sources too
#	inside NAME COMMAND...     runs a command in it, with the kernel's folders, as root
#	unpack NAME                puts the tree of the tarball into its /tc
#
# The mounts of `inside` end with it. $tarball is what `make dist` made.
# shellcheck shell=sh
PATH=$PATH:/usr/sbin:/sbin
skip_unless mmdebstrap unshare chroot
[ "$(id -u)" -eq 0 ] || skip_all 'needs root, to make a machine'
debian=http://deb.debian.org/debian
tarball=$TC_TOP/build/dist/token-craft-$(sed -n 's/.*TC_VERSION "\(.*\)".*/\1/p' \
	"$TC_TOP/stages/lib/version.h").tar.gz
[ -f "$tarball" ] || skip_all 'needs make dist'

machine() {
	machine_name=$1
	shift
	mmdebstrap --quiet --variant=minbase ${1+"--include=$*"} ${machine_of:+"--architectures=$machine_of"} \
		bookworm "$TMPDIR/$machine_name" "deb $debian bookworm main" \
		"deb-src $debian bookworm main" >"$OUT" 2>"$ERR"
	ok $? "a machine: $machine_name" || tail -n 20 "$ERR" | diag
	cp /etc/resolv.conf "$TMPDIR/$machine_name/etc"
}
inside() {
	inside_of=$TMPDIR/$1
	shift
	unshare --mount sh -c 'top=$0
		mount -t proc proc "$top/proc" && mount --rbind /dev "$top/dev" &&
		exec chroot "$top" /usr/bin/env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
			LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"' "$inside_of" "$@"
}
unpack() {
	mkdir "$TMPDIR/$1/tc"
	tar -xzf "$tarball" -C "$TMPDIR/$1/tc" --strip-components 1
}
