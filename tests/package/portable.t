#!/bin/sh
# What the programs ask of a system is in POSIX, and macOS and musl have it too; what is not
# has one file, lib/platform.c. `make macos` compiles against Apple's own headers.
. "$(dirname "$0")/../lib.sh"
[ "$V" = rel ] || skip_all 'looks at the release build'
skip_unless nm
cd "$TC_TOP" || exit 3

is "$(grep -lE '_(GNU|DEFAULT|BSD|DARWIN_C)_SOURCE|__(linux|APPLE|MACH|FreeBSD|GLIBC)__' \
	stages/*/*.[ch] | tr '\n' ' ')" 'stages/lib/platform.c ' 'one file knows of systems'
flags=$(cat build/rel/flags)
case $flags in *' -D_XOPEN_SOURCE=700 '*) pass POSIX ;; *) fail POSIX ;; esac
case $flags in *_GNU_SOURCE* | *_DEFAULT_SOURCE*) fail 'and no more' ;; *) pass 'and no more' ;; esac
case $flags in
*' -Werror=implicit-function-declaration '*) pass 'a function that is not declared is an error' ;;
*) fail 'a function that is not declared is an error' ;;
esac

# Who adds a name looks it up in POSIX.1-2008 and in the headers of macOS first.
tr ' ' '\n' <<'END' | sort >"$TMPDIR/posix"
access alphasort calloc clock_gettime close closedir dup environ exit fclose fcntl fdopendir
ferror fopen fread free fstat fstatat fsync getenv gethostname getpid getrlimit isatty link
localtime_r lseek lstat malloc memchr memcmp memcpy memmove memset mkdir mkstemp nanosleep
open openat opendir poll pread pthread_cond_broadcast pthread_cond_destroy pthread_cond_init
pthread_cond_signal pthread_cond_timedwait pthread_cond_wait pthread_create pthread_join
pthread_mutex_destroy pthread_mutex_init pthread_mutex_lock pthread_mutex_unlock puts qsort
raise read readdir readlink realloc realpath rename rmdir scandir setenv setitimer setrlimit
sigaction sigaltstack sigemptyset snprintf stat strchr strcmp strcspn strerror strlen strncmp
strrchr strspn strstr strtod strtol strtoll strtoul strtoull tzset unlink unsetenv utimensat
vsnprintf write
END
# Two underscores: the compiler's, or what the C library makes of one of these.
find build/rel -name '*.o' ! -path '*/tests/*' >"$TMPDIR/objects"
xargs nm -P <"$TMPDIR/objects" | awk 'NF > 2 { print $1 }' | sort -u >"$TMPDIR/ours"
grep -v 'lib/platform\.o$' "$TMPDIR/objects" | xargs nm -P -u | awk '$2 ~ /[Uw]/ { print $1 }' |
	sort -u | comm -23 - "$TMPDIR/ours" |
	grep -vE '^(_|jq_|jv_|nettle_|inflate|deflate)' >"$TMPDIR/asked"
check 'there are functions' test "$(wc -l <"$TMPDIR/asked")" -gt 50
is "$(comm -23 "$TMPDIR/asked" "$TMPDIR/posix" | tr '\n' ' ')" '' 'no function but of POSIX'

# The door and the answers run on any system; a line that has what BSD has, too, may ask GNU first.
gnu='(^|[^$.[:alnum:]_-])(stat +-c|date +(-d|--)|sed +-[Ezns]*i|readlink +-|realpath |mktemp +--|tac |seq |timeout '
gnu="$gnu"'|nproc\>|sort +-[a-z]*[VRhz]|grep +-[a-zA-Z]*P|xargs +-[a-z]*[rd]|cp +-[a-zR]*[au]'
gnu="$gnu"'|find .*-(printf|quit|mindepth)|ln +-[a-z]*r|head +-n +-|ar +[a-z]*D)'
gnu="$gnu"'|(^|[[:blank:];])local +[a-z]|\[\[ |<\('
is "$(grep -nE "$gnu" bin/token-craft pipelines/[a-z]* pipelines/install.d/*.sh Makefile 2>&1 |
	grep -vE '^grep: |^pipelines/[a-z]*\.(jq|mjs):| \|\| date -r ')" '' 'no tool or option that GNU alone has'
done_testing
