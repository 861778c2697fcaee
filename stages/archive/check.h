/* check.h - is a file of the store what it should be? For verify, and for compact, which
 * reads what is whole of one that is not. */
#ifndef TC_ARCHIVE_CHECK_H
#define TC_ARCHIVE_CHECK_H

#include "archive/intake.h"
#include "archive/store.h"

enum check_state {
	CHECK_WELL,
	CHECK_MISSING,
	CHECK_UNREADABLE, /* the system refuses */
	CHECK_EMPTY,
	CHECK_TORN,
	CHECK_FLIPPED, /* CRC, length or sha256 are not what they were */
	CHECK_PADDED,
	CHECK_GARBAGE,
	CHECK_FOREIGN, /* no gzip, no records, no name of ours */
	CHECK_UNLISTED,
	CHECK_UNSORTED,  /* or an id twice */
	CHECK_MISPLACED, /* records of another day or kind, or that stand elsewhere, too */
	CHECK_COUNTS,    /* other records, members or times than the manifest says */
	CHECK_INDEX,
};

#define CHECK_REASON 160

/* One trouble: the record, and the message on standard error. */
struct damage {
	const char *path; /* below the root */
	enum check_state state;
	const char *reason;
	bool salvage; /* then these count: */
	bool listed;
	uint64_t records,
		saved; /* it had, says the manifest when it is listed; are left */
};

void damage_write(const struct damage *d, struct tc_writer *w);
void damage_warn(const struct damage *d);

struct check {
	/* The caller's: */
	struct intake *in;
	struct tc_record *record;
	/* Every record: its line and its packed form. NULL: nobody asks. */
	void (*each)(void *context, struct tc_span line, struct tc_span item);
	void *context;
	/* What came out: the first trouble, and what was read of the file. */
	enum check_state state;
	char reason[CHECK_REASON];
	struct tc_gzip_sum sum; /* its lines are those of whole members */
	uint64_t records;       /* lines that were records */
	int64_t first_ts, last_ts;
	/* Of the line before. */
	struct tc_pack before;
	int64_t before_ts;
};

void check_init(struct check *c, struct intake *in, struct tc_record *record);
void check_release(struct check *c);
/* Reads the whole file, whatever it is. Of the partition its records must be, and in order;
 * NULL: any. `listed` is what the manifest says of it; NULL: nothing. */
void check_file(struct check *c, const struct store *s, const char *path,
		const struct partition *p, const struct file_entry *listed);

#endif
