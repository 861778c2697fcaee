/* What --dry-run says. */
#include "archive/plan.h"

void plan_write(struct tc_writer *w, const char *action, const char *path,
		uint64_t records)
{
	tc_write_literal(w, "{\"kind\":\"plan\",\"action\":");
	tc_write_string(w, tc_span_of(action));
	tc_write_literal(w, ",\"path\":");
	tc_write_string(w, tc_span_of(path));
	tc_write_literal(w, ",\"records\":");
	tc_write_unsigned(w, records);
	tc_write_literal(w, "}");
	tc_writer_end(w);
}
