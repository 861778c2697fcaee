/* keywords.h - which of a few known words is this? */
#ifndef TC_EXTRACT_KEYWORDS_H
#define TC_EXTRACT_KEYWORDS_H

#include "lib/span.h"

#define KEYWORDS_MAX 64

struct keywords {
	const char *const *words;
	unsigned char size[KEYWORDS_MAX];
	signed char next[KEYWORDS_MAX]; /* the next word of the same bucket, -1: none */
	signed char bucket[256];
};

/* words ends with NULL, at most KEYWORDS_MAX of them; borrowed. */
void keywords_init(struct keywords *k, const char *const *words);

static inline unsigned keywords_bucket(const char *p, size_t n)
{
	return (unsigned char)((unsigned char)p[0] * 31u + (unsigned char)p[n - 1] * 7u +
			       (unsigned)n);
}

/* Its index, -1 when it is none of them. */
static inline int keywords_find(const struct keywords *k, struct tc_span s)
{
	int i = s.n ? k->bucket[keywords_bucket(s.p, s.n)] : -1;

	while (i >= 0 && (k->size[i] != s.n || memcmp(k->words[i], s.p, s.n) != 0))
		i = k->next[i];
	return i;
}

#endif
