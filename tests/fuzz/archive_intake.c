/* What enters the store is read back from it as it was written, whatever came in; and every
 * line of it begins as archive/part expects. */
#include <stdlib.h>

#include "archive/intake.h"
#include "archive/part.h"
#include "lib/report.h"
#include "lib/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool condition)
{
	if (!condition)
		abort();
}

/* The text with what must be readable behind it; owned. */
static char *line_of(struct tc_span text)
{
	char *line = tc_alloc(text.n + TC_SCAN_PAD, 1);

	if (text.n)
		memcpy(line, text.p, text.n);
	memset(line + text.n, '"', TC_SCAN_PAD);
	line[text.n] = '\n';
	return line;
}

static void check_stored(struct intake *in, struct tc_record *record, struct tc_span item)
{
	struct tc_writer first, second;
	struct tc_span line, back;
	int64_t ts;

	tc_writer_init(&first, -1, "memory");
	tc_writer_init(&second, -1, "memory");
	intake_write(in, item, &first);
	line.n = first.used - 1;
	tc_writer_room(&first, TC_SCAN_PAD);
	line.p = first.buffer;
	demand(part_line_ts(line, &ts));
	demand(intake_stored(in, record, line, &back));
	intake_write(in, back, &second);
	demand(tc_span_is((struct tc_span){ first.buffer, first.used },
			  (struct tc_span){ second.buffer, second.used }));
	free(first.buffer);
	free(second.buffer);
}

static void check_line(struct intake *in, struct tc_record *record, struct tc_span line)
{
	struct tc_line at = { line, "f", 1, 0, line.n, false };
	struct tc_span item;

	/* As if all had been told: nobody listens. */
	in->told = (struct tc_told){ .file = at.file, .count = TC_TOLD };
	if (!tc_record_parse(record, line))
		return;
	if (intake_record(in, record, &at, &item) == INTAKE_SIGHTING)
		check_stored(in, record, item);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *p = (const char *)data, *end = p + size, *lf;
	struct tc_record *record = tc_record_new();
	struct intake in;

	intake_init(&in, record);
	in.user = "ada";
	for (; p < end; p = lf + 1) {
		char *line;

		lf = memchr(p, '\n', (size_t)(end - p));
		lf = lf ? lf : end;
		line = line_of((struct tc_span){ p, (size_t)(lf - p) });
		check_line(&in, record, (struct tc_span){ line, (size_t)(lf - p) });
		free(line);
	}
	intake_release(&in);
	tc_record_free(record);
	return 0;
}
