/* The records of one file of the store. */
#include "archive/stored.h"

#include <errno.h>
#include <stdlib.h>

#include "lib/report.h"

_Noreturn static void damaged(const struct stored *r, const char *cause)
{
	tc_warn("%s is damaged: %s", r->file->path, cause);
	tc_hint("nothing was changed; see tc-archive verify, then tc-archive compact "
		"--salvage");
	exit(TC_EXIT_IO);
}

void stored_open(struct stored *r, const struct store *s, const struct file_entry *file)
{
	r->file = file;
	head_init(&r->heads);
	r->reader = part_open(s, file->path);
	if (!r->reader)
		damaged(r, strerror(errno));
}

static void check_end(const struct stored *r)
{
	enum tc_gzip_state state = part_state(r->reader);
	struct tc_gzip_sum sum;

	if (state != TC_GZIP_END)
		damaged(r, tc_gzip_state_name(state));
	part_sum(r->reader, &sum);
	if (memcmp(sum.sha256, r->file->sum.sha256, sizeof(sum.sha256)) != 0)
		damaged(r, "not the file the manifest knows");
}

bool stored_next(struct stored *r, struct tc_span *line, struct head *head)
{
	if (!part_next(r->reader, line)) {
		check_end(r);
		return false;
	}
	if (!head_read(&r->heads, *line, head))
		damaged(r, "a line that is no record of the store");
	return true;
}

void stored_close(struct stored *r)
{
	part_close(r->reader);
	head_release(&r->heads);
}
