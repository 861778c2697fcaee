/* report.h - messages for people, exit codes for scripts, memory or death.
 *
 * A message is one line on standard error in one write: `tc-price: cause`. Control
 * characters (and bidi overrides) in it are made visible, so that a file name cannot
 * drive a terminal. Lower case, cause first, no full stop; a cure goes on a second
 * line by tc_hint(). */
#ifndef TC_REPORT_H
#define TC_REPORT_H

#include <stddef.h>

enum tc_exit {
	TC_EXIT_OK = 0,       /* well */
	TC_EXIT_NOT_WELL = 1, /* finished, but what was asked about is not all well */
	TC_EXIT_USAGE = 2,    /* wrong usage */
	TC_EXIT_IO = 3,       /* reading or writing broke; out of memory too */
	TC_EXIT_LIMIT = 4,    /* a limit that was asked about is exceeded */
	TC_EXIT_BUSY = 5,     /* the store is busy */
};

#if defined(__GNUC__)
#define TC_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define TC_PRINTF(f, a)
#endif

/* The program's name, e.g. "tc-price"; the only global of the suite. Borrows `name`. */
void tc_report_name(const char *name);
const char *tc_report_program(void);

void tc_warn(const char *format, ...) TC_PRINTF(1, 2);
/* As tc_warn(), with strerror(errno) after ": ". */
void tc_warn_errno(const char *format, ...) TC_PRINTF(1, 2);
/* A second line under the last message: what to do about it. */
void tc_hint(const char *format, ...) TC_PRINTF(1, 2);
_Noreturn void tc_die(enum tc_exit code, const char *format, ...) TC_PRINTF(2, 3);
_Noreturn void tc_die_errno(enum tc_exit code, const char *format, ...) TC_PRINTF(2, 3);

/* Memory, returned owned; dies with TC_EXIT_IO and a clear message when there is none.
 * `count * size` is checked for overflow. Release with free(). */
void *tc_alloc(size_t count, size_t size);
void *tc_grow(void *memory, size_t count, size_t size);
char *tc_copy(const char *p, size_t n); /* NUL-terminated copy */
/* "folder/name"; of the folder "" the name alone. */
char *tc_path(const char *folder, const char *name);

#endif
