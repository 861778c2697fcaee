/* where.h - --where, a jq condition on records, and --filter after it. */
#ifndef TC_ARCHIVE_WHERE_H
#define TC_ARCHIVE_WHERE_H

#include "lib/filter.h"
#include "lib/option.h"

/* One filter for both: jq is started once. NULL when neither is asked for, else owned. Dies
 * with TC_EXIT_USAGE when it does not compile. */
struct tc_filter *where_open(const char *where, const struct tc_common *common);

#endif
