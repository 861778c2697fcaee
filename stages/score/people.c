/* Whose a record is. */
#include "score/people.h"

#include <stdlib.h>

#include "lib/report.h"

/* Neighbours are mostly of one name. */
static uint32_t name_number(struct names *names, struct tc_span text)
{
	if (!names->number || !tc_span_is(names->last, text)) {
		names->number = tc_intern(names->texts, text);
		names->last = tc_intern_text(names->texts, names->number);
	}
	return names->number;
}

/* A list of pointers, with room for one of this number. */
static void *make_room(void *list, size_t *size, uint32_t number)
{
	size_t wanted = *size ? *size : 64;

	while (wanted <= number)
		wanted *= 2;
	if (wanted == *size)
		return list;
	list = tc_grow(list, wanted, sizeof(void *));
	memset((char *)list + *size * sizeof(void *), 0,
	       (wanted - *size) * sizeof(void *));
	*size = wanted;
	return list;
}

static void note_user(struct people *people, struct tc_span user)
{
	if (!user.n || people->many_users)
		return;
	if (!people->only_user)
		people->only_user = tc_intern(people->users.texts, user);
	else if (!tc_span_is(tc_intern_text(people->users.texts, people->only_user),
			     user))
		people->many_users = true;
}

static struct person *person_named(struct people *people, struct tc_span user)
{
	uint32_t number = name_number(&people->users, user);
	struct person *person;

	people->persons = make_room(people->persons, &people->person_size, number);
	if (people->persons[number])
		return people->persons[number];
	person = tc_alloc(1, sizeof(*person));
	person->first_ts = person->previous_ts = TC_TIME_NONE;
	if (user.n)
		person->user = tc_intern_text(people->users.texts, number);
	return people->persons[number] = person;
}

struct person *people_person(struct people *people, const struct fields *r)
{
	struct tc_span user = fields_text(r, SLOT_USER);

	if (people->by_user)
		return person_named(people, user);
	note_user(people, user);
	return person_named(people, TC_SPAN(""));
}

/* What is the person's own: another's of the same name is another. */
static struct tc_span own_name(struct people *people, const struct person *person,
			       struct tc_span name)
{
	people->key.used = people->key.line = 0;
	tc_write_span(&people->key, person->user);
	tc_write_literal(&people->key, "\n");
	tc_write_span(&people->key, name);
	return (struct tc_span){ people->key.buffer, people->key.used };
}

uint32_t people_session(struct people *people, const struct fields *r,
			struct person *person)
{
	struct tc_span name = own_name(people, person, fields_text(r, SLOT_SESSION));
	uint32_t number = name_number(&people->sessions, name);

	if (number >= PEOPLE_SESSIONS)
		tc_die(TC_EXIT_IO, "more than %u sessions", PEOPLE_SESSIONS);
	people->person_of = make_room(people->person_of, &people->session_size, number);
	people->person_of[number] = person;
	return number;
}

uint32_t people_project(struct people *people, const struct fields *r,
			struct person *person)
{
	struct tc_span name = fields_text(r, SLOT_PROJECT);
	struct project *project;
	uint32_t number;

	if (!name.n)
		return 0;
	name = own_name(people, person, name);
	number = name_number(&people->projects, name);
	people->project_of = make_room(people->project_of, &people->project_size, number);
	if (!people->project_of[number]) {
		project = tc_alloc(1, sizeof(*project));
		project->name = tc_intern_text(people->projects.texts, number);
		project->probe_ts = TC_TIME_NONE;
		person_own(person, project);
		people->project_of[number] = project;
	}
	return number;
}

uint32_t people_agent(struct people *people, const struct fields *r)
{
	struct tc_span id = fields_text(r, SLOT_AGENT_ID),
		       agent = fields_text(r, SLOT_AGENT);

	if (id.n)
		return name_number(&people->agents, id);
	if (!agent.n || tc_span_is(agent, TC_SPAN("main")))
		return 0;
	return name_number(&people->agents, agent);
}

void people_settle(struct people *people)
{
	size_t persons = 0;

	for (size_t i = 0; i < people->person_size; i++)
		persons += people->persons[i] != NULL;
	if (!persons)
		person_named(people, TC_SPAN(""));
	if (people->many_users) {
		tc_warn("the records are of several users, and scored as one's");
		tc_hint("--by user scores each");
	} else if (people->only_user) {
		person_named(people, TC_SPAN(""))->user =
			tc_intern_text(people->users.texts, people->only_user);
	}
}

void people_init(struct people *people, bool by_user)
{
	*people = (struct people){ .by_user = by_user };
	people->users.texts = tc_intern_new();
	people->sessions.texts = tc_intern_new();
	people->projects.texts = tc_intern_new();
	people->agents.texts = tc_intern_new();
	tc_writer_init(&people->key, -1, "a name");
}

void people_release(struct people *people)
{
	for (size_t i = 0; i < people->person_size; i++)
		if (people->persons[i]) {
			person_release(people->persons[i]);
			free(people->persons[i]);
		}
	for (size_t i = 0; i < people->project_size; i++)
		free(people->project_of[i]);
	free(people->persons);
	free(people->project_of);
	free(people->person_of);
	free(people->key.buffer);
	tc_intern_free(people->users.texts);
	tc_intern_free(people->sessions.texts);
	tc_intern_free(people->projects.texts);
	tc_intern_free(people->agents.texts);
}
