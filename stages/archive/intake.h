/* intake.h - lines to sightings: what may enter the store, and in which form.
 *
 * Every record is read into its fields and packed; it leaves as lib/kind writes it, so equal
 * records are equal bytes wherever they were made. What tc-price adds to a call is left
 * out: the store holds facts, prices apply on reading. Other fields that the kind does not
 * know are kept, byte for byte, in the order of their names. */
#ifndef TC_ARCHIVE_INTAKE_H
#define TC_ARCHIVE_INTAKE_H

#include "lib/intern.h"
#include "lib/pack.h"
#include "lib/pipe.h"
#include "lib/reader.h"

struct intake_counts {
	uint64_t records;
	uint64_t rejects;  /* reject records, and lines or fields that are no good */
	uint64_t nameless; /* records without id: rollups, rates ...; not kept */
	uint64_t forgotten;
};

struct intake {
	struct tc_intern *names; /* owned */
	const char *user, *host; /* stamped where a record has none; NULL: not */
	struct intake_counts counts;
	struct tc_reader *reader;
	struct tc_pack pack;
};

void intake_init(struct intake *in, struct tc_record *record);
void intake_release(struct intake *in);

enum intake_result {
	INTAKE_SIGHTING, /* `item` is one */
	INTAKE_CURSOR,   /* of tc-extract --new: for cache/cursors */
	INTAKE_NOTHING,  /* counted; a reason that is the record's fault was told */
};
/* The record that `record` views. The item is borrowed until the next call. */
enum intake_result intake_record(struct intake *in, struct tc_record *record,
				 const struct tc_line *at, struct tc_span *item);
/* The same for a line read from the store, which is known to be good. */
bool intake_stored(struct intake *in, struct tc_record *record, struct tc_span line,
		   struct tc_span *item);

/* The name of its kind: what names the folder. Borrowed from in->names or a constant. */
struct tc_span intake_kind(const struct intake *in, struct tc_span item);
/* The record as a line, LF included, into w (any writer without hook). */
void intake_write(const struct intake *in, struct tc_span item, struct tc_writer *w);

#endif
