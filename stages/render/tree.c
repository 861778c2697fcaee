/* A JSON text as a tree in memory. */
#include "render/tree.h"

static struct node *read_value(struct arena *a, struct tc_scan *s);

static void read_members(struct arena *a, struct tc_scan *s, struct node *n)
{
	bool object = n->kind == TC_SCAN_OBJECT;
	struct node **last = &n->first;
	struct tc_span key = { NULL, 0 };

	while (object ? tc_scan_key(s, &key) : tc_scan_item(s)) {
		struct tc_span name = arena_copy(a, key);

		*last = read_value(a, s);
		(*last)->key = name;
		last = &(*last)->next;
		n->count++;
	}
}

static struct node *read_value(struct arena *a, struct tc_scan *s)
{
	struct node *n = arena_take(a, 1, sizeof(*n));
	struct tc_string string = { .text = { "", 0 } };
	const char *start;

	n->kind = tc_scan_peek(s);
	start = s->p;
	if (n->kind == TC_SCAN_STRING && tc_scan_string(s, &string))
		n->text = arena_copy(a, string.text);
	else if (n->kind == TC_SCAN_OBJECT && tc_scan_object(s))
		read_members(a, s, n);
	else if (n->kind == TC_SCAN_ARRAY && tc_scan_array(s))
		read_members(a, s, n);
	else if (tc_scan_skip(s) && n->kind == TC_SCAN_NUMERIC)
		n->text = (struct tc_span){ start, (size_t)(s->p - start) };
	return n;
}

const struct node *tree_read(struct arena *a, struct tc_span text, const char **reason)
{
	char *copy = arena_take(a, text.n + TC_SCAN_PAD, 1);
	struct tc_scan *s = arena_take(a, 1, sizeof(*s));
	const struct node *n;

	memcpy(copy, text.p, text.n);
	copy[text.n] = '\n';
	s->p = copy;
	s->end = copy + text.n;
	s->scratch_size = text.n;
	s->scratch = arena_take(a, text.n, 1);
	n = read_value(a, s);
	if (tc_scan_another(s))
		s->error = TC_SCAN_SYNTAX;
	*reason = tc_scan_reason(s->error);
	return s->error == TC_SCAN_OK ? n : NULL;
}

const struct node *tree_member(const struct node *n, struct tc_span key)
{
	const struct node *found = NULL;

	if (!n || n->kind != TC_SCAN_OBJECT)
		return NULL;
	for (const struct node *m = n->first; m; m = m->next)
		if (tc_span_is(m->key, key))
			found = m;
	return found;
}

const struct node *tree_get(const struct node *n, const char *key)
{
	return tree_member(n, tc_span_of(key));
}

bool tree_true(const struct node *n)
{
	return n && n->kind != TC_SCAN_NULL && n->kind != TC_SCAN_FALSE;
}

struct tc_span tree_text(const struct node *n)
{
	if (!n || (n->kind != TC_SCAN_STRING && n->kind != TC_SCAN_NUMERIC))
		return TC_SPAN("");
	return n->text;
}
