/* Is a file of the store what it should be? */
#include "archive/check.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "archive/part.h"
#include "lib/report.h"

typedef unsigned long long number; /* as printf wants it */

static const char *const state_names[] = {
	[CHECK_WELL] = "well",
	[CHECK_MISSING] = "missing",
	[CHECK_UNREADABLE] = "unreadable",
	[CHECK_EMPTY] = "empty",
	[CHECK_TORN] = "torn",
	[CHECK_FLIPPED] = "flipped",
	[CHECK_PADDED] = "padded",
	[CHECK_GARBAGE] = "garbage",
	[CHECK_FOREIGN] = "foreign",
	[CHECK_UNLISTED] = "unlisted",
	[CHECK_UNSORTED] = "unsorted",
	[CHECK_MISPLACED] = "misplaced",
	[CHECK_COUNTS] = "counts",
	[CHECK_INDEX] = "index",
};

void check_init(struct check *c, struct intake *in, struct tc_record *record)
{
	*c = (struct check){ .in = in, .record = record };
}

void check_release(struct check *c)
{
	free(c->before.bytes);
}

/* The first trouble is the one that is told. */
static void TC_PRINTF(3, 4)
	note(struct check *c, enum check_state state, const char *format, ...)
{
	va_list arguments;

	if (c->state != CHECK_WELL)
		return;
	c->state = state;
	va_start(arguments, format);
	vsnprintf(c->reason, sizeof(c->reason), format, arguments);
	va_end(arguments);
}

static bool is_of(const struct partition *p, int64_t ts)
{
	int32_t date = date_of(ts);
	struct tc_civil c, first;

	if (!p->month || date == DATE_NONE)
		return date == p->date;
	tc_civil_from_days(date, &c);
	tc_civil_from_days(p->date, &first);
	return c.year == first.year && c.month == first.month;
}

static void check_place(struct check *c, const struct partition *p, struct tc_span item,
			int64_t ts, number line)
{
	struct tc_span kind = intake_kind(c->in, item);
	char date[DATE_SIZE];

	date_format(date_of(ts), date);
	if (!tc_span_is(kind, tc_span_of(p->kind)))
		note(c, CHECK_MISPLACED, "line %llu is of kind %.*s", line, (int)kind.n,
		     kind.p);
	else if (!is_of(p, ts))
		note(c, CHECK_MISPLACED, "line %llu is of %s", line,
		     date_of(ts) == DATE_NONE ? "no day" : date);
}

static void check_order(struct check *c, struct tc_span item, int64_t ts, number line)
{
	struct tc_span before = { c->before.bytes, c->before.size };
	int order = -1;

	if (c->records > 0) {
		order = (c->before_ts > ts) - (c->before_ts < ts);
		if (order == 0)
			order = tc_pack_order(NULL, before, item);
	}
	if (order > 0)
		note(c, CHECK_UNSORTED, "line %llu belongs before line %llu", line,
		     line - 1);
	if (order == 0)
		note(c, CHECK_UNSORTED, "lines %llu and %llu have one id", line - 1,
		     line);
	tc_pack_copy(&c->before, item);
	c->before_ts = ts;
}

static void take_line(struct check *c, const struct partition *p, struct tc_span line,
		      number number_of_line)
{
	struct tc_span item;
	int64_t ts;

	if (!part_line_ts(line, &ts) || !intake_stored(c->in, c->record, line, &item)) {
		note(c, CHECK_FOREIGN, "line %llu is no record of a store",
		     number_of_line);
		return;
	}
	if (p) {
		check_place(c, p, item, ts, number_of_line);
		check_order(c, item, ts, number_of_line);
	}
	if (c->records++ == 0)
		c->first_ts = ts;
	c->last_ts = ts;
	if (c->each)
		c->each(c->context, line, item);
}

static void note_gzip(struct check *c, enum tc_gzip_state state)
{
	number members = c->sum.members, lines = c->sum.lines;

	switch (state) {
	case TC_GZIP_WHOLE:
	case TC_GZIP_END:
		if (lines == 0)
			note(c, CHECK_EMPTY, "it holds no record");
		break;
	case TC_GZIP_EMPTY:
		note(c, CHECK_EMPTY, "it has no byte");
		break;
	case TC_GZIP_TORN:
		note(c, CHECK_TORN,
		     "it ends inside member %llu; %llu whole members hold %llu records",
		     members + 1, members, lines);
		break;
	case TC_GZIP_FLIPPED:
		note(c, CHECK_FLIPPED, "member %llu is not what was written",
		     members + 1);
		break;
	case TC_GZIP_PADDED:
		note(c, CHECK_PADDED, "NULs follow member %llu, which is the last",
		     members);
		break;
	case TC_GZIP_GARBAGE:
		note(c, CHECK_GARBAGE, "what follows member %llu is no gzip", members);
		break;
	case TC_GZIP_FOREIGN:
		note(c, CHECK_FOREIGN, "it is no gzip");
		break;
	case TC_GZIP_BROKEN:
		note(c, CHECK_UNREADABLE, "%s", strerror(errno));
		break;
	}
}

/* Damaged members are passed over: there may be whole ones behind them. */
static void read_lines(struct check *c, const struct partition *p, struct part_reader *r)
{
	struct tc_span line;
	number lines = 0;

	do {
		while (part_next(r, &line))
			take_line(c, p, line, ++lines);
		part_sum(r, &c->sum);
		note_gzip(c, part_state(r));
	} while (part_state(r) == TC_GZIP_FLIPPED && part_resume(r));
}

static void compare(struct check *c, const struct file_entry *listed)
{
	const struct tc_gzip_sum *was = &listed->sum;

	if (c->sum.bytes != was->bytes)
		note(c, CHECK_FLIPPED, "it has %llu bytes, the manifest says %llu",
		     (number)c->sum.bytes, (number)was->bytes);
	if (memcmp(c->sum.sha256, was->sha256, TC_SHA256) != 0)
		note(c, CHECK_FLIPPED, "its sha256 is not the manifest's");
	if (c->sum.lines != was->lines)
		note(c, CHECK_COUNTS, "it holds %llu records, the manifest says %llu",
		     (number)c->sum.lines, (number)was->lines);
	if (c->sum.members != was->members)
		note(c, CHECK_COUNTS, "it has %llu members, the manifest says %llu",
		     (number)c->sum.members, (number)was->members);
	if (c->first_ts != listed->first_ts || c->last_ts != listed->last_ts)
		note(c, CHECK_COUNTS, "its first or last ts is not the manifest's");
}

/* A pipe or a device would make us wait: only files are opened. */
static struct part_reader *open_file(struct check *c, const struct store *s,
				     const char *path)
{
	char *whole = store_path(s, path);
	struct part_reader *r = NULL;
	struct stat st;

	if (stat(whole, &st) != 0)
		note(c, errno == ENOENT ? CHECK_MISSING : CHECK_UNREADABLE, "%s",
		     errno == ENOENT ? "it is not there" : strerror(errno));
	else if (!S_ISREG(st.st_mode))
		note(c, CHECK_FOREIGN, "it is no file");
	else if (!(r = part_open(s, path)))
		note(c, CHECK_UNREADABLE, "%s", strerror(errno));
	free(whole);
	return r;
}

void check_file(struct check *c, const struct store *s, const char *path,
		const struct partition *p, const struct file_entry *listed)
{
	struct part_reader *r;

	c->state = CHECK_WELL;
	c->records = 0;
	c->first_ts = c->last_ts = TC_TIME_NONE;
	c->sum = (struct tc_gzip_sum){ .bytes = 0 };
	r = open_file(c, s, path);
	if (!r)
		return;
	read_lines(c, p, r);
	if (listed)
		compare(c, listed);
	part_close(r);
}

void damage_write(const struct damage *d, struct tc_writer *w)
{
	tc_write_literal(w, "{\"kind\":\"damage\",\"path\":");
	tc_write_string(w, tc_span_of(d->path));
	tc_write_literal(w, ",\"state\":");
	tc_write_string(w, tc_span_of(state_names[d->state]));
	tc_write_literal(w, ",\"reason\":");
	tc_write_string(w, tc_span_of(d->reason));
	if (d->salvage) {
		tc_write_literal(w, ",\"records\":");
		if (d->listed)
			tc_write_unsigned(w, d->records);
		else
			tc_write_literal(w, "null");
		tc_write_literal(w, ",\"saved\":");
		tc_write_unsigned(w, d->saved);
	}
	tc_write_literal(w, "}");
	tc_writer_end(w);
}

void damage_warn(const struct damage *d)
{
	const char *state = state_names[d->state];

	if (!d->salvage)
		tc_warn("%s: %s: %s", d->path, state, d->reason);
	else if (d->listed)
		tc_warn("%s: %s: %s; the manifest says %llu records, %llu are saved",
			d->path, state, d->reason, (number)d->records, (number)d->saved);
	else
		tc_warn("%s: %s: %s; %llu records are saved", d->path, state, d->reason,
			(number)d->saved);
}
