/* What is asked of a run. */
#include "aggregate/question.h"

#include <stdlib.h>

#include "aggregate/sketch.h"
#include "lib/report.h"
#include "lib/writer.h"

#define NANO_PER_SHARE 100000 /* a percent is 10,000 millionths */

void aggregate_question_init(struct question *q, const char *of)
{
	*q = (struct question){ .of = tc_copy(of, strlen(of)),
				.since = INT64_MIN,
				.until = INT64_MAX };
}

static bool same_key(const struct key *a, const struct key *b)
{
	if (a->type != b->type || strcmp(a->name, b->name) != 0)
		return false;
	return a->type != KEY_JQ || strcmp(a->program, b->program) == 0;
}

/* Index of the key among the question's; takes it over. */
static size_t add_key(struct question *q, struct key *key)
{
	for (size_t i = 0; i < q->key_count; i++) {
		if (same_key(&q->keys[i], key)) {
			aggregate_key_release(key);
			return i;
		}
		if (strcmp(q->keys[i].name, key->name) == 0)
			tc_die(TC_EXIT_USAGE, "--by: two keys are called '%s'",
			       key->name);
	}
	q->keys = tc_grow(q->keys, q->key_count + 1, sizeof(*q->keys));
	q->keys[q->key_count] = *key;
	return q->key_count++;
}

static void read_keys(struct question *q, struct set *set, const char *text)
{
	const char *p = text;

	while (*p) {
		struct key key;
		size_t at;

		if (!aggregate_key_read(&p, &key) || (*p == ',' && !p[1])) {
			tc_warn("--by: no list of keys: '%s'", text);
			tc_hint("a key is a name, or jq in parentheses: day,model,"
				"team=(.project|split(\"/\")|last)");
			exit(TC_EXIT_USAGE);
		}
		p += *p == ',';
		at = add_key(q, &key);
		for (size_t i = 0; i < set->key_count; i++)
			if (set->keys[i] == at)
				tc_die(TC_EXIT_USAGE, "--by: '%s' is there twice in '%s'",
				       q->keys[at].name, text);
		set->keys = tc_grow(set->keys, set->key_count + 1, sizeof(*set->keys));
		set->keys[set->key_count++] = at;
	}
}

static char *names_of(const struct question *q, const struct set *set)
{
	struct tc_writer w;

	tc_writer_init(&w, -1, "names");
	tc_write_literal(&w, "[");
	for (size_t i = 0; i < set->key_count; i++) {
		if (i > 0)
			tc_write_literal(&w, ",");
		tc_write_string(&w, tc_span_of(q->keys[set->keys[i]].name));
	}
	tc_write_literal(&w, "]");
	tc_write_bytes(&w, "", 1);
	return w.buffer;
}

static void add_set(struct question *q, const char *of, const char *keys)
{
	struct set set = { .of = of, .fields = aggregate_fields(of) };

	while (set.fields[set.field_count].name)
		set.field_count++;
	read_keys(q, &set, keys);
	set.by = names_of(q, &set);
	set.text = tc_copy(keys, strlen(keys));
	for (size_t i = 0; i < q->set_count; i++)
		if (strcmp(q->sets[i].of, of) == 0 && strcmp(q->sets[i].by, set.by) == 0)
			tc_die(TC_EXIT_USAGE, "--by '%s' is given twice", keys);
	q->sets = tc_grow(q->sets, q->set_count + 1, sizeof(*q->sets));
	q->sets[q->set_count++] = set;
}

void aggregate_question_by(struct question *q, const char *keys)
{
	add_set(q, q->of, keys);
}

/* A percent with at most four places to millionths. */
static bool read_share(struct tc_span text, unsigned *share)
{
	tc_int128 nano;

	if (!tc_money_parse(text, &nano) || nano < 0 || nano % NANO_PER_SHARE != 0)
		return false;
	nano /= NANO_PER_SHARE;
	*share = nano > AGGREGATE_SHARE ? AGGREGATE_SHARE + 1 : (unsigned)nano;
	return *share <= AGGREGATE_SHARE;
}

/* "cost_usd", "_p", "50" */
static char *column_name(const char *field, const char *middle, struct tc_span end)
{
	size_t n = strlen(field), m = strlen(middle);
	char *name = tc_alloc(n + m + end.n + 1, 1);

	memcpy(name, field, n);
	memcpy(name + n, middle, m);
	memcpy(name + n + m, end.p, end.n);
	return name;
}

static bool read_shares(struct quantile *quantile, const char *p)
{
	bool more = true;

	for (; more; quantile->count++) {
		struct tc_span share = { p, strcspn(p, ",") };

		if (quantile->count == AGGREGATE_SHARES ||
		    !read_share(share, &quantile->shares[quantile->count]))
			return false;
		quantile->columns[quantile->count] =
			column_name(quantile->field, "_p", share);
		more = p[share.n] == ',';
		p += share.n + more;
	}
	return true;
}

void aggregate_question_quantile(struct question *q, const char *text)
{
	struct quantile *quantile = &q->quantiles[q->quantile_count];
	size_t n = strcspn(text, ":");

	if (q->quantile_count == AGGREGATE_QUANTILES)
		tc_die(TC_EXIT_USAGE, "--quantile: at most %d fields",
		       AGGREGATE_QUANTILES);
	*quantile = (struct quantile){ .text = tc_copy(text, strlen(text)),
				       .field = tc_copy(text, n) };
	quantile->sketch = column_name(quantile->field, "_sketch", TC_SPAN(""));
	quantile->money = n > 4 && memcmp(text + n - 4, "_usd", 4) == 0;
	for (size_t i = 0; i < q->quantile_count; i++)
		if (strcmp(q->quantiles[i].field, quantile->field) == 0)
			tc_die(TC_EXIT_USAGE, "--quantile: '%s' is given twice",
			       quantile->field);
	q->quantile_count++;
	if (n == 0 || text[n] != ':' || !read_shares(quantile, text + n + 1)) {
		tc_warn("--quantile: no field with percents: '%s'", text);
		tc_hint("write FIELD:PERCENT[,PERCENT ...], such as cost_usd:50,90");
		exit(TC_EXIT_USAGE);
	}
}

/* Is there a column of this name beside the keys? */
static bool is_column(const struct question *q, const struct set *set, const char *name)
{
	static const char *const always[] = { "kind", "of", "by", NULL };

	for (const char *const *column = always; *column; column++)
		if (strcmp(name, *column) == 0)
			return true;
	for (size_t i = 0; i < set->field_count; i++)
		if (strcmp(name, set->fields[i].name) == 0)
			return true;
	for (size_t i = 0; i < q->quantile_count; i++) {
		if (strcmp(name, q->quantiles[i].sketch) == 0)
			return true;
		for (size_t j = 0; j < q->quantiles[i].count; j++)
			if (strcmp(name, q->quantiles[i].columns[j]) == 0)
				return true;
	}
	return false;
}

static void check_names(const struct question *q, const struct set *set)
{
	for (size_t i = 0; i < set->key_count; i++) {
		const char *name = q->keys[set->keys[i]].name;

		if (is_column(q, set, name)) {
			tc_warn("--by: every row has a column '%s' of its own", name);
			tc_hint("give the key another name: by_%s=(.%s)", name, name);
			exit(TC_EXIT_USAGE);
		}
	}
}

void aggregate_question_close(struct question *q)
{
	if (q->set_count == 0)
		aggregate_question_by(q, "");
	add_set(q, "reject", "reason");
	for (size_t i = 0; i < q->set_count; i++)
		check_names(q, &q->sets[i]);
}

void aggregate_question_release(struct question *q)
{
	for (size_t i = 0; i < q->key_count; i++)
		aggregate_key_release(&q->keys[i]);
	for (size_t i = 0; i < q->set_count; i++) {
		free(q->sets[i].keys);
		free(q->sets[i].by);
		free(q->sets[i].text);
	}
	for (size_t i = 0; i < q->quantile_count; i++) {
		free(q->quantiles[i].text);
		free(q->quantiles[i].field);
		free(q->quantiles[i].sketch);
		for (size_t j = 0; j < q->quantiles[i].count; j++)
			free(q->quantiles[i].columns[j]);
	}
	free(q->keys);
	free(q->sets);
	free(q->of);
	free(q->arguments);
	*q = (struct question){ 0 };
}

bool aggregate_question_has(const struct question *q, enum period period)
{
	for (size_t i = 0; i < q->key_count; i++)
		if (q->keys[i].type == KEY_PERIOD && q->keys[i].period == period)
			return true;
	return false;
}

bool aggregate_question_is_local(const struct question *q)
{
	for (size_t i = 0; i < q->key_count; i++)
		if (q->keys[i].type == KEY_PERIOD && q->keys[i].period != PERIOD_BLOCK)
			return true;
	return false;
}
