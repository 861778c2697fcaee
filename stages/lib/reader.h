/* reader.h - a record back into the fields of its kind: the other way of tc_kind_write().
 *
 * A kind that is not in tc_kinds[] is read as TC_KIND_OTHER: id, ts, whose it is, and the
 * rest. Fields a kind does not know go into its last one, of type TC_FIELD_REST: their values
 * as they stand, sorted by name. JSON in fields a kind does know is not looked into. */
#ifndef TC_READER_H
#define TC_READER_H

#include "lib/intern.h"
#include "lib/kind.h"
#include "lib/record.h"

struct tc_reader;

/* Borrows both. Returned owned. */
struct tc_reader *tc_reader_new(struct tc_record *record, struct tc_intern *names);
void tc_reader_free(struct tc_reader *r);
/* Fields of this name that calls do not know are left out. Borrows name. At most
 * TC_READER_DROPS. */
#define TC_READER_DROPS 16
void tc_reader_drop(struct tc_reader *r, const char *name);
/* Reads the record that was parsed last; texts are borrowed until the next one is. NULL when
 * all is well, else what is wrong with it: a kind that is no text, a field of the wrong type,
 * a count that is negative or no whole number, a time that is none, bytes that are no UTF-8,
 * a name too long to be told from others. It lasts as long as `names`, and is the same
 * pointer for the same reason.
 * The caller judges names: a record without an id has TC_ID null, and one of any other kind
 * cannot be written then; the name of a kind may be anything, but must not hold NUL. */
const char *tc_reader_read(struct tc_reader *r, enum tc_kind_id *kind,
			   struct tc_value *values);

#endif
