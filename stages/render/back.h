/* back.h - the back ends that write for machines and for pages. Each writes a whole
 * document and owns all escaping of its format. */
#ifndef RENDER_BACK_H
#define RENDER_BACK_H

#include "lib/writer.h"
#include "render/format.h"

/* GitHub Flavored Markdown. Text of others is escaped: no markup, no link, no HTML. */
void markdown_write(const struct document *d, const struct look *look,
		    struct tc_writer *w);

/* {"rows":[...],"totals":{...}} when the document is one table without an id, else one
 * member for each table by its id, else its number, with "title" and "facts". Raw values under the keys of
 * the columns; numbers as they came. Characters that could drive or deceive a terminal
 * are written as \u escapes. */
void json_write(const struct document *d, const struct look *look, struct tc_writer *w);
/* One value the same way. */
void json_put_value(struct tc_writer *w, const struct look *look, const struct value *v);

/* One page that stands alone: HTML that is well-formed XML, too. No script, nothing to load,
 * and a policy that forbids both. */
void html_write(const struct document *d, const struct look *look, struct tc_writer *w);

/* RFC 4180 with a header of keys, inner rows below their row, no totals (a sum over the
 * column would count them again); tables are parted by an empty line. Text that a
 * spreadsheet would take for a formula gets a quote in front. */
void csv_write(const struct document *d, const struct look *look, struct tc_writer *w);

/* For sqlite3 -safe -bail -batch: one transaction that makes the tables that are not there
 * and puts the rows into them, inner rows below their row, no totals. A row takes the place
 * of one that has its key; where a table has no key, or is whole, what it held is removed.
 * Numbers as they came, yes and no as 1 and 0. Text is made visible as in CSV, but for
 * line breaks. */
void sql_write(const struct document *d, const struct look *look, struct tc_writer *w);

#endif
