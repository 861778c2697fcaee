/* The records of the store that are asked for, in order of time. */
#include "archive/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/part.h"
#include "lib/platform.h"
#include "lib/report.h"

#define TIMELESS (INT64_MAX - 1) /* orders records without ts: after all others */
#define NEVER    INT64_MAX
#define SPARE    64 /* descriptors that are not for files of the store */
#define TRIES    3  /* to find the store unchanged; then what is missing is damage */

struct source {
	const struct file_entry *entry;
	int fd;                        /* -1: not open */
	struct tc_gzip_reader *reader; /* NULL before its turn */
	const char *at, *end;          /* what is left of the member */
	int64_t first, last; /* times of the line at `at`, of the member's last */
	bool foreign;        /* a line that is none of ours comes next */
};

struct stream {
	const struct store *store;
	const struct selection *wanted;
	struct source *sources; /* by their first time */
	size_t count, begun;    /* all before `begun` had their turn */
	struct source **active;
	size_t active_count;
	struct source *current; /* its lines were handed out last */
	bool failed;
};

static int64_t order_of(int64_t ts)
{
	return ts == TC_TIME_NONE ? TIMELESS : ts;
}

static int source_order(const void *a, const void *b)
{
	const struct source *x = a, *y = b;
	int64_t first = order_of(x->entry->first_ts),
		other = order_of(y->entry->first_ts);

	if (first != other)
		return first < other ? -1 : 1;
	return strcmp(x->entry->path, y->entry->path);
}

static void list_sources(struct stream *t)
{
	const struct manifest *m = &t->store->manifest;

	t->sources = tc_alloc(m->count, sizeof(*t->sources));
	t->active = tc_alloc(m->count, sizeof(struct source *));
	for (size_t i = 0; i < m->count; i++)
		if (selection_has_file(t->wanted, &m->files[i]))
			t->sources[t->count++] =
				(struct source){ .entry = &m->files[i], .fd = -1 };
	qsort(t->sources, t->count, sizeof(*t->sources), source_order);
}

static void allow_files(size_t count)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= count + SPARE)
		return;
	limit.rlim_cur = limit.rlim_max < count + SPARE ? limit.rlim_max : count + SPARE;
	setrlimit(RLIMIT_NOFILE, &limit);
}

/* False, with errno, when it is not there, or (0) has not the size it should have. */
static bool open_source(const struct stream *t, struct source *s)
{
	char *path = store_path(t->store, s->entry->path);
	struct stat st;
	int error;

	s->fd = open(path, O_RDONLY | O_CLOEXEC);
	error = s->fd < 0 ? errno : 0;
	free(path);
	errno = error;
	return s->fd >= 0 && fstat(s->fd, &st) == 0 &&
	       (uint64_t)st.st_size == s->entry->sum.bytes;
}

/* False when the store has changed since its manifest was read. */
static bool open_sources(struct stream *t)
{
	allow_files(t->count);
	for (size_t i = 0; i < t->count; i++) {
		if (!open_source(t, &t->sources[i]) && (errno == 0 || errno == ENOENT))
			return false;
	}
	return true;
}

static void end_source(struct source *s)
{
	if (s->reader)
		tc_gzip_reader_free(s->reader);
	if (s->fd >= 0)
		close(s->fd);
	s->reader = NULL;
	s->fd = -1;
}

static void drop(struct stream *t, const struct source *s)
{
	size_t i = 0;

	while (t->active[i] != s)
		i++;
	end_source(t->active[i]);
	t->active[i] = t->active[--t->active_count];
}

static void tell(struct stream *t, const struct source *s, const char *state)
{
	char *path = store_path(t->store, s->entry->path);

	tc_warn("%s: damaged: %s", path, state);
	tc_hint("tc-archive verify looks at all files, compact --salvage saves what is "
		"whole");
	free(path);
	t->failed = true;
}

static bool is_as_written(const struct source *s)
{
	struct tc_gzip_sum sum;

	tc_gzip_reader_sum(s->reader, &sum);
	return memcmp(sum.sha256, s->entry->sum.sha256, sizeof(sum.sha256)) == 0;
}

/* The time of the line that begins at p, in the order of time. */
static bool time_of(const struct source *s, const char *p, int64_t *order)
{
	const char *lf = memchr(p, '\n', (size_t)(s->end - p));

	if (!lf || !part_line_ts((struct tc_span){ p, (size_t)(lf - p) }, order))
		return false;
	*order = order_of(*order);
	return true;
}

/* Finds out the times of a member. False when it holds no lines of ours. */
static bool take_member(struct source *s, struct tc_span member)
{
	const char *lf;

	if (member.n < 2 || member.p[member.n - 1] != '\n')
		return false;
	s->at = member.p;
	s->end = member.p + member.n;
	lf = tc_memrchr(member.p, '\n', member.n - 1);
	return time_of(s, s->at, &s->first) && time_of(s, lf ? lf + 1 : s->at, &s->last);
}

/* Moves on to the first line not before `bound`. */
static void pass(struct source *s, int64_t bound)
{
	if (s->last < bound)
		s->at = s->end;
	while (s->at < s->end && s->first < bound) {
		const char *lf = memchr(s->at, '\n', (size_t)(s->end - s->at));

		s->at = lf + 1;
		s->foreign = s->at < s->end && !time_of(s, s->at, &s->first);
		if (s->foreign)
			s->end = s->at;
	}
}

/* The next lines. False when the source has no more to give. */
static bool load(struct stream *t, struct source *s)
{
	enum tc_gzip_state state = TC_GZIP_WHOLE;
	struct tc_span member;

	while (state == TC_GZIP_WHOLE && s->at == s->end) {
		if (!s->foreign)
			state = tc_gzip_reader_next(s->reader, &member);
		if (s->foreign || (state == TC_GZIP_WHOLE && !take_member(s, member)))
			state = TC_GZIP_FOREIGN;
		if (state == TC_GZIP_WHOLE)
			pass(s, t->wanted->since);
	}
	if (state == TC_GZIP_END && !is_as_written(s))
		tell(t, s, "not what was written");
	else if (state != TC_GZIP_WHOLE && state != TC_GZIP_END)
		tell(t, s, tc_gzip_state_name(state));
	return state == TC_GZIP_WHOLE;
}

static void activate(struct stream *t, struct source *s)
{
	if (s->fd < 0 && !open_source(t, s) && s->fd < 0) {
		tell(t, s, strerror(errno));
		return;
	}
	s->reader = tc_gzip_reader_new(s->fd);
	t->active[t->active_count++] = s;
	if (!load(t, s))
		drop(t, s);
}

static struct tc_span rest_of(const struct source *s)
{
	return (struct tc_span){ s->at, (size_t)(s->end - s->at) };
}

/* A line begins with its kind and its id: they decide between lines of one time. */
static bool comes_before(const struct source *a, const struct source *b)
{
	return a->first < b->first ||
	       (a->first == b->first && tc_span_order(rest_of(a), rest_of(b)) < 0);
}

/* The source with the first line; *bound is the time of the first line of another one. */
static struct source *first_source(const struct stream *t, int64_t *bound)
{
	struct source *best = NULL;

	for (size_t i = 0; i < t->active_count; i++) {
		struct source *s = t->active[i], *later = s;

		if (!best || comes_before(s, best)) {
			later = best;
			best = s;
		}
		if (later && later->first < *bound)
			*bound = later->first;
	}
	return best;
}

/* Brings all in whose turn it is; the source whose lines come next, and how far. */
static struct source *next_source(struct stream *t, int64_t *bound)
{
	for (;;) {
		bool more = t->begun < t->count;
		int64_t next =
			more ? order_of(t->sources[t->begun].entry->first_ts) : NEVER;
		struct source *s;

		*bound = next;
		s = first_source(t, bound);
		if (more && (!s || next <= s->first))
			activate(t, &t->sources[t->begun++]);
		else if (s && s->first >= t->wanted->until)
			drop(t, s);
		else
			return s;
	}
}

bool stream_next(struct stream *t, struct tc_span *lines)
{
	struct source *s = t->current;
	int64_t bound;

	if (s && s->at == s->end && !load(t, s))
		drop(t, s);
	s = t->current = next_source(t, &bound);
	if (!s)
		return false;
	if (bound > t->wanted->until)
		bound = t->wanted->until;
	lines->p = s->at;
	pass(s, bound > s->first ? bound : s->first + 1);
	lines->n = (size_t)(s->at - lines->p);
	return true;
}

static void release(struct stream *t)
{
	for (size_t i = 0; i < t->count; i++)
		end_source(&t->sources[i]);
	free(t->sources);
	free(t->active);
	free(t);
}

struct stream *stream_open(struct store *s, const struct selection *wanted)
{
	for (int tries = TRIES;; tries--) {
		struct stream *t = tc_alloc(1, sizeof(*t));

		store_open(s);
		t->store = s;
		t->wanted = wanted;
		list_sources(t);
		if (open_sources(t) || tries == 0)
			return t;
		release(t);
		store_close(s);
	}
}

bool stream_close(struct stream *t)
{
	bool well = !t->failed;

	release(t);
	return well;
}
