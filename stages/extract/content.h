/* content.h - reading a message and its content blocks. For line.c alone. */
#ifndef TC_EXTRACT_CONTENT_H
#define TC_EXTRACT_CONTENT_H

#include "extract/line.h"

void content_keywords(struct line_reader *r);
/* The value of `message`. */
bool content_message(struct line_reader *r, struct tc_scan *s);
/* The value of `content`: a string or an array of blocks. */
bool content_read(struct line_reader *r, struct tc_scan *s);
/* The value of `modelUsage`: rebuilt as JSON of models and their numbers, nothing else. */
bool content_model_usage(struct line_reader *r, struct tc_scan *s);

#endif
