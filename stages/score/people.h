/* people.h - whose a record is: its person, session, project, agent, each by a number. */
#ifndef SCORE_PEOPLE_H
#define SCORE_PEOPLE_H

#include "lib/intern.h"
#include "score/fields.h"
#include "score/person.h"

/* Texts with numbers, and the one that was met last. */
struct names {
	struct tc_intern *texts; /* owned */
	struct tc_span last;
	uint32_t number;
};

struct people {
	bool by_user; /* else all are one person */
	struct names users, sessions, projects, agents;
	struct tc_writer key;        /* a text being put together */
	struct person **persons;     /* each owned; index: number of the user */
	struct person **person_of;   /* borrowed; index: number of the session */
	struct project **project_of; /* each owned; index: number of the project */
	size_t person_size, session_size, project_size;
	uint32_t only_user; /* its number, when not by user; 0: nobody has said */
	bool many_users;
};

void people_init(struct people *people, bool by_user);
void people_release(struct people *people);

/* Of the current record. */
struct person *people_person(struct people *people, const struct fields *r);
/* Its session must be text. At most PEOPLE_SESSIONS, or death. */
#define PEOPLE_SESSIONS (1u << 26)
uint32_t people_session(struct people *people, const struct fields *r,
			struct person *person);
/* 0: it has none. */
uint32_t people_project(struct people *people, const struct fields *r,
			struct person *person);
/* 0: the main chain. */
uint32_t people_agent(struct people *people, const struct fields *r);

/* When all is read: there is somebody, and who it is; says when records of several users were
 * taken for one's. */
void people_settle(struct people *people);

#endif
