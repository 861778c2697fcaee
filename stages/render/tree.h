/* tree.h - a JSON text as a tree in memory. */
#ifndef RENDER_TREE_H
#define RENDER_TREE_H

#include "lib/scan.h"
#include "render/arena.h"

struct node {
	enum tc_scan_kind kind;
	struct tc_span key;  /* in an object */
	struct tc_span text; /* a string decoded, a number as it stands */
	struct node *first;  /* of an array's items or an object's members */
	struct node *next;
	size_t count;
};

/* NULL and a reason (static text) when the text is not JSON. Owned by the arena, into
 * which all text is copied. */
const struct node *tree_read(struct arena *a, struct tc_span text, const char **reason);
/* The member of that name, the last one if there are several; NULL when there is none
 * or n is no object (or NULL). */
const struct node *tree_member(const struct node *n, struct tc_span key);
const struct node *tree_get(const struct node *n, const char *key);
/* Is it there, and neither null nor false? */
bool tree_true(const struct node *n);
/* Its text, empty when it is no string or number (or NULL). */
struct tc_span tree_text(const struct node *n);

#endif
