/* Exact money: integers only. */
#include "lib/money.h"

#define PLACES       9          /* of a dollar, on the pipe */
#define NANO         1000000000 /* 10^PLACES */
#define DIGITS_MAX   39         /* of 2^127 */
#define SHORT_MAX    18         /* bytes whose digits fit into 64 bits */
#define EXPONENT_MAX INT64_C(1000000000)

__extension__ typedef unsigned __int128 uint128;

/* value * 10^zeros, read digit by digit; zeros wait, since only a digit after them makes
 * them count. */
struct decimal {
	uint128 value;
	int64_t zeros;
	bool overflow;
};

static uint128 magnitude_of(tc_int128 value)
{
	return value < 0 ? 0 - (uint128)value : (uint128)value;
}

static bool apply_sign(uint128 magnitude, bool negative, tc_int128 *value)
{
	if (magnitude > ((uint128)1 << 127) - !negative)
		return false;
	*value = (tc_int128)(negative ? 0 - magnitude : magnitude);
	return true;
}

tc_int128 tc_money_round(tc_int128 amount, uint32_t per_nano)
{
	uint128 magnitude = magnitude_of(amount), whole;
	uint64_t rest;

	if (magnitude <= UINT64_MAX) { /* nearly always, and much faster */
		whole = (uint64_t)magnitude / per_nano;
		rest = (uint64_t)magnitude % per_nano;
	} else {
		whole = magnitude / per_nano;
		rest = (uint64_t)(magnitude % per_nano);
	}
	if (rest * 2 > per_nano || (rest * 2 == per_nano && whole % 2 != 0))
		whole++;
	return (tc_int128)(amount < 0 ? 0 - whole : whole);
}

/* clang-format off */
static const char pairs[] =
	"0001020304050607080910111213141516171819"
	"2021222324252627282930313233343536373839"
	"4041424344454647484950515253545556575859"
	"6061626364656667686970717273747576777879"
	"8081828384858687888990919293949596979899";
/* clang-format on */

/* Digits before `end`; returns where they begin. */
static char *put_digits(uint128 value, char *end)
{
	uint64_t low;

	for (; value > UINT64_MAX; value /= 10)
		*--end = (char)('0' + (int)(value % 10));
	low = (uint64_t)value;
	do
		*--end = (char)('0' + low % 10);
	while (low /= 10);
	return end;
}

/* Sign and digits; returns the length. */
static unsigned put_integer(uint128 magnitude, bool negative, char *out)
{
	char digits[DIGITS_MAX], *end = digits + sizeof(digits);
	const char *first = put_digits(magnitude, end);
	unsigned n = (unsigned)(end - first);

	out[0] = '-';
	memcpy(out + negative, first, n);
	return n + negative;
}

/* Most amounts are below ten dollars. */
static unsigned put_digit(unsigned digit, bool negative, char *out)
{
	out[0] = '-';
	out[negative] = (char)('0' + digit);
	return 1u + negative;
}

unsigned tc_int128_format(tc_int128 value, char *out)
{
	return put_integer(magnitude_of(value), value < 0, out);
}

unsigned tc_money_format(tc_int128 nano, char *out)
{
	uint128 magnitude = magnitude_of(nano), whole;
	uint32_t fraction;
	unsigned n;

	if (magnitude <= UINT64_MAX) {
		whole = (uint64_t)magnitude / NANO;
		fraction = (uint32_t)((uint64_t)magnitude % NANO);
	} else {
		whole = magnitude / NANO;
		fraction = (uint32_t)(magnitude % NANO);
	}
	if (whole > 9)
		n = put_integer(whole, nano < 0, out);
	else
		n = put_digit((unsigned)whole, nano < 0, out);
	if (fraction == 0)
		return n;
	out[n] = '.';
	for (unsigned place = PLACES; place > 1; place -= 2, fraction /= 100)
		memcpy(out + n + place - 1, pairs + fraction % 100 * 2, 2);
	out[n + 1] = (char)('0' + fraction);
	for (n += PLACES; out[n] == '0'; n--)
		;
	return n + 1;
}

static void scale(struct decimal *d, int64_t zeros)
{
	for (; zeros > 0 && !d->overflow; zeros--) {
		d->overflow = d->value > ((uint128)1 << 127) / 10; /* room for a digit */
		d->value *= 10;
	}
}

/* Digits from p on; returns what follows them. */
static const char *take_digits(struct decimal *d, const char *p, const char *end)
{
	for (; p < end && *p >= '0' && *p <= '9'; p++) {
		if (*p == '0') {
			d->zeros++;
			continue;
		}
		scale(d, d->zeros + 1);
		d->zeros = 0;
		d->value += (unsigned)(*p - '0');
	}
	return p;
}

/* An integer as JSON writes it; NULL when there is none. */
static const char *take_integer(struct decimal *d, const char *p, const char *end)
{
	const char *after = take_digits(d, p, end);

	return after == p || (*p == '0' && after > p + 1) ? NULL : after;
}

/* "e-9" at p; NULL when there is none. */
static const char *take_exponent(const char *p, const char *end, int64_t *exponent)
{
	bool negative = ++p < end && *p == '-';
	const char *first;
	int64_t value = 0;

	p += p < end && (*p == '-' || *p == '+');
	for (first = p; p < end && *p >= '0' && *p <= '9'; p++) {
		if (value < EXPONENT_MAX)
			value = value * 10 + (*p - '0');
	}
	*exponent = negative ? -value : value;
	return p > first ? p : NULL;
}

/* Digits from p on that are known to fit; returns what follows them. */
static const char *take_short(uint64_t *value, const char *p, const char *end)
{
	unsigned digit;

	for (; p < end && (digit = (unsigned char)*p - (unsigned)'0') <= 9; p++)
		*value = *value * 10 + digit;
	return p;
}

/* Nearly all amounts: few digits, no exponent. False leaves it to the long way. */
static bool parse_short(struct tc_span text, tc_int128 *nano)
{
	static const uint32_t scales[PLACES + 1] = {
		1000000000, 100000000, 10000000, 1000000, 100000, 10000, 1000, 100, 10, 1
	};
	bool negative = text.n > 0 && *text.p == '-';
	const char *first = text.p + negative, *end = text.p + text.n, *p;
	uint64_t value = 0;
	size_t places = 0;

	if (text.n > SHORT_MAX)
		return false;
	p = take_short(&value, first, end);
	if (p == first || (*first == '0' && p > first + 1))
		return false;
	if (p < end && *p == '.') {
		const char *fraction = p + 1;

		p = take_short(&value, fraction, end);
		places = (size_t)(p - fraction);
		if (places == 0)
			return false;
	}
	if (p != end || places > PLACES)
		return false;
	*nano = (tc_int128)value * scales[places];
	if (negative)
		*nano = -*nano;
	return true;
}

bool tc_money_parse(struct tc_span text, tc_int128 *nano)
{
	const char *p = text.p, *end = text.p + text.n;
	bool negative = p < end && *p == '-';
	struct decimal d = { .value = 0 };
	int64_t places = 0, exponent = 0;

	if (parse_short(text, nano))
		return true;
	if (!(p = take_integer(&d, p + negative, end)))
		return false;
	if (p < end && *p == '.') {
		const char *first = p + 1;

		p = take_digits(&d, first, end);
		places = p - first;
		if (places == 0)
			return false;
	}
	if (p < end && (*p == 'e' || *p == 'E') &&
	    !(p = take_exponent(p, end, &exponent)))
		return false;
	exponent += d.zeros + PLACES - places;
	if (p != end || (exponent < 0 && d.value != 0))
		return false;
	if (d.value != 0)
		scale(&d, exponent);
	return !d.overflow && apply_sign(d.value, negative, nano);
}

bool tc_int128_parse(struct tc_span text, tc_int128 *value)
{
	const char *end = text.p + text.n;
	bool negative = text.n > 0 && *text.p == '-';
	struct decimal d = { .value = 0 };

	if (take_integer(&d, text.p + negative, end) != end)
		return false;
	scale(&d, d.zeros);
	return !d.overflow && apply_sign(d.value, negative, value);
}
