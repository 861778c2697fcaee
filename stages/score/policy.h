/* policy.h - the rules that make points of metrics: a jq program, replaceable.
 *
 * A policy is given the metrics of one person (person.h) and makes a score record of them.
 * What points.jq defines is at its hand. $policy is the hash of what it is made of,
 * $baseline the tokens per session that a company takes for normal, or null. Amounts of
 * money come as texts and may be handed on as texts under a name that ends in _usd: they
 * leave as the numbers they are. */
#ifndef SCORE_POLICY_H
#define SCORE_POLICY_H

#include "lib/writer.h"

enum profile { PROFILE_V2, PROFILE_V1 };

struct policy_wishes {
	enum profile profile;
	const char *file;     /* instead of the profile, NULL: none */
	const char *baseline; /* a file, NULL: none */
	const char *explain;  /* a category, NULL: none */
	int64_t now;
};

struct policy;

/* Dies with TC_EXIT_USAGE or TC_EXIT_IO when it is none. Returned owned. */
struct policy *policy_open(const struct policy_wishes *wishes);
void policy_close(struct policy *p);
/* Writes what it makes of the metrics as lines; text, when it explains. False, and said, when
 * it fails. */
bool policy_run(struct policy *p, struct tc_span metrics, struct tc_writer *out);

/* Amounts under names that end in _usd lose their quotes; ends the line. */
void policy_write(struct tc_span json, struct tc_writer *out);

#endif
