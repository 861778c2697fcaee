/* lib/sort: whatever the budget, the order of adding and the number of workers, the same
 * items come back in the same order: that of qsort(3), the reference. */
#include "tap.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/sort.h"

#define ITEMS   5000
#define WORKERS 3

struct item {
	uint64_t key;
	size_t n;
	char bytes[64];
};

static struct item items[ITEMS];

static struct tc_span span_of(const struct item *i)
{
	return (struct tc_span){ i->bytes, i->n };
}

static int reference(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return tc_span_order(span_of(x), span_of(y));
}

/* By length alone: many items are equal to it, and must come bytewise all the same. */
static int by_length(const void *context, struct tc_span a, struct tc_span b)
{
	(void)context;
	return (a.n > b.n) - (a.n < b.n);
}

static int reference_by_length(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->key == y->key && x->n != y->n)
		return x->n < y->n ? -1 : 1;
	return reference(a, b);
}

/* Keys that repeat, and differ in any of their bytes; lengths from 0. */
static void make_items(uint64_t seed)
{
	for (int i = 0; i < ITEMS; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		items[i].key = (seed >> 33) % 200 << (seed >> 60) % 8 * 8;
		items[i].n = (seed >> 50) % sizeof(items[i].bytes);
		for (size_t b = 0; b < items[i].n; b++)
			items[i].bytes[b] = (char)(seed >> (b % 8 * 3));
	}
}

static bool comes_out(struct tc_sort *s)
{
	struct tc_span item;
	uint64_t key;
	int n = 0;

	while (tc_sort_next(s, &key, &item)) {
		if (n == ITEMS || key != items[n].key ||
		    !tc_span_is(item, span_of(&items[n])))
			return false;
		n++;
	}
	return n == ITEMS && !tc_sort_next(s, &key, &item);
}

static void sorts(size_t budget, bool spills, const char *name)
{
	struct tc_sort *s = tc_sort_new(budget, NULL, NULL);

	make_items(budget);
	for (int i = 0; i < ITEMS; i++)
		tc_sort_add(s, items[i].key, span_of(&items[i]));
	ok((tc_sort_spilled(s) > 0) == spills, spills ? "uses the disk" : "no disk");
	qsort(items, ITEMS, sizeof(*items), reference);
	ok(comes_out(s), name);
	tc_sort_free(s);
}

static void sorts_workers(size_t budget, const char *name)
{
	struct tc_sort *all = tc_sort_new(budget, by_length, NULL);
	struct tc_sort *workers[WORKERS];

	make_items(budget + 1);
	for (int w = 0; w < WORKERS; w++)
		workers[w] = tc_sort_new(budget, by_length, NULL);
	for (int i = 0; i < ITEMS; i++)
		tc_sort_add(workers[i * 31 % WORKERS], items[i].key, span_of(&items[i]));
	for (int w = 0; w < WORKERS; w++) {
		tc_sort_take(all, workers[w]);
		tc_sort_free(workers[w]);
	}
	qsort(items, ITEMS, sizeof(*items), reference_by_length);
	ok(comes_out(all), name);
	tc_sort_free(all);
}

/* Items of one sort, sorted again the other way without a copy. */
static void test_lending(void)
{
	struct tc_sort *s = tc_sort_new((size_t)1 << 30, NULL, NULL);
	struct tc_sort *again = tc_sort_new((size_t)1 << 30, by_length, NULL);
	struct tc_span item;
	uint64_t key;

	make_items(7);
	for (int i = 0; i < ITEMS; i++)
		tc_sort_add(s, items[i].key, span_of(&items[i]));
	while (tc_sort_next(s, &key, &item))
		tc_sort_lend(again, key, item);
	ok(tc_sort_lasts(s), "what is in memory lasts");
	qsort(items, ITEMS, sizeof(*items), reference_by_length);
	ok(comes_out(again), "lent items come in the order of the borrower");
	tc_sort_free(again);
	tc_sort_free(s);
}

/* Items far beyond block and buffer. */
static void test_large_items(void)
{
	struct tc_sort *s = tc_sort_new(10000, NULL, NULL);
	static char bytes[300000];
	struct tc_span item;
	uint64_t key, wanted = 0;
	bool well = true;

	for (int i = 9; i >= 0; i--) {
		memset(bytes, i, sizeof(bytes));
		tc_sort_add(s, (uint64_t)i,
			    (struct tc_span){ bytes, sizeof(bytes) - 9 + i });
	}
	for (; tc_sort_next(s, &key, &item); wanted++)
		well = well && key == wanted && item.n == sizeof(bytes) - 9 + key &&
		       item.p[0] == (char)key && item.p[item.n - 1] == (char)key;
	ok(well && wanted == 10, "items larger than the budget");
	tc_sort_free(s);
}

static int files_in(const char *path)
{
	DIR *folder = opendir(path);
	int n = -2; /* . and .. */

	for (; folder && readdir(folder); n++)
		;
	closedir(folder);
	return n;
}

static void test_empty(void)
{
	struct tc_sort *s = tc_sort_new(1000, NULL, NULL);
	struct tc_span item;
	uint64_t key;

	ok(!tc_sort_next(s, &key, &item), "nothing comes of nothing");
	ok(!tc_sort_next(s, &key, &item), "nor the second time");
	tc_sort_free(s);
}

/* Spills in a process of its own, where files may have so many bytes; its standard error
 * comes into `err`. */
static int spill_in(const char *folder, rlim_t bytes, char *err, size_t size)
{
	struct rlimit limit = { bytes, bytes };
	FILE *file;
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		struct tc_sort *s = tc_sort_new(1000, NULL, NULL);

		setenv("TMPDIR", folder, 1);
		dup2(open("err", O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		for (int i = 0; i < ITEMS; i++)
			tc_sort_add(s, items[i].key, span_of(&items[i]));
		_exit(0);
	}
	waitpid(pid, &status, 0);
	file = fopen("err", "rb");
	err[file ? fread(err, 1, size - 1, file) : 0] = '\0';
	if (file)
		fclose(file);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void test_faults(void)
{
	const char *cure = "token-craft:   set TMPDIR to a folder with more room\n";
	char here[256], err[1024], wanted[1024];

	if (!getcwd(here, sizeof(here)))
		return;
	is_number(spill_in(here, RLIM_INFINITY, err, sizeof(err)), 0, "a disk with room");
	is_text(err, "", "is not worth a word");
	is_number(spill_in(here, 8192, err, sizeof(err)), 3, "a disk without");
	snprintf(wanted, sizeof(wanted),
		 "token-craft: cannot write a temporary file in %s: File too large\n%s",
		 here, cure);
	is_text(err, wanted, "is told, with the cure");
	is_number(spill_in("/nowhere", RLIM_INFINITY, err, sizeof(err)), 3, "no folder");
	snprintf(wanted, sizeof(wanted),
		 "token-craft: cannot make a temporary file in /nowhere: "
		 "No such file or directory\n%s",
		 cure);
	is_text(err, wanted, "is told as well");
}

int main(void)
{
	int before = files_in(getenv("TMPDIR"));

	test_empty();
	sorts(1, true, "a budget of one byte: a run an item");
	sorts(5000, true, "a budget of a few items");
	sorts(100000, true, "a budget of a third");
	sorts((size_t)1 << 30, false, "all in memory");
	sorts_workers(3000, "three workers, on disk");
	sorts_workers(150000, "three workers, in memory and on disk");
	sorts_workers((size_t)1 << 30, "three workers, in memory");
	test_lending();
	test_large_items();
	test_faults();
	is_number(files_in(getenv("TMPDIR")), before, "no file stays behind");
	return done_testing();
}
