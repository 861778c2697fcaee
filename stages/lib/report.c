/* Messages for people, memory or death. */
#include "lib/report.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MESSAGE_SIZE 2048

static const char *program = "token-craft";

void tc_report_name(const char *name)
{
	program = name;
}

const char *tc_report_program(void)
{
	return program;
}

/* Bytes of a character that could drive a terminal: controls (C0, DEL, C1) and the bidi
 * embeddings, overrides and isolates of Unicode; 0 when p is none. */
static size_t dangerous(const unsigned char *p)
{
	if (*p < 0x20 || *p == 0x7f)
		return 1;
	if (p[0] == 0xc2 && p[1] >= 0x80 && p[1] <= 0x9f)
		return 2;
	if (p[0] == 0xe2 && p[1] == 0x80 && (p[2] >= 0xaa && p[2] <= 0xae))
		return 3;
	if (p[0] == 0xe2 && p[1] == 0x81 && (p[2] >= 0xa6 && p[2] <= 0xa9))
		return 3;
	return 0;
}

static size_t make_visible(char *out, size_t size, const char *text)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t used = 0;

	while (*p && used + 16 < size) {
		size_t n = dangerous(p);

		if (n == 0)
			out[used++] = (char)*p++;
		while (n-- > 0)
			used += (size_t)snprintf(out + used, size - used, "\\x%02x",
						 *p++);
	}
	return used;
}

/* One write(2), so that messages of a pipeline's programs do not mix. */
static void TC_PRINTF(2, 0)
	say(const char *lead, const char *format, va_list arguments, const char *tail)
{
	char text[MESSAGE_SIZE];
	char line[MESSAGE_SIZE * 4];
	size_t used;
	int n = vsnprintf(text, sizeof(text), format, arguments);

	if (n < 0)
		return;
	used = (size_t)snprintf(line, 128, "%.64s: %s", program, lead);
	used += make_visible(line + used, sizeof(line) - used - MESSAGE_SIZE, text);
	used += (size_t)snprintf(line + used, MESSAGE_SIZE - 1, "%s%s", *tail ? ": " : "",
				 tail);
	line[used++] = '\n';
	if (write(STDERR_FILENO, line, used) < 0)
		return; /* nobody is left to tell */
}

void tc_warn(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say("", format, arguments, "");
	va_end(arguments);
}

void tc_warn_errno(const char *format, ...)
{
	const char *cause = strerror(errno);
	va_list arguments;

	va_start(arguments, format);
	say("", format, arguments, cause);
	va_end(arguments);
}

void tc_hint(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say("  ", format, arguments, "");
	va_end(arguments);
}

void tc_die(enum tc_exit code, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say("", format, arguments, "");
	va_end(arguments);
	exit(code);
}

void tc_die_errno(enum tc_exit code, const char *format, ...)
{
	const char *cause = strerror(errno);
	va_list arguments;

	va_start(arguments, format);
	say("", format, arguments, cause);
	va_end(arguments);
	exit(code);
}

static void *must_have(void *memory)
{
	if (!memory)
		tc_die(TC_EXIT_IO, "out of memory");
	return memory;
}

void *tc_alloc(size_t count, size_t size)
{
	return must_have(calloc(count ? count : 1, size ? size : 1));
}

void *tc_grow(void *memory, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		tc_die(TC_EXIT_IO, "out of memory");
	return must_have(realloc(memory, count && size ? count * size : 1));
}

char *tc_copy(const char *p, size_t n)
{
	char *copy = tc_alloc(n + 1, 1);

	if (n)
		memcpy(copy, p, n);
	return copy;
}

char *tc_path(const char *folder, const char *name)
{
	size_t size = strlen(folder) + strlen(name) + 2;
	char *path = tc_alloc(size, 1);

	snprintf(path, size, "%s%s%s", folder, *folder ? "/" : "", name);
	return path;
}
