/* What stands beside a subagent's transcript. */
#include "extract/meta.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "extract/transcript.h"
#include "lib/hash.h"
#include "lib/report.h"
#include "lib/scan.h"

#define META_MAX (64u << 10)
#define TAIL     ".meta.json"

static char *read_type(const char *text, size_t n)
{
	char scratch[4096];
	struct tc_scan s = { .p = text, .end = text + n };
	struct tc_string type;
	struct tc_span key;
	char *found = NULL;

	s.scratch = scratch;
	s.scratch_size = sizeof(scratch);
	if (!tc_scan_object(&s))
		return NULL;
	while (tc_scan_key(&s, &key)) {
		if (!tc_span_is(key, TC_SPAN("agentType")) ||
		    tc_scan_peek(&s) != TC_SCAN_STRING) {
			tc_scan_skip(&s);
		} else if (tc_scan_string(&s, &type)) {
			free(found);
			found = tc_copy(type.text.p, type.text.n);
		}
	}
	return found;
}

/* Owned; NULL when a file of this name has none. */
static char *meta_name(const char *transcript)
{
	struct tc_span stem = transcript_stem(tc_span_of(transcript));
	char *name;

	if (!stem.p || !transcript_agent(transcript).p)
		return NULL;
	name = tc_alloc(stem.n + sizeof(TAIL), 1);
	memcpy(name, stem.p, stem.n);
	memcpy(name + stem.n, TAIL, sizeof(TAIL));
	return name;
}

bool meta_is(const char *name)
{
	size_t n = strlen(name), tail = sizeof(TAIL) - 1;

	return n > tail && memcmp(name + n - tail, TAIL, tail) == 0;
}

uint64_t meta_find(int folder, const char *transcript)
{
	char *name = meta_name(transcript);
	uint64_t hash = 0;
	struct stat st;

	if (name && fstatat(folder, name, &st, 0) == 0) {
		hash = tc_hash_mix(st.st_ino, (uint64_t)st.st_size);
		hash = tc_hash_mix(hash, (uint64_t)files_mtime(&st)) | 1;
	}
	free(name);
	return hash;
}

char *meta_agent_type(const struct file *file)
{
	char *path = meta_name(file->path), *text, *type;
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	ssize_t n;

	free(path);
	if (fd < 0)
		return NULL;
	text = tc_alloc(META_MAX + TC_SCAN_PAD, 1);
	n = read(fd, text, META_MAX);
	close(fd);
	if (n < 0)
		n = 0;
	for (ssize_t i = 0; i < n; i++) /* the scanner ends at LF */
		if (text[i] == '\n')
			text[i] = ' ';
	text[n] = '\n';
	type = read_type(text, (size_t)n);
	free(text);
	return type;
}
