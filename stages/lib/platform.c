/* What POSIX does not have. */
#if defined(__linux__)
#define _GNU_SOURCE /* memrchr, F_SETPIPE_SZ, d_type, syncfs */
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
