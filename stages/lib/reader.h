/* reader.h - a record back into the fields of its kind: the other way of tc_kind_write().
 *
 * A kind that is not in tc_kinds[] is read as TC_KIND_OTHER: id, ts, its name and the rest.
 * Fields a kind does not know go into its last one, of type TC_FIELD_REST: as they stand,
 * sorted by name. */
#ifndef TC_READER_H
#define TC_READER_H

#include "lib/intern.h"
#include "lib/kind.h"
#include "lib/record.h"

struct tc_reader;

/* Registers its slots with `record`, which it borrows, as `names`. Returned owned. */
struct tc_reader *tc_reader_new(struct tc_record *record, struct tc_intern *names);
void tc_reader_free(struct tc_reader *r);
/* Reads the record that was parsed last; texts are borrowed until the next one is. NULL when
 * all is well, else what is wrong with it (static text): a field of the wrong type, a
 * count that is negative or no whole number, a time that is none. A record without an id
 * has TC_ID null: that is for the caller to judge. */
const char *tc_reader_read(struct tc_reader *r, enum tc_kind_id *kind,
			   struct tc_value *values);

#endif
