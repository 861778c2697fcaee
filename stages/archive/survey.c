/* What compact finds, and how it comes back into the store. */
#include "archive/survey.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/aside.h"
#include "archive/change.h"
#include "archive/put.h"
#include "archive/tree.h"

struct reading {
	struct survey *survey;
	const struct store *store;
	struct check check;
};

static void find(struct reading *r, const char *path, const struct file_entry *listed)
{
	struct survey *s = r->survey;
	struct finding *f;

	s->found = tc_grow(s->found, s->count + 1, sizeof(*s->found));
	f = &s->found[s->count++];
	*f = (struct finding){ .path = tc_copy(path, strlen(path)),
			       .state = r->check.state,
			       .listed = listed != NULL,
			       .records = listed ? listed->sum.lines : 0,
			       .saved = r->check.records };
	memcpy(f->reason, r->check.reason, sizeof(f->reason));
	s->damaged += f->state != CHECK_WELL;
}

static void read_listed(struct reading *r)
{
	const struct manifest *m = &r->store->manifest;

	for (size_t i = 0; i < m->count; i++) {
		const struct file_entry *e = &m->files[i];

		if (e->index)
			continue;
		check_file(&r->check, r->store, e->path, &e->partition, e);
		if (r->check.state != CHECK_WELL)
			find(r, e->path, e);
	}
}

static void read_loose(void *context, const char *path, enum tree_what what)
{
	struct reading *r = context;

	if (what != TREE_PART || manifest_has(&r->store->manifest, path))
		return;
	check_file(&r->check, r->store, path, NULL, NULL);
	find(r, path, NULL);
}

void survey_read(struct survey *s, const struct store *store)
{
	struct reading r = { .survey = s, .store = store };
	struct tc_record *record = tc_record_new();
	struct intake in;

	*s = (struct survey){ .count = 0 };
	intake_init(&in, record);
	check_init(&r.check, &in, record);
	read_listed(&r);
	tree_walk(store, read_loose, &r);
	check_release(&r.check);
	intake_release(&in);
	tc_record_free(record);
}

void survey_release(struct survey *s)
{
	for (size_t i = 0; i < s->count; i++)
		free(s->found[i].path);
	free(s->found);
}

/* Damaged files become files that the manifest does not have. */
static enum tc_exit unlist(const struct survey *s, struct store *store)
{
	struct change *c = change_new(store);

	for (size_t i = 0; i < s->count; i++)
		if (s->found[i].listed)
			change_unlist(c, s->found[i].path);
	return change_commit(c);
}

static void take_line(void *context, struct tc_span line, struct tc_span item)
{
	(void)item;
	put_line(context, line);
}

static enum tc_exit put_all(const struct survey *s, struct store *store)
{
	struct tc_record *record = tc_record_new();
	enum tc_exit code = TC_EXIT_OK;
	struct check check;
	struct intake in;
	struct put put;

	put_init(&put, record);
	intake_init(&in, record);
	check_init(&check, &in, record);
	check.each = take_line;
	check.context = &put;
	for (size_t i = 0; i < s->count; i++)
		check_file(&check, store, s->found[i].path, NULL, NULL);
	if (!put_is_empty(&put))
		code = put_commit(&put, store);
	check_release(&check);
	intake_release(&in);
	put_release(&put);
	tc_record_free(record);
	return code;
}

static void remove_file(const struct store *store, const char *path)
{
	char *whole = store_path(store, path);

	if (unlink(whole) != 0)
		tc_die_errno(TC_EXIT_IO, "cannot remove %s", whole);
	free(whole);
}

enum tc_exit survey_take_in(const struct survey *s, struct store *store)
{
	enum tc_exit code = unlist(s, store);

	if (code == TC_EXIT_OK)
		code = put_all(s, store);
	for (size_t i = 0; i < s->count && code == TC_EXIT_OK; i++) {
		const struct finding *f = &s->found[i];

		if (f->state == CHECK_WELL)
			remove_file(store, f->path);
		else if (f->state != CHECK_MISSING)
			aside_keep(store, f->path);
	}
	return code;
}
