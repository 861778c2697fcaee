/* lib/utf8: what is UTF-8 and what is not (Unicode 15, table 3-7). */
#include "tap.h"

#include "lib/utf8.h"

static size_t length(const char *text, size_t n)
{
	const unsigned char *p = (const unsigned char *)text;

	return tc_utf8_length(p, p + n);
}

int main(void)
{
	is_number(length("\xc3\xa9", 2), 2, "two bytes");
	is_number(length("\xe2\x82\xac", 3), 3, "three bytes");
	is_number(length("\xf0\x9f\x98\x80", 4), 4, "four bytes");
	is_number(length("\xc3", 1), 0, "cut at the end");
	is_number(length("\xe2\x82", 2), 0, "three bytes cut");
	is_number(length("\xc0\x80", 2), 0, "overlong two");
	is_number(length("\xe0\x80\x80", 3), 0, "overlong three");
	is_number(length("\xf0\x80\x80\x80", 4), 0, "overlong four");
	is_number(length("\xed\xa0\x80", 3), 0, "a surrogate");
	is_number(length("\xf4\x90\x80\x80", 4), 0, "beyond U+10FFFF");
	is_number(length("\x80", 1), 0, "a lone continuation byte");
	is_number(length("\xff", 1), 0, "no lead byte");
	ok(tc_utf8_is(TC_SPAN("abcdefgh\xc3\xa9ijklmnop")), "a text");
	ok(tc_utf8_is(TC_SPAN("")), "an empty one");
	ok(!tc_utf8_is(TC_SPAN("abcdefgh\xe9ijklmnop")), "a bad byte in it");
	ok(!tc_utf8_is(TC_SPAN("abcdefghijklmno\xc3")), "a character cut at its end");
	return done_testing();
}
