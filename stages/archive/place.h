/* place.h - which partitions sightings concern: for put.c and settle.c alone.
 *
 * A record that came is joined with what the store has of it. Most are new, or stored on
 * the date they came with; they go to that date as they are, and meet there. But where the
 * index has an id on another date, what is stored there is read first: then the record's
 * ts is known, and it goes to the date of that, and to the dates where it was (it visits
 * them), too. So a partition needs no other: it joins what comes with what it has, and
 * keeps what is of its date. */
#ifndef TC_ARCHIVE_PLACE_H
#define TC_ARCHIVE_PLACE_H

#include "archive/forget.h"
#include "archive/index.h"
#include "archive/intake.h"

struct place {
	/* The caller's. */
	struct intake *in;
	struct tc_record *record; /* for lines of the store */
	struct store *store;      /* locked, no change has begun */
	/* What comes out, owned: records, each once, sorted by place_key(), */
	struct tc_sort *homes;
	struct tc_sort *visits; /* those that may be stored on other dates, there, */
	struct index_writer *entries; /* and what is new to the index. */
	/* Its own. */
	struct forget *forget;
	struct index *index;
	struct tc_sort *wanderers, *probes;
	bool wandered;
	char **kinds; /* names of the kinds that are TC_KIND_OTHER */
	size_t kind_count;
};

/* The caller's fields are set. Reads the sightings, sorted by place_identity(), to the end. */
void place_all(struct place *p, struct tc_sort *sightings);
void place_release(struct place *p);

/* Key for sorting by identity: the index's hash. */
uint64_t place_identity(const struct intake *in, struct tc_span item);
/* Its id without its kind's name. */
struct tc_span place_id(struct tc_span item);
/* Key of the kind's number and the ts, TC_TIME_NONE last: partitions are ranges of keys. */
uint64_t place_key(unsigned kind, int64_t ts);

struct target {
	struct partition partition;    /* that the store has, or would have */
	const struct file_entry *file; /* borrowed; NULL: it has not */
	uint64_t begin, end;           /* of its keys */
};

/* The partition of a key. */
void place_target(const struct place *p, uint64_t key, struct target *t);
/* Is a record of this ts and the target's kind in it? */
bool target_has(const struct target *t, int64_t ts);

#endif
