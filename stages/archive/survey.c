/* What compact finds, and how it comes back into the store. */
#include "archive/survey.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/aside.h"
#include "archive/change.h"
#include "archive/head.h"
#include "archive/ids.h"
#include "archive/put.h"
#include "archive/tree.h"

struct reading {
	struct survey *survey;
	const struct store *store;
	struct check check;
	struct head_reader head;
	struct ids *ids; /* NULL: not asked for */
	uint32_t file;
};

/* A file that cannot even be opened may be whole: it must not be taken for damaged. */
static void must_be_readable(const struct check *c, const char *path)
{
	if (c->state != CHECK_UNREADABLE || c->sum.bytes)
		return;
	tc_warn("cannot read %s: %s", path, c->reason);
	tc_hint("nothing was changed; make it readable, then run this again");
	exit(TC_EXIT_IO);
}

static void find(struct reading *r, const char *path, const struct file_entry *listed)
{
	struct survey *s = r->survey;
	struct finding *f;

	must_be_readable(&r->check, path);
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

static void take_id(void *context, struct tc_span line, struct tc_span item)
{
	struct reading *r = context;
	struct head head;

	(void)item;
	if (head_read(&r->head, line, &head))
		ids_record(r->ids, &head, r->file);
}

static void read_listed(struct reading *r)
{
	const struct manifest *m = &r->store->manifest;

	for (size_t i = 0; i < m->count; i++) {
		const struct file_entry *e = &m->files[i];

		if (e->index)
			continue;
		r->file = (uint32_t)i;
		check_file(&r->check, r->store, e->path, &e->partition, e);
		if (r->check.state != CHECK_WELL)
			find(r, e->path, e);
	}
}

static bool is_found(const struct survey *s, const char *path)
{
	for (size_t i = 0; i < s->count; i++)
		if (strcmp(s->found[i].path, path) == 0)
			return true;
	return false;
}

/* Files that look well, but have records that are elsewhere, too. */
static void read_ids(struct reading *r)
{
	const struct manifest *m = &r->store->manifest;
	const struct ids_found *found = ids_judge(r->ids);

	for (size_t i = 0; i < m->count; i++) {
		const struct file_entry *e = &m->files[i];
		uint64_t again = found->twice[i] + found->elsewhere[i];

		if (again == 0 || is_found(r->survey, e->path))
			continue;
		r->check.state = CHECK_MISPLACED;
		r->check.records = e->sum.lines;
		snprintf(r->check.reason, sizeof(r->check.reason),
			 "%llu of its records are there more than once",
			 (unsigned long long)again);
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

void survey_read(struct survey *s, const struct store *store, bool ids)
{
	struct reading r = { .survey = s, .store = store };
	struct tc_record *record = tc_record_new();
	struct intake in;

	*s = (struct survey){ .count = 0 };
	intake_init(&in, record);
	check_init(&r.check, &in, record);
	head_init(&r.head);
	if (ids) {
		r.ids = ids_new(store->manifest.count);
		r.check.each = take_id;
		r.check.context = &r;
	}
	read_listed(&r);
	r.check.each = NULL;
	if (ids) {
		read_ids(&r);
		ids_free(r.ids);
	}
	tree_walk(store, read_loose, &r);
	head_release(&r.head);
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
