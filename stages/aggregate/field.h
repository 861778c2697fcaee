/* field.h - which columns a rollup row has, per kind that is reduced: the one place that
 * says what is summed. Nothing else is.
 *
 * call         input_tokens output_tokens cache_creation_input_tokens
 *              ephemeral_5m_input_tokens ephemeral_1h_input_tokens cache_read_input_tokens
 *              web_search_requests; cost_usd cost_input_usd cost_output_usd
 *              cost_cache_write_usd cost_cache_read_usd cost_search_usd cost_io_usd
 *              saved_usd (null where no call of the group has one); calls; sessions;
 *              unpriced_calls (cost_usd null or absent); incomplete_calls (final false)
 * prompt       chars images; how many have asks xml cot example automated; count; sessions
 * command      args_chars; count; sessions
 * shell        how many are simple; count; sessions
 * tool         result_chars; how many have doc code simple search commit error refused;
 *              count; sessions
 * any other    count; sessions
 * reject       count
 *
 * All but reject end with first_ts and last_ts. */
#ifndef AGGREGATE_FIELD_H
#define AGGREGATE_FIELD_H

enum field_type {
	FIELD_COUNT,    /* sum of whole numbers >= 0; null and absent add nothing */
	FIELD_MONEY,    /* sum of amounts; null when no record had one */
	FIELD_TRUE,     /* how many records have true */
	FIELD_FALSE,    /* how many records have false */
	FIELD_UNKNOWN,  /* how many records have null or no such field */
	FIELD_RECORDS,  /* how many records */
	FIELD_SESSIONS, /* how many distinct `session` */
	FIELD_FIRST,    /* the earliest `ts` */
	FIELD_LAST,     /* the latest */
};

struct field {
	const char *name; /* the column */
	enum field_type type;
	const char *source; /* the record's field it looks at; NULL: none */
};

#define AGGREGATE_FIELDS 24 /* no kind has more columns */

/* The columns of a kind, in the order of a row; ends with name NULL. Never NULL. */
const struct field *aggregate_fields(const char *kind);

#endif
