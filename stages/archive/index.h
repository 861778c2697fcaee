/* index.h - in which partition an id is: for sightings of a record on another date.
 *
 * A file `_index/<kind>-<seq>` is a row of 12-byte entries, little-endian: the id's 64-bit
 * hash, then the date (int32_t), sorted. A put adds a file with its new ids; of two files of
 * like size the next put makes one, so there are few; compact makes one, `<kind>-0`, equal
 * wherever the records are. An entry is a hint, checked against the partition: hashes may
 * collide, and a date may be out of date (then a later file or none tells better).
 * Missing or damaged files are made anew from the partitions. */
#ifndef TC_ARCHIVE_INDEX_H
#define TC_ARCHIVE_INDEX_H

#include "archive/change.h"

struct index;

/* All index files of a kind, for looking up; rebuilt from the partitions when they are not
 * whole. Ids come in ascending order of their hash. Owned. */
struct index *index_open(const struct store *s, const char *kind);
/* Calls `found` for each date the hash stands for, oldest first. */
void index_find(struct index *x, uint64_t hash,
		void (*found)(void *context, int32_t date), void *context);
void index_close(struct index *x);

/* Writes what was added since (hash, date), in ascending order, as part of a change; merges
 * files that have become too many. */
struct index_writer;
struct index_writer *index_writer_new(struct change *c, const char *kind);
void index_add(struct index_writer *w, uint64_t hash, int32_t date);
void index_writer_close(struct index_writer *w);
/* One file instead of all, from the partitions the change leaves. For compact. */
void index_rebuild(struct change *c, const char *kind);

#endif
