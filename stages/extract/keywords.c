/* Which of a few known words is this? */
#include "extract/keywords.h"

void keywords_init(struct keywords *k, const char *const *words)
{
	k->words = words;
	memset(k->bucket, -1, sizeof(k->bucket));
	for (int i = 0; words[i]; i++) {
		size_t n = strlen(words[i]);
		unsigned b = keywords_bucket(words[i], n);

		k->size[i] = (unsigned char)n;
		k->next[i] = k->bucket[b];
		k->bucket[b] = (signed char)i;
	}
}
