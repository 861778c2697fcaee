/* render: whatever a report says, a document is read or refused, and what is read can be
 * written in every format. */
#include <stdint.h>
#include <stdlib.h>

#include "lib/report.h"
#include "render/back.h"
#include "render/term.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* No control character of others ever comes out. */
static void demand_clean(const struct tc_writer *w)
{
	for (size_t i = 0; i < w->used; i++) {
		unsigned char c = (unsigned char)w->buffer[i];

		if ((c < 0x20 && c != '\n' && c != '\r') || c == 0x7f)
			abort();
	}
}

static void write_all(const struct document *d, const struct look *look)
{
	static void (*const backs[])(const struct document *, const struct look *,
				     struct tc_writer *) = { term_write, markdown_write,
							     html_write, json_write,
							     csv_write,  sql_write };

	for (size_t i = 0; i < sizeof(backs) / sizeof(*backs); i++) {
		struct tc_writer w;

		tc_writer_init(&w, -1, "memory");
		backs[i](d, look, &w);
		demand_clean(&w);
		free(w.buffer);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct tc_zone *zone;
	struct arena arena = { NULL };
	const char *error;
	const struct node *n =
		tree_read(&arena, (struct tc_span){ (const char *)data, size }, &error);
	const struct document *d = n ? document_read(&arena, n, &error) : NULL;

	if (!zone)
		zone = tc_zone_open("UTC");
	if (d) {
		write_all(d, &(struct look){ .columns = 80,
					     .zone = zone,
					     .report = TC_SPAN("daily") });
		write_all(d, &(struct look){ .columns = 1,
					     .ascii = true,
					     .zone = zone,
					     .report = TC_SPAN("daily") });
	}
	arena_release(&arena);
	return 0;
}
