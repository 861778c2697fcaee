/* Is a score what it must be? */
#include "rank/shape.h"

#include "lib/scan.h"

#define DEPTH  32 /* of what no rule here knows */
#define DIGITS 15

enum {
	NUMBER = 1 << TC_SCAN_NUMERIC,
	TEXT = 1 << TC_SCAN_STRING,
	NONE = 1 << TC_SCAN_NULL,
	TRUTH = 1 << TC_SCAN_TRUE | 1 << TC_SCAN_FALSE,
	OBJECT = 1 << TC_SCAN_OBJECT,
	LIST = 1 << TC_SCAN_ARRAY,
	SCALAR = NUMBER | TEXT | NONE | TRUTH,
	ANYTHING = SCALAR | OBJECT | LIST,
	UNSEEN = 1 << 29, /* rules are not given it */
	NEEDED = 1 << 30,
};

/* A member of an object: its name (NULL, the last: any other), which types it may have, what
 * stands in it. */
struct shape {
	const char *name;
	unsigned types;
	const struct shape *inside;
};

static const struct shape anything[] = { { NULL, ANYTHING, anything } };
static const struct shape scalars[] = { { NULL, SCALAR, NULL } };
static const struct shape amounts[] = { { NULL, NUMBER | NONE, NULL } };
static const struct shape check[] = {
	{ "points", NEEDED | NUMBER, NULL },  { "max", NEEDED | NUMBER, NULL },
	{ "measured", NEEDED | TRUTH, NULL }, { "x", NEEDED | NUMBER | NONE, NULL },
	{ "target", NUMBER | NONE, NULL },    { NULL, ANYTHING, anything },
};
static const struct shape checks[] = { { NULL, OBJECT, check } };
static const struct shape category[] = {
	{ "points", NEEDED | NUMBER, NULL },
	{ "max", NEEDED | NUMBER | NONE, NULL },
	{ "measured", NEEDED | TRUTH | NONE, NULL },
	{ "measured_max", NUMBER | NONE, NULL },
	{ "status", TEXT | NONE, NULL },
	{ "evidence", OBJECT, scalars },
	{ "checks", OBJECT, checks },
	{ NULL, ANYTHING, anything },
};
static const struct shape categories[] = { { NULL, OBJECT, category } };
static const struct shape score[] = {
	{ "id", NEEDED | TEXT, NULL },
	{ "ts", NEEDED | TEXT, NULL },
	{ "user", TEXT | NONE, NULL },
	{ "profile", NEEDED | TEXT, NULL },
	{ "policy", TEXT | NONE, NULL },
	{ "base", NEEDED | NUMBER, NULL },
	{ "combo", NUMBER | NONE, NULL },
	{ "measured_max", NUMBER | NONE, NULL },
	{ "categories", NEEDED | OBJECT, categories },
	{ "sessions", OBJECT | NONE, amounts },
	{ "calls", OBJECT | NONE, amounts },
	{ "last_30_days", OBJECT | NONE, amounts },
	{ "period", OBJECT | TEXT | NONE, scalars },
	{ NULL, UNSEEN, NULL },
};

/* Of so many digits before the point: what is greater nobody is given points for. */
static bool is_amount(struct tc_scan *s)
{
	struct tc_span text;
	size_t sign, digits;
	const char *exponent;

	if (!tc_scan_number(s, &text))
		return false;
	sign = text.n && *text.p == '-';
	for (digits = sign; digits < text.n; digits++)
		if (text.p[digits] < '0' || text.p[digits] > '9')
			break;
	exponent = memchr(text.p, 'e', text.n);
	if (!exponent)
		exponent = memchr(text.p, 'E', text.n);
	return digits - sign <= DIGITS && (!exponent || exponent[1] == '-');
}

static const struct shape *member_of(const struct shape *inside, struct tc_span key)
{
	while (inside->name && !tc_span_is(key, tc_span_of(inside->name)))
		inside++;
	return inside;
}

/* The first of the members that must be there and were not seen; NULL: none is missing. */
static const char *missing(const struct shape *inside, unsigned seen)
{
	for (size_t i = 0; inside[i].name; i++)
		if (inside[i].types & NEEDED && !(seen & 1u << i))
			return inside[i].name;
	return NULL;
}

/* The next value. Of an object that does not fit, *fault is the member that is why. */
static bool fits(struct tc_scan *s, const struct shape *shape, unsigned depth,
		 const char **fault)
{
	const struct shape *member;
	enum tc_scan_kind kind = tc_scan_peek(s);
	struct tc_span key;
	unsigned seen = 0;

	if (shape->types & UNSEEN)
		return tc_scan_skip(s);
	if (depth > DEPTH || !(shape->types & 1u << kind))
		return false;
	if (kind == TC_SCAN_NUMERIC)
		return is_amount(s);
	if (kind == TC_SCAN_ARRAY) {
		for (tc_scan_array(s); tc_scan_item(s);)
			if (!fits(s, anything, depth + 1, fault))
				return false;
		return true;
	}
	if (kind != TC_SCAN_OBJECT)
		return tc_scan_skip(s);
	for (tc_scan_object(s); tc_scan_key(s, &key);) {
		member = member_of(shape->inside, key);
		seen |= 1u << (member - shape->inside);
		if (!fits(s, member, depth + 1, fault)) {
			*fault = member->name;
			return false;
		}
	}
	*fault = missing(shape->inside, seen);
	return !*fault;
}

const char *shape_fault(struct tc_span line)
{
	static const struct shape record = { NULL, OBJECT, score };
	struct tc_scan scan = { .p = line.p, .end = line.p + line.n };
	const char *fault = NULL;

	return fits(&scan, &record, 0, &fault) ? NULL : fault;
}
