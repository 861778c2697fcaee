/* Which bytes are a character. */
#include "lib/utf8.h"

static bool continues(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}

size_t tc_utf8_length(const unsigned char *p, const unsigned char *end)
{
	size_t left = (size_t)(end - p);

	if (left == 0)
		return 0;
	if (p[0] < 0x80)
		return 1;
	if (p[0] >= 0xc2 && p[0] <= 0xdf)
		return left > 1 && continues(p[1]) ? 2 : 0;
	if (p[0] >= 0xe0 && p[0] <= 0xef) {
		unsigned char low = p[0] == 0xe0 ? 0xa0 : 0x80,
			      high = p[0] == 0xed ? 0x9f : 0xbf;

		return left > 2 && p[1] >= low && p[1] <= high && continues(p[2]) ? 3 : 0;
	}
	if (p[0] >= 0xf0 && p[0] <= 0xf4) {
		unsigned char low = p[0] == 0xf0 ? 0x90 : 0x80,
			      high = p[0] == 0xf4 ? 0x8f : 0xbf;

		return left > 3 && p[1] >= low && p[1] <= high && continues(p[2]) &&
				       continues(p[3])
			       ? 4
			       : 0;
	}
	return 0;
}

bool tc_utf8_is(struct tc_span text)
{
	const unsigned char *p = (const unsigned char *)text.p, *end = p + text.n;

	while (p < end) {
		uint64_t word;
		size_t n;

		if (end - p >= 8) {
			memcpy(&word, p, 8);
			if (!(word & UINT64_C(0x8080808080808080))) {
				p += 8;
				continue;
			}
		}
		n = tc_utf8_length(p, end);
		if (!n)
			return false;
		p += n;
	}
	return true;
}

uint32_t tc_utf8_decode(const unsigned char *p, size_t length)
{
	static const unsigned char lead[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	uint32_t code = p[0] & lead[length];

	for (size_t i = 1; i < length; i++)
		code = code << 6 | (p[i] & 0x3f);
	return code;
}

size_t tc_utf8_encode(uint32_t code, char *out)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xc0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3f));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xe0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3f));
		out[2] = (char)(0x80 | (code & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3f));
	out[2] = (char)(0x80 | (code >> 6 & 0x3f));
	out[3] = (char)(0x80 | (code & 0x3f));
	return 4;
}
