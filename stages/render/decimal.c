/* Numbers as text, rounded from their text. */
#include "render/decimal.h"

#include <string.h>

#define EXPONENT_MAX 10000 /* beyond it a number is nothing or too large */
#define DIGITS_MAX   37    /* of a scaled number: they fit 128 bits */

/* A JSON number taken apart: sign, digits, and the power of ten of the last digit. */
struct parts {
	bool negative;
	struct tc_span whole, fraction;
	int exponent;
};

static struct tc_span digits(struct tc_span *text)
{
	struct tc_span run = { text->p, 0 };

	while (run.n < text->n && run.p[run.n] >= '0' && run.p[run.n] <= '9')
		run.n++;
	text->p += run.n;
	text->n -= run.n;
	return run;
}

static bool pass(struct tc_span *text, const char *any)
{
	if (text->n == 0 || !*text->p || !strchr(any, *text->p))
		return false;
	text->p++;
	text->n--;
	return true;
}

static bool take_apart(struct tc_span text, struct parts *p)
{
	*p = (struct parts){ .negative = pass(&text, "-") };
	p->whole = digits(&text);
	if (p->whole.n == 0 || (p->whole.n > 1 && p->whole.p[0] == '0'))
		return false;
	if (pass(&text, ".")) {
		p->fraction = digits(&text);
		if (p->fraction.n == 0)
			return false;
	}
	if (pass(&text, "eE")) {
		bool minus = text.n && *text.p == '-';
		struct tc_span power;

		pass(&text, "+-");
		power = digits(&text);
		if (power.n == 0)
			return false;
		for (size_t i = 0; i < power.n; i++)
			if (p->exponent < EXPONENT_MAX)
				p->exponent = p->exponent * 10 + (power.p[i] - '0');
		if (minus)
			p->exponent = -p->exponent;
	}
	return text.n == 0;
}

bool decimal_is_number(struct tc_span text)
{
	struct parts p;

	return take_apart(text, &p);
}

static int digit_at(const struct parts *p, size_t i)
{
	if (i < p->whole.n)
		return p->whole.p[i] - '0';
	i -= p->whole.n;
	return i < p->fraction.n ? p->fraction.p[i] - '0' : 0;
}

static bool scale(struct tc_span text, int places, bool round, tc_int128 *scaled)
{
	struct parts p;
	long kept; /* digits before the point of the scaled number */
	int taken = 0;
	tc_int128 n = 0;

	if (!take_apart(text, &p))
		return false;
	kept = (long)p.whole.n + p.exponent + places;
	for (long i = 0; i < kept; i++) {
		n = n * 10 + digit_at(&p, (size_t)i);
		taken += n != 0;
		if (taken > DIGITS_MAX)
			return false;
	}
	if (round && kept >= 0 && digit_at(&p, (size_t)kept) >= 5)
		n++;
	*scaled = p.negative ? -n : n;
	return true;
}

bool decimal_scale(struct tc_span text, int places, tc_int128 *scaled)
{
	return scale(text, places, true, scaled);
}

bool decimal_floor(struct tc_span text, int places, tc_int128 *scaled)
{
	return scale(text, places, false, scaled);
}

size_t decimal_format(tc_int128 scaled, int places, char *out)
{
	char text[DECIMAL_SIZE], *end = out;
	size_t n, whole, lead = places > 0 ? (size_t)places + 1 : 1;

	if (scaled < 0)
		*end++ = '-';
	n = tc_int128_format(scaled < 0 ? -scaled : scaled, text);
	if (n < lead) {
		memmove(text + lead - n, text, n);
		memset(text, '0', lead - n);
		n = lead;
	}
	whole = n - lead + 1;
	for (size_t i = 0; i < whole; i++) {
		*end++ = text[i];
		if ((whole - i) % 3 == 1 && i + 1 < whole)
			*end++ = ',';
	}
	if (places > 0) {
		*end++ = '.';
		memcpy(end, text + whole, (size_t)places);
		end += places;
	}
	return (size_t)(end - out);
}
