/* What one line says about others: gathered in small tables under one lock. Told rarely
 * (callers remember what they told last), so the lock costs nothing. */
#include "extract/links.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "extract/fact.h"
#include "extract/path.h"
#include "lib/report.h"

#define FILE_KEY 5 /* bytes before a key: a file's number, a table */

/* The tables of facts, by what they are called in a cursor. */
enum table {
	FOLDERS,
	TYPES,
	LAUNCHES,
	ANSWERS,
	READ,
	PROGRESS,
	TABLES,
	ASKED = TABLES, /* what a file asked: no fact, but told of the file */
};
static const char *const table_names[] = { "folder", "type",     "launch", "answer",
					   "read",   "progress", "asked" };

/* A question of what was read of a file before, and the answer it got. */
struct question {
	uint32_t file, reference, answer;
};

struct links {
	pthread_mutex_t lock;
	struct tc_intern *names;
	struct fact *facts[TABLES];
	bool remember;
	struct fact *told;    /* by file, table and key */
	struct fact *prompts; /* at the ends of pieces */
	uint32_t *resolved;   /* what a reference stands for, by its number */
	uint32_t count;
	struct question *questions;
	size_t question_count, question_room;
};

/* The file and the table before the key, so that what a file told can be sorted together. */
static void learn_of_file(struct links *l, uint32_t file, enum table table,
			  const struct fact *told)
{
	struct fact of_file = *told;
	char room[FILE_KEY + KEY_MAX];

	for (int i = 0; i < 4; i++)
		room[i] = (char)(file >> (24 - 8 * i));
	room[4] = (char)table;
	memcpy(room + FILE_KEY, told->key.p, told->key.n);
	of_file.key = (struct tc_span){ room, FILE_KEY + told->key.n };
	fact_learn(l->names, &l->told, &of_file);
}

static void tell(struct links *l, uint32_t file, enum table table,
		 const struct fact *told)
{
	pthread_mutex_lock(&l->lock);
	if (table != ASKED)
		fact_learn(l->names, &l->facts[table], told);
	if (l->remember && file != LINKS_NOBODY)
		learn_of_file(l, file, table, told);
	pthread_mutex_unlock(&l->lock);
}

static void tell_name(struct links *l, uint32_t file, enum table table,
		      struct tc_span key, unsigned rank, struct tc_span value)
{
	struct fact told = { .key = key,
			     .rank = rank,
			     .value = tc_intern(l->names, value),
			     .fresh = true };

	tell(l, file, table, &told);
}

struct links *links_new(struct tc_intern *names, bool remember)
{
	struct links *l = tc_alloc(1, sizeof(*l));

	pthread_mutex_init(&l->lock, NULL);
	l->names = names;
	l->remember = remember;
	return l;
}

void links_free(struct links *l)
{
	for (int i = 0; i < TABLES; i++)
		fact_clear(&l->facts[i]);
	fact_clear(&l->told);
	fact_clear(&l->prompts);
	pthread_mutex_destroy(&l->lock);
	free(l->questions);
	free(l->resolved);
	free(l);
}

static void ask(struct links *l, uint32_t file, struct tc_span reference)
{
	if (l->remember && file != LINKS_NOBODY)
		tell_name(l, file, ASKED, reference, 0, (struct tc_span){ 0 });
}

/* Of a cwd that is the folder's own the answer is known. */
uint32_t links_project_reference(struct links *l, uint32_t file, struct tc_span folder,
				 struct tc_span cwd)
{
	struct key k;
	struct tc_span reference = key_of(&k, 'P', folder, cwd);

	if (l->remember && !extract_path_is_slug(cwd, folder))
		ask(l, file, reference);
	return tc_intern(l->names, reference);
}

uint32_t links_agent_reference(struct links *l, uint32_t file, struct tc_span session,
			       struct tc_span agent_id)
{
	struct key k;
	struct tc_span reference = key_of(&k, 'A', session, agent_id);

	ask(l, file, reference);
	return tc_intern(l->names, reference);
}

static struct tc_span place_key(struct key *k, uint32_t file, uint64_t offset)
{
	char a[16], b[32];

	snprintf(a, sizeof(a), "%u", (unsigned)file);
	snprintf(b, sizeof(b), "%llu", (unsigned long long)offset);
	return key_of(k, 'Q', tc_span_of(a), tc_span_of(b));
}

uint32_t links_prompt_reference(struct links *l, uint32_t file, uint64_t start)
{
	struct key k;

	return tc_intern(l->names, place_key(&k, file, start));
}

void links_prompt(struct links *l, uint32_t file, uint64_t end, uint32_t prompt)
{
	struct key k;
	struct fact told = { .key = place_key(&k, file, end), .value = prompt };

	pthread_mutex_lock(&l->lock);
	fact_learn(l->names, &l->prompts, &told);
	pthread_mutex_unlock(&l->lock);
}

void links_folder(struct links *l, uint32_t file, struct tc_span folder,
		  struct tc_span cwd)
{
	if (extract_path_is_slug(cwd, folder))
		tell_name(l, file, FOLDERS, folder, 0, cwd);
}

void links_agent_type(struct links *l, uint32_t file, enum links_source source,
		      struct tc_span session, struct tc_span agent_id,
		      struct tc_span type)
{
	struct key k;

	tell_name(l, file, TYPES, key_of(&k, 'A', session, agent_id), source, type);
}

void links_launch(struct links *l, uint32_t file, struct tc_span tool_use,
		  struct tc_span type)
{
	if (tool_use.n > KEY_PART) /* as answers have it */
		tool_use.n = KEY_PART;
	tell_name(l, file, LAUNCHES, tool_use, 0, type);
}

/* A tool use copied into another session answers for an agent of each: the key holds all
 * three. */
void links_answer(struct links *l, uint32_t file, struct tc_span tool_use,
		  struct tc_span session, struct tc_span agent_id)
{
	struct key agent, k;
	struct tc_span who = key_of(&agent, 'A', session, agent_id);

	tell_name(l, file, ANSWERS, key_of(&k, 'T', tool_use, who), 0,
		  (struct tc_span){ 0 });
}

void links_agent_read(struct links *l, uint32_t file, struct tc_span session,
		      struct tc_span agent_id)
{
	struct key k;

	tell_name(l, file, READ, key_of(&k, 'A', session, agent_id), 0,
		  (struct tc_span){ 0 });
}

/* Of many progress lines the first counts; at one instant the smaller project's name. */
void links_agent_progress(struct links *l, uint32_t file, uint32_t project, int64_t ts,
			  struct tc_span session, struct tc_span agent_id)
{
	struct key k;
	struct fact told = { .key = key_of(&k, 'A', session, agent_id),
			     .value = project,
			     .ts = ts,
			     .fresh = true };

	ask(l, file, told.key);
	tell(l, file, PROGRESS, &told);
}

/* What launched an agent told its type; which agent answered, the answer tells. */
static void settle_types(struct links *l)
{
	struct fact *answer, *next;

	HASH_ITER(hh, l->facts[ANSWERS], answer, next)
	{
		struct fact *launch =
			fact_find(l->facts[LAUNCHES], key_first(answer->key));
		struct fact type = { .key = key_second(answer->key),
				     .rank = LINKS_LAUNCH };

		if (!launch)
			continue;
		type.value = launch->value;
		fact_learn(l->names, &l->facts[TYPES], &type);
	}
}

/* What other lines told of a reference; 0 when none did. Of a project that is the cwd whose
 * slug is the folder's name, unless the line's own is, too. */
static uint32_t find_told(const struct links *l, struct tc_span reference)
{
	bool project = reference.p[0] == 'P';
	struct tc_span key = project ? key_first(reference) : reference;
	struct fact *fact = fact_find(l->facts[project ? FOLDERS : TYPES], key);

	if (!fact || (project && extract_path_is_slug(key_second(reference), key)))
		return 0;
	return project ? tc_intern(l->names, extract_path_project(tc_intern_text(
						     l->names, fact->value)))
		       : fact->value;
}

static uint32_t find_project(struct links *l, struct tc_span reference)
{
	struct tc_span cwd = key_second(reference);
	uint32_t told = find_told(l, reference);

	return told || !cwd.n ? told : tc_intern(l->names, extract_path_project(cwd));
}

static uint32_t find_agent(struct links *l, struct tc_span reference)
{
	uint32_t told = find_told(l, reference);

	return told ? told : tc_intern(l->names, TC_SPAN("subagent"));
}

static bool is_reference(struct tc_span text, char lead)
{
	return key_has_parts(text) && text.p[0] == lead;
}

/* A piece without a prompt of its own refers to the one before. */
static uint32_t find_prompt(const struct links *l, struct tc_span reference)
{
	struct fact *fact = fact_find(l->prompts, reference);

	while (fact && is_reference(tc_intern_text(l->names, fact->value), 'Q'))
		fact = fact_find(l->prompts, tc_intern_text(l->names, fact->value));
	return fact ? fact->value : 0;
}

void links_settle(struct links *l)
{
	settle_types(l);
	free(l->resolved);
	l->count = tc_intern_count(l->names);
	l->resolved = tc_alloc((size_t)l->count + 1, sizeof(*l->resolved));
	for (uint32_t i = 1; i <= l->count; i++) {
		struct tc_span text = tc_intern_text(l->names, i);

		if (is_reference(text, 'P'))
			l->resolved[i] = find_project(l, text);
		else if (is_reference(text, 'A'))
			l->resolved[i] = find_agent(l, text);
		else
			l->resolved[i] =
				is_reference(text, 'Q') ? find_prompt(l, text) : i;
	}
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

	HASH_ITER(hh, l->facts[PROGRESS], fact, next)
	{
		if (fact->fresh && !fact_find(l->facts[READ], fact->key))
			each(context, key_first(fact->key), key_second(fact->key),
			     fact->value, fact->ts);
	}
}

static int by_key(const struct fact *a, const struct fact *b)
{
	return tc_span_order(a->key, b->key);
}

void links_told(struct links *l,
		void (*each)(void *context, uint32_t file, const struct link *link),
		void *context)
{
	struct fact *fact, *next;

	HASH_SORT(l->told, by_key);
	HASH_ITER(hh, l->told, fact, next)
	{
		const unsigned char *p = (const unsigned char *)fact->key.p;
		enum table table = (enum table)p[4];
		struct link link = {
			.what = table_names[table],
			.key = { fact->key.p + FILE_KEY, fact->key.n - FILE_KEY },
			.number = table == PROGRESS ? fact->ts : (int64_t)fact->rank
		};
		uint32_t value = table == ASKED ? find_told(l, link.key) : fact->value;

		link.value = tc_intern_text(l->names, value);
		each(context,
		     (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 |
			     p[3],
		     &link);
	}
}

static void remember_question(struct links *l, uint32_t file, struct tc_span reference,
			      uint32_t answer)
{
	if (l->question_count == l->question_room) {
		l->question_room = l->question_room ? l->question_room * 2 : 256;
		l->questions =
			tc_grow(l->questions, l->question_room, sizeof(*l->questions));
	}
	l->questions[l->question_count++] =
		(struct question){ file, tc_intern(l->names, reference), answer };
}

bool links_tell(struct links *l, uint32_t file, bool of_file, struct tc_span what,
		const struct link *link)
{
	struct fact told = { .key = link->key };
	int table = 0;

	while (table <= ASKED && !tc_span_is(what, tc_span_of(table_names[table])))
		table++;
	if (table > ASKED || link->key.n > KEY_MAX ||
	    (table != FOLDERS && table != LAUNCHES && !key_has_parts(link->key)))
		return false;
	told.value = tc_intern(l->names, link->value);
	if (table == PROGRESS)
		told.ts = link->number;
	else
		told.rank = (unsigned)link->number;
	if (table == ASKED) {
		remember_question(l, file, link->key, told.value);
		told.value = 0;
	}
	tell(l, of_file ? file : LINKS_NOBODY, (enum table)table, &told);
	return true;
}

void links_changed(const struct links *l, void (*each)(void *context, uint32_t file),
		   void *context)
{
	for (size_t i = 0; i < l->question_count; i++) {
		const struct question *q = &l->questions[i];
		uint32_t told = find_told(l, tc_intern_text(l->names, q->reference));

		if (told && told != q->answer)
			each(context, q->file);
	}
}
