/* The records a report sees. */
#include "render/rows.h"

#define EXACT_DIGITS 15

static bool is_money(struct tc_span key)
{
	static const char end[] = "_usd";
	size_t n = sizeof(end) - 1;

	return key.n > n && memcmp(key.p + key.n - n, end, n) == 0;
}

static void write_field(struct tc_writer *w, const struct tc_field *f)
{
	bool quoted =
		f->type == TC_NUMBER && (is_money(f->key) || f->raw.n > EXACT_DIGITS);

	tc_write_string(w, f->key);
	tc_write_literal(w, ":");
	if (quoted)
		tc_write_literal(w, "\"");
	tc_write_span(w, f->raw);
	if (quoted)
		tc_write_literal(w, "\"");
}

void rows_read(struct tc_pipe *pipe, struct tc_writer *out)
{
	const char *comma = "";

	tc_writer_init(out, -1, "records");
	tc_write_literal(out, "[");
	while (tc_pipe_next(pipe)) {
		size_t count = tc_record_count(pipe->record);

		tc_write_span(out, tc_span_of(comma));
		tc_write_literal(out, "{");
		for (size_t i = 0; i < count; i++) {
			if (i)
				tc_write_literal(out, ",");
			write_field(out, tc_record_field(pipe->record, i));
		}
		tc_write_literal(out, "}");
		comma = ",";
	}
	tc_write_literal(out, "]");
}
