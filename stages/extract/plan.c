/* What is to be read, in pieces. */
#include "extract/plan.h"

#include <fcntl.h>
#include <unistd.h>

#include "extract/cursors.h"
#include "lib/report.h"

bool plan_is_gzip(int fd)
{
	unsigned char head[2] = { 0 };

	return pread(fd, head, sizeof(head), 0) == 2 && head[0] == 0x1f &&
	       head[1] == 0x8b;
}

/* Where a file is cut: not at all when it can only be read from its start. */
static uint64_t piece_size(const struct file *f)
{
	int fd = f->size > PLAN_PIECE && !f->stream ? open(f->path, O_RDONLY | O_CLOEXEC)
						    : -1;
	bool whole = fd < 0 || plan_is_gzip(fd);

	if (fd >= 0)
		close(fd);
	return whole ? UINT64_MAX : PLAN_PIECE;
}

static void add_task(struct extract *x, unsigned file, uint64_t start, uint64_t end)
{
	if (x->task_count == x->task_room) {
		x->task_room = x->task_room ? x->task_room * 2 : 64;
		x->tasks = tc_grow(x->tasks, x->task_room, sizeof(*x->tasks));
	}
	x->tasks[x->task_count++] = (struct task){ file, start, end };
	if (x->cursors)
		x->cursors->of_file[file].pieces++;
}

/* The lines of a file that start in [start, end), in pieces. */
static void plan_file(struct extract *x, unsigned file, uint64_t start, uint64_t end)
{
	uint64_t size = x->files.list[file].size, last = size < end ? size : end;
	uint64_t piece = piece_size(&x->files.list[file]);

	while (start != end) {
		uint64_t next = piece < last && start < last - piece
					? (start / piece + 1) * piece
					: end;

		add_task(x, file, start, next);
		start = next;
	}
}

void plan_all(struct extract *x)
{
	for (unsigned i = 0; i < x->files.count; i++) {
		uint64_t from = x->cursors ? x->cursors->of_file[i].from : 0;

		if (from == CURSOR_IDLE)
			continue;
		x->files_read++;
		plan_file(x, i, from, UINT64_MAX);
	}
}

static void plan_again(void *extract, uint32_t file)
{
	struct extract *x = extract;
	struct cursor *c;

	if (file == LINKS_NOBODY) {
		x->cursors->stale = true;
		return;
	}
	c = &x->cursors->of_file[file];
	if (c->from == 0)
		return;
	x->files_read += c->from == CURSOR_IDLE;
	c->rejects_before.used = 0;
	plan_file(x, file, 0, c->from);
	c->from = 0;
}

bool plan_changed(struct extract *x)
{
	unsigned before = x->task_count;

	links_changed(x->links, plan_again, x);
	atomic_store(&x->next_task, before);
	return x->task_count > before;
}
