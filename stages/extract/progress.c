/* A bar on the terminal while long work runs. */
#include "extract/progress.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "lib/report.h"

#define CELLS 40

struct progress {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t stopped;
	bool stop, drawn;
	atomic_ullong *done;
	uint64_t total;
};

static void say(const char *text, int n)
{
	if (n > 0 && write(STDERR_FILENO, text, (size_t)n) < 0)
		return; /* a bar nobody sees is no loss */
}

static void draw(struct progress *p)
{
	uint64_t done = atomic_load(p->done);
	unsigned filled = p->total ? (unsigned)(done * CELLS / p->total) : CELLS;
	char line[CELLS + 96], bar[CELLS + 1];

	for (unsigned i = 0; i < CELLS; i++)
		bar[i] = i < filled ? '#' : '.';
	bar[CELLS] = '\0';
	say(line, snprintf(line, sizeof(line), "\r  reading [%s] %llu of %llu MB ", bar,
			   (unsigned long long)(done / 1000000),
			   (unsigned long long)(p->total / 1000000)));
	p->drawn = true;
}

/* First after a second, then ten times a second. */
static void *watch(void *context)
{
	struct progress *p = context;
	struct timespec next;

	clock_gettime(CLOCK_REALTIME, &next);
	next.tv_sec++;
	pthread_mutex_lock(&p->lock);
	while (!p->stop) {
		if (pthread_cond_timedwait(&p->stopped, &p->lock, &next) == 0)
			continue;
		draw(p);
		next.tv_nsec += 100000000;
		next.tv_sec += next.tv_nsec / 1000000000;
		next.tv_nsec %= 1000000000;
	}
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

struct progress *progress_start(atomic_ullong *done, uint64_t total)
{
	struct progress *p;

	if (!isatty(STDERR_FILENO))
		return NULL;
	p = tc_alloc(1, sizeof(*p));
	p->done = done;
	p->total = total;
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->stopped, NULL);
	if (pthread_create(&p->thread, NULL, watch, p) == 0)
		return p;
	free(p);
	return NULL;
}

void progress_stop(struct progress *p)
{
	char wipe[CELLS + 64];

	if (!p)
		return;
	pthread_mutex_lock(&p->lock);
	p->stop = true;
	pthread_cond_signal(&p->stopped);
	pthread_mutex_unlock(&p->lock);
	pthread_join(p->thread, NULL);
	if (p->drawn)
		say(wipe, snprintf(wipe, sizeof(wipe), "\r%*s\r", CELLS + 50, ""));
	free(p);
}
