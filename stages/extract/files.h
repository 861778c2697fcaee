/* files.h - which files are transcripts.
 *
 * Accepted below a folder of projects: SLUG/NAME.jsonl and
 * SLUG/SESSION/subagents/.../agent-*.jsonl, plain or .gz; not resume-head, journal, audit
 * and history. A file named as an operand is read whatever its name. Symbolic links are
 * followed; a file reached twice is read once. Source: counted over public trees. */
#ifndef TC_EXTRACT_FILES_H
#define TC_EXTRACT_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "extract/label.h"

struct file {
	char *path;              /* canonical; "-" for standard input */
	struct tc_span folder;   /* its SLUG; borrows from path */
	struct tc_span agent_id; /* of agent-ID.jsonl, else p == NULL */
	struct tc_span config;   /* its label; borrows from labels; p == NULL: none */
	uint64_t size;
	int64_t mtime; /* nanoseconds */
	dev_t device;
	ino_t inode;
	uint64_t meta; /* of the .meta.json beside it: see meta.h; 0: none */
	bool stream;   /* standard input, a pipe: read from the start, once */
};

struct files {
	struct file *list; /* sorted by path */
	size_t count, room;
	uint64_t ignored; /* other .jsonl files in those folders */
	bool trouble;     /* something could not be read; it was reported */
	struct labels labels;
};

/* Operands: config folders, any folder or file of transcripts, "-". None: the config
 * folders of $CLAUDE_CONFIG_DIR (comma list), else ~/.claude and $XDG_CONFIG_HOME/claude
 * or ~/.config/claude. Owned: files_release(). */
void files_find(struct files *files, char *const *operands, size_t count);
void files_release(struct files *files);

/* For the walk: a file by its canonical path; what cannot be read, told by errno; DIR/NAME,
 * owned. */
struct stat;
int64_t files_mtime(const struct stat *st);
void files_add(struct files *files, const char *path, const struct stat *st,
	       uint64_t meta);
void files_trouble(struct files *files, const char *path);
char *files_path(const char *dir, const char *name);

#endif
