/* archive/manifest, partition and part: names, dates, and lines that must not be believed. */
#include "tap.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "archive/manifest.h"
#include "archive/part.h"
#include "lib/report.h"
#include "lib/time.h"

#define HASH "59e06862f6476b5e849fdecbe3ba6b832f984509b1c51584ead327c99781f290"
#define DAY  20454 /* 2026-01-01 */

#define HEAD(files, records)                                                             \
	"{\"kind\":\"manifest\",\"version\":1,\"files\":" files ",\"records\":" records  \
	"}\n"
#define TAIL                                                                             \
	"\"members\":1,\"records\":3,\"first_ts\":\"2026-01-01T00:00:00.000Z\","         \
	"\"last_ts\":null,\"version\":1}\n"
#define FILE_LINE(path)                                                                  \
	"{\"kind\":\"file\",\"path\":\"" path "\",\"bytes\":85,\"sha256\":\"" HASH       \
	"\"," TAIL
#define INDEX_LINE                                                                       \
	"{\"kind\":\"index\",\"path\":\"_index/ids-1\",\"bytes\":512,\"sha256\":\"" HASH \
	"\",\"records\":42}\n"

static void test_dates(void)
{
	static const char *const bad[] = { "2026-02-30", "2026-1-01",   "20260101",
					   "",           "2026-01-01T", "x026-01-01" };
	char text[DATE_SIZE];
	int32_t date;
	bool refused = true;

	date_format(DAY, text);
	is_text(text, "2026-01-01", "a date");
	ok(date_parse(tc_span_of(text), &date) && date == DAY, "and back");
	date_format(DATE_NONE, text);
	is_text(text, "__HIVE_DEFAULT_PARTITION__", "no date");
	is_number(date_of(DAY * TC_DAY_MS), DAY, "midnight is of its day");
	is_number(date_of(DAY * TC_DAY_MS - 1), DAY - 1, "what is before is not");
	is_number(date_of(-1), -1, "before 1970, too");
	is_number(date_of(TC_TIME_NONE), DATE_NONE, "no time has no date");
	is_number(date_month(DAY + 30), DAY, "the first of a month");
	is_number(date_month(DAY), DAY, "is in it");
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		refused = refused && !date_parse(tc_span_of(bad[i]), &date);
	ok(refused, "what is no date");
}

static void test_names(void)
{
	static const char *const good[] = {
		"kind=call/date=2026-01-01/part-0.ndjson.gz",
		"kind=a_1/date=__HIVE_DEFAULT_PARTITION__/Desk.lan-12.ndjson.gz",
	};
	static const char *const bad[] = {
		"",
		"kind=call/date=2026-01-01",
		"kind=call/date=2026-01-01/",
		"kind=call/date=2026-01-01/.ndjson.gz",
		"kind=call/date=2026-01-01/.a.ndjson.gz",
		"kind=call/date=2026-01-01/_a.ndjson.gz",
		"kind=call/date=2026-01-01/a.ndjson",
		"kind=call/date=2026-01-01/a b.ndjson.gz",
		"kind=call/date=2026-01-01/../a.ndjson.gz",
		"kind=call/date=2026-01-01/b/a.ndjson.gz",
		"kind=../date=2026-01-01/a.ndjson.gz",
		"kind=Call/date=2026-01-01/a.ndjson.gz",
		"kind=/date=2026-01-01/a.ndjson.gz",
		"kind=call/date=2026-02-30/a.ndjson.gz",
		"kind=call/x/date=2026-01-01/a.ndjson.gz",
		"/kind=call/date=2026-01-01/a.ndjson.gz",
		"kind=a23456789012345678901234567890123/date=2026-01-01/a.ndjson.gz",
	};
	struct partition p = { .date = DAY };
	char *folder;

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		ok(part_path_parse(tc_span_of(good[i]), &p), good[i]);
	is_text(p.kind, "a_1", "its kind");
	is_number(p.date, DATE_NONE, "its date");
	folder = partition_folder(&p);
	is_text(folder, "kind=a_1/date=__HIVE_DEFAULT_PARTITION__", "its folder");
	free(folder);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ok(!part_path_parse(tc_span_of(bad[i]), &p), bad[i]);
	ok(index_path_parse(TC_SPAN("_index/ids-12"), &p), "an index");
	is_text(p.kind, "ids", "and its name");
	ok(!index_path_parse(TC_SPAN("_index/ids-"), &p), "no number");
	ok(!index_path_parse(TC_SPAN("_index/ids-1x"), &p), "no good number");
	ok(!index_path_parse(TC_SPAN("_index/../x-1"), &p), "no other folder");
}

/* Why this text is no manifest; "" when it is one. */
static const char *read_text(const char *text, struct manifest *m)
{
	int fd = open("m", O_WRONLY | O_CREAT | O_TRUNC, 0600);
	const char *reason = NULL;

	if (write(fd, text, strlen(text)) < 0 || close(fd) != 0)
		return "no file";
	if (!manifest_read(m, "m", &reason))
		return reason ? reason : "errno";
	return "";
}

static void test_read(void)
{
	static const char whole[] = HEAD("3", "6")
		INDEX_LINE FILE_LINE("kind=call/date=2026-01-01/part-0.ndjson.gz")
			FILE_LINE("kind=call/date=2026-01-02/part-0.ndjson.gz");
	struct manifest m;
	const char *reason;
	char back[sizeof(whole) + 10] = "";
	int fd;

	reason = read_text(whole, &m);
	is_text(reason, "", "a manifest");
	is_number(m.count, 3, "its files");
	is_number(m.records, 6, "its records");
	ok(m.files[0].index && m.files[1].first_ts == DAY * TC_DAY_MS &&
		   m.files[1].last_ts == TC_TIME_NONE,
	   "its fields");
	fd = open("back", O_RDWR | O_CREAT | O_TRUNC, 0600);
	is_number(manifest_write(&m, fd), 0, "is written");
	ok(pread(fd, back, sizeof(back) - 1, 0) > 0, "is read");
	is_text(back, whole, "as it was");
	close(fd);
	fd = open("/dev/full", O_WRONLY);
	is_number(manifest_write(&m, fd), ENOSPC, "or is not");
	close(fd);
	manifest_release(&m);
	ok(manifest_read(&m, "nowhere", &reason) && m.count == 0, "none is empty");
	ok(!manifest_read(&m, ".", &reason) && !reason,
	   "a folder is an error of the system");
}

static void test_refused(void)
{
#define PATH "kind=call/date=2026-01-01/part-0.ndjson.gz"
	static const struct {
		const char *text, *reason;
	} cases[] = {
		{ "", "it ends inside a line" },
		{ HEAD("0", "0") "{", "it ends inside a line" },
		{ "nonsense\n", "not JSON" },
		{ FILE_LINE(PATH), "its first line is not a manifest's" },
		{ "{\"kind\":\"manifest\",\"version\":2,\"files\":0,\"records\":0}\n",
		  "its version is newer than this program" },
		{ HEAD("1", "3"), "its lines do not come to its totals" },
		{ HEAD("1", "4") FILE_LINE(PATH), "its lines do not come to its totals" },
		{ HEAD("1", "3") FILE_LINE("/etc/passwd"),
		  "its path is none of the store" },
		{ HEAD("1", "3") "{\"kind\":\"call\"}\n",
		  "its kind is neither file nor index" },
		{ HEAD("2", "6") FILE_LINE("kind=call/date=2026-01-02/a.ndjson.gz")
			  FILE_LINE(PATH),
		  "its lines are out of order" },
		{ HEAD("2", "6") FILE_LINE("kind=call/date=2026-01-01/a.ndjson.gz")
			  FILE_LINE(PATH),
		  "a partition has two files" },
		{ HEAD("1", "3") "{\"kind\":\"file\",\"path\":\"" PATH
				 "\",\"bytes\":-1,\"sha256\":\"" HASH "\"," TAIL,
		  "its bytes, records or sha256 are wrong" },
		{ HEAD("1", "3") "{\"kind\":\"file\",\"path\":\"" PATH
				 "\",\"bytes\":1,\"sha256\":\"x" HASH "\"," TAIL,
		  "its bytes, records or sha256 are wrong" },
	};
#undef PATH
	struct manifest m;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *reason = read_text(cases[i].text, &m);

		is_text(reason, cases[i].reason, cases[i].reason);
		is_number(m.count, 0, "and nothing of it is believed");
	}
}

static void add(struct manifest *m, const char *path, bool month)
{
	struct file_entry e = { .sum = { .lines = 2 } };

	e.index = !part_path_parse(tc_span_of(path), &e.partition);
	e.partition.month = month;
	e.path = tc_copy(path, strlen(path));
	manifest_add(m, &e);
}

static void test_find(void)
{
	struct manifest m = { .count = 0 }, copy;

	add(&m, "kind=call/date=2026-02-01/part-0.ndjson.gz", false);
	add(&m, "kind=call/date=2026-01-01/part-0.ndjson.gz", true);
	add(&m, "kind=calls/date=2026-01-01/part-0.ndjson.gz", false);
	add(&m, "_index/ids-1", false);
	add(&m, "kind=call/date=2026-02-01/part-0.ndjson.gz", false);
	is_number(m.count, 4, "a path stands there once");
	is_number(m.records, 6, "and its records, those of the index apart");
	is_text(m.files[0].path, "_index/ids-1", "sorted by path");
	ok(manifest_find(&m, "call", DAY + 30) == &m.files[1], "a day of a month");
	ok(manifest_find(&m, "call", DAY + 31) == &m.files[2], "a day of its own");
	ok(!manifest_find(&m, "call", DAY + 32), "a day with none, in a month of days");
	ok(!manifest_find(&m, "calls", DAY + 1) && !manifest_find(&m, "cal", DAY) &&
		   !manifest_find(&m, "call", DATE_NONE),
	   "other kinds, other dates");
	manifest_copy(&copy, &m);
	manifest_remove(&m, "kind=call/date=2026-01-01/part-0.ndjson.gz");
	manifest_remove(&m, "kind=call/date=2026-01-01/part-0.ndjson.gz");
	ok(m.count == 3 && m.records == 4 && copy.count == 4 && copy.records == 6,
	   "removed once, and from one");
	manifest_release(&m);
	manifest_release(&copy);
}

static void test_line_ts(void)
{
	static const char *const none[] = {
		"",
		"{}",
		"{\"kind\":\"call\"}",
		"{\"kind\":\"call\",\"ts\":null}",
		"{\"kind\":\"call\",\"id\":\"a\",\"ts\":\"2026\"}",
		"{\"kind\":\"call\",\"id\":\"a\",\"ts\":\"2026-01-01T00:00:00.000Z",
		"{\"kind\":\"call\",\"id\":\"a\\\",\"ts\":null}",
	};
	int64_t ts = 0;
	bool refused = true;

	ok(part_line_ts(
		   TC_SPAN("{\"kind\":\"call\",\"id\":\"a\",\"ts\":\"2026-01-01T00:00:00."
			   "007Z\",\"x\":1}"),
		   &ts) &&
		   ts == DAY * TC_DAY_MS + 7,
	   "the time of a line");
	ok(part_line_ts(TC_SPAN("{\"kind\":\"k\",\"id\":\"a\\\"\\\\\",\"ts\":null}"),
			&ts) &&
		   ts == TC_TIME_NONE,
	   "none, behind an id with escapes");
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		refused = refused && !part_line_ts(tc_span_of(none[i]), &ts);
	ok(refused, "lines that begin otherwise");
}

int main(void)
{
	test_dates();
	test_names();
	test_read();
	test_refused();
	test_find();
	test_line_ts();
	return done_testing();
}
