/* unlisted.h - files of ours that the manifest does not have, in the folders that are read:
 * leavings of a killed writer, or copied in by hand. */
#ifndef TC_ARCHIVE_UNLISTED_H
#define TC_ARCHIVE_UNLISTED_H

#include "archive/select.h"
#include "archive/store.h"

/* Says how many there are, and the cure; nothing when there are none, or while a writer
 * is at work, whose they may be. */
void unlisted_tell(const struct store *s, const struct selection *wanted);

#endif
