/* reports.h - the reports that are compiled in, and a user's own.
 *
 * A report is a jq program: an array of records in, one document (document.h) out. What
 * prelude.jq, prelude_page.jq and prelude_documents.jq define is at its hand; but for a page,
 * prelude_no_page.jq stands in for prelude_page.jq; reports of scores have prelude_score.jq,
 * too, those of the plan and a user's own prelude_plan.jq. $options holds `now` (RFC 3339),
 * `today` (the local day), `timezone`, `offsets` (each [INSTANT, SECONDS]: how far the wall
 * clock is ahead of UTC from then on), and what --set gave, as strings. In the input every amount of
 * money, and every number that a double may not hold to the last digit, is a string. */
#ifndef RENDER_REPORTS_H
#define RENDER_REPORTS_H

#include "lib/writer.h"

/* Returns owned. */
char *report_prelude(const char *name, bool page);

/* The jq text of a compiled-in report, or of a file when the name has a slash or ends in
 * .jq: then owned in *text. Dies with TC_EXIT_USAGE when there is none. */
const char *report_find(const char *name, char **text);
/* The same without folder and .jq, borrowed. */
struct tc_span report_name(const char *name);
/* One line each: name and what it shows. */
void report_list(struct tc_writer *w);

#endif
