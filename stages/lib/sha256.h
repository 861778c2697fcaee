/* sha256.h - SHA-256, by nettle: struct sha256_ctx, sha256_init(), sha256_update(), which use the
 * processor's own instructions where it has them. */
#ifndef TC_SHA256_H
#define TC_SHA256_H

#include <nettle/sha2.h>
#include <stddef.h>

#define TC_SHA256     SHA256_DIGEST_SIZE
#define TC_SHA256_HEX (2 * TC_SHA256)

void tc_sha256_update(struct sha256_ctx *hash, const void *bytes, size_t n);
void tc_sha256_end(struct sha256_ctx *hash, unsigned char sum[TC_SHA256]);
/* In hex digits, small ones; no NUL. */
void tc_sha256_hex(const unsigned char sum[TC_SHA256], char hex[TC_SHA256_HEX]);
/* The end, as hex digits and NUL. */
void tc_sha256_text(struct sha256_ctx *hash, char text[TC_SHA256_HEX + 1]);
/* All of it at once: the same. */
void tc_sha256_of(const void *bytes, size_t n, char text[TC_SHA256_HEX + 1]);

#endif
