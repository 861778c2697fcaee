/* How a stage reads records and writes them. */
#include "lib/pipe.h"

#include <stdlib.h>
#include <time.h>

#include "lib/scan.h"

void tc_told_say(struct tc_told *told, const struct tc_line *line, const char *reason)
{
	if (told->file != line->file)
		*told = (struct tc_told){ .file = line->file };
	for (size_t i = 0; i < told->count; i++) {
		if (told->reasons[i] == reason)
			return;
	}
	if (told->count == TC_TOLD)
		return;
	told->reasons[told->count++] = reason;
	tc_warn("%s:%llu: no record: %s", line->file, (unsigned long long)line->number,
		reason);
}

static void flush(void *pipe)
{
	tc_writer_flush(&((struct tc_pipe *)pipe)->out);
}

struct tc_filter *tc_pipe_filter(const struct tc_common *common, struct tc_writer *out)
{
	struct tc_filter_settings settings = { .program = common->filter,
					       .name = "--filter" };
	struct tc_filter *filter;
	struct tc_zone *zone;
	char *error;

	if (!common->filter)
		return NULL;
	zone = tc_common_zone(common);
	settings.now = tc_common_now(common, zone);
	tc_zone_free(zone);
	tzset(); /* by what TZ is again, while its file is in reach (lib/confine.h) */
	filter = tc_filter_new(&settings, &error);
	if (!filter)
		tc_die(TC_EXIT_USAGE, "%s", error);
	tc_filter_attach(filter, out);
	return filter;
}

void tc_pipe_open(struct tc_pipe *pipe, const struct tc_options *options)
{
	*pipe = (struct tc_pipe){ .strict = options->common.strict };
	tc_writer_stdout(&pipe->out);
	pipe->filter = tc_pipe_filter(&options->common, &pipe->out);
	pipe->source = tc_source_open(options->operands, options->operand_count);
	tc_source_idle(pipe->source, flush, pipe);
	pipe->record = tc_record_new();
	tc_writer_init(&pipe->reject, -1, "a reject");
}

/* Puts a reject in the place of a line that is no record. */
static void stand_in(struct tc_pipe *pipe, const char *reason)
{
	const struct tc_line *line = &pipe->at;
	struct tc_writer *w = &pipe->reject;

	pipe->rejects++;
	tc_told_say(&pipe->told, line, reason);
	w->used = w->line = 0;
	tc_write_literal(w, "{\"kind\":\"reject\",\"file\":");
	tc_write_string(w, tc_span_of(line->file));
	tc_write_literal(w, ",\"line\":");
	tc_write_unsigned(w, line->number);
	tc_write_literal(w, ",\"offset\":");
	tc_write_unsigned(w, line->offset);
	tc_write_literal(w, ",\"bytes\":");
	tc_write_unsigned(w, line->bytes);
	tc_write_literal(w, ",\"reason\":");
	tc_write_string(w, tc_span_of(reason));
	tc_write_literal(w, "}");
	tc_writer_room(w, TC_SCAN_PAD)[0] = '\n'; /* the scanner's sentinel */
	pipe->line = (struct tc_span){ w->buffer, w->used };
	tc_record_parse(pipe->record, pipe->line);
}

bool tc_pipe_next(struct tc_pipe *pipe)
{
	if (!tc_source_line(pipe->source, &pipe->at))
		return false;
	pipe->line = pipe->at.text;
	if (pipe->at.too_long)
		stand_in(pipe, "line too long");
	else if (!tc_record_parse(pipe->record, pipe->line))
		stand_in(pipe, tc_record_reason(pipe->record));
	return true;
}

void tc_pipe_pass(struct tc_pipe *pipe)
{
	tc_write_span(&pipe->out, pipe->line);
	tc_writer_end(&pipe->out);
}

enum tc_exit tc_pipe_close(struct tc_pipe *pipe)
{
	enum tc_exit read = tc_source_close(pipe->source);
	enum tc_exit wrote = tc_writer_close(&pipe->out);
	bool failed = pipe->rejects || (pipe->filter && tc_filter_failures(pipe->filter));

	tc_record_free(pipe->record);
	tc_filter_free(pipe->filter);
	free(pipe->reject.buffer);
	if (read != TC_EXIT_OK)
		return read;
	if (wrote != TC_EXIT_OK)
		return wrote;
	return pipe->strict && failed ? TC_EXIT_NOT_WELL : TC_EXIT_OK;
}
