/* The names under which a model may be called. */
#include "price/model_name.h"

#include <stdbool.h>

static bool strip_head(struct tc_span *s, const char *head)
{
	size_t n = strlen(head);

	if (s->n <= n || memcmp(s->p, head, n) != 0)
		return false;
	s->p += n;
	s->n -= n;
	return true;
}

static bool strip_tail(struct tc_span *s, const char *tail)
{
	size_t n = strlen(tail);

	if (s->n <= n || memcmp(s->p + s->n - n, tail, n) != 0)
		return false;
	s->n -= n;
	return true;
}

static void strip_path(struct tc_span *s)
{
	for (size_t i = s->n; i > 0; i--)
		if (s->p[i - 1] == '/' && i < s->n) {
			s->p += i;
			s->n -= i;
			return;
		}
}

static enum region strip_region(struct tc_span *s)
{
	static const char *const regions[] = { "us.", "eu.", "apac.",
					       "jp.", "au.", "us-gov." };

	if (strip_head(s, "global."))
		return REGION_GLOBAL;
	for (size_t i = 0; i < sizeof(regions) / sizeof(*regions); i++)
		if (strip_head(s, regions[i]))
			return REGION_REGIONAL;
	return REGION_UNKNOWN;
}

static bool dated(struct tc_span s, char mark)
{
	if (s.n < 10 || s.p[s.n - 9] != mark)
		return false;
	for (size_t i = s.n - 8; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return true;
}

struct model_name model_name_of(struct tc_span s)
{
	struct model_name name = { .n = 0 };

	strip_tail(&s, "[1m]");
	strip_path(&s);
	name.region = strip_region(&s);
	if (strip_head(&s, "anthropic.") || name.region != REGION_UNKNOWN) {
		name.deployment = DEPLOYMENT_BEDROCK;
		if (name.region == REGION_UNKNOWN)
			name.region = REGION_REGIONAL;
	}
	if (!strip_tail(&s, "-v1:0") && !strip_tail(&s, "-v2:0"))
		strip_tail(&s, "-v1");
	if (s.n > sizeof(name.text))
		return name;
	memcpy(name.text, s.p, s.n);
	name.n = s.n;
	if (dated(s, '@')) {
		name.text[s.n - 9] = '-';
		if (name.deployment == DEPLOYMENT_UNKNOWN)
			name.deployment = DEPLOYMENT_VERTEX;
	}
	return name;
}

struct tc_span model_name_undated(struct tc_span name)
{
	if (dated(name, '-'))
		name.n -= 9;
	return name;
}
