/* archive/change: whatever call fails, whenever the process dies, the store is the old one
 * or the new one, and the next change finds its way. */
#include "tap.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "archive/change.h"
#include "archive/part.h"
#include "lib/report.h"
#include "lib/store.h"
#include "lib/time.h"

#define DAY(n) (20454 + (n)) /* 2026-01-01 and after */

static void write_part(struct change *c, const char *kind, int32_t date, int records)
{
	struct partition p = { .date = date };
	char line[128], instant[TC_TIME_SIZE + 1] = "";

	snprintf(p.kind, sizeof(p.kind), "%s", kind);
	change_part_begin(c, &p, NULL);
	for (int i = 0; i < records; i++) {
		int64_t ts = date * TC_DAY_MS + i;

		tc_time_format(ts, instant);
		snprintf(line, sizeof(line),
			 "{\"kind\":\"%s\",\"id\":\"%d-%d\",\"ts\":\"%s\"}\n", kind,
			 records, i, instant);
		change_part_line(c, tc_span_of(line), ts);
	}
	change_part_end(c);
}

static void write_index(struct change *c, const char *path, const char *bytes)
{
	change_file_begin(c, path);
	change_file_write(c, bytes, strlen(bytes));
	change_file_end(c, "ids", strlen(bytes));
}

/* The old store: two days of calls, one of prompts, an index. */
static enum tc_exit make_old(void)
{
	struct store s;
	struct change *c;
	enum tc_exit code;

	store_lock(&s, 0);
	c = change_new(&s);
	write_part(c, "call", DAY(0), 3);
	write_part(c, "call", DAY(1), 4);
	write_part(c, "prompt", DAY(0), 5);
	write_index(c, "_index/ids-1", "old");
	code = change_commit(c);
	store_close(&s);
	return code;
}

/* The change under test: one day is written anew, one goes, one comes, and the index too;
 * a kind comes and a kind goes. Done twice it is done once. */
static enum tc_exit make_new(void)
{
	struct store s;
	struct change *c;
	enum tc_exit code;

	store_lock(&s, 0);
	c = change_new(&s);
	write_part(c, "call", DAY(0), 30);
	write_part(c, "call", DAY(2), 6);
	write_part(c, "prompt", DAY(0), 0);
	write_part(c, "tool", DATE_NONE, 7);
	if (manifest_has(&s.manifest, "_index/ids-1")) {
		write_index(c, "_index/ids-2", "brand new");
		change_remove(c, "_index/ids-1");
	}
	code = change_commit(c);
	store_close(&s);
	return code;
}

/* --- what is there ---------------------------------------------------------------------- */

/* Is the file what the manifest says? */
static bool is_whole(const struct store *s, const struct file_entry *e)
{
	struct part_reader *r = part_open(s, e->path);
	struct tc_gzip_sum sum;
	struct tc_span line;
	bool whole;

	if (!r)
		return false;
	while (!e->index && part_next(r, &line))
		;
	part_sum(r, &sum);
	whole = e->index || (part_state(r) == TC_GZIP_END && sum.lines == e->sum.lines &&
			     sum.bytes == e->sum.bytes && sum.members == e->sum.members &&
			     memcmp(sum.sha256, e->sum.sha256, sizeof(sum.sha256)) == 0);
	part_close(r);
	return whole;
}

/* "call/2026-01-01:3 ..." of what is in the store, "damaged" when it is not all well. */
static void describe(char *out, size_t size)
{
	struct store s;
	size_t used = 0;

	*out = '\0';
	store_open(&s);
	for (size_t i = 0; i < s.manifest.count; i++) {
		const struct file_entry *e = &s.manifest.files[i];
		char date[DATE_SIZE];

		date_format(e->partition.date, date);
		used += (size_t)snprintf(out + used, size - used, "%s%s/%s:%d",
					 i ? " " : "", e->partition.kind,
					 e->index ? "index" : date, (int)e->sum.lines);
		if (!is_whole(&s, e))
			snprintf(out, size, "damaged: %s", e->path);
	}
	store_close(&s);
}

/* Counts files below a folder; folders that hold none count, too. */
static int count_files(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	int count = 0, seen = 0;

	while (dir && (entry = readdir(dir))) {
		struct stat status;
		char path[1024];

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		seen++;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode))
			count += count_files(path);
		else
			count++;
	}
	if (dir)
		closedir(dir);
	return seen ? count : 1;
}

/* Files the manifest does not name, apart from itself. */
static int count_strangers(void)
{
	struct store s;
	int count;

	store_open(&s);
	count = count_files(s.root) - 1 - (int)s.manifest.count;
	store_close(&s);
	return count;
}

/* --- the runs --------------------------------------------------------------------------- */

#define OLD "ids/index:3 call/2026-01-01:3 call/2026-01-02:4 prompt/2026-01-01:5"
#define NEW                                                                              \
	"ids/index:9 call/2026-01-01:30 call/2026-01-02:4 call/2026-01-03:6 "            \
	"tool/__HIVE_DEFAULT_PARTITION__:7"

/* Runs this program's change in a process of its own, with a fault; the wait status. */
static int run(const char *fault)
{
	char path[1024], shim[1024];
	int status = -1;
	pid_t pid;

	snprintf(path, sizeof(path), "%s/../tests/archive_change", getenv("TC_BIN"));
	snprintf(shim, sizeof(shim), "%s/../tests/fault.so", getenv("TC_BIN"));
	pid = fork();
	if (pid == 0) {
		int err = open("err", O_WRONLY | O_CREAT | O_TRUNC, 0600);

		dup2(err, STDERR_FILENO);
		setenv("LD_PRELOAD", shim, 1);
		setenv("TC_FAULT", fault, 1);
		setenv("ASAN_OPTIONS", "exitcode=99:verify_asan_link_order=0", 1);
		execl(path, path, "change", (char *)NULL);
		_exit(98);
	}
	waitpid(pid, &status, 0);
	return status;
}

static void fresh(void)
{
	if (system("rm -rf home told") != 0 || make_old() != TC_EXIT_OK)
		ok(false, "an old store");
}

static bool has_text(const char *text)
{
	char message[2048] = "";
	FILE *file = fopen("err", "r");

	if (file) {
		message[fread(message, 1, sizeof(message) - 1, file)] = '\0';
		fclose(file);
	}
	return strstr(message, text);
}

/* After a failure: the old store and nothing else, unless only the root's last fsync or the
 * removal of what was replaced failed, which is told. */
static bool fails_well(int status, const char *is)
{
	if (!WIFEXITED(status))
		return false;
	if (WEXITSTATUS(status) == TC_EXIT_IO && strcmp(is, OLD) == 0)
		return count_strangers() == 0 && has_text("cannot ");
	if (WEXITSTATUS(status) == TC_EXIT_IO)
		return strcmp(is, NEW) == 0 && has_text("it may not last");
	return WEXITSTATUS(status) == TC_EXIT_OK && strcmp(is, NEW) == 0 &&
	       has_text("cannot remove");
}

static bool dies_well(int status, const char *is)
{
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL &&
	       (strcmp(is, OLD) == 0 || strcmp(is, NEW) == 0);
}

/* Every N of a call until there is none more. */
static void test_all(const char *call, const char *action, int at_least)
{
	bool dies = strcmp(action, "kill") == 0 || strcmp(action, "tear") == 0;
	int n, status, news = 0;
	char is[512], name[64], fault[64];

	for (n = 1;; n++) {
		fresh();
		snprintf(fault, sizeof(fault), "%s:%d:%s", call, n, action);
		status = run(fault);
		if (access("told", F_OK) != 0)
			break;
		describe(is, sizeof(is));
		news += strcmp(is, NEW) == 0;
		if (!(dies ? dies_well(status, is) : fails_well(status, is))) {
			fprintf(stderr, "# %s: status %x: %s\n", fault, (unsigned)status,
				is);
			break;
		}
		if (make_new() != TC_EXIT_OK)
			break;
		describe(is, sizeof(is));
		if (strcmp(is, NEW) != 0) {
			fprintf(stderr, "# %s, run again: %s\n", fault, is);
			break;
		}
	}
	snprintf(name, sizeof(name), "%s %s: old or new, then new", call, action);
	ok(access("told", F_OK) != 0 && status == 0, name);
	snprintf(name, sizeof(name), "%s %s: tried %d times", call, action, n - 1);
	ok(n > at_least, name);
	if (dies && strcmp(call, "any") == 0)
		ok(news > 2 && news < n - 10, "some were old, some were new");
}

static void test_cures(void)
{
	fresh();
	run("write:1:enospc");
	ok(has_text("No space left on device") && has_text("its disk is full"),
	   "a full disk has its cure");
	run("write:1:edquot");
	ok(has_text("your quota there is used up"), "a quota has its cure");
	run("open:2:erofs");
	ok(has_text("its file system is read-only"), "so has a read-only file system");
	ok(has_text("the store is as it was"), "and is told what became of the store");
}

static void test_same(void)
{
	struct store s;
	struct change *c;
	struct stat before, after;

	fresh();
	stat("home/archive/v=1/manifest.ndjson", &before);
	store_lock(&s, 0);
	c = change_new(&s);
	write_part(c, "call", DAY(0), 3);
	is_number(change_commit(c), TC_EXIT_OK, "the same once more");
	store_close(&s);
	stat("home/archive/v=1/manifest.ndjson", &after);
	ok(before.st_ino == after.st_ino, "what changes nothing writes nothing");
	is_number(count_strangers(), 0, "and leaves nothing behind");
}

int main(int argc, char **argv)
{
	setenv("TC_HOME", "home", 1);
	setenv("TC_FAULT_TOLD", "told", 1);
	if (argc > 1 && strcmp(argv[1], "change") == 0)
		return (int)make_new();
	test_all("any", "kill", 30);
	test_all("any", "eio", 30);
	test_all("write", "tear", 4);
	test_cures();
	test_same();
	return done_testing();
}
