/* The strict JSON scanner: containers and lines. */
#include "lib/scan.h"

#include "lib/pass.h"

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

static inline const char *pass_word(struct tc_scan *s, const char *p, const char *word,
				    size_t n)
{
	return memcmp(p, word, n) == 0 ? p + n : tc_pass_word(s, p, word);
}

/* A value that is no container. */
static inline const char *pass_plain(struct tc_scan *s, const char *p)
{
	switch (*p) {
	case '"':
		return tc_pass_string(s, p + 1, NULL);
	case 'n':
		return pass_word(s, p, "null", 4);
	case 't':
		return pass_word(s, p, "true", 4);
	case 'f':
		return pass_word(s, p, "false", 5);
	case '+':
	case '.':
	case 'I':
	case 'N':
		return tc_pass_fail(s, p, TC_SCAN_NUMBER);
	default:
		if (tc_pass_digit(*p) || *p == '-')
			return tc_pass_number(s, p, NULL);
		return tc_pass_fail(s, p, TC_SCAN_SYNTAX);
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
	uint64_t bit = (uint64_t)1 << s->depth % 64;

	if (s->depth == TC_SCAN_DEPTH)
		return tc_pass_fail(s, p, TC_SCAN_DEEP);
	if (*p == '{')
		s->objects[s->depth / 64] |= bit;
	else
		s->objects[s->depth / 64] &= ~bit;
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
		return tc_pass_fail(s, p, TC_SCAN_SYNTAX);
	return tc_pass_to_token(s, p + 1);
}

static inline const char *pass_colon(struct tc_scan *s, const char *p)
{
	p = tc_pass_to_token(s, p);
	if (*p != ':')
		return tc_pass_fail(s, p, TC_SCAN_SYNTAX);
	return tc_pass_to_token(s, p + 1);
}

static inline const char *pass_key(struct tc_scan *s, const char *p)
{
	if (*p != '"')
		return tc_pass_fail(s, p, TC_SCAN_SYNTAX);
	p = tc_pass_string(s, p + 1, NULL);
	return p ? pass_colon(s, p) : NULL;
}

/* Passes over what is left of all containers deeper than `depth`. */
static const char *pass_rest(struct tc_scan *s, const char *p, unsigned depth)
{
	bool object = s->depth > depth && in_object(s);

	while (p && s->depth > depth) {
		p = tc_pass_to_token(s, p);
		if (*p == (object ? '}' : ']')) {
			p = step_out(s, p);
			object = s->depth > depth && in_object(s);
			continue;
		}
		p = pass_comma(s, p);
		if (p && object)
			p = pass_key(s, p);
		if (p && (*p == '{' || *p == '[')) {
			object = *p == '{';
			p = step_in(s, p);
		} else if (p) {
			p = pass_plain(s, p);
		}
	}
	return p;
}

/* By the first byte, plus one; zero: no value starts so. */
static const unsigned char kinds[256] = {
	['\n'] = 1 + TC_SCAN_END,    ['}'] = 1 + TC_SCAN_END,
	[']'] = 1 + TC_SCAN_END,     ['n'] = 1 + TC_SCAN_NULL,
	['f'] = 1 + TC_SCAN_FALSE,   ['t'] = 1 + TC_SCAN_TRUE,
	['"'] = 1 + TC_SCAN_STRING,  ['{'] = 1 + TC_SCAN_OBJECT,
	['['] = 1 + TC_SCAN_ARRAY,   ['-'] = 1 + TC_SCAN_NUMERIC,
	['0'] = 1 + TC_SCAN_NUMERIC, ['1'] = 1 + TC_SCAN_NUMERIC,
	['2'] = 1 + TC_SCAN_NUMERIC, ['3'] = 1 + TC_SCAN_NUMERIC,
	['4'] = 1 + TC_SCAN_NUMERIC, ['5'] = 1 + TC_SCAN_NUMERIC,
	['6'] = 1 + TC_SCAN_NUMERIC, ['7'] = 1 + TC_SCAN_NUMERIC,
	['8'] = 1 + TC_SCAN_NUMERIC, ['9'] = 1 + TC_SCAN_NUMERIC,
};

enum tc_scan_kind tc_scan_peek(struct tc_scan *s)
{
	unsigned char kind;

	if (s->error)
		return TC_SCAN_END;
	s->p = tc_pass_to_token(s, s->p);
	kind = kinds[(unsigned char)*s->p];
	return kind ? (enum tc_scan_kind)(kind - 1) : TC_SCAN_OTHER;
}

bool tc_scan_object(struct tc_scan *s)
{
	const char *p = tc_pass_starting(s, '{');

	return p && tc_pass_on(s, step_in(s, p));
}

bool tc_scan_array(struct tc_scan *s)
{
	const char *p = tc_pass_starting(s, '[');

	return p && tc_pass_on(s, step_in(s, p));
}

/* To the next key or item, NULL at the end of the container or on an error. */
static inline const char *next(struct tc_scan *s, char close)
{
	const char *p;

	if (s->error)
		return NULL;
	p = tc_pass_to_token(s, s->p);
	if (*p == close) {
		s->p = step_out(s, p);
		return NULL;
	}
	return pass_comma(s, p);
}

/* A key that does not lie there plainly. */
static bool take_key(struct tc_scan *s, const char *p, struct tc_span *key)
{
	struct tc_take t = { .from = p + 1, .out = s->held, .room = sizeof(s->held) };

	p = tc_pass_string(s, p + 1, &t);
	if (!p)
		return false;
	tc_take_to(&t, p - 1);
	*key = tc_take_end(&t, p - 1);
	return tc_pass_on(s, pass_colon(s, p));
}

bool tc_scan_key(struct tc_scan *s, struct tc_span *key)
{
	const char *p = next(s, '}'), *end;

	if (!p)
		return false;
	if (*p != '"')
		return tc_pass_fail(s, p, TC_SCAN_SYNTAX);
	end = tc_pass_run(p + 1);
	if (end[0] != '"' || end[1] != ':' || (size_t)(end - p) > sizeof(s->held))
		return take_key(s, p, key);
	/* Nothing more is read on the way to the value: it can be borrowed. */
	*key = (struct tc_span){ p + 1, (size_t)(end - p) - 1 };
	s->p = end + 2;
	return true;
}

bool tc_scan_item(struct tc_scan *s)
{
	return tc_pass_on(s, next(s, ']'));
}

bool tc_scan_skip(struct tc_scan *s)
{
	unsigned depth = s->depth;
	const char *p;

	if (s->error)
		return false;
	p = tc_pass_to_token(s, s->p);
	if (*p != '{' && *p != '[')
		return tc_pass_on(s, pass_plain(s, p));
	p = step_in(s, p);
	return p && tc_pass_on(s, pass_rest(s, p, depth));
}

bool tc_scan_leave(struct tc_scan *s)
{
	return !s->error && tc_pass_on(s, pass_rest(s, s->p, s->depth - 1));
}

bool tc_scan_another(struct tc_scan *s)
{
	if (s->error)
		return false;
	s->p = tc_pass_to_token(s, s->p);
	return *s->p != '\n';
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
