/* What one line says about others: gathered in small tables under one lock. Told rarely
 * (callers remember what they told last), so the lock costs nothing. */
#include "extract/links.h"

#include <pthread.h>
#include <stdlib.h>
#include <uthash.h>

#include "extract/path.h"
#include "lib/report.h"
#include "lib/time.h"

#define KEY_PART 4096 /* longer names are cut, all alike */
#define KEY_MAX  (4 * KEY_PART)

/* A fact: key -> the best value told so far. */
struct fact {
	UT_hash_handle hh;
	struct tc_span key; /* owned */
	uint32_t value;     /* a name; of a lost agent its project */
	unsigned rank;      /* the smaller rank wins, then the smaller text */
	int64_t ts;
};

struct table {
	struct fact *facts;
};

struct links {
	pthread_mutex_t lock;
	struct tc_intern *names;
	struct table folders, types, launches, answers, read, progress;
	uint32_t main;      /* the name "main" */
	uint32_t *resolved; /* what a reference stands for, by its number */
	uint32_t count;
};

/* A lead byte, a part, NUL, a part. */
struct key {
	char bytes[KEY_MAX];
	size_t n;
};

static void key_add(struct key *k, struct tc_span part)
{
	if (part.n > KEY_PART)
		part.n = KEY_PART;
	if (part.n)
		memcpy(k->bytes + k->n, part.p, part.n);
	k->n += part.n;
}

static struct tc_span key_of(struct key *k, char lead, struct tc_span a, struct tc_span b)
{
	k->bytes[0] = lead;
	k->n = 1;
	key_add(k, a);
	k->bytes[k->n++] = '\0';
	key_add(k, b);
	return (struct tc_span){ k->bytes, k->n };
}

/* The parts of a key that key_of() made. */
static struct tc_span key_first(struct tc_span key)
{
	const char *nul = memchr(key.p, '\0', key.n);

	return (struct tc_span){ key.p + 1, (size_t)(nul - key.p) - 1 };
}

static struct tc_span key_second(struct tc_span key)
{
	size_t lead = key_first(key).n + 2;

	return (struct tc_span){ key.p + lead, key.n - lead };
}

static struct fact *find(struct table *t, struct tc_span key)
{
	struct fact *fact;

	HASH_FIND(hh, t->facts, key.p, key.n, fact);
	return fact;
}

static struct fact *find_or_add(struct table *t, struct tc_span key)
{
	struct fact *fact = find(t, key);

	if (fact)
		return fact;
	fact = tc_alloc(1, sizeof(*fact));
	fact->key = (struct tc_span){ tc_copy(key.p, key.n), key.n };
	fact->rank = ~0u;
	fact->ts = TC_TIME_NONE;
	HASH_ADD_KEYPTR(hh, t->facts, fact->key.p, fact->key.n, fact);
	return fact;
}

static bool is_better(const struct links *l, const struct fact *fact, unsigned rank,
		      uint32_t value)
{
	if (fact->rank != rank)
		return rank < fact->rank;
	return tc_span_order(tc_intern_text(l->names, value),
			     tc_intern_text(l->names, fact->value)) < 0;
}

static void tell(struct links *l, struct table *t, struct tc_span key, unsigned rank,
		 struct tc_span value)
{
	uint32_t name = tc_intern(l->names, value);
	struct fact *fact;

	pthread_mutex_lock(&l->lock);
	fact = find_or_add(t, key);
	if (is_better(l, fact, rank, name)) {
		fact->rank = rank;
		fact->value = name;
	}
	pthread_mutex_unlock(&l->lock);
}

struct links *links_new(struct tc_intern *names)
{
	struct links *l = tc_alloc(1, sizeof(*l));

	pthread_mutex_init(&l->lock, NULL);
	l->names = names;
	l->main = tc_intern(names, TC_SPAN("main"));
	return l;
}

static void clear(struct table *t)
{
	struct fact *fact, *next;

	HASH_ITER(hh, t->facts, fact, next)
	{
		HASH_DEL(t->facts, fact);
		free((void *)(uintptr_t)fact->key.p);
		free(fact);
	}
}

void links_free(struct links *l)
{
	struct table *all[] = { &l->folders, &l->types, &l->launches,
				&l->answers, &l->read,  &l->progress };

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		clear(all[i]);
	pthread_mutex_destroy(&l->lock);
	free(l->resolved);
	free(l);
}

uint32_t links_project_reference(struct links *l, struct tc_span folder,
				 struct tc_span cwd)
{
	struct key k;

	return tc_intern(l->names, key_of(&k, 'P', folder, cwd));
}

uint32_t links_agent_reference(struct links *l, struct tc_span session,
			       struct tc_span agent_id)
{
	struct key k;

	return tc_intern(l->names, key_of(&k, 'A', session, agent_id));
}

void links_folder(struct links *l, struct tc_span folder, struct tc_span cwd)
{
	if (extract_path_is_slug(cwd, folder))
		tell(l, &l->folders, folder, 0, cwd);
}

void links_agent_type(struct links *l, enum links_source source, struct tc_span session,
		      struct tc_span agent_id, struct tc_span type)
{
	struct key k;

	tell(l, &l->types, key_of(&k, 'A', session, agent_id), source, type);
}

void links_launch(struct links *l, struct tc_span tool_use, struct tc_span type)
{
	tell(l, &l->launches, tool_use, 0, type);
}

/* A tool use copied into another session answers for an agent of each: the key holds all
 * three. */
void links_answer(struct links *l, struct tc_span tool_use, struct tc_span session,
		  struct tc_span agent_id)
{
	struct key agent, k;
	struct tc_span who = key_of(&agent, 'A', session, agent_id);

	tell(l, &l->answers, key_of(&k, 'T', tool_use, who), 0, who);
}

void links_agent_read(struct links *l, struct tc_span session, struct tc_span agent_id)
{
	struct key k;

	pthread_mutex_lock(&l->lock);
	find_or_add(&l->read, key_of(&k, 'A', session, agent_id));
	pthread_mutex_unlock(&l->lock);
}

/* Of many progress lines the first counts; at one instant the smaller project's name. */
void links_agent_progress(struct links *l, uint32_t project, int64_t ts,
			  struct tc_span session, struct tc_span agent_id)
{
	struct fact *fact;
	struct key k;

	pthread_mutex_lock(&l->lock);
	fact = find_or_add(&l->progress, key_of(&k, 'A', session, agent_id));
	if (fact->rank == 0 &&
	    (fact->ts < ts || (fact->ts == ts && !is_better(l, fact, 0, project)))) {
		pthread_mutex_unlock(&l->lock);
		return;
	}
	fact->rank = 0;
	fact->ts = ts;
	fact->value = project;
	pthread_mutex_unlock(&l->lock);
}

/* What launched an agent told its type; which agent answered, the answer tells. */
static void settle_types(struct links *l)
{
	struct fact *answer, *next;

	HASH_ITER(hh, l->answers.facts, answer, next)
	{
		struct fact *launch = find(&l->launches, key_first(answer->key));

		if (launch)
			tell(l, &l->types, key_second(answer->key), LINKS_LAUNCH,
			     tc_intern_text(l->names, launch->value));
	}
}

/* The cwd whose slug is the folder's name, the line's own before another line's; else the
 * line's own. */
static uint32_t find_project(struct links *l, struct tc_span folder, struct tc_span cwd)
{
	struct fact *fact = find(&l->folders, folder);

	if (fact && !extract_path_is_slug(cwd, folder))
		cwd = tc_intern_text(l->names, fact->value);
	return cwd.n ? tc_intern(l->names, extract_path_project(cwd)) : 0;
}

static uint32_t find_agent(struct links *l, struct tc_span reference)
{
	struct fact *fact = find(&l->types, reference);

	return fact ? fact->value : tc_intern(l->names, TC_SPAN("subagent"));
}

static bool is_reference(struct tc_span text, char lead)
{
	return text.n >= 2 && text.p[0] == lead && memchr(text.p, '\0', text.n);
}

void links_settle(struct links *l)
{
	settle_types(l);
	l->count = tc_intern_count(l->names);
	l->resolved = tc_alloc((size_t)l->count + 1, sizeof(*l->resolved));
	for (uint32_t i = 1; i <= l->count; i++) {
		struct tc_span text = tc_intern_text(l->names, i);

		if (is_reference(text, 'P'))
			l->resolved[i] =
				find_project(l, key_first(text), key_second(text));
		else if (is_reference(text, 'A'))
			l->resolved[i] = find_agent(l, text);
	}
	l->resolved[l->main] = l->main;
}

uint32_t links_resolve(const struct links *l, uint32_t reference)
{
	return reference <= l->count ? l->resolved[reference] : 0;
}

void links_lost(struct links *l,
		void (*each)(void *context, struct tc_span session,
			     struct tc_span agent_id, uint32_t project, int64_t ts),
		void *context)
{
	struct fact *fact, *next;

	HASH_ITER(hh, l->progress.facts, fact, next)
	{
		if (!find(&l->read, fact->key))
			each(context, key_first(fact->key), key_second(fact->key),
			     fact->value, fact->ts);
	}
}
