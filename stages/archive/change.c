/* One change of the store, whole or not at all. */
#include "archive/change_own.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/disk.h"
#include "lib/sha256.h"
#include "lib/store.h"
#include "lib/time.h"

#define AS_IT_WAS "the store is as it was"

struct change *change_new(struct store *s)
{
	struct change *c = tc_alloc(1, sizeof(*c));

	c->store = s;
	c->file.fd = -1;
	manifest_copy(&c->next, &s->manifest);
	return c;
}

void change_fail(struct change *c, const char *verb, const char *path)
{
	if (!c->failed)
		disk_told(verb, path, AS_IT_WAS);
	c->failed = true;
}

char *change_temporary_path(struct change *c)
{
	char name[256];

	snprintf(name, sizeof(name), STORE_TEMPORARY "%s-%ld-%u", c->store->host,
		 (long)getpid(), ++c->temporaries);
	return store_path(c->store, name);
}

int change_temporary(struct change *c, char **path)
{
	int fd;

	*path = change_temporary_path(c);
	fd = open(*path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd;
	change_fail(c, "make a file in", c->store->root);
	free(*path);
	*path = NULL;
	return -1;
}

void change_discard(char *temporary)
{
	unlink(temporary);
	free(temporary);
}

void change_free(struct change *c)
{
	for (size_t i = 0; i < c->count; i++) {
		free(c->files[i].temporary);
		free(c->files[i].path);
	}
	for (size_t i = 0; i < c->gone_count; i++)
		free(c->gone[i]);
	free(c->files);
	free(c->gone);
	manifest_release(&c->next);
	free(c);
}

int change_close(int fd, int error)
{
	if (close(fd) != 0 && !error)
		error = errno;
	return error;
}

/* `path` is below the root. */
static void fail_below(struct change *c, const char *path)
{
	int error = errno;
	char *whole = store_path(c->store, path);

	errno = error;
	change_fail(c, "write", whole);
	free(whole);
}

void change_add(struct change *c, char *temporary, struct file_entry *e)
{
	if (c->count == c->room) {
		c->room = c->room ? 2 * c->room : 16;
		c->files = tc_grow(c->files, c->room, sizeof(*c->files));
	}
	c->files[c->count++] = (struct new_file){ .temporary = temporary,
						  .path = store_path(c->store, e->path) };
	manifest_add(&c->next, e);
}

void change_part_begin(struct change *c, const struct partition *p, const char *last)
{
	c->part = (struct change_part){ .partition = *p,
					.last = last,
					.folder = partition_folder(p),
					.first_ts = TC_TIME_NONE,
					.last_ts = TC_TIME_NONE };
}

/* The file is made when it has a line. */
static bool open_part(struct change *c)
{
	struct change_part *part = &c->part;

	if (part->gzip || c->failed)
		return part->gzip;
	part->fd = change_temporary(c, &part->temporary);
	if (part->fd >= 0)
		part->gzip = tc_gzip_writer_new(part->fd);
	return part->gzip;
}

void change_part_line(struct change *c, struct tc_span line, int64_t ts)
{
	struct change_part *part = &c->part;

	if (!open_part(c))
		return;
	tc_gzip_write(part->gzip, line);
	if (ts == TC_TIME_NONE)
		return;
	if (part->first_ts == TC_TIME_NONE || ts < part->first_ts)
		part->first_ts = ts;
	if (part->last_ts == TC_TIME_NONE || ts > part->last_ts)
		part->last_ts = ts;
}

char *change_part_path(const char *folder, const char *last)
{
	size_t size = strlen(folder) + strlen(last) + sizeof("/.ndjson.gz");
	char *path = tc_alloc(size, 1);

	snprintf(path, size, "%s/%s.ndjson.gz", folder, last);
	return path;
}

bool change_is_free(const struct change *c, const char *path)
{
	char *whole = store_path(c->store, path);
	bool there = access(whole, F_OK) == 0;

	free(whole);
	return !there && !manifest_has(&c->store->manifest, path) &&
	       !manifest_has(&c->next, path);
}

/* Below the root, owned. */
static char *choose_path(const struct change *c, const struct file_entry *old)
{
	const struct change_part *part = &c->part;
	unsigned long seq = 0;
	char name[256], *path;

	if (part->last) {
		path = change_part_path(part->folder, part->last);
		if (change_is_free(c, path))
			return path;
		free(path);
	}
	snprintf(name, sizeof(name), "%s/%s-", part->folder, c->store->host);
	if (old && strncmp(old->path, name, strlen(name)) == 0)
		seq = strtoul(old->path + strlen(name), NULL, 10);
	for (;;) {
		snprintf(name, sizeof(name), "%s-%lu", c->store->host, ++seq);
		path = change_part_path(part->folder, name);
		if (change_is_free(c, path))
			return path;
		free(path);
	}
}

/* Is this what the partition has, under the name it shall have? */
static bool is_as_before(const struct change_part *part, const struct file_entry *old,
			 const struct tc_gzip_sum *sum)
{
	char *path = part->last ? change_part_path(part->folder, part->last) : NULL;
	bool same = old && old->partition.month == part->partition.month &&
		    old->sum.bytes == sum->bytes &&
		    memcmp(old->sum.sha256, sum->sha256, sizeof(sum->sha256)) == 0 &&
		    (!path || strcmp(path, old->path) == 0);

	free(path);
	return same;
}

/* Puts the file that was written in the place of `old`. */
static bool replace_part(struct change *c, const struct file_entry *old,
			 const struct tc_gzip_sum *sum)
{
	struct file_entry e = { .partition = c->part.partition,
				.sum = *sum,
				.first_ts = c->part.first_ts,
				.last_ts = c->part.last_ts,
				.version = TC_STORE_VERSION };

	if (is_as_before(&c->part, old, sum)) {
		change_discard(c->part.temporary);
		return false;
	}
	e.path = choose_path(c, old);
	if (old)
		change_remove(c, old->path);
	change_add(c, c->part.temporary, &e);
	return true;
}

bool change_part_end(struct change *c)
{
	struct change_part *part = &c->part;
	const struct file_entry *old;
	struct tc_gzip_sum sum;
	bool changed = false;

	if (!part->folder)
		return false;
	old = manifest_file(&c->next, &part->partition);
	if (part->gzip) {
		errno = change_close(part->fd, tc_gzip_writer_close(part->gzip, &sum));
		if (errno)
			fail_below(c, part->folder);
		if (c->failed)
			change_discard(part->temporary);
		else
			changed = replace_part(c, old, &sum);
	} else if (old && !c->failed) {
		change_remove(c, old->path);
		changed = true;
	}
	free(part->folder);
	*part = (struct change_part){ .folder = NULL };
	return changed;
}

void change_file_begin(struct change *c, const char *path)
{
	struct change_file *file = &c->file;

	file->path = path;
	file->sum = (struct tc_gzip_sum){ .bytes = 0 };
	file->used = 0;
	sha256_init(&file->hash);
	if (!c->failed)
		file->fd = change_temporary(c, &file->temporary);
}

static void flush_file(struct change *c)
{
	struct change_file *file = &c->file;
	size_t at = 0;

	tc_sha256_update(&file->hash, file->buffer, file->used);
	while (at < file->used && !c->failed) {
		ssize_t wrote = write(file->fd, file->buffer + at, file->used - at);

		if (wrote >= 0)
			at += (size_t)wrote;
		else if (errno != EINTR)
			fail_below(c, file->path);
	}
	file->sum.bytes += file->used;
	file->used = 0;
}

void change_file_write(struct change *c, const void *bytes, size_t n)
{
	struct change_file *file = &c->file;
	const char *p = bytes;

	if (file->fd < 0)
		return;
	while (n > 0) {
		size_t room = sizeof(file->buffer) - file->used,
		       some = n < room ? n : room;

		memcpy(file->buffer + file->used, p, some);
		file->used += some;
		p += some;
		n -= some;
		if (file->used == sizeof(file->buffer))
			flush_file(c);
	}
}

void change_file_end(struct change *c, const char *kind, uint64_t records)
{
	struct change_file *file = &c->file;
	struct file_entry e = { .index = true, .version = TC_STORE_VERSION };

	if (file->fd < 0)
		return;
	flush_file(c);
	errno = change_close(file->fd, 0);
	if (errno)
		fail_below(c, file->path);
	file->fd = -1;
	if (c->failed) {
		change_discard(file->temporary);
		return;
	}
	snprintf(e.partition.kind, sizeof(e.partition.kind), "%s", kind);
	tc_sha256_end(&file->hash, file->sum.sha256);
	e.sum = file->sum;
	e.sum.lines = records;
	e.path = tc_copy(file->path, strlen(file->path));
	change_add(c, file->temporary, &e);
}

/* One that this change itself had written is gone at once. */
static bool take_back(struct change *c, const char *path)
{
	char *whole = store_path(c->store, path);
	bool found = false;

	for (size_t i = c->count; i-- > 0 && !found;) {
		found = strcmp(c->files[i].path, whole) == 0;
		if (found) {
			change_discard(c->files[i].temporary);
			free(c->files[i].path);
			c->files[i] = c->files[--c->count];
		}
	}
	free(whole);
	return found;
}

void change_remove(struct change *c, const char *path)
{
	char *copy = tc_copy(path, strlen(path)); /* the entry's own goes */

	manifest_remove(&c->next, path);
	if (!manifest_has(&c->store->manifest, copy) && take_back(c, copy)) {
		free(copy);
		return;
	}
	if (c->gone_count == c->gone_room) {
		c->gone_room = c->gone_room ? 2 * c->gone_room : 16;
		c->gone = tc_grow(c->gone, c->gone_room, sizeof(*c->gone));
	}
	c->gone[c->gone_count++] = copy;
}

void change_unlist(struct change *c, const char *path)
{
	manifest_remove(&c->next, path);
	c->unlisted = true;
}

const struct manifest *change_manifest(const struct change *c)
{
	return &c->next;
}

bool change_failed(const struct change *c)
{
	return c->failed;
}
