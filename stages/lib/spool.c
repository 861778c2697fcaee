/* Sorted runs of items in a nameless temporary file. */
#include "lib/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/report.h"

#define SPOOL_BUFFER (64u << 10)
#define HEAD_SIZE    (sizeof(uint64_t) + sizeof(uint32_t)) /* key and length of an item */

struct tc_spool {
	int fd;
	uint64_t written;
	size_t used;
	char buffer[SPOOL_BUFFER];
};

static const char *folder(void)
{
	const char *name = getenv("TMPDIR");

	return name && *name ? name : "/tmp";
}

_Noreturn static void disk_death(const char *verb)
{
	tc_warn_errno("cannot %s a temporary file in %s", verb, folder());
	tc_hint("set TMPDIR to a folder with more room");
	exit(TC_EXIT_IO);
}

struct tc_spool *tc_spool_new(void)
{
	struct tc_spool *spool = tc_alloc(1, sizeof(*spool));
	size_t size = strlen(folder()) + sizeof("/token-craft-XXXXXX");
	char *path = tc_alloc(size, 1);

	snprintf(path, size, "%s/token-craft-XXXXXX", folder());
	spool->fd = mkstemp(path);
	if (spool->fd < 0 || fcntl(spool->fd, F_SETFD, FD_CLOEXEC) < 0 ||
	    unlink(path) < 0)
		disk_death("make");
	free(path);
	return spool;
}

void tc_spool_free(struct tc_spool *spool)
{
	close(spool->fd);
	free(spool);
}

static void write_all(struct tc_spool *spool, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t wrote = write(spool->fd, p, n);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			disk_death("write");
		spool->written += (uint64_t)wrote;
		p += wrote;
		n -= (size_t)wrote;
	}
}

static void put_bytes(struct tc_spool *spool, const void *p, size_t n)
{
	if (n > SPOOL_BUFFER - spool->used)
		tc_spool_end(spool);
	if (n > SPOOL_BUFFER) {
		write_all(spool, p, n);
		return;
	}
	if (n)
		memcpy(spool->buffer + spool->used, p, n);
	spool->used += n;
}

void tc_spool_put(struct tc_spool *spool, uint64_t key, struct tc_span item)
{
	uint32_t length = (uint32_t)item.n;

	put_bytes(spool, &key, sizeof(key));
	put_bytes(spool, &length, sizeof(length));
	put_bytes(spool, item.p, item.n);
}

uint64_t tc_spool_end(struct tc_spool *spool)
{
	write_all(spool, spool->buffer, spool->used);
	spool->used = 0;
	return spool->written;
}

/* Makes the next n bytes of the run stand in its buffer. */
static void need(struct tc_run *run, size_t n)
{
	size_t left = run->have - run->next;

	if (left >= n)
		return;
	memmove(run->buffer, run->buffer + run->next, left);
	run->next = 0;
	run->have = left;
	if (run->size < n)
		run->buffer = tc_grow(run->buffer, run->size = n, 1);
	while (run->have < n) {
		size_t room = run->size - run->have;
		size_t wanted =
			room < run->end - run->at ? room : (size_t)(run->end - run->at);
		ssize_t got = pread(run->spool->fd, run->buffer + run->have, wanted,
				    (off_t)run->at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			disk_death("read");
		run->have += (size_t)got;
		run->at += (uint64_t)got;
	}
}

void tc_run_open(struct tc_run *run, size_t buffer_size)
{
	run->size = buffer_size > HEAD_SIZE ? buffer_size : HEAD_SIZE;
	run->buffer = tc_grow(NULL, run->size, 1);
}

bool tc_run_next(struct tc_run *run)
{
	uint32_t length;

	if (run->at == run->end && run->next == run->have)
		return false;
	need(run, HEAD_SIZE);
	memcpy(&run->key, run->buffer + run->next, sizeof(run->key));
	memcpy(&length, run->buffer + run->next + sizeof(run->key), sizeof(length));
	run->next += HEAD_SIZE;
	need(run, length);
	run->item = (struct tc_span){ run->buffer + run->next, length };
	run->next += length;
	return true;
}

void tc_run_close(struct tc_run *run)
{
	free(run->buffer);
	run->buffer = NULL;
}
