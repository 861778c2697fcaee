/* A disk that fails, or a process that dies, at a chosen moment: for LD_PRELOAD.
 *
 *	LD_PRELOAD=$TC_BIN/../tests/fault.so TC_FAULT=CALL:N:ACTION PROGRAM ...
 *
 * CALL is write, fsync, rename, open (for writing), unlink, mkdir or any of them: `any`.
 * The Nth such call of the process (from 1) fails with ACTION: eio, enospc, edquot, erofs;
 * or before it happens the process gets SIGKILL: kill; or after half of its bytes are
 * written (of a call that writes none: as kill): tear. Writes to standard input, output and
 * error do not count. TC_FAULT_TOLD=FILE: that file is made when it happens, so that who
 * counts N up knows where to stop. A failing call fails once: what the program does about it
 * succeeds. The sanitizers want ASAN_OPTIONS to hold verify_asan_link_order=0. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* How the C library declares them, but for headers that name them otherwise. */
int open64(const char *path, int flags, ...);
int openat64(int folder, const char *path, int flags, ...);

enum action { NONE, FAIL, KILL, TEAR };

static bool is_word(const char *text, size_t n, const char *word)
{
	return strlen(word) == n && strncmp(text, word, n) == 0;
}

/* The words of TC_FAULT; NULL where there is none. */
static const char *words(size_t *call, const char **number, const char **action)
{
	const char *text = getenv("TC_FAULT");

	if (!text)
		return NULL;
	*call = strcspn(text, ":");
	*number = text[*call] ? text + *call + 1 : "";
	*action = strchr(*number, ':');
	return *action ? text : NULL;
}

static void tell(void)
{
	const char *path = getenv("TC_FAULT_TOLD");

	if (path)
		syscall(SYS_close, syscall(SYS_openat, AT_FDCWD, path,
					   O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
}

/* What shall become of this call; FAIL sets errno. */
static enum action fault(const char *call)
{
	static const struct {
		const char *name;
		int error;
	} errors[] = { { "eio", EIO },
		       { "enospc", ENOSPC },
		       { "edquot", EDQUOT },
		       { "erofs", EROFS } };
	static long seen;
	const char *number, *action, *text;
	size_t n;

	text = words(&n, &number, &action);
	if (!text || (!is_word(text, n, call) && !is_word(text, n, "any")) ||
	    ++seen != strtol(number, NULL, 10))
		return NONE;
	tell();
	action++;
	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++) {
		if (strcmp(action, errors[i].name) == 0) {
			errno = errors[i].error;
			return FAIL;
		}
	}
	return strcmp(action, "tear") == 0 ? TEAR : KILL;
}

static void die(void)
{
	kill(getpid(), SIGKILL);
	for (;;)
		pause();
}

/* True when the call must fail. */
static bool fails(const char *call)
{
	enum action action = fault(call);

	if (action == KILL || action == TEAR)
		die();
	return action == FAIL;
}

/* ISO C has no cast from an object's address to a function's; memory has. */
static void next(const char *name, void *function, size_t size)
{
	void *address = dlsym(RTLD_NEXT, name);

	if (!address)
		abort();
	memcpy(function, &address, size);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	ssize_t (*real)(int, const void *, size_t);
	enum action action = fd > 2 ? fault("write") : NONE;

	next("write", &real, sizeof(real));
	if (action == FAIL)
		return -1;
	if (action == TEAR && n > 1)
		real(fd, bytes, n / 2);
	if (action != NONE)
		die();
	return real(fd, bytes, n);
}

static int sync_by(const char *name, int fd)
{
	int (*real)(int);

	next(name, &real, sizeof(real));
	return fails("fsync") ? -1 : real(fd);
}

int fsync(int fd)
{
	return sync_by("fsync", fd);
}

int fdatasync(int fd)
{
	return sync_by("fdatasync", fd);
}

int syncfs(int fd);
int syncfs(int fd)
{
	return sync_by("syncfs", fd);
}

int rename(const char *from, const char *to)
{
	int (*real)(const char *, const char *);

	next("rename", &real, sizeof(real));
	return fails("rename") ? -1 : real(from, to);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
	int (*real)(int, const char *, int, const char *);

	next("renameat", &real, sizeof(real));
	return fails("rename") ? -1 : real(from_folder, from, to_folder, to);
}

int unlink(const char *path)
{
	int (*real)(const char *);

	next("unlink", &real, sizeof(real));
	return fails("unlink") ? -1 : real(path);
}

int unlinkat(int folder, const char *path, int flags)
{
	int (*real)(int, const char *, int);

	next("unlinkat", &real, sizeof(real));
	return fails("unlink") ? -1 : real(folder, path, flags);
}

int mkdir(const char *path, mode_t mode)
{
	int (*real)(const char *, mode_t);

	next("mkdir", &real, sizeof(real));
	return fails("mkdir") ? -1 : real(path, mode);
}

static int open_by(const char *name, int folder, const char *path, int flags, mode_t mode)
{
	int (*real)(int, const char *, int, ...);

	next(name, &real, sizeof(real));
	if ((flags & O_ACCMODE) != O_RDONLY && fails("open"))
		return -1;
	return real(folder, path, flags, mode);
}

/* The mode of a file that may be made. */
#define MODE_OF(flags, mode)                                                             \
	do {                                                                             \
		va_list rest;                                                            \
                                                                                         \
		va_start(rest, flags);                                                   \
		(mode) = (flags) & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;     \
		va_end(rest);                                                            \
	} while (0)

int open(const char *path, int flags, ...)
{
	mode_t mode;

	MODE_OF(flags, mode);
	return open_by("openat", AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
	mode_t mode;

	MODE_OF(flags, mode);
	return open_by("openat64", AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
	mode_t mode;

	MODE_OF(flags, mode);
	return open_by("openat", folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...)
{
	mode_t mode;

	MODE_OF(flags, mode);
	return open_by("openat64", folder, path, flags, mode);
}
