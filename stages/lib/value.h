/* value.h - JSON text to a value of jq, several times faster than libjq's own parser.
 *
 * Only what lib/scan accepts is read. Records of one producer have one shape, and most of
 * their fields say what they said in the record before: so the object of the record
 * before is filled anew, and only where the bytes differ. */
#ifndef TC_VALUE_H
#define TC_VALUE_H

#include <jv.h>
#include <stdbool.h>

#include "lib/scan.h"

struct tc_parser;

struct tc_parser *tc_parser_new(void); /* owned */
void tc_parser_free(struct tc_parser *r);
/* Returned owned; invalid with a message when the text is not one JSON value, or nested
 * deeper than libjq can hold. */
jv tc_parser_parse(struct tc_parser *r, struct tc_span text);
/* Is the text JSON? */
bool tc_parser_accepts(struct tc_parser *r, struct tc_span text);

#endif
