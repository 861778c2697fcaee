/* The rules of ranks, and what they are given. */
#include "rank/rules.h"

#include <stdlib.h>

#include "lib/scan.h"

#define DAYS 7

extern const unsigned char tc_data_ranks_json[], tc_data_history_jq[],
	tc_data_honours_jq[], tc_data_advice_jq[], tc_data_rank_jq[];

/* Of a score, what rules see. */
static const char *const fields[] = { "id",        "ts",       "user",  "profile",
				      "policy",    "base",     "combo", "measured_max",
				      "period",    "sessions", "calls", "last_30_days",
				      "categories" };
#define FIELDS (sizeof(fields) / sizeof(*fields))

/* {"ranks":[...]}, whatever else it holds. */
static void write_table(struct tc_writer *w, const char *path)
{
	struct tc_record *record = tc_record_new();
	unsigned slot = tc_record_slot(record, "ranks");
	char *text = tc_policy_object(record, "table of ranks", path);

	if (tc_record_type(record, slot) != TC_ARRAY)
		tc_die(TC_EXIT_USAGE, "%s: no table of ranks: ranks must be a list",
		       path);
	tc_write_span(w, tc_record_raw(record, slot));
	tc_record_free(record);
	free(text);
}

static void write_arguments(const struct rules_wishes *wishes, struct tc_writer *w)
{
	static const char *const shows[] = { [SHOW_NEWEST] = "newest",
					     [SHOW_HISTORY] = "history",
					     [SHOW_ACHIEVEMENTS] = "achievements" };

	tc_write_literal(w, "{\"tables\":");
	tc_write_span(w, tc_span_of((const char *)tc_data_ranks_json));
	tc_write_literal(w, ",\"table\":");
	if (!wishes->table)
		tc_write_literal(w, "null");
	else if (wishes->table_is_file)
		write_table(w, wishes->table);
	else
		tc_write_string(w, tc_span_of(wishes->table));
	tc_write_literal(w, ",\"against\":");
	if (wishes->has_against)
		tc_write_integer(w, wishes->against);
	else
		tc_write_literal(w, "null");
	tc_write_literal(w, ",\"show\":");
	tc_write_string(w, tc_span_of(shows[wishes->show]));
	tc_write_literal(w, "}");
	*tc_writer_room(w, 1) = '\0';
}

struct tc_policy *rules_open(const struct rules_wishes *wishes)
{
	char *file = wishes->file ? tc_policy_read("policy", wishes->file) : NULL;
	char *prelude = tc_policy_join(
		(const char *[]){ tc_policy_numbers, (const char *)tc_data_history_jq,
				  (const char *)tc_data_honours_jq,
				  (const char *)tc_data_advice_jq, NULL });
	struct tc_writer arguments;
	struct tc_policy *rules;

	tc_writer_init(&arguments, -1, "arguments");
	write_arguments(wishes, &arguments);
	rules = tc_policy_open(&(struct tc_filter_settings){
		.program = file ? file : (const char *)tc_data_rank_jq,
		.prelude = prelude,
		.name = file ? wishes->file : "rank.jq",
		.arguments = arguments.buffer,
		.now = wishes->now,
	});
	free(arguments.buffer);
	free(prelude);
	free(file);
	return rules;
}

/* Weeks since the one of 1970-01-01, a Thursday. */
static int64_t week_of(const struct rules_weeks *weeks, int64_t ts)
{
	int64_t day = tc_zone_day(weeks->zone, ts) + (weeks->monday ? 3 : 4);

	return day / DAYS - (day % DAYS < 0);
}

/* The id is always there. */
static void write_score(const struct sight *score, const struct rules_weeks *weeks,
			struct tc_record *record, struct tc_writer *w)
{
	unsigned slots[FIELDS];

	for (size_t i = 0; i < FIELDS; i++)
		slots[i] = tc_record_slot(record, fields[i]);
	tc_record_parse(record, score->line);
	tc_write_literal(w, "{\"at\":");
	tc_write_integer(w, score->ts);
	tc_write_literal(w, ",\"week\":");
	tc_write_integer(w, week_of(weeks, score->ts));
	tc_write_literal(w, ",\"score\":{\"id\":");
	tc_write_span(w, tc_record_raw(record, slots[0]));
	for (size_t i = 1; i < FIELDS; i++) {
		if (tc_record_type(record, slots[i]) == TC_ABSENT)
			continue;
		tc_write_literal(w, ",");
		tc_write_string(w, tc_span_of(fields[i]));
		tc_write_literal(w, ":");
		tc_write_span(w, tc_record_raw(record, slots[i]));
	}
	tc_write_literal(w, "}}");
}

static void write_time(const struct sight *session, struct tc_writer *w)
{
	char text[TC_TIME_SIZE];

	tc_time_format(session->ts, text);
	tc_write_string(w, (struct tc_span){ text, sizeof(text) });
}

void rules_input(const struct person *person, const struct rules_weeks *weeks,
		 struct tc_writer *w)
{
	struct tc_record *record = tc_record_new();
	size_t i = 0;

	w->used = w->line = 0;
	tc_write_literal(w, "{\"user\":");
	if (person->user.n)
		tc_write_string(w, person->user);
	else
		tc_write_literal(w, "null");
	tc_write_literal(w, ",\"sessions\":[");
	for (; i < person->count && person->sights[i].kind == SIGHT_SESSION; i++) {
		tc_write_span(w, i ? TC_SPAN(",") : TC_SPAN(""));
		write_time(&person->sights[i], w);
	}
	tc_write_literal(w, "],\"scores\":[");
	for (bool first = true; i < person->count; i++, first = false) {
		tc_write_span(w, first ? TC_SPAN("") : TC_SPAN(","));
		write_score(&person->sights[i], weeks, record, w);
	}
	tc_write_literal(w, "]}");
	memset(tc_writer_room(w, TC_SCAN_PAD), '\n', TC_SCAN_PAD);
	tc_record_free(record);
}
