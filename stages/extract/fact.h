/* fact.h - what lines say about others, as keys with the best value told so far. */
#ifndef TC_EXTRACT_FACT_H
#define TC_EXTRACT_FACT_H

#include <stdbool.h>
#include <stdint.h>
#include <uthash.h>

#include "lib/intern.h"
#include "lib/span.h"

#define KEY_PART 4096 /* longer names are cut, all alike */
#define KEY_MAX  (4 * KEY_PART)

/* A lead byte, a part, NUL, a part. */
struct key {
	char bytes[KEY_MAX];
	size_t n;
};

/* Borrows from k. */
struct tc_span key_of(struct key *k, char lead, struct tc_span a, struct tc_span b);
/* The parts of a key that key_of() made; is it one? */
struct tc_span key_first(struct tc_span key);
struct tc_span key_second(struct tc_span key);
bool key_has_parts(struct tc_span key);

/* A fact: key -> the best value told so far. */
struct fact {
	UT_hash_handle hh;
	struct tc_span key; /* owned */
	uint32_t value;     /* a name; of a lost agent its project; 0: none */
	unsigned rank;      /* the smaller rank wins, then the smaller time and text */
	int64_t ts;         /* of progress */
	bool fresh;         /* a line that was read in this run told it */
};

/* A table is a pointer to facts, NULL while it is empty; emptied by fact_clear(). */
struct fact *fact_find(struct fact *table, struct tc_span key);
/* Copies what is told, where it is better than what is there. */
void fact_learn(const struct tc_intern *names, struct fact **table,
		const struct fact *told);
void fact_clear(struct fact **table);

#endif
