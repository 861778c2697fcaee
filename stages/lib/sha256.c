/* SHA-256 as our files hold it. */
#include "lib/sha256.h"

#include <nettle/base16.h>

void tc_sha256_update(struct sha256_ctx *hash, const void *bytes, size_t n)
{
	sha256_update(hash, n, bytes);
}

void tc_sha256_end(struct sha256_ctx *hash, unsigned char sum[TC_SHA256])
{
	sha256_digest(hash, TC_SHA256, sum);
}

void tc_sha256_hex(const unsigned char sum[TC_SHA256], char hex[TC_SHA256_HEX])
{
	base16_encode_update(hex, TC_SHA256, sum);
}

void tc_sha256_text(struct sha256_ctx *hash, char text[TC_SHA256_HEX + 1])
{
	unsigned char sum[TC_SHA256];

	tc_sha256_end(hash, sum);
	tc_sha256_hex(sum, text);
	text[TC_SHA256_HEX] = '\0';
}

void tc_sha256_of(const void *bytes, size_t n, char text[TC_SHA256_HEX + 1])
{
	struct sha256_ctx hash;

	sha256_init(&hash);
	tc_sha256_update(&hash, bytes, n);
	tc_sha256_text(&hash, text);
}
