/* lib/sha256: the sums of FIPS 180-4, however the bytes come. */
#include "tap.h"

#include "lib/sha256.h"

static const char *sum_of(const char *bytes, size_t n, size_t cut)
{
	static char text[TC_SHA256_HEX + 1];
	struct sha256_ctx hash;

	sha256_init(&hash);
	tc_sha256_update(&hash, bytes, cut);
	tc_sha256_update(&hash, bytes + cut, n - cut);
	tc_sha256_text(&hash, text);
	return text;
}

int main(void)
{
	static char many[1000000];
	char text[TC_SHA256_HEX + 1];

	tc_sha256_of("", 0, text);
	is_text(text, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"nothing");
	is_text(sum_of("abc", 3, 1),
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"abc");
	memset(many, 'a', sizeof(many));
	is_text(sum_of(many, sizeof(many), 77777),
		"cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
		"a million times a");
	return done_testing();
}
