/* probe.h - facts of the file system about projects: is there a CLAUDE.md, what does
 * MEMORY.md speak of? Only under --probe; no other part looks at a project's files. */
#ifndef TC_EXTRACT_PROBE_H
#define TC_EXTRACT_PROBE_H

#include <stdbool.h>

#include "lib/intern.h"
#include "lib/kind.h"

struct probe;

struct probe *probe_new(void); /* owned */
void probe_free(struct probe *p);
/* A project to look at; p == NULL is none. Copies. */
void probe_note(struct probe *p, struct tc_span project);
/* The record of the next project, each once; values borrow until the next call. */
bool probe_next(struct probe *p, struct tc_intern *names, struct tc_value *values);

#endif
