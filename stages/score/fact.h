/* fact.h - what is kept of a record until its session is whole: its time, whose it is, and
 * the few numbers and flags that a score looks at.
 *
 * Facts are sorted by session, then time. At one and the same time a command comes before a
 * prompt, and a prompt before what it may have caused. */
#ifndef SCORE_FACT_H
#define SCORE_FACT_H

#include <stdint.h>

#include "lib/money.h"
#include "score/fields.h"

enum fact_kind { FACT_COMMAND, FACT_PROMPT, FACT_SHELL, FACT_CALL, FACT_TOOL };

enum {
	/* of a prompt */
	PROMPT_TYPED = 1 << 0, /* by a person */
	PROMPT_ASKS = 1 << 1,
	PROMPT_ENGLISH = 1 << 2,
	PROMPT_XML = 1 << 3,
	PROMPT_COT = 1 << 4,
	PROMPT_EXAMPLE = 1 << 5,
	PROMPT_MARKED = PROMPT_XML | PROMPT_COT | PROMPT_EXAMPLE,
	/* of a shell command */
	SHELL_SIMPLE = 1 << 0,
	/* of a call */
	CALL_PRICED = 1 << 0,
	/* of a tool use */
	TOOL_BASH = 1 << 0,
	TOOL_READS_ONLY = 1 << 1, /* Read, LS, Glob, Grep, a simple Bash */
	TOOL_READ = 1 << 2,
	TOOL_WRITE = 1 << 3,
	TOOL_EDIT = 1 << 4,     /* Edit, MultiEdit, NotebookEdit */
	TOOL_SEARCH = 1 << 5,   /* Glob, Grep */
	TOOL_SEARCHES = 1 << 6, /* a Bash that searches */
	TOOL_DOC = 1 << 7,
	TOOL_CODE = 1 << 8,
	TOOL_COMMIT = 1 << 9,
	TOOL_ANSWERED = 1 << 10, /* its result is known */
	TOOL_FAILED = 1 << 11,
	TOOL_REFUSED = 1 << 12,
};

struct fact {
	int64_t ts;
	uint64_t id;      /* hash of the record's id */
	uint32_t project; /* number of the person's project, 0: none */
	uint32_t agent;   /* a number, 0: the main chain */
	uint16_t flags;
	uint8_t kind;
	union {
		struct {
			int64_t input, output, cache_read, cache_write;
			tc_int128 cost, cost_io, saved;              /* nano-dollars */
			tc_int128 cost_input, cost_write, cost_read; /* of cost */
			int64_t answer_chars;
			uint32_t version; /* of the agent program, 0: unknown */
		} call;
		struct {
			uint64_t call; /* hash of the call's id, 0: unknown */
			uint64_t path; /* 0: none */
		} tool;
	};
};

/* 2.1.117 as a number that orders. */
#define FACT_VERSION(a, b, c) ((uint32_t)(a) << 22 | (uint32_t)(b) << 12 | (uint32_t)(c))

/* Reads what its kind has; the caller has set ts, kind, project and agent, and cleared the
 * rest. False when it is not to be kept: a command that ends no part of a session, or, with
 * its name in *wrong, a number that is none. */
bool fact_read(struct fact *f, const struct fields *r, const char **wrong);
/* How much of it there is by its kind, in bytes. */
size_t fact_size(const struct fact *f);
/* By time, then kind, then id. */
int fact_order(const struct fact *a, const struct fact *b);

#endif
