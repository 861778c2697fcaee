/* What Token-Craft 1.x kept, as records. */
#include "archive/craft1.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/filter.h"
#include "lib/report.h"
#include "lib/scan.h"

#define SNAPSHOTS "snapshots"
#define FILE_MAX  (16 << 20)

extern const unsigned char tc_data_craft1_jq[];

/* Files beside the snapshots. The first tells whose the folder is. */
static const char *const singles[] = { "user_profile.json", "achievements.json", NULL };

struct craft1 {
	struct put *put;
	struct tc_filter *filter;
	struct tc_zone *zone;
	unsigned ts, user; /* slots */
	char *owner;       /* whose the folder is, NULL: not known; owned */
	struct tc_writer input, record, line;
	const char *path; /* of the file that is read */
	uint64_t records; /* of it */
};

bool craft1_is(const char *folder)
{
	char *snapshots = tc_path(folder, SNAPSHOTS);
	bool is = access(snapshots, F_OK) == 0;

	free(snapshots);
	for (const char *const *name = singles; *name && !is; name++) {
		char *path = tc_path(folder, *name);

		is = access(path, F_OK) == 0;
		free(path);
	}
	return is;
}

static void empty(struct tc_writer *w)
{
	w->used = w->line = 0;
}

/* What was written, as the scanner wants it. */
static struct tc_span written(struct tc_writer *w)
{
	memset(tc_writer_room(w, TC_SCAN_PAD), '\n', TC_SCAN_PAD);
	return (struct tc_span){ w->buffer, w->used };
}

/* A time without zone is one of the wall clock there. */
static bool instant_of(struct craft1 *c, struct tc_span text, int64_t *ms)
{
	char utc[64];
	struct tc_civil civil;
	int64_t clock;

	if (tc_time_parse(text, ms))
		return true;
	snprintf(utc, sizeof(utc), "%.*sZ", (int)(text.n < 40 ? text.n : 40), text.p);
	if (text.n > 10)
		utc[10] = 'T';
	if (!tc_time_parse(tc_span_of(utc), ms))
		return false;
	clock = (*ms % TC_DAY_MS + TC_DAY_MS) % TC_DAY_MS;
	tc_civil_from_days((*ms - clock) / TC_DAY_MS, &civil);
	civil.hour = (int)(clock / 3600000);
	civil.minute = (int)(clock / 60000 % 60);
	civil.second = (int)(clock / 1000 % 60);
	civil.millisecond = (int)(clock % 1000);
	*ms = tc_zone_instant(c->zone, &civil);
	return true;
}

static void take(void *context, struct tc_span result)
{
	struct craft1 *c = context;
	struct tc_record *record = c->put->record;
	char ts[TC_TIME_SIZE + 2] = "null";
	struct tc_line at = { .file = c->path, .number = 1 };
	int64_t ms;

	empty(&c->record);
	tc_write_span(&c->record, result);
	tc_record_parse(record, written(&c->record));
	if (instant_of(c, tc_record_string(record, c->ts), &ms)) {
		ts[0] = ts[TC_TIME_SIZE + 1] = '"';
		tc_time_format(ms, ts + 1);
	}
	if (!c->owner && tc_record_type(record, c->user) == TC_STRING) {
		struct tc_span user = tc_record_string(record, c->user);

		c->owner = tc_copy(user.p, user.n);
	}
	empty(&c->line);
	tc_record_write(
		record, &c->line,
		&(struct tc_change){ "ts", { ts, ts[0] == 'n' ? 4 : sizeof(ts) } }, 1);
	at.text = written(&c->line);
	at.bytes = --at.text.n; /* the LF */
	tc_record_parse(record, at.text);
	put_record(c->put, &at);
	c->records++;
}

/* Is it one JSON value and nothing else? Line ends, blanks between values, become CR: the
 * scanner ends at LF. */
static bool is_json(char *text, size_t n)
{
	struct tc_scan s = { .p = text, .end = text + n };

	for (char *lf = text; (lf = memchr(lf, '\n', n - (size_t)(lf - text)));)
		*lf = '\r';
	text[n] = '\n';
	return tc_scan_skip(&s) && !tc_scan_another(&s) && s.error == TC_SCAN_OK;
}

/* Behind what stands in w. False, told, when the file cannot be read or is too large. */
static bool read_file(const struct craft1 *c, struct tc_writer *w)
{
	int fd = open(c->path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	ssize_t got = -1;

	if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size <= FILE_MAX) {
		do {
			got = read(fd, tc_writer_room(w, 4096 + TC_SCAN_PAD), 4096);
			tc_writer_took(w, got > 0 ? (size_t)got : 0);
		} while (got > 0);
	} else if (fd >= 0) {
		errno = EFBIG;
	}
	if (got < 0)
		tc_warn_errno("cannot read %s", c->path);
	if (fd >= 0)
		close(fd);
	return got == 0;
}

static void write_member(struct tc_writer *w, const char *name, const char *value)
{
	tc_write_string(w, tc_span_of(name));
	tc_write_literal(w, ":");
	if (value)
		tc_write_string(w, tc_span_of(value));
	else
		tc_write_literal(w, "null");
	tc_write_literal(w, ",");
}

/* One file to records. False, told, when it is no good. */
static bool convert(struct craft1 *c, const char *folder, const char *name)
{
	char *path = tc_path(folder, name);
	const char *cause = NULL;
	size_t start;
	bool well;

	c->path = path;
	c->records = 0;
	empty(&c->input);
	tc_write_literal(&c->input, "{");
	write_member(&c->input, "file", name);
	write_member(&c->input, "user", c->owner ? c->owner : c->put->intake.user);
	tc_write_literal(&c->input, "\"content\":");
	start = c->input.used;
	well = read_file(c, &c->input);
	if (well && !is_json(c->input.buffer + start, c->input.used - start)) {
		cause = "it is not JSON";
	} else if (well) {
		tc_write_literal(&c->input, "}");
		if (!tc_filter_run(c->filter, written(&c->input), take, c))
			cause = tc_filter_error(c->filter);
		else if (c->records == 0 && strcmp(name, singles[1]) != 0)
			cause = "it holds no score";
	}
	if (cause)
		tc_warn("%s: cannot import it: %s", path, cause);
	free(path);
	return well && !cause;
}

static bool convert_single(struct craft1 *c, const char *folder, const char *name)
{
	char *path = tc_path(folder, name);
	bool there = access(path, F_OK) == 0;

	free(path);
	return !there || convert(c, folder, name);
}

static int is_snapshot(const struct dirent *entry)
{
	const char *end = strrchr(entry->d_name, '.');

	return strncmp(entry->d_name, "snapshot_", 9) == 0 && end &&
	       strcmp(end, ".json") == 0;
}

static bool convert_snapshots(struct craft1 *c, const char *folder)
{
	char *snapshots = tc_path(folder, SNAPSHOTS);
	struct dirent **names;
	int count = scandir(snapshots, &names, is_snapshot, alphasort);
	bool well = count >= 0 || errno == ENOENT;

	if (!well)
		tc_warn_errno("cannot read %s", snapshots);
	for (int i = 0; i < count; i++) {
		well = convert(c, snapshots, names[i]->d_name) && well;
		free(names[i]);
	}
	if (count >= 0)
		free(names);
	free(snapshots);
	return well;
}

static void open_filter(struct craft1 *c, const struct tc_common *common)
{
	struct tc_filter_settings settings = { .program = (const char *)tc_data_craft1_jq,
					       .name = "craft1.jq" };
	char *error;

	settings.now = tc_common_now(common, c->zone);
	c->filter = tc_filter_new(&settings, &error);
	if (!c->filter)
		tc_die(TC_EXIT_IO, "%s", error);
}

bool craft1_read(const char *folder, const struct tc_common *common, struct put *put)
{
	struct craft1 c = { .put = put, .zone = tc_common_zone(common) };
	bool well;

	c.ts = tc_record_slot(put->record, "ts");
	c.user = tc_record_slot(put->record, "user");
	tc_writer_init(&c.input, -1, "a file");
	tc_writer_init(&c.record, -1, "a record");
	tc_writer_init(&c.line, -1, "a line");
	open_filter(&c, common);
	well = convert_single(&c, folder, singles[0]);
	well = convert_single(&c, folder, singles[1]) && well;
	well = convert_snapshots(&c, folder) && well;
	tc_filter_free(c.filter);
	tc_zone_free(c.zone);
	free(c.owner);
	free(c.input.buffer);
	free(c.record.buffer);
	free(c.line.buffer);
	return well;
}
