/* tc-archive join: records of any origin, each once. */
#include "lib/join.h"
#include "archive/command.h"
#include "archive/intake.h"

#define MEMORY ((size_t)16 << 20) /* of each sort, then $TMPDIR is used */

static const struct tc_option options[] = {
	{ 0, NULL, NULL, NULL },
};

static const char *const kinds[] = { "call",   "command", "cost_state", "event", "probe",
				     "prompt", "reject",  "shell",      "tool",  NULL };

static const struct tc_program program = {
	.name = "tc-archive join",
	.summary = "joins records that tell of the same: what two machines saw, as one",
	.synopsis = "[FILE ...]",
	.options = options,
	.examples = "cat desk.ndjson laptop.ndjson | tc-archive join\n",
	.kinds = kinds,
};

struct input {
	struct intake intake;
	struct tc_sort *sightings; /* by identity */
	struct tc_sort *nameless;  /* lines that cannot be joined, bytewise */
};

static void read_all(struct input *in, struct tc_pipe *pipe)
{
	struct tc_span item;

	while (tc_pipe_next(pipe)) {
		switch (intake_record(&in->intake, pipe->record, &pipe->at, &item)) {
		case INTAKE_SIGHTING:
		case INTAKE_REJECT:
			tc_sort_add(in->sightings, tc_pack_identity_key(item), item);
			break;
		case INTAKE_NAMELESS:
			tc_sort_add(in->nameless, 0, pipe->line);
			break;
		case INTAKE_CURSOR: /* tells of files, not of records */
			break;
		}
	}
}

static void write_all(struct input *in, struct tc_writer *w)
{
	struct tc_sort *records = tc_sort_new(MEMORY, tc_pack_order, NULL);
	struct tc_span item;
	uint64_t key;

	tc_join_all(&(struct tc_join){ .names = in->intake.names }, in->sightings,
		    records);
	while (tc_sort_next(records, &key, &item))
		intake_write(&in->intake, item, w);
	while (tc_sort_next(in->nameless, &key, &item)) {
		tc_write_span(w, item);
		tc_writer_end(w);
	}
	tc_sort_free(records);
}

enum tc_exit command_join(int argc, char **argv)
{
	struct tc_options o;
	struct tc_pipe pipe;
	struct input in;
	enum tc_exit code;

	tc_options_read(&program, argc, argv, NULL, NULL, &o);
	tc_pipe_open(&pipe, &o);
	intake_init(&in.intake, pipe.record);
	in.sightings = tc_sort_new(MEMORY, tc_pack_order, NULL);
	in.nameless = tc_sort_new(MEMORY, NULL, NULL);
	read_all(&in, &pipe);
	write_all(&in, &pipe.out);
	tc_sort_free(in.sightings);
	tc_sort_free(in.nameless);
	pipe.rejects = in.intake.counts.rejects;
	intake_release(&in.intake);
	code = tc_pipe_close(&pipe);
	tc_options_release(&o);
	return code;
}
