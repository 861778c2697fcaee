/* rejects.h - lines that tc-extract --new could not read. The store keeps none of them, but
 * the cursors count them, file by file: for as long as a file is there. */
#ifndef TC_ARCHIVE_REJECTS_H
#define TC_ARCHIVE_REJECTS_H

#include "lib/writer.h"

/* Writes {"kind":"rollup","of":"reject","by":["reason"],"reason":"...","count":N} for each
 * reason of each file; nothing when there are no cursors. */
void rejects_write(struct tc_writer *out);

#endif
