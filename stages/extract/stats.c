/* What was read, told as one line of JSON. */
#include "extract/stats.h"

#include <stdlib.h>
#include <unistd.h>

/* The types of lines that public transcripts hold; a name beside them is unknown. */
static const char *const known_types[] = {
	"assistant",          "user",        "system",          "progress",
	"attachment",         "summary",     "queue-operation", "file-history-snapshot",
	"file-history-delta", "last-prompt", "ai-title",        "custom-title",
	"agent-name",         "mode",        "permission-mode", "pr-link",
	"tool_use_summary",   "cost-state",  "atis-latch",      NULL
};

void stats_add(struct tally *sum, const struct tally *more)
{
	sum->lines += more->lines;
	sum->blank += more->blank;
	sum->objects += more->objects;
	sum->sightings += more->sightings;
	sum->synthetic += more->synthetic;
	sum->partial_tails += more->partial_tails;
	census_merge(&sum->types, &more->types);
	census_merge(&sum->rejects, &more->rejects);
}

static bool is_known(struct tc_span type)
{
	for (int i = 0; known_types[i]; i++)
		if (tc_span_is(type, tc_span_of(known_types[i])))
			return true;
	return false;
}

static void write_count(struct tc_writer *w, const char *name, uint64_t count)
{
	tc_write_literal(w, ",\"");
	tc_write_span(w, tc_span_of(name));
	tc_write_literal(w, "\":");
	tc_write_unsigned(w, count);
}

static void write_census(struct tc_writer *w, const char *name, struct census *c,
			 const struct tc_intern *names)
{
	bool first = true;

	census_sort(c, names);
	tc_write_literal(w, ",\"");
	tc_write_span(w, tc_span_of(name));
	tc_write_literal(w, "\":{");
	for (unsigned i = 0; i < c->used; i++) {
		if (!first)
			tc_write_literal(w, ",");
		first = false;
		tc_write_string(w, tc_intern_text(names, c->rows[i].name));
		tc_write_literal(w, ":");
		tc_write_unsigned(w, c->rows[i].count);
	}
	tc_write_literal(w, "}");
}

/* A line's type is text of a transcript until it is one we know: of others only their
 * number is told. */
static uint64_t take_unknown(struct census *types, const struct tc_intern *names)
{
	uint64_t unknown = 0;
	unsigned kept = 0;

	for (unsigned i = 0; i < types->used; i++) {
		if (is_known(tc_intern_text(names, types->rows[i].name)))
			types->rows[kept++] = types->rows[i];
		else
			unknown += types->rows[i].count;
	}
	types->used = kept;
	return unknown;
}

static void write_records(struct tc_writer *w, const struct format_counts *counts)
{
	tc_write_literal(w, ",\"records\":{");
	for (int i = 0; i < TC_KIND_OTHER; i++) {
		if (i)
			tc_write_literal(w, ",");
		tc_write_string(w, tc_span_of(tc_kinds[i].name));
		tc_write_literal(w, ":");
		tc_write_unsigned(w, counts->records[i]);
	}
	tc_write_literal(w, "}");
}

void stats_write(const struct extract *x, struct tally *tally,
		 const struct format_counts *counts, uint64_t spilled)
{
	uint64_t unknown = take_unknown(&tally->types, x->names);
	struct tc_writer w;

	tc_writer_init(&w, dup(STDERR_FILENO), "standard error");
	tc_write_literal(&w, "{\"kind\":\"stats\"");
	write_count(&w, "files", x->files_read);
	write_count(&w, "files_ignored", x->files.ignored);
	write_count(&w, "bytes", atomic_load(&x->bytes_done));
	write_count(&w, "lines", tally->lines);
	write_count(&w, "blank_lines", tally->blank);
	write_count(&w, "objects", tally->objects);
	write_census(&w, "types", &tally->types, x->names);
	write_count(&w, "unknown_types", unknown);
	write_count(&w, "sightings", tally->sightings);
	write_count(&w, "synthetic", tally->synthetic);
	write_count(&w, "partial_tails", tally->partial_tails);
	write_count(&w, "calls", counts->records[TC_KIND_CALL]);
	write_count(&w, "calls_not_final", counts->incomplete);
	write_records(&w, counts);
	write_census(&w, "rejects", &tally->rejects, x->names);
	write_count(&w, "spilled_bytes", spilled);
	tc_write_literal(&w, "}");
	tc_writer_end(&w);
	tc_writer_close(&w);
}
