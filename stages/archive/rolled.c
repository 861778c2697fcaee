/* Partials kept from one report to the next. */
#include "archive/rolled.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/disk.h"
#include "archive/list.h"
#include "lib/home.h"
#include "lib/platform.h"
#include "lib/record.h"
#include "lib/report.h"
#include "lib/scan.h"
#include "lib/sha256.h"
#include "lib/writer.h"

#define SIZE_TOP ((off_t)1 << 30) /* a larger file is none of ours */
#define VERSION  1

/* The kinds as a JSON array, owned by w. */
static struct tc_span write_kinds(struct tc_writer *w, const struct selection *s)
{
	tc_writer_init(w, -1, "kinds");
	tc_write_literal(w, "[");
	for (size_t i = 0; i < s->kind_count; i++) {
		tc_write_bytes(w, ",", i > 0);
		tc_write_string(w, tc_span_of(s->kinds[i]));
	}
	tc_write_literal(w, "]");
	return (struct tc_span){ w->buffer, w->used };
}

/* The whole file, TC_SCAN_PAD readable bytes behind it. */
static bool read_file(const char *path, char **bytes, size_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t have = 0;
	ssize_t got = 1;
	struct stat st;

	*bytes = NULL;
	if (fd < 0 || fstat(fd, &st) != 0 || st.st_size > SIZE_TOP) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	*size = (size_t)st.st_size;
	*bytes = tc_alloc(*size + TC_SCAN_PAD, 1);
	while (have < *size && got > 0) {
		got = read(fd, *bytes + have, *size - have);
		have += got > 0 ? (size_t)got : 0;
	}
	close(fd);
	return have == *size;
}

/* Of the day and the lines: with the digest beside it, all that a wrong answer could come
 * from. */
static void hash_entry(const struct rolled *r, char sha256[TC_SHA256_HEX + 1])
{
	char date[DATE_SIZE];
	struct sha256_ctx hash;

	date_format(r->until, date);
	sha256_init(&hash);
	tc_sha256_update(&hash, date, strlen(date));
	tc_sha256_update(&hash, r->lines.p, r->lines.n);
	tc_sha256_text(&hash, sha256);
}

/* The fields of the first line. */
enum { KIND, KEY, KINDS, UNTIL, DIGEST, SHA256, TEXTS };

/* Is it the head of an entry that answers for this, and the sha256 its own? */
static bool read_head(struct rolled *r, struct tc_record *record, struct tc_span line,
		      const char *key, struct tc_span kinds)
{
	static const char *const names[TEXTS] = { "kind",  "key",    "kinds",
						  "until", "digest", "sha256" };
	unsigned version = tc_record_slot(record, "version"), slots[TEXTS];
	char sha256[TC_SHA256_HEX + 1];
	struct tc_span texts[TEXTS];
	int64_t number;

	for (size_t i = 0; i < TEXTS; i++)
		slots[i] = tc_record_slot(record, names[i]);
	if (!tc_record_parse(record, line))
		return false;
	for (size_t i = 0; i < TEXTS; i++)
		texts[i] = tc_record_string(record, slots[i]);
	if (!tc_span_is(texts[KIND], TC_SPAN("rolled")) ||
	    !tc_record_integer(record, version, &number) || number != VERSION ||
	    !tc_span_is(texts[KEY], tc_span_of(key)) ||
	    !tc_span_is(tc_record_raw(record, slots[KINDS]), kinds) ||
	    !date_parse(texts[UNTIL], &r->until) ||
	    texts[DIGEST].n != sizeof(r->digest) - 1)
		return false;
	memcpy(r->digest, texts[DIGEST].p, texts[DIGEST].n);
	hash_entry(r, sha256);
	return tc_span_is(texts[SHA256], tc_span_of(sha256));
}

bool rolled_read(struct rolled *r, const char *path, const char *key,
		 const struct selection *kinds)
{
	struct tc_record *record;
	struct tc_writer names;
	const char *lf;
	bool well;
	size_t size;

	*r = (struct rolled){ .until = DATE_NONE };
	if (!read_file(path, &r->bytes, &size) || !(lf = memchr(r->bytes, '\n', size)))
		return false;
	r->lines = (struct tc_span){ lf + 1, (size_t)(r->bytes + size - lf - 1) };
	record = tc_record_new();
	well = read_head(r, record, (struct tc_span){ r->bytes, (size_t)(lf - r->bytes) },
			 key, write_kinds(&names, kinds));
	free(names.buffer);
	tc_record_free(record);
	return well;
}

void rolled_release(struct rolled *r)
{
	free(r->bytes);
}

void rolled_use(const char *path)
{
	utimensat(AT_FDCWD, path, NULL, 0); /* only the order of leaving depends on it */
}

bool rolled_covers(const struct store *s, const struct selection *kinds, int32_t until,
		   char digest[LIST_DIGEST_SIZE])
{
	struct selection covered = *kinds;
	bool some = false;

	covered.since = INT64_MIN;
	covered.until = until * TC_DAY_MS;
	covered.timeless = false;
	list_digest(&s->manifest, &covered, digest);
	for (size_t i = 0; i < s->manifest.count && !some; i++) {
		const struct file_entry *e = &s->manifest.files[i];

		some = !e->index && selection_has_kind(&covered, e->partition.kind) &&
		       selection_has_date(&covered, &e->partition);
	}
	return some;
}

bool rolled_holds(const struct rolled *r, const struct store *s,
		  const struct selection *kinds)
{
	char digest[LIST_DIGEST_SIZE];

	rolled_covers(s, kinds, r->until, digest);
	return strcmp(digest, r->digest) == 0;
}

static void write_entry(const struct rolled *r, const char *key,
			const struct selection *kinds, struct tc_writer *w)
{
	char sha256[TC_SHA256_HEX + 1], date[DATE_SIZE];
	struct tc_writer names;

	hash_entry(r, sha256);
	date_format(r->until, date);
	tc_write_literal(w, "{\"kind\":\"rolled\",\"version\":1,\"key\":");
	tc_write_string(w, tc_span_of(key));
	tc_write_literal(w, ",\"kinds\":");
	tc_write_span(w, write_kinds(&names, kinds));
	tc_write_literal(w, ",\"until\":");
	tc_write_string(w, tc_span_of(date));
	tc_write_literal(w, ",\"digest\":");
	tc_write_string(w, tc_span_of(r->digest));
	tc_write_literal(w, ",\"sha256\":");
	tc_write_string(w, tc_span_of(sha256));
	tc_write_literal(w, "}");
	tc_writer_end(w);
	tc_writer_lines(w, r->lines);
	free(names.buffer);
}

/* An entry of the folder, and when it was used last. */
struct kept {
	char *path;
	struct timespec used;
};

static int latest_first(const void *a, const void *b)
{
	const struct timespec *x = &((const struct kept *)a)->used;
	const struct timespec *y = &((const struct kept *)b)->used;

	if (x->tv_sec != y->tv_sec)
		return x->tv_sec < y->tv_sec ? 1 : -1;
	return (x->tv_nsec < y->tv_nsec) - (x->tv_nsec > y->tv_nsec);
}

/* Those used least recently go; what a killed writer left is among them in time. */
static void drop_oldest(const char *folder)
{
	struct dirent **names;
	int count = scandir(folder, &names, NULL, NULL);
	struct kept *kept = tc_alloc(count > 0 ? (size_t)count : 1, sizeof(*kept));
	size_t files = 0;

	for (int i = 0; i < count; i++) {
		char *path = tc_path(folder, names[i]->d_name);
		struct stat st;

		free(names[i]);
		if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
			kept[files++] = (struct kept){ path, tc_modified(&st) };
		else
			free(path);
	}
	qsort(kept, files, sizeof(*kept), latest_first);
	for (size_t i = 0; i < files; i++) {
		if (i >= ROLLED_KEPT)
			unlink(kept[i].path);
		free(kept[i].path);
	}
	free(kept);
	if (count >= 0)
		free(names);
}

/* To a name of its own first, so that a reader sees a whole file or none. */
static bool write_file(const struct rolled *r, const char *temporary, const char *path,
		       const char *key, const struct selection *kinds)
{
	int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	struct tc_writer w;

	if (fd < 0) {
		tc_warn_errno("cannot write %s", temporary);
		return false;
	}
	tc_writer_init(&w, fd, temporary);
	write_entry(r, key, kinds, &w);
	if (tc_writer_close(&w) == TC_EXIT_OK) {
		if (rename(temporary, path) == 0)
			return true;
		tc_warn_errno("cannot rename %s", temporary);
	}
	unlink(temporary);
	return false;
}

void rolled_write(const struct rolled *r, const char *path, const char *key,
		  const struct selection *kinds)
{
	char *folder = tc_home_path(ROLLED_FOLDER);
	size_t size = strlen(path) + 32;
	char *temporary = tc_alloc(size, 1);

	snprintf(temporary, size, "%s.tmp-%ld", path, (long)getpid());
	if (!disk_make_folder(folder))
		tc_warn_errno("cannot make the folder %s", folder);
	else if (write_file(r, temporary, path, key, kinds))
		drop_oldest(folder);
	free(temporary);
	free(folder);
}
