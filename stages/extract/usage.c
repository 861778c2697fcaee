/* Reading message.usage: the counts, their split by lifetime, the iterations. */
#include "extract/usage.h"

#include "extract/keep.h"

enum usage_key {
	USAGE_INPUT,
	USAGE_OUTPUT,
	USAGE_CREATION,
	USAGE_READ,
	USAGE_SPLIT,
	USAGE_5M,
	USAGE_1H,
	USAGE_SERVER_TOOLS,
	USAGE_SEARCHES,
	USAGE_DETAILS,
	USAGE_THINKING,
	USAGE_SPEED,
	USAGE_TIER,
	USAGE_GEO,
	USAGE_ITERATIONS,
	USAGE_TYPE,
	USAGE_MODEL,
};

static const char *const usage_keys[] = {
	[USAGE_INPUT] = "input_tokens",
	[USAGE_OUTPUT] = "output_tokens",
	[USAGE_CREATION] = "cache_creation_input_tokens",
	[USAGE_READ] = "cache_read_input_tokens",
	[USAGE_SPLIT] = "cache_creation",
	[USAGE_5M] = "ephemeral_5m_input_tokens",
	[USAGE_1H] = "ephemeral_1h_input_tokens",
	[USAGE_SERVER_TOOLS] = "server_tool_use",
	[USAGE_SEARCHES] = "web_search_requests",
	[USAGE_DETAILS] = "output_tokens_details",
	[USAGE_THINKING] = "thinking_tokens",
	[USAGE_SPEED] = "speed",
	[USAGE_TIER] = "service_tier",
	[USAGE_GEO] = "inference_geo",
	[USAGE_ITERATIONS] = "iterations",
	[USAGE_TYPE] = "type",
	[USAGE_MODEL] = "model",
	NULL,
};

void usage_keywords(struct line_reader *r)
{
	keywords_init(&r->usage, usage_keys);
}

static const struct usage no_usage = {
	.input = TC_NONE,
	.output = TC_NONE,
	.cache_creation = TC_NONE,
	.cache_5m = TC_NONE,
	.cache_1h = TC_NONE,
	.cache_read = TC_NONE,
	.web_search = TC_NONE,
	.thinking = TC_NONE,
};

/* A count. null is as good as absent; anything else that is no whole number spoils the
 * line. */
static bool read_count(struct tc_scan *s, int64_t *count, bool *bad)
{
	enum tc_scan_kind kind = tc_scan_peek(s);
	uint64_t value;
	bool whole;

	*count = TC_NONE;
	if (kind != TC_SCAN_NUMERIC) {
		*bad = *bad || kind != TC_SCAN_NULL;
		return tc_scan_skip(s);
	}
	if (tc_scan_count(s, &value, &whole))
		*count = (int64_t)value;
	*bad = *bad || !whole;
	return s->error == TC_SCAN_OK;
}

static bool read_member(struct line_reader *r, struct tc_scan *s, enum usage_key key,
			struct iteration *in);

/* An object whose members count as members of usage itself. */
static bool read_members(struct line_reader *r, struct tc_scan *s, struct iteration *in)
{
	struct tc_span key;

	if (tc_scan_peek(s) != TC_SCAN_OBJECT)
		return tc_scan_skip(s);
	tc_scan_object(s);
	while (tc_scan_key(s, &key)) {
		int k = keywords_find(&r->usage, key);

		if (k < 0 ? !tc_scan_skip(s) : !read_member(r, s, (enum usage_key)k, in))
			return false;
	}
	return s->error == TC_SCAN_OK;
}

static bool read_member(struct line_reader *r, struct tc_scan *s, enum usage_key key,
			struct iteration *in)
{
	struct usage *u = &in->usage;
	bool ignored = false;

	switch (key) {
	case USAGE_INPUT:
		return read_count(s, &u->input, &u->bad);
	case USAGE_OUTPUT:
		return read_count(s, &u->output, &u->bad);
	case USAGE_CREATION:
		return read_count(s, &u->cache_creation, &u->bad);
	case USAGE_READ:
		return read_count(s, &u->cache_read, &u->bad);
	case USAGE_5M:
		return read_count(s, &u->cache_5m, &u->bad);
	case USAGE_1H:
		return read_count(s, &u->cache_1h, &u->bad);
	case USAGE_SEARCHES:
		return read_count(s, &u->web_search, &u->bad);
	case USAGE_THINKING:
		return read_count(s, &u->thinking, &ignored);
	case USAGE_SPLIT:
	case USAGE_SERVER_TOOLS:
	case USAGE_DETAILS:
		return read_members(r, s, in);
	case USAGE_SPEED:
		return keep_text(r, s, &u->speed);
	case USAGE_TIER:
		return keep_text(r, s, &u->tier);
	case USAGE_GEO:
		return keep_text(r, s, &u->geo);
	case USAGE_TYPE:
		return keep_text(r, s, &in->type);
	case USAGE_MODEL:
		return keep_text(r, s, &in->model);
	case USAGE_ITERATIONS:
		break;
	}
	return tc_scan_skip(s);
}

/* Cache creation is the greater of the total and its split; what the split leaves is
 * 5-minute. A sum beyond a count's range spoils the line. */
static void normalise(struct usage *u)
{
	int64_t h1 = u->cache_1h == TC_NONE ? 0 : u->cache_1h;
	int64_t m5 = u->cache_5m == TC_NONE ? 0 : u->cache_5m;
	int64_t total = u->cache_creation == TC_NONE ? 0 : u->cache_creation;

	if (m5 > INT64_MAX - h1) {
		u->bad = true;
		return;
	}
	if (total < m5 + h1)
		total = m5 + h1;
	u->cache_creation = total;
	u->cache_1h = h1;
	u->cache_5m = total - h1;
	if (u->cache_read == TC_NONE)
		u->cache_read = 0;
	if (u->web_search == TC_NONE)
		u->web_search = 0;
}

/* Mostly the one iteration is the call itself and tells nothing new. Two messages have two
 * words "type" and so two letters y, an advisor's has a v, and no escape hides a letter:
 * what has less needs no reading. */
static bool tells_more(const char *p, const char *end)
{
	size_t n = (size_t)(end - p);
	const char *y = memchr(p, 'y', n);

	return (y && memchr(y + 1, 'y', (size_t)(end - y) - 1)) || memchr(p, 'v', n) ||
	       memchr(p, '\\', n);
}

static bool read_iterations(struct line_reader *r, struct tc_scan *s)
{
	struct line *l = &r->line;
	const char *start = s->p;

	l->iteration_count = 0;
	if (tc_scan_peek(s) != TC_SCAN_ARRAY)
		return tc_scan_skip(s);
	if (r->stable) { /* nothing moves: it can be gone over twice */
		if (!tc_scan_skip(s))
			return false;
		if (!tells_more(start, s->p))
			return true;
		s->p = start;
	}
	tc_scan_array(s);
	while (tc_scan_item(s)) {
		struct iteration *in = &l->iterations[l->iteration_count];

		*in = (struct iteration){ .usage = no_usage };
		if (!read_members(r, s, in))
			return false;
		normalise(&in->usage);
		if (l->iteration_count + 1 < LINE_ITERATIONS)
			l->iteration_count++;
	}
	return s->error == TC_SCAN_OK;
}

bool usage_read(struct line_reader *r, struct tc_scan *s)
{
	struct iteration in = { .usage = no_usage };
	struct line *l = &r->line;
	struct tc_span key;

	l->usage_state = USAGE_NONE;
	l->iteration_count = 0;
	if (tc_scan_peek(s) != TC_SCAN_OBJECT)
		return tc_scan_skip(s);
	tc_scan_object(s);
	while (tc_scan_key(s, &key)) {
		int k = keywords_find(&r->usage, key);
		bool well = k == USAGE_ITERATIONS ? read_iterations(r, s)
			    : k < 0               ? tc_scan_skip(s)
				    : read_member(r, s, (enum usage_key)k, &in);

		if (!well)
			return false;
	}
	normalise(&in.usage);
	l->usage = in.usage;
	l->usage_state = in.usage.bad ? USAGE_BAD : USAGE_GOOD;
	return s->error == TC_SCAN_OK;
}
