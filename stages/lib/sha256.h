/* sha256.h - SHA-256 of much: libmd's, by the processor's own instructions where it has them. */
#ifndef TC_SHA256_H
#define TC_SHA256_H

#include <sha2.h>
#include <stddef.h>

/* As SHA256Update(). */
void tc_sha256_update(SHA2_CTX *hash, const void *bytes, size_t n);

#endif
