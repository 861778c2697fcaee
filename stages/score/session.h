/* session.h - what one session comes to: its turns, its parts, how tools were used.
 *
 * A turn is a prompt and all that follows up to the next one, subagents included. A part is
 * what lies between /clear and /compact. A call of a subagent belongs to the session that
 * sent it. A session without a prompt that a person typed is automated: its tokens and
 * dollars count, its ways do not.
 * Source: the scoring rules, "Shared definitions" and "The ten categories". */
#ifndef SCORE_SESSION_H
#define SCORE_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "score/fact.h"
#include "score/numbers.h"

#define SESSION_SHORT_ANSWER 1500   /* characters */
#define SESSION_TINY         1000   /* input and output tokens */
#define SESSION_WARM         100000 /* tokens of its first call that are no output */

/* Of some things: how many there are, and how many of them are good. */
struct share {
	uint64_t good, all;
};

/* What some turns took. */
struct spent {
	tc_int128 tokens, cost; /* input and output; nano-dollars */
};

/* The behaviour of one session, or of many, added up. */
struct ways {
	struct share defers;  /* docs come after the code; sessions that write both */
	struct share answers; /* short; final answers of turns */
	struct share xml, cot, examples; /* sessions with it; with English prompts */
	struct share edits;              /* of what was read; all */
	struct share tool_turns;         /* with several uses; all */
	struct share searches; /* by Glob and Grep; all, where those are there */
	struct share results;  /* failed; known */
	struct share rereads;  /* of what the agent had just read; reads */
	uint64_t tool_uses;
	uint64_t alone;      /* a simple Bash is all that a turn used */
	uint64_t asked, run; /* what a simple command shows: asked for; run */
	struct spent alone_spent, asked_spent; /* of those turns */
	uint64_t run_in_a_row;                 /* of those run, right behind another */
	uint64_t warm_starts;                  /* sessions that begin with much context */
	uint64_t marked; /* typed prompts with a tag, a phrase for thought, an example */
	uint64_t last_docs;   /* of defers: one doc, the last use of all */
	tc_int128 reply_cost; /* nano-dollars, of what commands that were run caused */
};

struct tokens {
	tc_int128 input, output, cache_read, cache_write, unpriced;
	tc_int128 cost, cost_io, saved;   /* nano-dollars, of priced calls */
	tc_int128 cost_missed, cost_read; /* of input: not from the cache, from it */
	uint64_t calls, unpriced_calls;
};

struct session {
	int64_t start;    /* of its first prompt or call; TC_TIME_NONE: it has none */
	int64_t end;      /* of its last fact */
	uint32_t project; /* of that one */
	uint64_t prompts; /* typed by a person */
	bool codes;       /* edits or writes a file */
	bool tiny;        /* uses no tool, and few tokens */
	uint64_t print; /* of what its calls counted: copies have the same; 0: nothing */
	struct tokens tokens;
	struct ways ways;
	struct numbers parts; /* prompts in each part; owned */
};

/* Input and output. */
tc_int128 session_tokens_io(const struct tokens *t);
tc_int128 session_tokens_all(const struct tokens *t);
void session_tokens_add(struct tokens *sum, const struct tokens *t);
void session_ways_add(struct ways *sum, const struct ways *w);

/* Borrows the facts, sorted by time. Release what it returns. */
struct session session_of(const struct fact *facts, size_t count);
void session_release(struct session *s);

#endif
