/* change.h - one change of the store, whole or not at all.
 *
 * New files are written under temporary names, `.tmp-<host>-<pid>-<n>` in the root, where
 * one look finds what a killed writer left. Committing fsyncs them, renames them to names
 * nobody uses, fsyncs their folders, writes the new manifest the same way (from then on the
 * change counts), and unlinks what it replaced. A kill before the manifest leaves the old
 * store and some files it does not know; a kill after it leaves the new store and some
 * files it does not know. store_lock() and compact clean up. A failure (disk full, quota,
 * read-only) leaves the old store, too, and no file more. */
#ifndef TC_ARCHIVE_CHANGE_H
#define TC_ARCHIVE_CHANGE_H

#include "archive/part.h"
#include "lib/report.h"

struct change;

/* The store is locked. Owned; ended by change_commit(). */
struct change *change_new(struct store *s);

/* A new file for a partition, in place of the one it has. `last` is its name: NULL for
 * <host>-<seq> with the next free seq, or "part-0"; a name under which the store has other
 * bytes is not taken: then it is <host>-<seq> all the same, and another change may rename
 * it. One at a time. */
void change_part_begin(struct change *c, const struct partition *p, const char *last);
/* A line with its LF, in the order of the partition. */
void change_part_line(struct change *c, struct tc_span line, int64_t ts);
/* Ends the file. One without a line removes the partition; one that came out equal to what
 * the partition has is not used (unless its name differs). True when something changes. */
bool change_part_end(struct change *c);

/* A file of bytes (an index), one at a time, also while a partition is being written; no
 * file of the store has this path. Borrows path until the end. */
void change_file_begin(struct change *c, const char *path);
void change_file_write(struct change *c, const void *bytes, size_t n);
void change_file_end(struct change *c, const char *kind, uint64_t records);
/* Takes a file out of the store. */
void change_remove(struct change *c, const char *path);
/* Takes it out of the manifest and leaves it where it is, for others to take in. */
void change_unlist(struct change *c, const char *path);
/* A partition's file under the name `last`, its bytes as they are. False when the name is
 * not free, or it has it already: nothing changes. */
bool change_rename(struct change *c, const struct file_entry *e, const char *last);

/* What the manifest will be. */
const struct manifest *change_manifest(const struct change *c);
/* Has anything gone wrong so far? Then it was told, and commit will do nothing. */
bool change_failed(const struct change *c);
/* TC_EXIT_IO when something failed: it was told, with the cure; the store is as it was. */
enum tc_exit change_commit(struct change *c);

#endif
