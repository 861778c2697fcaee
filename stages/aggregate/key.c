/* What rows are grouped by: fields of the record, times, or jq. */
#include "aggregate/key.h"

#include <ctype.h>
#include <stdlib.h>

#include "lib/report.h"

#define DEPTH_MAX 64

static const struct {
	const char *name;
	enum period period;
} periods[] = {
	{ "day", PERIOD_DAY },   { "week", PERIOD_WEEK },       { "month", PERIOD_MONTH },
	{ "hour", PERIOD_HOUR }, { "weekday", PERIOD_WEEKDAY }, { "block", PERIOD_BLOCK },
};

/* The end of a jq expression in parentheses, NULL when it has none: a string may hold
 * parentheses, and "\(...)" in a string holds an expression again. */
static const char *end_of_program(const char *p)
{
	bool in_text[DEPTH_MAX]; /* was the parenthesis opened inside a string? */
	unsigned depth = 0;
	bool text = false;

	for (; *p && depth < DEPTH_MAX; p++) {
		if (text && *p == '\\') {
			if (*++p == '\0')
				return NULL;
			if (*p == '(') {
				in_text[depth++] = true;
				text = false;
			}
		} else if (*p == '"') {
			text = !text;
		} else if (!text && *p == '(') {
			in_text[depth++] = false;
		} else if (!text && *p == ')') {
			text = in_text[--depth];
			if (depth == 0)
				return p + 1;
		}
	}
	return NULL;
}

static bool is_name(const char *p)
{
	const char *start = p;

	while (isalnum((unsigned char)*p) || (*p && strchr("_-.", *p)))
		p++;
	return p > start && *p == '\0';
}

static bool read_program(const char **text, struct key *key)
{
	const char *start = *text, *program = strchr(start, '(');
	const char *end = end_of_program(program);

	if (!end || (*end && *end != ','))
		return false;
	*text = end;
	key->type = KEY_JQ;
	key->program = tc_copy(program, (size_t)(end - program));
	if (program == start) {
		key->name = tc_copy(program, (size_t)(end - program));
		return true;
	}
	key->name = tc_copy(start, (size_t)(program - start - 1));
	return program[-1] == '=' && is_name(key->name);
}

static bool read_name(const char **text, struct key *key)
{
	size_t n = strcspn(*text, ",");

	key->type = KEY_FIELD;
	key->name = tc_copy(*text, n);
	*text += n;
	if (strcmp(key->name, "family") == 0)
		key->type = KEY_FAMILY;
	for (size_t i = 0; i < sizeof(periods) / sizeof(periods[0]); i++) {
		if (strcmp(key->name, periods[i].name) == 0) {
			key->type = KEY_PERIOD;
			key->period = periods[i].period;
		}
	}
	return is_name(key->name);
}

bool aggregate_key_read(const char **text, struct key *key)
{
	*key = (struct key){ .number = INT64_MIN };
	if ((*text)[strcspn(*text, ",(")] == '(')
		return read_program(text, key);
	return read_name(text, key);
}

void aggregate_key_release(struct key *key)
{
	if (key->filter)
		tc_filter_free(key->filter);
	free(key->name);
	free(key->program);
	free(key->text.buffer);
	*key = (struct key){ 0 };
}

void aggregate_key_ready(struct key *key, struct tc_record *record, int64_t now)
{
	struct tc_filter_settings settings = { .program = key->program,
					       .name = "--by",
					       .now = now };
	char *error;

	key->slot = tc_record_slot(record, key->type == KEY_FAMILY ? "model" : key->name);
	if (key->type != KEY_JQ)
		return;
	key->filter = tc_filter_new(&settings, &error);
	if (!key->filter)
		tc_die(TC_EXIT_USAGE, "%s", error);
}

/* An empty buffer for a value. */
static struct tc_writer *text_of(struct key *key)
{
	if (!key->text.buffer)
		tc_writer_init(&key->text, -1, key->name);
	key->text.used = 0;
	return &key->text;
}

static void told(struct key *key)
{
	key->value = (struct tc_span){ key->text.buffer, key->text.used };
}

/* Would it be written just so? */
static bool is_plain(struct tc_span raw)
{
	for (size_t i = 0; i < raw.n; i++)
		if ((unsigned char)raw.p[i] >= 0x80 || raw.p[i] == '\\')
			return false;
	return true;
}

void aggregate_key_take_field(struct key *key, struct tc_record *record)
{
	enum tc_type type = tc_record_type(record, key->slot);

	key->value = tc_record_raw(record, key->slot);
	if (type == TC_ABSENT)
		key->value = TC_SPAN("null");
	else if (type == TC_STRING && !is_plain(key->value)) {
		tc_write_string(text_of(key), tc_record_string(record, key->slot));
		told(key);
	}
}

/* The part of a model's id that names its family, else all of it. */
static struct tc_span family_of(struct tc_span id)
{
	static const char *const families[] = { "opus",  "sonnet", "haiku",
						"fable", "mythos", NULL };

	for (size_t i = 0, n; i < id.n; i += n + 1) {
		for (n = 0; i + n < id.n && isalnum((unsigned char)id.p[i + n]);)
			n++;
		for (const char *const *family = families; *family; family++) {
			struct tc_span name = tc_span_of(*family);

			if (tc_span_is((struct tc_span){ id.p + i, n }, name))
				return name;
		}
	}
	return id;
}

static void take_family(struct key *key, struct tc_record *record)
{
	if (tc_record_type(record, key->slot) != TC_STRING) {
		aggregate_key_take_field(key, record);
		return;
	}
	tc_write_string(text_of(key), family_of(tc_record_string(record, key->slot)));
	told(key);
}

static void take_period(struct key *key, int64_t ts, const struct period_clock *clock)
{
	int64_t number;

	if (ts == TC_TIME_NONE) {
		key->value = TC_SPAN("null");
		return;
	}
	number = aggregate_period_of(key->period, ts, clock);
	if (number != key->number) {
		struct tc_writer *w = text_of(key);
		char *room = tc_writer_room(w, AGGREGATE_PERIOD_SIZE);

		tc_writer_took(w, aggregate_period_text(key->period, number, room));
		key->number = number;
	}
	told(key);
}

static void take_first(void *context, struct tc_span result)
{
	struct key *key = context;

	if (!key->value.p) {
		tc_write_span(text_of(key), result);
		told(key);
	}
}

static void take_result(struct key *key, struct tc_span line)
{
	bool well;

	key->value = (struct tc_span){ NULL, 0 };
	well = tc_filter_run(key->filter, line, take_first, key);
	if (!well && !key->failed) {
		key->failed = true;
		tc_warn("--by %s: %s", key->program, tc_filter_error(key->filter));
		tc_hint("records on which it fails are grouped under null");
	}
	if (!well || !key->value.p)
		key->value = TC_SPAN("null");
}

void aggregate_key_take(struct key *key, struct tc_record *record, struct tc_span line,
			int64_t ts, const struct period_clock *clock)
{
	switch (key->type) {
	case KEY_PERIOD:
		take_period(key, ts, clock);
		break;
	case KEY_FAMILY:
		take_family(key, record);
		break;
	case KEY_JQ:
		take_result(key, line);
		break;
	case KEY_FIELD:
		aggregate_key_take_field(key, record);
	}
}

static int rank(struct tc_span value)
{
	static const char firsts[] = "ft0\"[{n";
	const char *at = strchr(firsts, value.p[0]);

	return at ? (int)(at - firsts) : 2; /* 2: all else starts a number */
}

static int number_order(struct tc_span a, struct tc_span b)
{
	tc_int128 x = 0, y = 0;
	bool a_fits = tc_money_parse(a, &x), b_fits = tc_money_parse(b, &y);

	if (a_fits != b_fits)
		return a_fits ? -1 : 1;
	return (x > y) - (x < y);
}

int aggregate_key_order(struct tc_span a, struct tc_span b)
{
	int c = rank(a) - rank(b);

	if (c == 0 && rank(a) == 2)
		c = number_order(a, b);
	if (c)
		return c;
	if (a.p[0] == '"') { /* the closing quote is no byte of the text */
		a.n--;
		b.n--;
	}
	return tc_span_order(a, b);
}
