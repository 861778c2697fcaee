/* source.h - lines of all operands, one after the other: how every filter reads.
 *
 * Lines end with LF; CR before LF and a BOM at the start of a file are dropped; a last
 * line without LF is a line. Blank lines are skipped. Before a read that would block,
 * `idle` is called (filters flush their writer there). An operand that cannot be opened
 * or read is reported and remembered: tc_source_close() then returns TC_EXIT_IO. */
#ifndef TC_SOURCE_H
#define TC_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/report.h"
#include "lib/span.h"

#define TC_LINE_MAX (64u << 20) /* a longer line is cut there and marked too_long */

struct tc_source;

struct tc_line {
	struct tc_span text; /* without LF; borrowed until the next call */
	const char *file;    /* "-" for standard input */
	uint64_t number;     /* from 1 */
	uint64_t offset;     /* of its first byte in the file, inflated */
	uint64_t bytes;      /* its true length without LF */
	bool too_long;
};

/* Borrows operands. None at all means standard input. Returned owned. */
struct tc_source *tc_source_open(char *const *operands, size_t count);
void tc_source_idle(struct tc_source *s, void (*idle)(void *context), void *context);
bool tc_source_line(struct tc_source *s, struct tc_line *line);
enum tc_exit tc_source_close(struct tc_source *s);

#endif
