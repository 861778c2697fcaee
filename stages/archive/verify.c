/* Is all well in the store? The manifest, every file it names, every record in them, the
 * index, and every file that it does not name. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/check.h"
#include "archive/command.h"
#include "archive/head.h"
#include "archive/ids.h"
#include "archive/run.h"
#include "archive/tree.h"
#include "lib/home.h"
#include "lib/option.h"
#include "lib/pipe.h"
#include "lib/sha256.h"

enum option { QUICK };

static const struct tc_option options[] = {
	{ 0, "quick", NULL, "read the manifest and sizes alone, and wait for nobody" },
	{ 0, NULL, NULL, NULL },
};
static const char *const kinds[] = { "damage", NULL };

static const struct tc_program program = {
	.name = "tc-archive verify",
	.summary = "is all well in the store? one record for each trouble",
	.synopsis = "[--quick]",
	.options = options,
	.examples = "tc-archive verify\n",
	.kinds = kinds,
};

struct verify {
	struct store store;
	struct tc_writer *out;
	struct check check;
	struct head_reader head;
	struct ids *ids;
	uint32_t file; /* whose records are being read */
	bool quick;
	uint64_t damaged, index, loose, foreign;
};

static void tell(struct verify *v, const char *path, enum check_state state,
		 const char *reason)
{
	struct damage d = { .path = path, .state = state, .reason = reason };

	damage_write(&d, v->out);
	damage_warn(&d);
}

static void damaged(struct verify *v, const char *path, enum check_state state,
		    const char *reason)
{
	tell(v, path, state, reason);
	if (state == CHECK_INDEX)
		v->index++;
	else
		v->damaged++;
}

static void damaged_some(struct verify *v, const char *path, enum check_state state,
			 uint64_t count, const char *what)
{
	char reason[CHECK_REASON];

	if (count == 0)
		return;
	snprintf(reason, sizeof(reason), "%llu %s", (unsigned long long)count, what);
	damaged(v, path, state, reason);
}

static void take_record(void *context, struct tc_span line, struct tc_span item)
{
	struct verify *v = context;
	struct head head;

	(void)item;
	if (head_read(&v->head, line, &head))
		ids_record(v->ids, &head, v->file);
}

static void check_part(struct verify *v, const struct file_entry *e)
{
	check_file(&v->check, &v->store, e->path, &e->partition, e);
	if (v->check.state != CHECK_WELL)
		damaged(v, e->path, v->check.state, v->check.reason);
}

/* NULL when the file's bytes are those the manifest tells of. */
static const char *compare_bytes(int fd, const struct tc_gzip_sum *was)
{
	unsigned char buffer[16384], hash[TC_SHA256];
	uint64_t bytes = 0;
	struct sha256_ctx sha;
	ssize_t got;

	sha256_init(&sha);
	while ((got = read(fd, buffer, sizeof(buffer))) > 0) {
		tc_sha256_update(&sha, buffer, (size_t)got);
		bytes += (uint64_t)got;
	}
	if (got < 0)
		return strerror(errno);
	tc_sha256_end(&sha, hash);
	if (bytes != was->bytes)
		return "its size is not the manifest's";
	return memcmp(hash, was->sha256, sizeof(hash)) == 0
		       ? NULL
		       : "its sha256 is not the manifest's";
}

static const char *read_entries(struct verify *v, int fd, uint64_t entries)
{
	struct entry entry;
	struct run run;
	bool good = run_open(&run, fd, entries);

	while (good && run_next(&run, &entry))
		ids_entry(v->ids, entry.hash, entry.date);
	return good && run.at == entries && !run.damaged
		       ? NULL
		       : "it does not hold the entries the manifest says";
}

static void check_index(struct verify *v, const struct file_entry *e)
{
	char *path = store_path(&v->store, e->path);
	const char *reason;
	struct stat st;
	int fd = -1;

	if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
		fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		reason = "it cannot be read";
	else if (!(reason = compare_bytes(fd, &e->sum)))
		reason = read_entries(v, fd, e->sum.lines);
	if (reason)
		damaged(v, e->path, CHECK_INDEX, reason);
	if (fd >= 0)
		close(fd);
	free(path);
}

/* What can be said only when all files are read. */
static void check_ids(struct verify *v)
{
	const struct manifest *m = &v->store.manifest;
	const struct ids_found *found = ids_judge(v->ids);

	for (size_t i = 0; i < m->count; i++) {
		damaged_some(v, m->files[i].path, CHECK_UNSORTED, found->twice[i],
			     "of its records stand in it twice");
		damaged_some(v, m->files[i].path, CHECK_MISPLACED, found->elsewhere[i],
			     "of its records stand in other files, too");
	}
	if (!v->index)
		damaged_some(v, "_index", CHECK_INDEX, found->missing,
			     "records are not in it");
}

/* By its size alone. */
static void look_at(struct verify *v, const struct file_entry *e)
{
	char *path = store_path(&v->store, e->path);
	enum check_state state = CHECK_WELL;
	const char *reason = NULL;
	struct stat st;

	if (stat(path, &st) != 0) {
		state = errno == ENOENT ? CHECK_MISSING : CHECK_UNREADABLE;
		reason = errno == ENOENT ? "it is not there" : strerror(errno);
	} else if ((uint64_t)st.st_size != e->sum.bytes) {
		state = (uint64_t)st.st_size < e->sum.bytes ? CHECK_TORN : CHECK_GARBAGE;
		reason = "its size is not the manifest's";
	}
	if (reason)
		damaged(v, e->path, e->index ? CHECK_INDEX : state, reason);
	free(path);
}

static void check_listed(struct verify *v)
{
	const struct manifest *m = &v->store.manifest;

	for (size_t i = 0; i < m->count; i++) {
		v->file = (uint32_t)i;
		if (v->quick)
			look_at(v, &m->files[i]);
		else if (m->files[i].index)
			check_index(v, &m->files[i]);
		else
			check_part(v, &m->files[i]);
	}
	if (!v->quick)
		check_ids(v);
}

static void check_found(void *context, const char *path, enum tree_what what)
{
	struct verify *v = context;

	if (manifest_has(&v->store.manifest, path))
		return;
	if (what == TREE_FOREIGN) {
		tell(v, path, CHECK_FOREIGN, "nothing of the store has such a name");
		v->foreign++;
	} else {
		tell(v, path, CHECK_UNLISTED, "the manifest does not have it");
		v->loose++;
	}
}

static void hint(const struct verify *v)
{
	if (v->damaged)
		tc_hint("keep what is whole of it: tc-archive compact --salvage");
	else if (v->loose)
		tc_hint("take in what the manifest does not have: tc-archive compact");
	else if (v->index)
		tc_hint("make the index anew: tc-archive compact");
	if (v->foreign)
		tc_hint("move away what is not the store's");
}

/* Until it is closed nobody writes; who writes now is waited for, or not. -1: nobody ever
 * wrote. */
static int hold_still(bool wait)
{
	struct flock lock = { .l_type = F_RDLCK, .l_whence = SEEK_SET };
	char *path = tc_home_path("archive/lock");
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;

	while (fd >= 0 && fcntl(fd, wait ? F_SETLKW : F_SETLK, &lock) != 0) {
		if (!wait && (errno == EACCES || errno == EAGAIN))
			tc_die(TC_EXIT_BUSY,
			       "the store is busy: somebody is writing to it");
		if (errno != EINTR)
			break;
	}
	free(path);
	return fd;
}

static bool verify(struct tc_writer *out, bool quick)
{
	struct verify v = { .out = out, .quick = quick };
	const char *reason = store_try_open(&v.store);
	struct tc_record *record = tc_record_new();
	struct intake in;

	intake_init(&in, record);
	check_init(&v.check, &in, record);
	v.check.each = take_record;
	v.check.context = &v;
	head_init(&v.head);
	v.ids = ids_new(v.store.manifest.count);
	if (reason) {
		damaged(&v, STORE_MANIFEST, CHECK_GARBAGE, reason);
	} else {
		check_listed(&v);
		tree_walk(&v.store, check_found, &v);
	}
	hint(&v);
	ids_free(v.ids);
	head_release(&v.head);
	check_release(&v.check);
	intake_release(&in);
	tc_record_free(record);
	store_close(&v.store);
	return v.damaged + v.index + v.loose + v.foreign == 0;
}

static void set(void *context, int option, const char *value)
{
	(void)value;
	if (option == QUICK)
		*(bool *)context = true;
}

enum tc_exit command_verify(int argc, char **argv)
{
	struct tc_filter *filter;
	struct tc_options o;
	struct tc_writer out;
	enum tc_exit code;
	bool quick = false, well;
	int held;

	tc_options_read(&program, argc, argv, set, &quick, &o);
	if (o.operand_count)
		tc_die(TC_EXIT_USAGE, "no file is read here: cannot use '%s'",
		       o.operands[0]);
	tc_writer_stdout(&out);
	filter = tc_pipe_filter(&o.common, &out);
	held = hold_still(!quick);
	well = verify(&out, quick);
	if (held >= 0)
		close(held);
	code = tc_writer_close(&out);
	tc_filter_free(filter);
	tc_options_release(&o);
	return code == TC_EXIT_OK && !well ? TC_EXIT_NOT_WELL : code;
}
