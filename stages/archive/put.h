/* put.h - records into the store, each joined with what is there under its id.
 *
 * First they are taken: read, and sorted by identity beyond what memory holds. That needs no
 * store, so a live pipe holds no lock. Then, with the lock, they are committed: joined with
 * each other and, wherever the index says their ids may be, with what is stored; each
 * goes to the date its joined ts is of, and leaves the others. Partitions that come out as
 * they were are not touched.
 *
 *	put_init(&put, record);
 *	put.intake.user = ...;
 *	while (...)
 *		put_record(&put, &at);
 *	if (!put_is_empty(&put)) {
 *		store_lock(&store, wait);
 *		code = put_commit(&put, &store);
 *	}
 *	put_release(&put); */
#ifndef TC_ARCHIVE_PUT_H
#define TC_ARCHIVE_PUT_H

#include "archive/intake.h"
#include "archive/store.h"
#include "lib/report.h"
#include "lib/sort.h"

struct put_counts {
	uint64_t fresh;      /* records the store did not have */
	uint64_t changed;    /* records that came out other than they were stored */
	uint64_t partitions; /* that changed */
	uint64_t bytes;      /* of their files */
};

struct put {
	struct intake intake; /* user and host are the caller's to set */
	struct tc_record *record;
	struct tc_sort *sightings; /* by identity */
	uint64_t taken;            /* how many */
	struct cursors *cursors;
	uint64_t cursor_lines;
	bool lossy;              /* the caller's: lines were no records, so cursors lie */
	struct reasons *reasons; /* of rejects */
	struct put_counts counts;
};

void put_init(struct put *p, struct tc_record *record);
/* Takes the record that `record` views: a sighting, a cursor, or something to count. */
void put_record(struct put *p, const struct tc_line *at);
/* Takes a line of a file of the store (borrowed, as part_next() gives it). */
void put_line(struct put *p, struct tc_span line);
/* Did nothing come that concerns the store? */
bool put_is_empty(const struct put *p);

/* The store is locked; no change has begun. Once. Dies with TC_EXIT_IO, before anything
 * changes, when a partition that is needed is damaged. New files are named for the host
 * that is stamped. What change_commit() gives. */
enum tc_exit put_commit(struct put *p, struct store *s);
/* One message: how many lines could not be read and why; nothing when all could. */
void put_tell(const struct put *p);
/* One record of kind "stats" on standard error. */
void put_stats(const struct put *p);
void put_release(struct put *p);

#endif
