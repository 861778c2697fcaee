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

/* One page that stands alone: HTML that is well-formed XML, too. No script, nothing to load,
 * and a policy that forbids both. */
void html_write(const struct document *d, const struct look *look, struct tc_writer *w);

/* RFC 4180 with a header of keys, inner rows below their row, no totals (a sum over the
 * column would count them again); tables are parted by an empty line. Text that a
 * spreadsheet would take for a formula gets a quote in front. */
void csv_write(const struct document *d, const struct look *look, struct tc_writer *w);

#endif
