/* The strict JSON scanner. */
#include "lib/scan.h"

#if defined(__SSE2__) && !defined(TC_SCALAR)
#include <emmintrin.h>
#endif

#include "lib/utf8.h"

#define NUMBER_SIZE 64

/* A string or number being taken. What lies between `from` and the place the scanner has
 * reached is not collected yet: it can be borrowed as long as nothing has been. */
struct take {
	const char *from;
	char *out;
	size_t room, used;
	uint64_t chars;
	bool collected, cut;
	bool high;     /* the last thing collected is a high surrogate, ... */
	uint32_t code; /* ... this one, and stands there as U+FFFD */
};

const char *tc_scan_reason(enum tc_scan_error error)
{
	static const char *const reasons[] = {
		[TC_SCAN_OK] = "no error",
		[TC_SCAN_ENDS] = "line ends inside a value",
		[TC_SCAN_SYNTAX] = "not JSON",
		[TC_SCAN_CONTROL] = "control character in a string",
		[TC_SCAN_ESCAPE] = "unknown escape in a string",
		[TC_SCAN_NUMBER] = "malformed number",
		[TC_SCAN_DEEP] = "nested too deep",
		[TC_SCAN_TYPE] = "value of another type",
		[TC_SCAN_LONG] = "line too long",
		[TC_SCAN_READ] = "reading failed",
	};

	return reasons[error];
}

static const char *fail(struct tc_scan *s, const char *p, enum tc_scan_error error)
{
	s->p = p;
	if (s->error == TC_SCAN_OK)
		s->error = *p == '\n' ? TC_SCAN_ENDS : error;
	return NULL;
}

static size_t continuations(const char *p, const char *end)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t word;
	size_t n = 0;

	for (; end - p >= 8; p += 8) {
		memcpy(&word, p, 8);
		n += (word >> 7 & ~word >> 6 & ones) * ones >> 56;
	}
	for (; p < end; p++)
		n += (*p & 0xc0) == 0x80;
	return n;
}

static void append(struct take *t, const char *p, size_t n)
{
	size_t left = t->room - t->used, fit = n < left ? n : left;

	if (fit)
		memcpy(t->out + t->used, p, fit);
	t->used += fit;
	t->cut |= fit < n;
	t->collected = true;
}

static void collect(struct take *t, const char *p)
{
	size_t n = (size_t)(p - t->from);

	t->chars += n - continuations(t->from, p);
	append(t, t->from, n);
	if (n)
		t->high = false;
	t->from = p;
}

/* A surrogate stands as U+FFFD until its other half comes. */
static void collect_code(struct take *t, uint32_t code)
{
	char bytes[4];
	bool low = code >> 10 == 0xdc00 >> 10, high = code >> 10 == 0xd800 >> 10;

	if (low && t->high) {
		code = 0x10000 + ((t->code & 0x3ff) << 10) + (code & 0x3ff);
		if (!t->cut)
			t->used -= sizeof(TC_UTF8_REPLACEMENT) - 1;
		t->chars--;
	} else {
		t->code = code;
		code = low || high ? 0xfffd : code;
	}
	t->high = high;
	t->chars++;
	append(t, bytes, tc_utf8_encode(code, bytes));
}

/* What was taken, up to `end`. A character cut in two is left out. */
static struct tc_span taken(struct take *t, const char *end)
{
	const unsigned char *p;
	size_t n, tail = 1;

	if (t->collected) {
		collect(t, end);
	} else {
		t->used = (size_t)(end - t->from);
		t->chars = t->used - continuations(t->from, end);
		t->cut = t->used > t->room;
		t->used = t->cut ? t->room : t->used;
		t->out = NULL;
	}
	p = (const unsigned char *)(t->out ? t->out : t->from);
	n = t->used;
	if (t->cut) {
		while (tail < 4 && tail < n && (p[n - tail] & 0xc0) == 0x80)
			tail++;
		if (n && p[n - tail] >= 0xc0 && !tc_utf8_length(p + n - tail, p + n))
			n -= tail;
	}
	return (struct tc_span){ (const char *)p, n };
}

/* The byte at p, read on when p stands at the sentinel. */
static const char *read_on(struct tc_scan *s, const char *p, struct take *t)
{
	bool more = s->more != NULL;

	while (more && p == s->end) {
		if (t)
			collect(t, p);
		s->p = p;
		more = s->more(s);
		p = s->p;
		if (t)
			t->from = p;
	}
	return p;
}

static inline const char *here(struct tc_scan *s, const char *p, struct take *t)
{
	return *p == '\n' ? read_on(s, p, t) : p;
}

static const char *pass_blanks(struct tc_scan *s, const char *p)
{
	for (;;) {
		while (*p == ' ' || *p == '\t' || *p == '\r')
			p++;
		if (*p != '\n' || p != s->end)
			return p;
		p = read_on(s, p, NULL);
		if (p == s->end)
			return p;
	}
}

static inline const char *token(struct tc_scan *s, const char *p)
{
	return (unsigned char)*p > ' ' ? p : pass_blanks(s, p);
}

/* To the next quote, backslash or control character: the sentinel at the latest. */
static inline const char *run(const char *p)
{
#if defined(__SSE2__) && !defined(TC_SCALAR)
	const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'),
		      control = _mm_set1_epi8(0x1f);

	for (;; p += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i hit = _mm_or_si128(_mm_cmpeq_epi8(v, quote),
					   _mm_cmpeq_epi8(v, backslash));
		unsigned mask;

		hit = _mm_or_si128(hit, _mm_cmpeq_epi8(_mm_min_epu8(v, control), v));
		mask = (unsigned)_mm_movemask_epi8(hit);
		if (mask)
			return p + __builtin_ctz(mask);
	}
#else
	const uint64_t ones = 0x0101010101010101u, high = ones << 7;
	uint64_t word, quote, backslash;

	for (;; p += 8) {
		memcpy(&word, p, 8);
		quote = word ^ ones * '"';
		backslash = word ^ ones * '\\';
		if (((quote - ones) & ~quote & high) |
		    ((backslash - ones) & ~backslash & high) |
		    ((word - ones * ' ') & ~word & high))
			break;
	}
	while ((unsigned char)*p >= ' ' && *p != '"' && *p != '\\')
		p++;
	return p;
#endif
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static const char *pass_escape(struct tc_scan *s, const char *p, struct take *t)
{
	static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
	const char *letter;
	uint32_t code = 0;

	p = here(s, p, NULL);
	letter = memchr(letters, *p, sizeof(letters) - 1);
	if (letter) {
		code = (unsigned char)meanings[letter - letters];
	} else if (*p == 'u') {
		for (int i = 0; i < 4; i++) {
			p = here(s, p + 1, NULL);
			if (hex(*p) < 0)
				return fail(s, p, TC_SCAN_ESCAPE);
			code = code << 4 | (uint32_t)hex(*p);
		}
	} else {
		return fail(s, p, TC_SCAN_ESCAPE);
	}
	if (t) {
		collect_code(t, code);
		t->from = p + 1;
	}
	return p + 1;
}

/* A string from a backslash, control character or sentinel to behind the closing quote. */
static const char *pass_rough(struct tc_scan *s, const char *p, struct take *t)
{
	while (*p != '"') {
		if (*p == '\\') {
			if (t)
				collect(t, p);
			p = pass_escape(s, p + 1, t);
			if (!p)
				return NULL;
		} else if (p == s->end) {
			p = read_on(s, p, t);
			if (*p == '\n')
				return fail(s, p, TC_SCAN_CONTROL);
		} else {
			return fail(s, p, TC_SCAN_CONTROL);
		}
		p = run(p);
	}
	return p + 1;
}

/* From behind the opening quote to behind the closing one. */
static inline const char *pass_string(struct tc_scan *s, const char *p, struct take *t)
{
	p = run(p);
	return *p == '"' ? p + 1 : pass_rough(s, p, t);
}

static inline bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *pass_digits(struct tc_scan *s, const char *p, struct take *t)
{
	p = here(s, p, t);
	if (!digit(*p))
		return fail(s, p, TC_SCAN_NUMBER);
	do {
		while (digit(*p))
			p++;
		p = here(s, p, t);
	} while (digit(*p));
	return p;
}

static inline const char *pass_number(struct tc_scan *s, const char *p, struct take *t)
{
	if (*p == '-')
		p = here(s, p + 1, t);
	if (*p == '0') {
		p = here(s, p + 1, t);
		if (digit(*p))
			return fail(s, p, TC_SCAN_NUMBER);
	} else {
		p = pass_digits(s, p, t);
	}
	if (p && *p == '.')
		p = pass_digits(s, p + 1, t);
	if (p && (*p == 'e' || *p == 'E')) {
		p = here(s, p + 1, t);
		p = pass_digits(s, *p == '+' || *p == '-' ? p + 1 : p, t);
	}
	return p;
}

static inline const char *pass_word(struct tc_scan *s, const char *p, const char *word,
				    size_t n)
{
	if (memcmp(p, word, n) == 0)
		return p + n;
	for (; n; n--, p++) {
		p = here(s, p, NULL);
		if (*p != *word++)
			return fail(s, p, TC_SCAN_SYNTAX);
	}
	return p;
}

/* A value that is no container. */
static inline const char *pass_plain(struct tc_scan *s, const char *p)
{
	switch (*p) {
	case '"':
		return pass_string(s, p + 1, NULL);
	case 'n':
		return pass_word(s, p, "null", 4);
	case 't':
		return pass_word(s, p, "true", 4);
	case 'f':
		return pass_word(s, p, "false", 5);
	default:
		if (digit(*p) || *p == '-')
			return pass_number(s, p, NULL);
		return fail(s, p,
			    memchr("+.IN", *p, 4) ? TC_SCAN_NUMBER : TC_SCAN_SYNTAX);
	}
}

static bool in_object(const struct tc_scan *s)
{
	unsigned level = s->depth - 1;

	return s->objects[level / 64] >> level % 64 & 1;
}

/* Steps into the container that opens at p. */
static const char *step_in(struct tc_scan *s, const char *p)
{
	uint64_t bit = (uint64_t)1 << s->depth % 64, *word = &s->objects[s->depth / 64];

	if (s->depth == TC_SCAN_DEPTH)
		return fail(s, p, TC_SCAN_DEEP);
	*word = *p == '{' ? *word | bit : *word & ~bit;
	s->depth++;
	s->fresh = true;
	return p + 1;
}

static const char *step_out(struct tc_scan *s, const char *p)
{
	s->depth--;
	s->fresh = false;
	return p + 1;
}

/* To the next key or item of the innermost container: past the comma if one is due. */
static inline const char *pass_comma(struct tc_scan *s, const char *p)
{
	if (s->fresh) {
		s->fresh = false;
		return p;
	}
	if (*p != ',')
		return fail(s, p, TC_SCAN_SYNTAX);
	return token(s, p + 1);
}

static inline const char *pass_colon(struct tc_scan *s, const char *p)
{
	p = token(s, p);
	if (*p != ':')
		return fail(s, p, TC_SCAN_SYNTAX);
	return token(s, p + 1);
}

/* Passes over what is left of all containers deeper than `depth`. */
static const char *pass_rest(struct tc_scan *s, const char *p, unsigned depth)
{
	bool object = s->depth > depth && in_object(s);

	while (p && s->depth > depth) {
		p = token(s, p);
		if (*p == (object ? '}' : ']')) {
			p = step_out(s, p);
			object = s->depth > depth && in_object(s);
			continue;
		}
		p = pass_comma(s, p);
		if (p && object) {
			p = *p == '"' ? pass_string(s, p + 1, NULL)
				      : fail(s, p, TC_SCAN_SYNTAX);
			if (p)
				p = pass_colon(s, p);
		}
		if (p && (*p == '{' || *p == '[')) {
			object = *p == '{';
			p = step_in(s, p);
		} else if (p) {
			p = pass_plain(s, p);
		}
	}
	return p;
}

/* Goes on at p: NULL is an error told already. */
static bool go_on(struct tc_scan *s, const char *p)
{
	if (p)
		s->p = p;
	return p != NULL;
}

enum tc_scan_kind tc_scan_peek(struct tc_scan *s)
{
	if (s->error)
		return TC_SCAN_END;
	s->p = token(s, s->p);
	switch (*s->p) {
	case '\n':
	case '}':
	case ']':
		return TC_SCAN_END;
	case 'n':
		return TC_SCAN_NULL;
	case 'f':
		return TC_SCAN_FALSE;
	case 't':
		return TC_SCAN_TRUE;
	case '"':
		return TC_SCAN_STRING;
	case '{':
		return TC_SCAN_OBJECT;
	case '[':
		return TC_SCAN_ARRAY;
	default:
		return *s->p == '-' || digit(*s->p) ? TC_SCAN_NUMERIC : TC_SCAN_OTHER;
	}
}

/* To the next value, NULL and an error when it does not start so. */
static const char *starting(struct tc_scan *s, char first)
{
	const char *p;

	if (s->error)
		return NULL;
	p = token(s, s->p);
	return *p == first ? p : fail(s, p, TC_SCAN_TYPE);
}

bool tc_scan_object(struct tc_scan *s)
{
	const char *p = starting(s, '{');

	return p && go_on(s, step_in(s, p));
}

bool tc_scan_array(struct tc_scan *s)
{
	const char *p = starting(s, '[');

	return p && go_on(s, step_in(s, p));
}

/* To the next key or item, NULL at the end of the container or on an error. */
static const char *next(struct tc_scan *s, char close)
{
	const char *p;

	if (s->error)
		return NULL;
	p = token(s, s->p);
	if (*p == close) {
		s->p = step_out(s, p);
		return NULL;
	}
	return pass_comma(s, p);
}

bool tc_scan_key(struct tc_scan *s, struct tc_span *key)
{
	struct take t = { .out = s->held, .room = sizeof(s->held) };
	const char *p = next(s, '}'), *end;

	if (!p)
		return false;
	if (*p != '"')
		return fail(s, p, TC_SCAN_SYNTAX);
	t.from = p + 1;
	end = run(p + 1);
	if (end[0] == '"' &&
	    end[1] == ':') { /* nothing more is read: it can be borrowed */
		*key = taken(&t, end);
		return go_on(s, end + 2);
	}
	p = pass_string(s, p + 1, &t);
	if (!p)
		return false;
	collect(&t, p - 1);
	*key = taken(&t, p - 1);
	p = pass_colon(s, p);
	return go_on(s, p);
}

bool tc_scan_item(struct tc_scan *s)
{
	const char *p = next(s, ']');

	return go_on(s, p);
}

bool tc_scan_skip(struct tc_scan *s)
{
	unsigned depth = s->depth;
	const char *p;

	if (s->error)
		return false;
	p = token(s, s->p);
	if (*p != '{' && *p != '[')
		return go_on(s, pass_plain(s, p));
	p = step_in(s, p);
	return p && go_on(s, pass_rest(s, p, depth));
}

bool tc_scan_leave(struct tc_scan *s)
{
	return !s->error && go_on(s, pass_rest(s, s->p, s->depth - 1));
}

bool tc_scan_string(struct tc_scan *s, struct tc_string *string)
{
	const char *p = starting(s, '"');
	struct take t = { .out = s->scratch, .room = s->scratch_size };

	if (!p)
		return false;
	t.from = p + 1;
	p = pass_string(s, p + 1, &t);
	if (!p)
		return false;
	string->text = taken(&t, p - 1);
	string->chars = t.chars;
	string->cut = t.cut;
	return go_on(s, p);
}

bool tc_scan_chars(struct tc_scan *s, uint64_t *chars)
{
	const char *p = starting(s, '"');
	struct take t = { .room = 0 };

	if (!p)
		return false;
	t.from = p + 1;
	p = pass_string(s, p + 1, &t);
	if (!p)
		return false;
	taken(&t, p - 1);
	*chars = t.chars;
	return go_on(s, p);
}

bool tc_scan_number(struct tc_scan *s, struct tc_span *text)
{
	struct take t = { .out = s->held, .room = NUMBER_SIZE };
	const char *p;

	if (s->error)
		return false;
	p = token(s, s->p);
	if (*p != '-' && !digit(*p))
		return fail(s, p, TC_SCAN_TYPE);
	t.from = p;
	p = pass_number(s, p, &t);
	if (!p)
		return false;
	*text = taken(&t, p);
	return go_on(s, p);
}

bool tc_scan_count(struct tc_scan *s, uint64_t *value, bool *whole)
{
	struct tc_span text = { NULL, 0 };
	uint64_t n = 0;

	*whole = false;
	if (!tc_scan_number(s, &text) || text.n > 19)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		if (!digit(text.p[i]))
			return false;
		n = n * 10 + (uint64_t)(text.p[i] - '0');
	}
	*value = n;
	*whole = n <= INT64_MAX;
	return *whole;
}

bool tc_scan_boolean(struct tc_scan *s, bool *value)
{
	const char *p;

	if (s->error)
		return false;
	p = token(s, s->p);
	*value = *p == 't';
	if (*p != 't' && *p != 'f')
		return fail(s, p, TC_SCAN_TYPE);
	return go_on(s, pass_plain(s, p));
}

bool tc_scan_another(struct tc_scan *s)
{
	if (s->error)
		return false;
	s->p = token(s, s->p);
	return !s->error && *s->p != '\n';
}

bool tc_scan_line_end(struct tc_scan *s, uint64_t *bytes, bool *closed)
{
	const char *lf;

	if (s->error == TC_SCAN_OK)
		s->error = TC_SCAN_SYNTAX; /* `more` shall refuse nothing now */
	for (;;) {
		lf = memchr(s->p, '\n', (size_t)(s->end - s->p) + 1);
		*bytes += (uint64_t)(lf - s->p);
		s->p = lf;
		*closed = lf != s->end;
		if (*closed || !s->more || !s->more(s))
			break;
	}
	*bytes += *closed;
	s->p += *closed;
	s->error = TC_SCAN_OK;
	s->depth = 0;
	s->fresh = false;
	return *closed;
}
