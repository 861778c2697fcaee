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
	uint64_t records;  /* read, whatever became of them; cursors are none */
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
	unsigned kind_slot, id_slot;
	struct tc_value stamps[2];  /* user and host */
	struct tc_span good_kind;   /* the last name of a kind; in names */
	struct tc_writer reject_id; /* file, NUL, offset */
	struct tc_told told;
};

/* The record is the one that the other calls are given. */
void intake_init(struct intake *in, struct tc_record *record);
void intake_release(struct intake *in);

enum intake_result {
	INTAKE_SIGHTING, /* `item` is one */
	INTAKE_CURSOR,   /* of tc-extract --new: for cache/cursors */
	INTAKE_REJECT,   /* counted; `item` is one, of what is wrong with the record or of
	                    what it tells of; it sorts by file and offset */
	INTAKE_NAMELESS, /* counted */
};
/* The record that `record` views. What is wrong with it is told, once a file and reason. The
 * item is borrowed until the next call. */
enum intake_result intake_record(struct intake *in, struct tc_record *record,
				 const struct tc_line *at, struct tc_span *item);
/* The same for a line read from the store; false: it should not be there. */
bool intake_stored(struct intake *in, struct tc_record *record, struct tc_span line,
		   struct tc_span *item);

/* The name of its kind: what names the folder. Borrowed from in->names or a constant. */
struct tc_span intake_kind(const struct intake *in, struct tc_span item);
/* The record as a line, LF included, into w (any writer without hook). */
void intake_write(const struct intake *in, struct tc_span item, struct tc_writer *w);

#endif
