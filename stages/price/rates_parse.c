/* A rate file: the table around its models. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/report.h"
#include "lib/sha256.h"
#include "lib/time.h"
#include "price/rates_check.h"
#include "price/rates_read.h"

#define BIT(i) (1u << (i))

enum { RULE_PERCENT, RULE_RELEASED, RULE_FROM };
static const char *const rule_keys[] = { "percent", "released_from", "from", NULL };

/* A multiplier: its percentage and the days it asks for, as many of them as it has. */
static bool take_rule(struct reader *in, int keys, int64_t *percent, int64_t *released,
		      int64_t *from)
{
	unsigned seen = 0, line = reader_line(in);
	int key;

	snprintf(in->of, sizeof(in->of), " of '%s'", in->key);
	if (!reader_enter(in, true))
		return false;
	while ((key = reader_key(in, rule_keys, &seen)) >= 0) {
		if (key >= keys)
			return reader_expected(in, "left out: this rule has none");
		if (!(key == RULE_PERCENT
			      ? reader_whole(in, 1, 1000, "a whole number", percent)
			      : reader_day(in, key == RULE_FROM ? from : released)))
			return false;
	}
	return key == READER_END && reader_has(in, rule_keys, seen, BIT(keys) - 1, line);
}

enum { RULES_SEARCH, RULES_BATCH, RULES_GEO, RULES_REGIONAL };
static const char *const rules_keys[] = { "web_search", "batch", "geo_us", "regional",
					  NULL };

static bool take_rules_key(struct reader *in, int key, struct rates_rules *rules)
{
	switch (key) {
	case RULES_SEARCH:
		return reader_whole(in, 0, RATES_MOST, "a whole number of pico-dollars",
				    &rules->web_search);
	case RULES_BATCH:
		return take_rule(in, 1, &rules->batch_percent, NULL, NULL);
	case RULES_GEO:
		return take_rule(in, 3, &rules->geo_percent, &rules->geo_released,
				 &rules->geo_from);
	default:
		return take_rule(in, 2, &rules->regional_percent,
				 &rules->regional_released, NULL);
	}
}

static bool take_rules(struct reader *in, struct rates *r)
{
	unsigned seen = 0, line = reader_line(in);
	const char *start = in->value;
	int key;

	if (!reader_enter(in, true))
		return false;
	while ((key = reader_key(in, rules_keys, &seen)) >= 0) {
		if (!take_rules_key(in, key, &r->rules))
			return false;
		snprintf(in->of, sizeof(in->of), " of 'rules'");
	}
	r->rules_text.p = r->text + (start - in->text);
	r->rules_text.n = (size_t)(in->scan.p - start);
	return key == READER_END && reader_has(in, rules_keys, seen, BIT(4) - 1, line);
}

static bool take_sources(struct reader *in, struct rates *r)
{
	struct tc_span key;

	if (!reader_enter(in, true))
		return false;
	while (tc_scan_key(&in->scan, &key)) {
		struct source *source;

		r->sources = tc_grow(r->sources, r->source_count + 1, sizeof(*source));
		source = &r->sources[r->source_count++];
		*source = (struct source){ tc_copy(key.p, key.n), NULL };
		if (!reader_text(in, &source->text))
			return false;
	}
	return in->scan.error == TC_SCAN_OK;
}

static bool take_models(struct reader *in, struct rates *r)
{
	if (!reader_enter(in, false))
		return false;
	while (tc_scan_item(&in->scan)) {
		if (!reader_model(in, r))
			return false;
		*in->of = '\0';
	}
	return in->scan.error == TC_SCAN_OK;
}

/* A text that has to be this one. */
static bool take_constant(struct reader *in, const char *wanted)
{
	char *text = NULL, what[64];
	bool good;

	snprintf(what, sizeof(what), "\"%s\"", wanted);
	good = reader_text(in, &text) &&
	       (strcmp(text, wanted) == 0 || reader_expected(in, what));
	free(text);
	return good;
}

enum { KIND, SCHEMA, NAME, VERSION, CURRENCY, UNIT, RULES, MODELS, SOURCES, NOTE };
static const char *const table_keys[] = { "kind",     "schema", "name",  "version",
					  "currency", "unit",   "rules", "models",
					  "sources",  "note",   NULL };

static bool take_version(struct reader *in, struct rates *r)
{
	char text[TC_TIME_SIZE];

	if (!reader_day(in, &r->version_day))
		return false;
	tc_time_format(r->version_day * TC_DAY_MS, text);
	r->version = tc_copy(text, 10);
	return true;
}

static bool take_table_key(struct reader *in, int key, struct rates *r)
{
	switch (key) {
	case KIND:
		return take_constant(in, "rates");
	case SCHEMA:
		return take_constant(in, RATES_SCHEMA);
	case NAME:
		return reader_id(in, &r->name);
	case VERSION:
		return take_version(in, r);
	case CURRENCY:
		return take_constant(in, "USD");
	case UNIT:
		return take_constant(in, RATES_UNIT);
	case RULES:
		return take_rules(in, r);
	case MODELS:
		return take_models(in, r);
	case SOURCES:
		return take_sources(in, r);
	default:
		return reader_note(in);
	}
}

static bool take_table(struct reader *in, struct rates *r)
{
	unsigned seen = 0;
	int key;

	if (!reader_enter(in, true))
		return false;
	while ((key = reader_key(in, table_keys, &seen)) >= 0) {
		if (!take_table_key(in, key, r))
			return false;
		*in->of = '\0';
	}
	if (key != READER_END || !reader_has(in, table_keys, seen, BIT(SOURCES) - 1, 1))
		return false;
	if (tc_scan_another(&in->scan) || in->scan.error)
		return rates_fail(in->error, reader_line(in),
				  "something follows the table");
	return true;
}

static void hash(const char *text, size_t size, char *out)
{
	char digits[TC_SHA256_HEX + 1];

	tc_sha256_of(text, size, digits);
	memcpy(out, digits, RATES_HASH);
	out[RATES_HASH] = '\0';
}

/* A file of many lines is one value: its LFs become CRs, which are white space to the
 * scanner outside of strings and an error in them, as LF is. */
static char *scannable(struct tc_span text)
{
	char *copy = tc_alloc(text.n + TC_SCAN_PAD, 1);

	for (size_t i = 0; i < text.n; i++)
		copy[i] = text.p[i] == '\n' ? '\r' : text.p[i];
	copy[text.n] = '\n';
	return copy;
}

struct rates *rates_parse(struct tc_span text, struct rates_error *error)
{
	struct rates *r = tc_alloc(1, sizeof(*r));
	char *copy = scannable(text);
	struct reader in = { .text = copy,
			     .counted = copy,
			     .line = 1,
			     .error = error,
			     .key = "the file" };
	bool good;

	*error = (struct rates_error){ 0 };
	r->text = tc_copy(text.p, text.n);
	hash(text.p, text.n, r->hash);
	in.scan = (struct tc_scan){ .p = copy,
				    .end = copy + text.n,
				    .scratch = in.scratch,
				    .scratch_size = sizeof(in.scratch) };
	good = take_table(&in, r);
	if (!good && !error->line)
		reader_syntax(&in);
	free(copy);
	if (good && rates_check(r, error))
		return r;
	rates_free(r);
	return NULL;
}
