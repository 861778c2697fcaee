/* Partitions of days made into partitions of months. */
#include "archive/month.h"

#include <stdlib.h>
#include <string.h>

#include "archive/plan.h"
#include "lib/time.h"

/* Is the file of a day in a month that ended before the date? */
bool month_concerns(const struct file_entry *e, int32_t before)
{
	struct tc_civil c;

	if (e->index || e->partition.month || e->partition.date == DATE_NONE)
		return false;
	tc_civil_from_days(e->partition.date, &c);
	return tc_days_from_civil(c.year + c.month / 12, c.month % 12 + 1, 1) <= before;
}

static bool is_same_month(const struct file_entry *a, const struct file_entry *b)
{
	return strcmp(a->partition.kind, b->partition.kind) == 0 &&
	       date_month(a->partition.date) == date_month(b->partition.date);
}

/* How many files, from the i-th on, make a month; they are neighbours. 0: none. */
static size_t month_at(const struct manifest *m, size_t i, int32_t before)
{
	size_t n = 0;

	while (i + n < m->count && month_concerns(&m->files[i + n], before) &&
	       is_same_month(&m->files[i], &m->files[i + n]))
		n++;
	return n;
}

static struct partition month_of(const struct file_entry *e)
{
	struct partition p = e->partition;

	p.date = date_month(p.date);
	p.month = true;
	return p;
}

static void append(struct change *c, const struct store *s, const char *path)
{
	struct part_reader *r = part_open(s, path);
	struct tc_span line;
	int64_t ts;

	if (!r)
		tc_die_errno(TC_EXIT_IO, "cannot read %s", path);
	while (part_next(r, &line) && part_line_ts(line, &ts)) {
		line.n++; /* its LF */
		change_part_line(c, line, ts);
	}
	if (part_state(r) != TC_GZIP_END)
		tc_die(TC_EXIT_IO, "cannot read %s: it is damaged", path);
	part_close(r);
}

/* Days follow each other in the manifest, so their records do in the month. */
static void merge(struct change *c, const struct store *s, const struct file_entry *days,
		  size_t count)
{
	struct partition month = month_of(days);

	change_part_begin(c, &month, NULL);
	for (size_t i = 0; i < count; i++)
		append(c, s, days[i].path);
	for (size_t i = 0; i < count; i++)
		change_remove(c, days[i].path);
	change_part_end(c);
}

enum tc_exit month_merge(struct store *s, int32_t before)
{
	struct change *c = change_new(s);
	const struct manifest *m = &s->manifest;
	size_t n;

	for (size_t i = 0; i < m->count; i += n ? n : 1) {
		n = month_at(m, i, before);
		if (n)
			merge(c, s, &m->files[i], n);
	}
	return change_commit(c);
}

void month_plan(const struct store *s, int32_t before, struct tc_writer *out)
{
	const struct manifest *m = &s->manifest;
	size_t n;

	for (size_t i = 0; i < m->count; i += n ? n : 1) {
		uint64_t records = 0;
		struct partition month;
		char *folder;

		n = month_at(m, i, before);
		if (n == 0)
			continue;
		for (size_t day = 0; day < n; day++)
			records += m->files[i + day].sum.lines;
		month = month_of(&m->files[i]);
		folder = partition_folder(&month);
		plan_write(out, "merge", folder, records);
		free(folder);
	}
}
