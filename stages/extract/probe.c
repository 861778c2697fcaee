/* Facts of the file system about projects. */
#include "extract/probe.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uthash.h>

#include "extract/text.h"
#include "lib/report.h"

#define MEMORY_LOOK (256u << 10)

/* What the scoring rules look for. "concise" comes last: it has a flag of its own. */
static const char *const keywords[] = { "optimization", "defer", "efficiency", "token",
					"concise" };
enum { KEYWORDS = sizeof(keywords) / sizeof(*keywords), CONCISE = KEYWORDS - 1 };

struct project {
	UT_hash_handle hh;
	char *path; /* owned */
	size_t size;
};

struct probe {
	struct project *projects, *next;
	bool started;
	char found[128]; /* the JSON list of keywords */
};

struct probe *probe_new(void)
{
	return tc_alloc(1, sizeof(struct probe));
}

void probe_free(struct probe *p)
{
	struct project *project, *next;

	HASH_ITER(hh, p->projects, project, next)
	{
		HASH_DEL(p->projects, project);
		free(project->path);
		free(project);
	}
	free(p);
}

void probe_note(struct probe *p, struct tc_span path)
{
	struct project *project;

	if (!path.p)
		return;
	HASH_FIND(hh, p->projects, path.p, path.n, project);
	if (project)
		return;
	project = tc_alloc(1, sizeof(*project));
	project->path = tc_copy(path.p, path.n);
	project->size = path.n;
	HASH_ADD_KEYPTR(hh, p->projects, project->path, project->size, project);
}

static int64_t size_of(const char *project, const char *name)
{
	char *path = tc_path(project, name);
	struct stat st;
	bool there;

	there = stat(path, &st) == 0 && S_ISREG(st.st_mode);
	free(path);
	return there ? (int64_t)st.st_size : -1;
}

/* Which keywords MEMORY.md has, as bits; -1 without that file. */
static int read_memory(const char *project)
{
	char *path = tc_path(project, "MEMORY.md"), *text;
	int fd, found = 0;
	ssize_t got;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	free(path);
	if (fd < 0)
		return -1;
	text = tc_alloc(MEMORY_LOOK, 1);
	got = read(fd, text, MEMORY_LOOK);
	close(fd);
	for (ssize_t i = 0; i < got; i++)
		text[i] = text_lower(text[i]);
	for (int i = 0; got > 0 && i < KEYWORDS; i++)
		if (extract_text_find((struct tc_span){ text, (size_t)got },
				      tc_span_of(keywords[i])) < (size_t)got)
			found |= 1 << i;
	free(text);
	return found;
}

static struct tc_span list_keywords(struct probe *p, int found)
{
	size_t n = 0;

	for (int i = 0; i < KEYWORDS; i++)
		if (found & 1 << i)
			n += (size_t)snprintf(p->found + n, sizeof(p->found) - n,
					      "%c\"%s\"", n ? ',' : '[', keywords[i]);
	if (n == 0)
		p->found[n++] = '[';
	p->found[n++] = ']';
	return (struct tc_span){ p->found, n };
}

bool probe_next(struct probe *p, struct tc_intern *names, struct tc_value *v)
{
	int64_t bytes;
	int found;

	p->next = p->started ? p->next->hh.next : p->projects;
	p->started = true;
	if (!p->next)
		return false;
	tc_kind_clear(&tc_kinds[TC_KIND_PROBE], v);
	v[TC_ID].text = (struct tc_span){ p->next->path, p->next->size };
	v[TC_PROBE_PROJECT].text = v[TC_ID].text;
	v[TC_PROBE_PROJECT].number = tc_intern(names, v[TC_ID].text);
	bytes = size_of(p->next->path, "CLAUDE.md");
	if (bytes < 0)
		bytes = size_of(p->next->path, ".claude/CLAUDE.md");
	v[TC_PROBE_CLAUDE_MD].number = bytes >= 0;
	v[TC_PROBE_CLAUDE_MD_BYTES].number = bytes >= 0 ? bytes : 0;
	found = read_memory(p->next->path);
	v[TC_PROBE_KEYWORDS].text = list_keywords(p, found > 0 ? found : 0);
	v[TC_PROBE_CONCISE].number = found > 0 && (found & 1 << CONCISE);
	return true;
}
