/* path.h - projects, folders and files by name alone: no file is looked up.
 *
 * Both separators, / and \, everywhere. */
#ifndef TC_EXTRACT_PATH_H
#define TC_EXTRACT_PATH_H

#include <stdbool.h>

#include "lib/span.h"

#define PATH_ID_SIZE 16

/* The project of a working folder: /.claude/worktrees/NAME and /.worktrees/NAME, with all
 * that follows, are cut, as is a separator at the end. Borrows from cwd. */
struct tc_span extract_path_project(struct tc_span cwd);

/* The name of the worktree a working folder is or lies in; p == NULL: in none. Borrows from
 * cwd. */
struct tc_span extract_path_worktree(struct tc_span cwd);

/* Does Claude Code keep the transcripts of `cwd` in the folder of this name? Every UTF-16
 * unit outside [A-Za-z0-9] is a '-'; of a cwd over 200 units only the first 200 can be
 * compared, a '-' and a hash follow. */
bool extract_path_is_slug(struct tc_span cwd, struct tc_span folder);

/* The path below its project, without a worktree's own folder; "." for the project. A path
 * that is relative already stays. False when it lies outside, or might ("..").
 * Borrows from path. */
bool extract_path_relative(struct tc_span project, struct tc_span path,
			   struct tc_span *relative);

/* First 16 hex digits of the SHA-256 of the path's bytes; no NUL. */
void extract_path_id(struct tc_span path, char out[PATH_ID_SIZE]);

/* What a file is by its path, relative to the project when inside. Neither: images, lock
 * files, everything below .claude, CLAUDE.md, MEMORY.md and plans. */
bool extract_path_is_doc(struct tc_span path);
bool extract_path_is_code(struct tc_span path);

#endif
