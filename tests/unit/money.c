/* lib/money: the edges by hand, then round trips. Amounts are nano-dollars as text. */
#include "tap.h"

#include "lib/money.h"

#define LARGEST  "170141183460469231731687303715884105727"
#define SMALLEST "-170141183460469231731687303715884105728"

static void parses(const char *text, const char *wanted)
{
	char got[TC_MONEY_SIZE];
	tc_int128 nano;

	if (!tc_money_parse(tc_span_of(text), &nano))
		is_text("refused", wanted, text);
	else
		is_bytes(got, tc_int128_format(nano, got), wanted, text);
}

static void formats(const char *nano, const char *wanted)
{
	char got[TC_MONEY_SIZE];
	tc_int128 value, back;
	unsigned n;

	if (!ok(tc_int128_parse(tc_span_of(nano), &value), nano))
		return;
	n = tc_money_format(value, got);
	is_bytes(got, n, wanted, wanted);
	ok(tc_money_parse((struct tc_span){ got, n }, &back) && back == value,
	   "and back again");
}

static void rounds(int64_t amount, uint32_t per_nano, int64_t wanted, const char *name)
{
	is_number(tc_money_round(amount, per_nano), wanted, name);
}

static void test_parse(void)
{
	parses("0", "0");
	parses("-0", "0");
	parses("0.0105", "10500000");
	parses("-1.5", "-1500000000");
	parses("1e-9", "1");
	parses("10e-10", "1");
	parses("2.5E+1", "25000000000");
	parses("0.1000000000000", "100000000");
	parses("0e999999999999", "0");
	parses("170141183460469231731687303715.884105727", LARGEST);
	parses("-170141183460469231731687303715.884105728", SMALLEST);
	parses("170141183460469231731687303715.884105728", "refused");
	parses("1e30", "refused");
	parses("340282366920938463463374607431.768211459", "refused");
	parses("0.0000000001", "refused");
	parses("1e-10", "refused");
	parses("1e999999999999", "refused");
}

static void test_refusals(void)
{
	static const char *const wrong[] = { "",      "-",    "+1",  "01",   "-01",
					     "1.",    ".5",   "1e",  "1e+",  "1.e5",
					     "1x",    " 1",   "1 ",  "NaN",  "null",
					     "\"1\"", "1..2", "--1", "0x10", "1,5",
					     "1e5.",  NULL };

	for (int i = 0; wrong[i]; i++)
		parses(wrong[i], "refused");
}

static void test_format(void)
{
	formats("0", "0");
	formats("1", "0.000000001");
	formats("-1", "-0.000000001");
	formats("10500000", "0.0105");
	formats("1000000000", "1");
	formats("-1500000000", "-1.5");
	formats("18446744073709551615", "18446744073.709551615");
	formats("18446744073709551616", "18446744073.709551616");
	formats(LARGEST, "170141183460469231731687303715.884105727");
	formats(SMALLEST, "-170141183460469231731687303715.884105728");
}

static void test_round(void)
{
	tc_int128 huge;

	rounds(499, 1000, 0, "below half");
	rounds(500, 1000, 0, "half to even, down");
	rounds(501, 1000, 1, "above half");
	rounds(1500, 1000, 2, "half to even, up");
	rounds(2500, 1000, 2, "half to even, down again");
	rounds(-500, 1000, 0, "half, negative");
	rounds(-1500, 1000, -2, "half to even, negative");
	rounds(-1501, 1000, -2, "above half, negative");
	rounds(5, 10, 0, "another unit");
	rounds(15, 10, 2, "another unit, up");
	rounds(-3, 1, -3, "no unit to lose");
	tc_int128_parse(TC_SPAN("100000000000000000000000000500"), &huge);
	ok(tc_money_round(huge, 1000) == huge / 1000, "128 bits, half to even, down");
	ok(tc_money_round(huge + 1000, 1000) == huge / 1000 + 2, "128 bits, half, up");
	ok(tc_money_round(-huge - 1, 1000) == -huge / 1000 - 1, "128 bits, negative");
}

/* x * 6364136223846793005 + 1: Knuth's MMIX generator. */
static void test_round_trip(void)
{
	uint64_t random = 1;
	bool same = true;

	for (int i = 0; i < 100000 && same; i++) {
		char text[TC_MONEY_SIZE];
		tc_int128 value = (int64_t)(random = random * 6364136223846793005u + 1),
			  back;
		struct tc_span span = { text, 0 };

		value = value * (int64_t)(random >> 7) >> i % 120;
		span.n = tc_money_format(value, text);
		same = tc_money_parse(span, &back) && back == value;
		span.n = tc_int128_format(value, text);
		same = same && tc_int128_parse(span, &back) && back == value;
	}
	ok(same, "100,000 amounts come back as they were");
}

static void test_integers(void)
{
	tc_int128 value;

	ok(tc_int128_parse(TC_SPAN("-7"), &value) && value == -7, "an integer");
	ok(tc_int128_parse(TC_SPAN("1000"), &value) && value == 1000, "zeros at the end");
	ok(!tc_int128_parse(TC_SPAN("1.5"), &value), "no fraction");
	ok(!tc_int128_parse(TC_SPAN("1e3"), &value), "no exponent");
	ok(!tc_int128_parse(TC_SPAN("007"), &value), "no leading zero");
	ok(!tc_int128_parse(TC_SPAN(""), &value), "not nothing");
	ok(!tc_int128_parse(TC_SPAN("170141183460469231731687303715884105728"), &value),
	   "not 2^127");
	ok(!tc_int128_parse(TC_SPAN("340282366920938463463374607431768211459"), &value),
	   "nor 2^128 + 3, which is not 3");
}

int main(void)
{
	test_parse();
	test_refusals();
	test_format();
	test_round();
	test_round_trip();
	test_integers();
	return done_testing();
}
