/* What was read, told as one line of JSON. */
#include "extract/stats.h"

#include <stdlib.h>

#include "extract/line.h"
#include "lib/report.h"

/* The types of lines Claude Code is known to write; others are told apart from them. */
static const char *const known_types[] = {
	"assistant",       "user",           "system",          "progress",
	"attachment",      "summary",        "queue-operation", "file-history-snapshot",
	"last-prompt",     "ai-title",       "mode",            "permission-mode",
	"custom-title",    "agent-name",     "pr-link",         "tool_use_summary",
	"cost-state",      "atis-latch",     "file-history-delta",
	NULL,
};

static void add_type(struct tally *t, uint32_t name, uint64_t lines)
{
	unsigned i = 0;

	while (i < t->type_count && t->types[i].name != name)
		i++;
	if (i == t->type_room) {
		t->type_room = t->type_room ? t->type_room * 2 : 32;
		t->types = tc_grow(t->types, t->type_room, sizeof(*t->types));
	}
	if (i == t->type_count)
		t->types[t->type_count++] = (struct type_count){ .name = name };
	t->types[i].lines += lines;
}

void stats_count_type(struct tally *t, uint32_t name)
{
	add_type(t, name, 1);
}

void stats_add(struct tally *sum, const struct tally *more)
{
	sum->lines += more->lines;
	sum->blank += more->blank;
	sum->objects += more->objects;
	sum->sightings += more->sightings;
	sum->synthetic += more->synthetic;
	sum->partial_tails += more->partial_tails;
	for (unsigned i = 0; i < more->type_count; i++)
		add_type(sum, more->types[i].name, more->types[i].lines);
	for (unsigned i = 0; i < more->reason_count; i++)
		add_reason(sum, more->reasons[i].name, more->reasons[i].lines);
}
