/* The records of one file of the store. */
#include "archive/stored.h"

#include <errno.h>
#include <stdlib.h>

#include "lib/report.h"

_Noreturn void stored_damaged(const struct file_entry *file, const char *cause)
{
	tc_warn("%s is damaged: %s", file->path, cause);
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
		stored_damaged(r->file, strerror(errno));
}

static void check_end(const struct stored *r)
{
	enum tc_gzip_state state = part_state(r->reader);
	struct tc_gzip_sum sum;

	if (state != TC_GZIP_END)
		stored_damaged(r->file, tc_gzip_state_name(state));
	part_sum(r->reader, &sum);
	if (memcmp(sum.sha256, r->file->sum.sha256, sizeof(sum.sha256)) != 0)
		stored_damaged(r->file, "not the file the manifest knows");
}

bool stored_next(struct stored *r, struct tc_span *line, struct head *head)
{
	if (!part_next(r->reader, line)) {
		check_end(r);
		return false;
	}
	if (!head_read(&r->heads, *line, head))
		stored_damaged(r->file, "a line that is no record of the store");
	return true;
}

void stored_close(struct stored *r)
{
	part_close(r->reader);
	head_release(&r->heads);
}
