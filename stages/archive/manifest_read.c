/* The manifest, read: every line is checked, for what it names will be believed. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/manifest.h"
#include "lib/record.h"
#include "lib/report.h"
#include "lib/scan.h"
#include "lib/store.h"
#include "lib/time.h"

struct slots {
	unsigned kind, version, files, records, path, bytes, sha256, members, first_ts,
		last_ts, span;
};

static bool count_of(struct tc_record *r, unsigned slot, uint64_t *value)
{
	int64_t number;

	if (!tc_record_integer(r, slot, &number) || number < 0)
		return false;
	*value = (uint64_t)number;
	return true;
}

static bool instant_of(struct tc_record *r, unsigned slot, int64_t *ts)
{
	*ts = TC_TIME_NONE;
	return tc_record_type(r, slot) == TC_NULL ||
	       tc_time_parse(tc_record_string(r, slot), ts);
}

/* -1: it is no digit. */
static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool hash_of(struct tc_record *r, unsigned slot, unsigned char *out)
{
	struct tc_span hex = tc_record_string(r, slot);

	if (hex.n != TC_SHA256_HEX)
		return false;
	for (size_t i = 0; i < hex.n; i += 2) {
		int high = digit_of(hex.p[i]), low = digit_of(hex.p[i + 1]);

		if (high < 0 || low < 0)
			return false;
		out[i / 2] = (unsigned char)(high << 4 | low);
	}
	return true;
}

/* What each kind of line has; static text when something is wrong with it. */
static const char *read_path(struct tc_record *r, const struct slots *s,
			     struct file_entry *e)
{
	struct tc_span path = tc_record_string(r, s->path);
	struct tc_span kind = tc_record_string(r, s->kind);

	e->index = tc_span_is(kind, TC_SPAN("index"));
	if (!e->index && !tc_span_is(kind, TC_SPAN("file")))
		return "its kind is neither file nor index";
	if (!(e->index ? index_path_parse(path, &e->partition)
		       : part_path_parse(path, &e->partition)))
		return "its path is none of the store";
	if (tc_span_is(tc_record_string(r, s->span), TC_SPAN("month")))
		e->partition.month = true;
	if (e->partition.month && e->partition.date != date_month(e->partition.date))
		return "a month begins on its first day";
	return NULL;
}

static const char *read_entry(struct tc_record *r, const struct slots *s,
			      struct file_entry *e)
{
	const char *wrong = read_path(r, s, e);
	int64_t version = TC_STORE_VERSION;

	if (wrong)
		return wrong;
	if (!count_of(r, s->bytes, &e->sum.bytes) ||
	    !count_of(r, s->records, &e->sum.lines) ||
	    !hash_of(r, s->sha256, e->sum.sha256))
		return "its bytes, records or sha256 are wrong";
	if (e->index)
		return NULL;
	if (!count_of(r, s->members, &e->sum.members) ||
	    !tc_record_integer(r, s->version, &version) || version < 1)
		return "its members or its version are wrong";
	e->version = (int)version;
	if (version > TC_STORE_VERSION)
		return "its version is newer than this program";
	if (!instant_of(r, s->first_ts, &e->first_ts) ||
	    !instant_of(r, s->last_ts, &e->last_ts))
		return "its times are wrong";
	return NULL;
}

static bool same_partition(const struct file_entry *a, const struct file_entry *b)
{
	return !a->index && !b->index && a->partition.date == b->partition.date &&
	       strcmp(a->partition.kind, b->partition.kind) == 0;
}

static const char *read_file_line(struct manifest *m, struct tc_record *r,
				  const struct slots *s)
{
	struct file_entry e = { .version = TC_STORE_VERSION };
	const struct file_entry *last = m->count ? &m->files[m->count - 1] : NULL;
	const char *wrong = read_entry(r, s, &e);
	struct tc_span path = tc_record_string(r, s->path);

	if (wrong)
		return wrong;
	e.path = tc_copy(path.p, path.n);
	if (last && (strcmp(last->path, e.path) >= 0 || same_partition(last, &e))) {
		wrong = strcmp(last->path, e.path) < 0 ? "a partition has two files"
						       : "its lines are out of order";
		free(e.path);
		return wrong;
	}
	manifest_add(m, &e);
	return NULL;
}

static const char *read_head(struct tc_record *r, const struct slots *s, uint64_t *files,
			     uint64_t *records)
{
	int64_t version;

	if (!tc_span_is(tc_record_string(r, s->kind), TC_SPAN("manifest")) ||
	    !tc_record_integer(r, s->version, &version) || version < 1 ||
	    !count_of(r, s->files, files) || !count_of(r, s->records, records))
		return "its first line is not a manifest's";
	if (version > TC_STORE_VERSION)
		return "its version is newer than this program";
	return NULL;
}

static const char *read_lines(struct manifest *m, struct tc_record *r,
			      struct tc_span text)
{
	const char *p = text.p, *end = text.p + text.n, *wrong = NULL;
	uint64_t files = 0, records = 0;
	struct slots s = {
		tc_record_slot(r, "kind"),     tc_record_slot(r, "version"),
		tc_record_slot(r, "files"),    tc_record_slot(r, "records"),
		tc_record_slot(r, "path"),     tc_record_slot(r, "bytes"),
		tc_record_slot(r, "sha256"),   tc_record_slot(r, "members"),
		tc_record_slot(r, "first_ts"), tc_record_slot(r, "last_ts"),
		tc_record_slot(r, "span"),
	};

	if (text.n == 0 || end[-1] != '\n')
		return "it ends inside a line";
	for (bool head = true; p < end && !wrong; head = false) {
		const char *lf = memchr(p, '\n', (size_t)(end - p));

		if (!tc_record_parse(r, (struct tc_span){ p, (size_t)(lf - p) }))
			wrong = tc_record_reason(r);
		else if (head)
			wrong = read_head(r, &s, &files, &records);
		else
			wrong = read_file_line(m, r, &s);
		p = lf + 1;
	}
	if (!wrong && (files != m->count || records != m->records))
		wrong = "its lines do not come to its totals";
	return wrong;
}

/* The whole file and the scanner's padding, owned; NULL with errno. */
static char *slurp(const char *path, size_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), error = 0;
	struct stat status;
	char *text = NULL;
	ssize_t got = 1;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &status) != 0)
		error = errno;
	else
		text = tc_alloc((size_t)status.st_size + TC_SCAN_PAD, 1);
	for (*size = 0; !error && got > 0 && *size < (size_t)status.st_size;) {
		got = read(fd, text + *size, (size_t)status.st_size - *size);
		if (got < 0 && errno == EINTR)
			got = 1;
		else if (got < 0)
			error = errno;
		else
			*size += (size_t)got;
	}
	close(fd);
	if (error) {
		free(text);
		errno = error;
		return NULL;
	}
	return text;
}

bool manifest_read(struct manifest *m, const char *path, const char **reason)
{
	struct tc_record *record;
	size_t size;
	char *text;

	*m = (struct manifest){ .count = 0 };
	*reason = NULL;
	text = slurp(path, &size);
	if (!text)
		return errno == ENOENT;
	record = tc_record_new();
	*reason = read_lines(m, record, (struct tc_span){ text, size });
	tc_record_free(record);
	free(text);
	if (*reason)
		manifest_release(m);
	return !*reason;
}
