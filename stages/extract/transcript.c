/* What the name of a transcript says. */
#include "extract/transcript.h"

#include <stddef.h>

static bool ends_with(struct tc_span s, const char *tail)
{
	size_t n = strlen(tail);

	return s.n >= n && memcmp(s.p + s.n - n, tail, n) == 0;
}

static bool starts_with(struct tc_span s, const char *head)
{
	size_t n = strlen(head);

	return s.n >= n && memcmp(s.p, head, n) == 0;
}

struct tc_span transcript_base(struct tc_span path)
{
	size_t i = path.n;

	while (i > 0 && path.p[i - 1] != '/')
		i--;
	return (struct tc_span){ path.p + i, path.n - i };
}

static struct tc_span parent(struct tc_span path)
{
	struct tc_span base = transcript_base(path);
	size_t n = path.n - base.n;

	while (n > 1 && path.p[n - 1] == '/')
		n--;
	return (struct tc_span){ path.p, n };
}

struct tc_span transcript_stem(struct tc_span base)
{
	if (ends_with(base, ".gz"))
		base.n -= 3;
	if (!ends_with(base, ".jsonl"))
		return (struct tc_span){ 0 };
	base.n -= 6;
	return base;
}

bool transcript_is(struct tc_span name, bool below_subagents)
{
	static const char *const others[] = { "resume-head", "journal", "audit",
					      "history", NULL };

	if (below_subagents)
		return starts_with(name, "agent-");
	for (int i = 0; others[i]; i++)
		if (tc_span_is(name, tc_span_of(others[i])))
			return false;
	return true;
}

/* The slug is the parent, or what stands before SESSION/subagents/. */
struct tc_span transcript_folder(const char *path)
{
	struct tc_span dir = parent(tc_span_of(path)), up = dir;

	while (up.n > 1) {
		if (tc_span_is(transcript_base(up), TC_SPAN("subagents")))
			return transcript_base(parent(parent(up)));
		up = parent(up);
	}
	return transcript_base(dir);
}

struct tc_span transcript_config(const char *path)
{
	struct tc_span folder = transcript_folder(path);
	struct tc_span projects =
		parent((struct tc_span){ path, (size_t)(folder.p - path) + folder.n });

	return tc_span_is(transcript_base(projects), TC_SPAN("projects"))
		       ? parent(projects)
		       : (struct tc_span){ 0 };
}

struct tc_span transcript_agent(const char *path)
{
	struct tc_span name = transcript_stem(transcript_base(tc_span_of(path)));

	if (!name.p || !starts_with(name, "agent-"))
		return (struct tc_span){ 0 };
	return (struct tc_span){ name.p + 6, name.n - 6 };
}
