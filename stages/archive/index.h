/* index.h - on which dates an id is: for sightings of a record on another date.
 *
 * Files `_index/ids-<seq>` for all kinds together, each a sorted row of entries: the 64-bit
 * hash of a kind and an id, then the date of the record (int32_t); 12 bytes, little-endian.
 * 42 entries and 8 bytes that check them and their place make a block of 512; the last one
 * may be shorter. A put adds a file with its new ids and takes in the files that are not
 * much larger than it; so there are few, and a large one is seldom written.
 *
 * An entry is a hint: hashes collide, and a record that moved left one behind. But every
 * record has one. So that none is missing, index_open() wants each file at the size its
 * line in the manifest says and at least as many entries as there are records, and a block
 * is checked before it is believed. What fails is made anew from the partitions, in a
 * change of its own; nobody is told, for nothing was lost. The sha256 is for `verify`. */
#ifndef TC_ARCHIVE_INDEX_H
#define TC_ARCHIVE_INDEX_H

#include "archive/change.h"

struct index;

/* The same on every machine and for ever: it is on disk. */
uint64_t index_hash(struct tc_span kind, struct tc_span id);

/* For looking up. The store is locked, no change has begun. Owned. */
struct index *index_open(struct store *s);
/* The dates the hash stands for, ascending, each once; borrowed until the next call. Hashes
 * come in ascending order; the same one may come again. */
size_t index_find(struct index *x, uint64_t hash, const int32_t **dates);
void index_close(struct index *x);

/* Adds to the index, as part of a change; in any order. */
struct index_writer;
struct index_writer *index_writer_new(const struct store *s);
void index_add(struct index_writer *w, uint64_t hash, int32_t date);
/* Nothing is written when nothing was added. */
void index_writer_close(struct index_writer *w, struct change *c);

/* Makes it one file, `ids-0`, with one entry a record, equal wherever the records are. In
 * changes of its own; what change_commit() gives. For compact, when all else is done. */
enum tc_exit index_compact(struct store *s);

#endif
