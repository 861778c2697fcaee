/* lib/record: the view agrees with the scanner, the guess of keys never shows, and what is
 * written is the same record with the changes. */
#include "scanning.h"

#include "lib/record.h"
#include "lib/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static char *line_of(struct tc_span text)
{
	char *line = tc_alloc(text.n + TC_SCAN_PAD, 1);

	if (text.n)
		memcpy(line, text.p, text.n);
	memset(line + text.n, '"', TC_SCAN_PAD);
	line[text.n] = '\n';
	return line;
}

static bool is_object(struct tc_span line)
{
	size_t i = 0;

	while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t' || line.p[i] == '\r'))
		i++;
	return i < line.n && line.p[i] == '{' && verdict(line, 0, 0, NULL) == TC_SCAN_OK;
}

static void check_fields(const struct tc_record *r, const struct tc_record *other,
			 struct tc_span line)
{
	const char *at = line.p;

	demand(tc_record_count(r) == tc_record_count(other));
	for (size_t i = 0; i < tc_record_count(r); i++) {
		const struct tc_field *f = tc_record_field(r, i),
				      *g = tc_record_field(other, i);

		demand(tc_span_is(f->key, g->key) && tc_span_is(f->raw, g->raw));
		demand(f->type == g->type && f->type != TC_ABSENT);
		demand(f->raw.p > at && f->raw.p + f->raw.n < line.p + line.n);
		demand(verdict(f->raw, 0, 0, NULL) == TC_SCAN_OK);
		at = f->raw.p + f->raw.n;
	}
}

/* Writes r with two changes and reads that. */
static void check_written(struct tc_record *r)
{
	const struct tc_change changes[] = { { "kind", TC_SPAN("\"call\"") },
					     { "a", TC_SPAN("[1]") } };
	struct tc_record *back = tc_record_new();
	size_t had = tc_record_count(r);
	unsigned kind = tc_record_slot(r, "kind"), a = tc_record_slot(r, "a");
	struct tc_writer w;
	struct tc_span line;
	char *memory;

	had += tc_record_type(r, kind) == TC_ABSENT;
	had += tc_record_type(r, a) == TC_ABSENT;
	tc_writer_init(&w, -1, "memory");
	tc_record_write(r, &w, changes, 2);
	line = (struct tc_span){ w.buffer, w.used - 1 };
	demand(w.buffer[line.n] == '\n');
	line.p = memory = line_of(line);
	demand(tc_record_parse(back, line) && tc_record_count(back) == had);
	demand(tc_span_is(tc_record_raw(back, tc_record_slot(back, "kind")),
			  changes[0].raw));
	demand(tc_span_is(tc_record_raw(back, tc_record_slot(back, "a")),
			  changes[1].raw));
	tc_record_free(back);
	free(memory);
	free(w.buffer);
}

static void check_line(struct tc_record *used, struct tc_span line)
{
	struct tc_record *fresh = tc_record_new();
	unsigned kind = tc_record_slot(fresh, "kind");
	bool good = tc_record_parse(fresh, line);
	int64_t value;

	demand(good == is_object(line));
	demand(tc_record_parse(used, line) == good);
	if (good) {
		check_fields(fresh, used, line);
		demand(tc_record_string(fresh, kind).n <= line.n);
		tc_record_integer(fresh, kind, &value);
		check_written(fresh);
	} else {
		demand(tc_record_offset(fresh) <= line.n && tc_record_count(fresh) == 0);
	}
	tc_record_free(fresh);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *p = (const char *)data, *end = p + size, *lf;
	struct tc_record *used = tc_record_new();

	for (; p < end; p = lf + 1) {
		char *line;

		lf = memchr(p, '\n', (size_t)(end - p));
		lf = lf ? lf : end;
		line = line_of((struct tc_span){ p, (size_t)(lf - p) });
		check_line(used, (struct tc_span){ line, (size_t)(lf - p) });
		free(line);
	}
	tc_record_free(used);
	return 0;
}
