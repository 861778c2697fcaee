/* What POSIX does not have. */
#if defined(__linux__)
#define _GNU_SOURCE /* memrchr, F_SETPIPE_SZ, d_type, syncfs, O_PATH, syscall() */
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif
#include "lib/platform.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIPE_SIZE (1 << 20) /* what an ordinary user may ask for */

const void *tc_memrchr(const void *p, int c, size_t n)
{
#if defined(__linux__)
	return memrchr(p, c, n);
#else
	const unsigned char *at = (const unsigned char *)p + n;

	while (at > (const unsigned char *)p)
		if (*--at == (unsigned char)c)
			return at;
	return NULL;
#endif
}

enum tc_entry tc_entry_type(const struct dirent *entry)
{
#if defined(DT_DIR)
	return entry->d_type == DT_REG   ? TC_ENTRY_FILE
	       : entry->d_type == DT_DIR ? TC_ENTRY_FOLDER
					 : TC_ENTRY_OTHER;
#else
	(void)entry;
	return TC_ENTRY_OTHER;
#endif
}

bool tc_program_folder(char *folder, size_t size)
{
#if defined(__linux__)
	ssize_t n = readlink("/proc/self/exe", folder, size - 1);
	char *slash;

	folder[n > 0 ? n : 0] = '\0';
	slash = strrchr(folder, '/');
	if (slash)
		*slash = '\0';
	return slash != NULL;
#else
	(void)folder;
	(void)size;
	return false;
#endif
}

bool tc_sync_file_system(int fd)
{
#if defined(__linux__)
	return syncfs(fd) == 0;
#else
	(void)fd;
	errno = ENOSYS;
	return false;
#endif
}

struct timespec tc_modified(const struct stat *st)
{
#if defined(__APPLE__)
	return st->st_mtimespec;
#else
	return st->st_mtim;
#endif
}

unsigned tc_processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : (unsigned)n;
}

size_t tc_peak_memory(void)
{
#if defined(__APPLE__)
	const size_t unit = 1;
#else
	const size_t unit = 1024;
#endif
	struct rusage usage;

	return getrusage(RUSAGE_SELF, &usage) == 0 ? (size_t)usage.ru_maxrss * unit : 0;
}

unsigned tc_terminal_columns(int fd)
{
	struct winsize size;

	return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void tc_widen_pipe(int fd)
{
#if defined(F_SETPIPE_SZ)
	fcntl(fd, F_SETPIPE_SZ, PIPE_SIZE);
#else
	(void)fd;
#endif
}

/* The C library has no functions for Landlock, and its header is often older than the kernel
 * that runs. */
#if defined(SYS_landlock_create_ruleset)

#define LANDLOCK_VERSION      1 /* a flag of landlock_create_ruleset() */
#define LANDLOCK_PATH_BENEATH 1 /* "this file, or all beneath this folder" */

long tc_landlock_version(void)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_VERSION);

	return version > 0 ? version : 0;
}

int tc_landlock_rules(const struct tc_landlock_rights *rights)
{
	return (int)syscall(SYS_landlock_create_ruleset, rights, sizeof(*rights), 0);
}

int tc_landlock_allow(int rules, int fd, uint64_t files)
{
	struct {
		uint64_t files;
		int32_t fd;
	} __attribute__((packed)) rule = { files, fd };

	return (int)syscall(SYS_landlock_add_rule, rules, LANDLOCK_PATH_BENEATH, &rule,
			    0);
}

int tc_landlock_enforce(int rules)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return -1;
	return (int)syscall(SYS_landlock_restrict_self, rules, 0);
}

#else

long tc_landlock_version(void)
{
	return 0;
}

int tc_landlock_rules(const struct tc_landlock_rights *rights)
{
	(void)rights;
	return -1;
}

int tc_landlock_allow(int rules, int fd, uint64_t files)
{
	(void)rules;
	(void)fd;
	(void)files;
	return -1;
}

int tc_landlock_enforce(int rules)
{
	(void)rules;
	return -1;
}

#endif

int tc_open_name(const char *path)
{
#if defined(O_PATH)
	return open(path, O_PATH | O_CLOEXEC);
#else
	return open(path, O_RDONLY | O_CLOEXEC);
#endif
}
