#!/bin/sh
# The build: the user's flags count, and the same sources give the same bytes.
. "$(dirname "$0")/../lib.sh"
skip_unless make cc

copy() {
	mkdir -p "$1"
	(cd "$TC_TOP" && tar cf - Makefile bin/token-craft stages schemas) | (cd "$1" && tar xf -)
}
copy one
copy 'two words/deeper'
for folder in one 'two words/deeper'; do
	run make -j2 -C "$folder" bin/tc-price bin/tc-render CFLAGS='-O0 -g -DTC_FLAG_OF_A_USER'
	status 0 "make in $folder"
done
out_has '-DTC_FLAG_OF_A_USER' 'CFLAGS of the command line are used'
out_has '-Wshadow' 'and ours are kept'
for object in libtc.a bin/; do
	(cd one/build/rel && find "$object" -type f | sort | xargs cksum) >one.sums
	(cd 'two words/deeper/build/rel' && find "$object" -type f | sort | xargs cksum) >two.sums
	same one.sums two.sums "the same bytes in two folders: $object"
done
is "$(strings -a one/build/rel/bin/tc-* one/build/rel/libtc.a 2>/dev/null | grep -F "$PWD")" '' \
	'no folder name in what was built'

run make -C one bin/tc-price bin/tc-render CFLAGS='-O0 -g -DTC_FLAG_OF_A_USER'
out_is "make: Entering directory '$PWD/one'
make: 'bin/tc-price' is up to date.
make: 'bin/tc-render' is up to date.
make: Leaving directory '$PWD/one'" 'a second make does nothing'
sleep 1
touch one/stages/lib/span.h
run make -C one bin/tc-price CFLAGS='-O0 -g -DTC_FLAG_OF_A_USER'
out_has 'stages/lib/writer.c' 'a header makes what includes it'
run make -n -C one CFLAGS=-O2
out_has 'stages/lib/utf8.c' 'other flags make everything anew'
run make -C one clean
is "$(cd one && ls . bin)" '.:
Makefile
bin
schemas
stages

bin:
token-craft' 'clean removes all that make made'
done_testing
