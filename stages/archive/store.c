/* The store, opened: where it is, what is in it, who may write. */
#include "archive/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "archive/disk.h"
#include "lib/home.h"
#include "lib/report.h"
#include "lib/store.h"

#define HOST_SIZE 64
#define POLL_MS   20

char *store_path(const struct store *s, const char *path)
{
	return tc_path(s->root, path);
}

static bool is_of_names(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '.' || c == '-';
}

/* What remains of a host's name; it begins a file's name, so with no dot. */
static char *file_name_of(const char *host)
{
	char kept[HOST_SIZE + 1];
	size_t n = 0;

	for (const char *p = host; *p && n < HOST_SIZE; p++) {
		if (is_of_names(*p) && (n > 0 || *p != '.'))
			kept[n++] = *p;
	}
	return n ? tc_copy(kept, n) : tc_copy("host", 4);
}

static char *own_host(void)
{
	char name[256] = "";

	if (gethostname(name, sizeof(name) - 1) != 0)
		name[0] = '\0';
	return file_name_of(name);
}

/* $TC_HOME, owned. */
static char *own_home(void)
{
	char *home = tc_home_path("");

	if (!home) {
		tc_warn("cannot tell where the store is");
		tc_hint("set TC_HOME to a folder, or HOME to yours");
		exit(TC_EXIT_IO);
	}
	return home;
}

/* Takes over home. */
static void find(struct store *s, char *home)
{
	char *root = tc_path(home, TC_STORE_ROOT), *real = realpath(root, NULL);

	*s = (struct store){
		.home = home, .root = real ? real : root, .host = own_host(), .lock = -1
	};
	if (real)
		free(root);
}

/* NULL, or why the manifest is no good; dies where it cannot be read at all. */
static const char *read_manifest(struct store *s)
{
	char *path = store_path(s, STORE_MANIFEST);
	const char *reason = NULL;

	if (!manifest_read(&s->manifest, path, &reason) && !reason)
		tc_die_errno(TC_EXIT_IO, "cannot read %s", path);
	free(path);
	return reason;
}

static void want_whole(const struct store *s, const char *reason)
{
	if (!reason)
		return;
	tc_warn("cannot read %s/%s: %s", s->root, STORE_MANIFEST, reason);
	tc_hint("see what is damaged: tc-archive verify");
	tc_hint("make it anew of what is whole: tc-archive compact --salvage");
	exit(TC_EXIT_IO);
}

const char *store_try_open(struct store *s)
{
	find(s, own_home());
	return read_manifest(s);
}

void store_open(struct store *s)
{
	want_whole(s, store_try_open(s));
}

_Noreturn static void cannot(const char *verb, const char *path)
{
	disk_told(verb, path, NULL);
	exit(TC_EXIT_IO);
}

static struct flock whole_file(void)
{
	return (struct flock){ .l_type = F_WRLCK, .l_whence = SEEK_SET };
}

_Noreturn static void busy_death(const struct store *s)
{
	struct flock lock = whole_file();

	if (fcntl(s->lock, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK &&
	    lock.l_pid > 0)
		tc_warn("the store is busy: process %ld is writing to it",
			(long)lock.l_pid);
	else
		tc_warn("the store is busy: somebody is writing to it");
	tc_hint("run this again, or let it wait: --wait SECONDS");
	exit(TC_EXIT_BUSY);
}

static int64_t milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void take_lock(struct store *s, const char *path, int wait_seconds)
{
	const struct timespec pause = { .tv_nsec = POLL_MS * 1000000L };
	int64_t start = milliseconds();
	struct flock lock = whole_file();

	s->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (s->lock < 0)
		cannot("open", path);
	while (fcntl(s->lock, F_SETLK, &lock) != 0) {
		if (errno != EACCES && errno != EAGAIN && errno != EINTR)
			cannot("lock", path);
		if (wait_seconds >= 0 &&
		    milliseconds() - start >= (int64_t)wait_seconds * 1000)
			busy_death(s);
		nanosleep(&pause, NULL);
	}
}

/* What a killed writer left: nobody else writes now. */
static void remove_leavings(const struct store *s)
{
	DIR *folder = opendir(s->root);
	struct dirent *entry;

	if (!folder)
		cannot("read", s->root);
	while ((entry = readdir(folder))) {
		char *path;

		if (strncmp(entry->d_name, STORE_TEMPORARY,
			    sizeof(STORE_TEMPORARY) - 1) != 0)
			continue;
		path = store_path(s, entry->d_name);
		if (unlink(path) != 0)
			cannot("remove", path);
		free(path);
	}
	closedir(folder);
}

/* Takes over home. */
static const char *lock_home(struct store *s, char *home, int wait_seconds)
{
	char *folder = tc_path(home, TC_STORE_ROOT),
	     *lock = tc_path(home, "archive/lock");

	if (!disk_make_folder(folder))
		cannot("make the folder", folder);
	find(s, home);
	take_lock(s, lock, wait_seconds);
	remove_leavings(s);
	free(folder);
	free(lock);
	return read_manifest(s);
}

const char *store_try_lock(struct store *s, int wait_seconds)
{
	return lock_home(s, own_home(), wait_seconds);
}

void store_lock(struct store *s, int wait_seconds)
{
	want_whole(s, store_try_lock(s, wait_seconds));
}

void store_lock_in(struct store *s, const char *home, int wait_seconds)
{
	want_whole(s, lock_home(s, tc_copy(home, strlen(home)), wait_seconds));
}

void store_name_host(struct store *s, const char *host)
{
	free(s->host);
	s->host = file_name_of(host);
}

void store_close(struct store *s)
{
	if (s->lock >= 0)
		close(s->lock);
	manifest_release(&s->manifest);
	free(s->home);
	free(s->root);
	free(s->host);
	*s = (struct store){ .lock = -1 };
}
