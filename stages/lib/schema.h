/* schema.h - the JSON schemas of the records, compiled in.
 *
 * The table is generated from schemas/<kind>.schema.json when the library is built. */
#ifndef TC_SCHEMA_H
#define TC_SCHEMA_H

#include "lib/span.h"

struct tc_schema {
	const char *kind;
	struct tc_span text; /* the file, byte for byte */
};

extern const struct tc_schema tc_schemas[]; /* sorted by kind, ends with kind NULL */

#endif
