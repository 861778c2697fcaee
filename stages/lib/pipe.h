/* pipe.h - how a stage reads records and writes them: source, record view, writer and
 * --filter opened from the common options, the exit code at the end. A stage's main is
 * options, this loop, and tc_pipe_close().
 *
 *	tc_pipe_open(&pipe, &options);
 *	slot = tc_record_slot(pipe.record, "ts");
 *	while (tc_pipe_next(&pipe))
 *		...pipe.record... tc_record_write(pipe.record, &pipe.out, changes, n);
 *	return tc_pipe_close(&pipe);
 *
 * A line that is no record comes as a record all the same: tc_pipe_next() reports it once
 * per file and reason on standard error and hands out
 *   {"kind":"reject","file":...,"line":...,"offset":...,"bytes":...,"reason":...}
 * in its place, so filters pass it on and collectors count it. The text of the line goes
 * nowhere. Output is flushed before a read that would block. */
#ifndef TC_PIPE_H
#define TC_PIPE_H

#include "lib/filter.h"
#include "lib/option.h"
#include "lib/record.h"
#include "lib/source.h"
#include "lib/writer.h"

/* Tells once a file and reason that a line is no record. Reasons are known by where they
 * stand; beyond TC_TOLD of a file no more is said. */
#define TC_TOLD 32
struct tc_told {
	const char *file;
	const char *reasons[TC_TOLD];
	size_t count;
};
void tc_told_say(struct tc_told *told, const struct tc_line *line, const char *reason);

struct tc_pipe {
	struct tc_source *source;
	struct tc_record *record; /* the current record */
	struct tc_span line;      /* its line, without LF */
	struct tc_line at;        /* where it was read, whatever stands in for it */
	struct tc_writer out;
	struct tc_filter *filter; /* NULL without --filter */
	uint64_t rejects;         /* lines turned into rejects here */
	bool strict;
	struct tc_writer reject; /* builds the stand-in line */
	struct tc_told told;
};

/* Makes --filter the last step of `out`; NULL when there is none, else owned. Dies with
 * TC_EXIT_USAGE when it does not compile. tc_pipe_open() does this for its own writer. */
struct tc_filter *tc_pipe_filter(const struct tc_common *common, struct tc_writer *out);

void tc_pipe_open(struct tc_pipe *pipe, const struct tc_options *options);
bool tc_pipe_next(struct tc_pipe *pipe);
/* Passes the current record on as it came. */
void tc_pipe_pass(struct tc_pipe *pipe);
/* Reading broke before writing broke before rejects or failing filters under --strict. */
enum tc_exit tc_pipe_close(struct tc_pipe *pipe);

#endif
