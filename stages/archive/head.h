/* head.h - the head of a stored line, {"kind":"...","id":"...","ts":"..." : who it is and
 * when, without reading the rest. */
#ifndef TC_ARCHIVE_HEAD_H
#define TC_ARCHIVE_HEAD_H

#include "lib/scan.h"

struct head {
	struct tc_span kind, id; /* decoded; borrowed until the next call */
	int64_t ts;              /* TC_TIME_NONE for null */
};

struct head_reader {
	struct tc_scan scan;
};

void head_init(struct head_reader *r);
/* The line as part_next() gives it. False for one that begins otherwise. */
bool head_read(struct head_reader *r, struct tc_span line, struct head *head);
void head_release(struct head_reader *r);

#endif
