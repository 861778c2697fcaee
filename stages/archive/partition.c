/* Kinds and dates, and the names of folders and files that they make. */
#include "archive/partition.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/report.h"
#include "lib/time.h"

#define NO_DATE "__HIVE_DEFAULT_PARTITION__" /* as Hive calls a null */

int32_t date_of(int64_t ts)
{
	int64_t day = ts / TC_DAY_MS;

	if (ts == TC_TIME_NONE)
		return DATE_NONE;
	return (int32_t)(ts % TC_DAY_MS < 0 ? day - 1 : day);
}

int32_t date_month(int32_t date)
{
	struct tc_civil c;

	tc_civil_from_days(date, &c);
	return date - (c.day - 1);
}

void date_format(int32_t date, char out[DATE_SIZE])
{
	char instant[TC_TIME_SIZE];

	if (date == DATE_NONE) {
		memcpy(out, NO_DATE, sizeof(NO_DATE));
		return;
	}
	tc_time_format(date * TC_DAY_MS, instant);
	memcpy(out, instant, 10);
	out[10] = '\0';
}

bool date_parse(struct tc_span text, int32_t *date)
{
	char instant[TC_TIME_SIZE + 1] = "0000-00-00T00:00:00.000Z";
	int64_t ms;

	if (text.n != 10)
		return false;
	memcpy(instant, text.p, text.n);
	if (!tc_time_parse((struct tc_span){ instant, TC_TIME_SIZE }, &ms))
		return false;
	*date = date_of(ms);
	return true;
}

bool kind_name_is_good(struct tc_span name)
{
	if (name.n == 0 || name.n > KIND_NAME_MAX || name.p[0] < 'a' || name.p[0] > 'z')
		return false;
	for (size_t i = 1; i < name.n; i++) {
		char c = name.p[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_')
			return false;
	}
	return true;
}

char *partition_folder(const struct partition *p)
{
	size_t size = sizeof("kind=/date=") + KIND_NAME_MAX + DATE_SIZE;
	char *folder = tc_alloc(size, 1), date[DATE_SIZE];

	date_format(p->date, date);
	snprintf(folder, size, "kind=%s/date=%s", p->kind, date);
	return folder;
}

/* Passes over a word that the text begins with. */
static bool pass(struct tc_span *text, struct tc_span word)
{
	if (text->n < word.n || memcmp(text->p, word.p, word.n) != 0)
		return false;
	text->p += word.n;
	text->n -= word.n;
	return true;
}

/* What stands before a character, which is passed over, too. */
static struct tc_span take(struct tc_span *text, char c)
{
	const char *at = memchr(text->p, c, text->n);
	struct tc_span word = { text->p, at ? (size_t)(at - text->p) : 0 };

	if (at) {
		text->p += word.n + 1;
		text->n -= word.n + 1;
	}
	return word;
}

static bool set_kind(struct tc_span name, struct partition *p)
{
	*p = (struct partition){ .date = DATE_NONE };
	if (!kind_name_is_good(name))
		return false;
	memcpy(p->kind, name.p, name.n);
	return true;
}

bool partition_parse(struct tc_span folder, struct partition *p)
{
	if (!pass(&folder, TC_SPAN("kind=")) || !set_kind(take(&folder, '/'), p) ||
	    !pass(&folder, TC_SPAN("date=")))
		return false;
	return tc_span_is(folder, TC_SPAN(NO_DATE)) || date_parse(folder, &p->date);
}

static bool is_of_names(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

static bool file_name_is_good(struct tc_span name)
{
	struct tc_span end = TC_SPAN(".ndjson.gz");

	if (name.n <= end.n || name.n > 255 || name.p[0] == '.' || name.p[0] == '_' ||
	    memcmp(name.p + name.n - end.n, end.p, end.n) != 0)
		return false;
	for (size_t i = 0; i < name.n; i++) {
		if (!is_of_names(name.p[i]))
			return false;
	}
	return true;
}

bool part_path_parse(struct tc_span path, struct partition *p)
{
	size_t n = path.n;

	while (n > 0 && path.p[n - 1] != '/')
		n--;
	return n > 0 && partition_parse((struct tc_span){ path.p, n - 1 }, p) &&
	       file_name_is_good((struct tc_span){ path.p + n, path.n - n });
}

bool index_path_parse(struct tc_span path, struct partition *p)
{
	if (!pass(&path, TC_SPAN("_index/")) || !set_kind(take(&path, '-'), p))
		return false;
	for (size_t i = 0; i < path.n; i++) {
		if (path.p[i] < '0' || path.p[i] > '9')
			return false;
	}
	return path.n > 0 && path.n < 20;
}
