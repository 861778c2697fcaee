/* rates.h - a rate table: one JSON file, read strictly, kept compact.
 *
 * A file "token-craft/rates/1" (schemas/rates.schema.json) has a name, a version (a day),
 * rules that hold for all its models, and models with dated periods. All rates are whole
 * pico-dollars per token: 1 USD per million tokens is 1000000. A period's `from` is
 * inclusive, its `to` exclusive, days in UTC; either may be left out. Unknown keys,
 * duplicate keys, ids or aliases and overlapping periods are errors.
 *
 * Prices: Anthropic, "Pricing", and the sources named in each file. */
#ifndef PRICE_RATES_H
#define PRICE_RATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/span.h"

#define RATES_SCHEMA "token-craft/rates/1"
#define RATES_UNIT   "pico-USD per token"
#define RATES_MOST   INT64_C(1000000000000) /* 1 USD per token; keeps 128 bits enough */
#define RATES_HASH   12                     /* hex digits of the SHA-256 of the file */

struct rate { /* pico-dollars per token */
	int64_t input, output, cache_write_5m, cache_write_1h, cache_read;
};

/* Two rates by the size of the prompt: the whole request goes by one of them. */
struct band {
	struct rate rate;
	int64_t above; /* prompts over so many tokens go by `upper`; INT64_MAX: none do */
	struct rate upper;
};

struct tariff; /* tariff.h */

struct period {
	int64_t from, to; /* days since 1970-01-01; INT64_MIN, INT64_MAX: open */
	struct band base, fast;
	bool has_fast;
	unsigned line;           /* in the file */
	struct tariff **tariffs; /* made as they are needed; see tariff.h */
};

struct model {
	struct rates *rates; /* the table it is in */
	char *id, *display;  /* display NULL: none */
	char **aliases;
	size_t alias_count;
	int64_t released; /* day; INT64_MAX when not told: no rule by release holds */
	struct period *periods; /* in the order of time */
	size_t period_count;
	unsigned line;
	struct tc_span text; /* its JSON in the file */
};

struct rates {
	char *text; /* the file, for rates add */
	char *name, *version;
	char hash[RATES_HASH + 1];
	int64_t version_day;
	struct rates_rules {
		int64_t web_search; /* pico-dollars each, never multiplied */
		int64_t batch_percent;
		/* On every kind of token: calls from geo_from on of models released
		 * from geo_released on; regional endpoints from regional_released on. */
		int64_t geo_percent, geo_from, geo_released;
		int64_t regional_percent, regional_released;
	} rules;
	struct tc_span rules_text; /* their JSON in the file */
	struct source {
		char *key, *text;
	} * sources; /* what the models rest on */
	size_t source_count;
	struct model *models;
	size_t model_count;
	bool stretched; /* calls later than the version were priced by an open period */
};

struct rates_error {
	unsigned line; /* from 1 */
	char cause[320];
	char cure[160]; /* empty: none */
};

/* Reads the text of a file; copies what it keeps. NULL with *error filled. Owned. */
struct rates *rates_parse(struct tc_span text, struct rates_error *error);
void rates_free(struct rates *r);
/* Dies: "tc-price: FILE:LINE: cause", with the cure below. */
_Noreturn void rates_die(int code, const char *file, const struct rates_error *error);

/* The model of exactly this id or alias; NULL. */
struct model *rates_model(const struct rates *r, struct tc_span id);
/* The period of a day; outside all of them the nearest (the earlier of two), *nearest. */
struct period *model_period(const struct model *m, int64_t day, bool *nearest);

#endif
