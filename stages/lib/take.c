/* A string or number being taken out of what is scanned. */
#include "lib/take.h"

#include "lib/utf8.h"

static size_t continuations(const char *p, const char *end)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t word;
	size_t n = 0;

	for (; end - p >= 8; p += 8) {
		memcpy(&word, p, 8);
		n += ((word >> 7 & ~word >> 6 & ones) * ones) >> 56;
	}
	for (; p < end; p++)
		n += (*p & 0xc0) == 0x80;
	return n;
}

static void append(struct tc_take *t, const char *p, size_t n)
{
	size_t left = t->room - t->used, fit = n < left ? n : left;

	if (fit)
		memcpy(t->out + t->used, p, fit);
	t->used += fit;
	t->cut |= fit < n;
	t->collected = true;
}

void tc_take_to(struct tc_take *t, const char *p)
{
	size_t n = (size_t)(p - t->from);

	t->chars += n - continuations(t->from, p);
	append(t, t->from, n);
	if (n)
		t->surrogate = 0;
	t->from = p;
}

void tc_take_code(struct tc_take *t, uint32_t code)
{
	bool high = code >= 0xd800 && code < 0xdc00,
	     low = code >= 0xdc00 && code < 0xe000;
	uint32_t shown = high || low ? 0xfffd : code;
	char bytes[4];

	if (low && t->surrogate) {
		/* The second half: one character for both, in the place of U+FFFD. */
		shown = 0x10000 + ((t->surrogate & 0x3ff) << 10) + (code & 0x3ff);
		if (!t->cut)
			t->used -= sizeof(TC_UTF8_REPLACEMENT) - 1;
		t->chars--;
	}
	t->surrogate = high ? code : 0;
	t->chars++;
	append(t, bytes, tc_utf8_encode(shown, bytes));
}

/* n without the bytes of a last character that is not whole. */
static size_t whole(const unsigned char *p, size_t n)
{
	size_t tail = 1;

	while (tail < 4 && tail < n && (p[n - tail] & 0xc0) == 0x80)
		tail++;
	if (n && p[n - tail] >= 0xc0 && !tc_utf8_length(p + n - tail, p + n))
		n -= tail;
	return n;
}

struct tc_span tc_take_end(struct tc_take *t, const char *p)
{
	struct tc_span text = { t->from, (size_t)(p - t->from) };

	if (t->collected) {
		tc_take_to(t, p);
		text = (struct tc_span){ t->out, t->used };
	} else {
		t->chars = text.n - continuations(text.p, p);
		t->cut = text.n > t->room;
		text.n = t->cut ? t->room : text.n;
	}
	if (t->cut)
		text.n = whole((const unsigned char *)text.p, text.n);
	return text;
}
