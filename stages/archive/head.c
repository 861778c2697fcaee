/* The head of a stored line. */
#include "archive/head.h"

#include <stdlib.h>

#include "lib/report.h"
#include "lib/time.h"

void head_init(struct head_reader *r)
{
	*r = (struct head_reader){ 0 };
}

void head_release(struct head_reader *r)
{
	free(r->scan.scratch);
}

static bool is_key(struct tc_scan *s, const char *name)
{
	struct tc_span key;

	return tc_scan_key(s, &key) && tc_span_is(key, tc_span_of(name));
}

static bool read_text(struct tc_scan *s, const char *name, struct tc_span *text)
{
	return is_key(s, name) && tc_scan_peek(s) == TC_SCAN_STRING &&
	       tc_scan_text(s, text);
}

static bool read_ts(struct tc_scan *s, int64_t *ts)
{
	struct tc_span text;

	*ts = TC_TIME_NONE;
	if (!is_key(s, "ts"))
		return false;
	if (tc_scan_peek(s) == TC_SCAN_NULL)
		return tc_scan_skip(s);
	return tc_scan_text(s, &text) && tc_time_parse(text, ts);
}

bool head_read(struct head_reader *r, struct tc_span line, struct head *head)
{
	struct tc_scan *s = &r->scan;

	/* An id with escapes is decoded there; the two before and after it have none. */
	if (s->scratch_size < line.n) {
		s->scratch_size = line.n * 2;
		s->scratch = tc_grow(s->scratch, s->scratch_size, 1);
	}
	s->p = line.p;
	s->end = line.p + line.n;
	s->error = TC_SCAN_OK;
	s->depth = 0;
	return tc_scan_object(s) && read_text(s, "kind", &head->kind) &&
	       read_text(s, "id", &head->id) && read_ts(s, &head->ts);
}
