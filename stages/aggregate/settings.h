/* settings.h - what the user wishes of tc-aggregate. */
#ifndef AGGREGATE_SETTINGS_H
#define AGGREGATE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "aggregate/order.h"
#include "lib/option.h"

enum mode {
	RECORDS_TO_ROWS,
	PARTIAL, /* records to a partial */
	MERGE,   /* partials to a partial */
	FINAL,   /* partials to rows */
};

/* Texts are borrowed from the command line. */
struct settings {
	enum mode mode;
	const char *of, *since, *until;
	const char **by, **quantiles;
	size_t by_count, quantile_count;
	bool monday;
	bool asks; /* any option that a partial carries with it */
	struct order order;
};

extern const struct tc_program aggregate_program;

/* For tc_options_read(). */
void aggregate_settings_set(void *settings, int option, const char *value);
/* Dies with TC_EXIT_USAGE when the wishes do not go together. */
void aggregate_settings_check(const struct settings *s, const struct tc_common *common);
void aggregate_settings_release(struct settings *s);

#endif
