/* scanning.h - texts for the scanner in memory or a few bytes at a time, for tests.
 *
 * The memory of a feed ends where the contract of lib/scan.h lets it end, and what stands
 * behind the sentinel is hostile: a sanitizer or a wrong answer shows who looks there. */
#ifndef TC_SCANNING_H
#define TC_SCANNING_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/scan.h"

struct feed {
	struct tc_scan scan;
	struct tc_span text;
	size_t step; /* bytes at a time; 0 is all of it in memory, without `more` */
	size_t at;
	enum tc_scan_error refuse; /* `more` says this once when at has reached limit */
	size_t limit;
	char *buffer;
};

static inline void feed_fill(struct feed *feed, size_t kept, size_t n)
{
	char *buffer = malloc(kept + n + TC_SCAN_PAD);

	if (!buffer)
		abort();
	if (kept)
		memcpy(buffer, feed->scan.p, kept);
	if (n)
		memcpy(buffer + kept, feed->text.p + feed->at, n);
	memset(buffer + kept + n, '"', TC_SCAN_PAD);
	buffer[kept + n] = '\n';
	free(feed->buffer);
	feed->buffer = buffer;
	feed->at += n;
	feed->scan.p = buffer;
	feed->scan.end = buffer + kept + n;
}

static inline bool feed_more(struct tc_scan *s)
{
	struct feed *feed = s->context;
	size_t left = feed->text.n - feed->at, n = left < feed->step ? left : feed->step;

	if (feed->refuse && feed->at >= feed->limit && s->error == TC_SCAN_OK) {
		s->error = feed->refuse;
		return false;
	}
	feed_fill(feed, (size_t)(s->end - s->p), n);
	return n > 0;
}

/* Release with feed_close(). Borrows text. */
static inline void feed_open(struct feed *feed, struct tc_span text, size_t step)
{
	*feed = (struct feed){ .text = text, .step = step };
	feed_fill(feed, 0, step ? 0 : text.n);
	feed->scan.more = step ? feed_more : NULL;
	feed->scan.context = feed;
}

static inline void feed_close(struct feed *feed)
{
	free(feed->buffer);
}

/* The other ways to take a string must see the same; in memory it can be taken again. */
static inline void take_again(struct tc_scan before, const struct tc_scan *after,
			      const struct tc_string *string)
{
	struct tc_scan other = before;
	char scratch[64];
	struct tc_span text;
	uint64_t chars;

	if (before.more)
		return;
	if (!tc_scan_chars(&before, &chars) || chars != string->chars ||
	    before.p != after->p || other.scratch_size > sizeof(scratch))
		abort();
	other.scratch = scratch;
	if (!tc_scan_text(&other, &text) || !tc_span_is(text, string->text) ||
	    other.p != after->p)
		abort();
}

/* Takes the next value piece by piece and tells what it saw. A container is left after
 * `most` of its keys or items; strings are only counted then. */
static inline bool walk(struct tc_scan *s, unsigned most, FILE *seen)
{
	struct tc_span text;
	struct tc_string string;
	struct tc_scan before;
	unsigned n = 0;
	bool flag;

	switch (tc_scan_peek(s)) {
	case TC_SCAN_OBJECT:
		fputc('{', seen);
		if (!tc_scan_object(s))
			return false;
		for (; n < most && tc_scan_key(s, &text); n++) {
			fprintf(seen, "%zu:", text.n);
			fwrite(text.p, 1, text.n, seen);
			if (!walk(s, most, seen))
				return false;
		}
		return n < most ? !s->error : tc_scan_leave(s);
	case TC_SCAN_ARRAY:
		fputc('[', seen);
		if (!tc_scan_array(s))
			return false;
		for (; n < most && tc_scan_item(s); n++) {
			if (!walk(s, most, seen))
				return false;
		}
		return n < most ? !s->error : tc_scan_leave(s);
	case TC_SCAN_STRING:
		if (most < UINT32_MAX) {
			if (!tc_scan_chars(s, &string.chars))
				return false;
			fprintf(seen, "'%" PRIu64, string.chars);
			return true;
		}
		tc_scan_peek(s);
		before = *s;
		if (!tc_scan_string(s, &string))
			return false;
		take_again(before, s, &string);
		fprintf(seen, "\"%d,%" PRIu64 ":", string.cut, string.chars);
		fwrite(string.text.p, 1, string.text.n, seen);
		return true;
	case TC_SCAN_NUMERIC:
		if (!tc_scan_number(s, &text))
			return false;
		fprintf(seen, "#%zu:", text.n);
		fwrite(text.p, 1, text.n, seen);
		return true;
	case TC_SCAN_TRUE:
	case TC_SCAN_FALSE:
		if (!tc_scan_boolean(s, &flag))
			return false;
		fputc("ft"[flag], seen);
		return true;
	default:
		return tc_scan_skip(s);
	}
}

/* Is the text one value and nothing else? TC_SCAN_OK, or why not; TC_SCAN_TYPE stands for
 * something behind the value. `most` as in walk(), to `seen`; without `seen` it is
 * skipped. The scratch is small, so that strings are cut. */
static inline enum tc_scan_error verdict(struct tc_span text, size_t step, unsigned most,
					 FILE *seen)
{
	enum tc_scan_error error;
	struct feed feed;
	char scratch[20];
	bool good;

	feed_open(&feed, text, step);
	feed.scan.scratch = scratch;
	feed.scan.scratch_size = sizeof(scratch);
	good = seen ? walk(&feed.scan, most, seen) : tc_scan_skip(&feed.scan);
	if (good != (feed.scan.error == TC_SCAN_OK) || feed.scan.p < feed.buffer ||
	    feed.scan.p > feed.scan.end)
		abort();
	error = tc_scan_another(&feed.scan) ? TC_SCAN_TYPE : feed.scan.error;
	feed_close(&feed);
	return error;
}

#endif
