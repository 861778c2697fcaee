/* How many lines could not be read. */
#include "archive/rejects.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/home.h"
#include "lib/record.h"
#include "lib/scan.h"
#include "lib/source.h"
#include "lib/store.h"

/* The members of an object, as a record of their own. Owned. */
static char *view(struct tc_record *record, struct tc_span object)
{
	char *line = tc_alloc(object.n + TC_SCAN_PAD, 1);

	memcpy(line, object.p, object.n);
	line[object.n] = '\n';
	tc_record_parse(record, (struct tc_span){ line, object.n });
	return line;
}

static void write_row(struct tc_writer *out, const struct tc_field *field)
{
	tc_write_literal(out,
			 "{\"kind\":\"rollup\",\"of\":\"reject\",\"by\":[\"reason\"],"
			 "\"reason\":");
	tc_write_string(out, field->key);
	tc_write_literal(out, ",\"count\":");
	tc_write_bytes(out, field->raw.p, field->raw.n);
	tc_write_literal(out, "}");
	tc_writer_end(out);
}

static void write_file(struct tc_record *file, unsigned rejects, struct tc_writer *out)
{
	struct tc_record *counts;
	char *line;

	if (tc_record_type(file, rejects) != TC_OBJECT)
		return;
	counts = tc_record_new();
	line = view(counts, tc_record_raw(file, rejects));
	for (size_t i = 0; i < tc_record_count(counts); i++)
		write_row(out, tc_record_field(counts, i));
	tc_record_free(counts);
	free(line);
}

void rejects_write(struct tc_writer *out)
{
	char *path = tc_home_path(TC_CURSORS);
	struct tc_record *record = tc_record_new();
	unsigned rejects = tc_record_slot(record, "rejects");
	struct tc_source *source;
	struct tc_line line;

	if (path && access(path, R_OK) == 0) {
		source = tc_source_open(&path, 1);
		while (tc_source_line(source, &line))
			if (tc_record_parse(record, line.text))
				write_file(record, rejects, out);
		tc_source_close(source);
	}
	tc_record_free(record);
	free(path);
}
