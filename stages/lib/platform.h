/* platform.h - what POSIX does not have: the one place where systems differ. */
#ifndef TC_PLATFORM_H
#define TC_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

/* Functions marked TC_WIDE are compiled for AVX2 and may be called where tc_is_wide() is
 * true; everything else makes do with what every x86-64 has, or with plain C (TC_SCALAR).
 * TC_BASELINE leaves the wide ones out. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(TC_SCALAR)
#define TC_SSE2 1
#if !defined(TC_BASELINE)
#define TC_AVX2      1
#define TC_WIDE      __attribute__((target("avx2,popcnt")))
#define tc_is_wide() __builtin_cpu_supports("avx2")
#endif
#endif

/* Lets a pipe hold more before its writer waits; nothing where that is not possible. */
void tc_widen_pipe(int fd);
/* The last byte c in p[0, n), NULL when there is none. */
const void *tc_memrchr(const void *p, int c, size_t n);

/* What a folder's entry is, where readdir() tells; a link, or what it does not tell: other. */
enum tc_entry { TC_ENTRY_OTHER, TC_ENTRY_FILE, TC_ENTRY_FOLDER };
struct dirent;
struct stat;
enum tc_entry tc_entry_type(const struct dirent *entry);

/* The folder of the program that runs, its links followed. False where it cannot be told. */
bool tc_program_folder(char *folder, size_t size);

/* Brings everything written to the file system of fd to its disk, in one go: what fsync()
 * does file by file. False with errno; ENOSYS where one cannot ask for that. */
bool tc_sync_file_system(int fd);

/* When the file was last written to. */
struct timespec tc_modified(const struct stat *st);

/* How many processors there are to use, at least one. */
unsigned tc_processors(void);

/* The most memory that this process has held, in bytes; 0 when it cannot be told. Safe in
 * a signal handler. */
size_t tc_peak_memory(void);

/* Landlock's system calls, for lib/confine, with the numbers and shapes of Linux'
 * Documentation/userspace-api/landlock.rst. All but the version are -1 when it was not done,
 * as always where there is no such thing; the version is 0 then. */
struct tc_landlock_rights {
	uint64_t files;
	uint64_t network; /* to bind and to connect TCP */
	uint64_t scoped;  /* abstract sockets and signals */
};
long tc_landlock_version(void);
/* Of all rights, those that nobody has unless a rule gives them. Returns owned a descriptor. */
int tc_landlock_rules(const struct tc_landlock_rights *rights);
/* Gives these rights to the file or folder of the path, and all beneath. */
int tc_landlock_allow(int rules, int fd, uint64_t files);
/* From here on, for good. */
int tc_landlock_enforce(int rules);
/* A descriptor that only names a file; O_RDONLY where there is none such. */
int tc_open_name(const char *path);

/* How many columns the terminal at the descriptor has, 0 when it is none or says none. */
unsigned tc_terminal_columns(int fd);

#endif
