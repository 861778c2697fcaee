/* Numbers as people read them, rounded from their text; widths of characters. */
#include "tap.h"

#include "render/decimal.h"
#include "render/width.h"

static void rounds(const char *text, int places, const char *wanted)
{
	char got[DECIMAL_SIZE];
	tc_int128 n;

	if (decimal_scale(tc_span_of(text), places, &n))
		is_bytes(got, decimal_format(n, places > 0 ? places : 0, got), wanted,
			 text);
	else
		is_text("refused", wanted, text);
}

static void test_rounding(void)
{
	rounds("0", 2, "0.00");
	rounds("-0", 2, "0.00");
	rounds("-0.004", 2, "0.00");
	rounds("0.005", 2, "0.01");
	rounds("-0.005", 2, "-0.01");
	rounds("1.005", 2, "1.01"); /* 1.00 by way of a double */
	rounds("2.675", 2, "2.68"); /* 2.67 */
	rounds("0.994999999999999999999999999", 2, "0.99");
	rounds("999.995", 2, "1,000.00");
	rounds("1234567.891", 2, "1,234,567.89");
	rounds("99999999999999999.995", 2, "100,000,000,000,000,000.00");
	rounds("9007199254740993", 0, "9,007,199,254,740,993");
	rounds("1e3", 0, "1,000");
	rounds("1.5E-3", 3, "0.002");
	rounds("12345e-2", 1, "123.5");
	rounds("0.5", 0, "1");
	rounds("1500", -3, "2");
	rounds("499", -3, "0");
	rounds("1e-99999", 2, "0.00");
	rounds("1e99999", 2, "refused");
	rounds("99999999999999999999999999999999999999999", 0, "refused");
	rounds("", 0, "refused");
	rounds("01", 0, "refused");
	rounds("1.", 0, "refused");
	rounds("+1", 0, "refused");
	rounds("nan", 0, "refused");
	rounds("1e", 0, "refused");
	rounds("0x1", 0, "refused");
}

static void test_floor(void)
{
	tc_int128 n = 0;

	ok(decimal_floor(TC_SPAN("0.99999"), 3, &n) && n == 999, "towards zero");
	ok(decimal_floor(TC_SPAN("-0.99999"), 3, &n) && n == -999, "also from below");
	ok(decimal_floor(TC_SPAN("1"), 3, &n) && n == 1000, "exact stays");
}

static void test_width(void)
{
	static const struct {
		uint32_t code;
		unsigned width;
		const char *name;
	} known[] = {
		{ 'a', 1, "a" },
		{ 0xe9, 1, "e acute" },
		{ 0x301, 0, "combining acute" },
		{ 0x200d, 0, "zero width joiner" },
		{ 0xfe0f, 0, "variation selector" },
		{ 0x1100, 2, "Hangul initial" },
		{ 0x1161, 0, "Hangul vowel" },
		{ 0x3042, 2, "hiragana" },
		{ 0x4e00, 2, "han" },
		{ 0xac00, 2, "Hangul" },
		{ 0xff21, 2, "full width A" },
		{ 0xff61, 1, "half width stop" },
		{ 0x1f600, 2, "emoji" },
		{ 0x20000, 2, "han of plane 2" },
		{ 0x2588, 1, "full block" },
		{ 0x10ffff, 1, "the last" },
	};
	static const uint32_t deceptive[] = { 0,      0x1b,   0x7f,   0x9b,   0x202e,
					      0x2066, 0x200b, 0x2028, 0xfeff, 0xe0041 };
	static const uint32_t honest[] = { ' ',    '~',         0xa0,   0x200c, 0x200d,
					   0x2010, 0x2029 + 10, 0x4e00, 0xe0100 };

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		is_number(width_of(known[i].code), known[i].width, known[i].name);
	for (size_t i = 0; i < sizeof(deceptive) / sizeof(*deceptive); i++)
		ok(width_is_deceptive(deceptive[i]), "deceptive");
	for (size_t i = 0; i < sizeof(honest) / sizeof(*honest); i++)
		ok(!width_is_deceptive(honest[i]), "honest");
}

int main(void)
{
	test_rounding();
	test_floor();
	test_width();
	return done_testing();
}
