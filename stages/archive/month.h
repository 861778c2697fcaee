/* month.h - partitions of days made into partitions of months. */
#ifndef TC_ARCHIVE_MONTH_H
#define TC_ARCHIVE_MONTH_H

#include "archive/change.h"
#include "lib/writer.h"

/* All whole months that ended before the date; their files are known to be well. What
 * change_commit() gives. */
enum tc_exit month_merge(struct store *s, int32_t before);
/* Says what that would do, and which files it would concern. */
void month_plan(const struct store *s, int32_t before, struct tc_writer *out);
bool month_concerns(const struct file_entry *e, int32_t before);

#endif
