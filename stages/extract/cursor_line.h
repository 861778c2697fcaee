/* cursor_line.h - a line of kind "cursor", read and written; its form is told in cursors.h. */
#ifndef TC_EXTRACT_CURSOR_LINE_H
#define TC_EXTRACT_CURSOR_LINE_H

#include "extract/cursor.h"
#include "lib/writer.h"

struct cursor_line {
	char of[16]; /* "store", "files", "file", "end"; "": none of them */
	uint64_t version, records, hash;
	char sha256[65];
	char *path;           /* owned; NULL: none */
	struct cursor cursor; /* of a file */
	const char *links;    /* where they stand in the line; NULL: nowhere */
	const char *rejects, *prompt;
};

/* Reads the line, which ends before LF. False when it is no line of a cursor, or one of a
 * later form. */
bool cursor_line_read(struct cursor_line *l, struct tc_span line);
/* Its counts of rejects, its prompt, and what its file told: to links, as that of `file`.
 * False when they cannot be read. */
bool cursor_line_rejects(const struct cursor_line *l, struct tc_span line,
			 struct tc_intern *names, struct census *rejects);
bool cursor_line_prompt(const struct cursor_line *l, struct tc_span line,
			struct tc_intern *names, uint32_t *prompt);
bool cursor_line_links(const struct cursor_line *l, struct tc_span line,
		       struct links *links, uint32_t file, bool of_file);

/* The parts of a file's line: all up to its links, a link, the end. */
void cursor_line_begin(const struct file *file, const struct cursor *c,
		       struct tc_span prompt, const struct tc_intern *names,
		       struct tc_writer *w);
void cursor_line_link(const struct link *link, bool first, struct tc_writer *w);
void cursor_line_end(struct tc_writer *w);
void cursor_write_hash(struct tc_writer *w, uint64_t hash);

#endif
