/* lib/sha256: the sums of libmd, however the bytes come. */
#include "tap.h"

#include "lib/sha256.h"

#define SIZE 4096

static bool same(const unsigned char *bytes, size_t n, size_t first, size_t second)
{
	unsigned char got[SHA256_DIGEST_LENGTH], wanted[SHA256_DIGEST_LENGTH];
	SHA2_CTX hash;

	SHA256Init(&hash);
	tc_sha256_update(&hash, bytes, first);
	tc_sha256_update(&hash, bytes + first, second);
	tc_sha256_update(&hash, bytes + first + second, n - first - second);
	SHA256Final(got, &hash);
	SHA256Init(&hash);
	SHA256Update(&hash, bytes, n);
	SHA256Final(wanted, &hash);
	return memcmp(got, wanted, sizeof(got)) == 0;
}

int main(void)
{
	unsigned char bytes[SIZE];
	unsigned seed = 1, wrong = 0;

	for (size_t i = 0; i < SIZE; i++) {
		seed = seed * 1103515245 + 12345;
		bytes[i] = (unsigned char)(seed >> 16);
	}
	for (size_t n = 0; n <= 260; n++)
		for (size_t first = 0; first <= n; first += 13)
			wrong += !same(bytes, n, first, (n - first) / 2);
	is_number(wrong, 0, "short texts, cut in three anywhere");
	for (size_t first = 0; first < 130; first++)
		wrong += !same(bytes, SIZE, first, SIZE / 2 + first);
	is_number(wrong, 0, "long ones");
	return done_testing();
}
