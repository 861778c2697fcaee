/* policy.h - rules that people can read and replace: a jq program, and files it is given. */
#ifndef TC_POLICY_H
#define TC_POLICY_H

#include "lib/filter.h"
#include "lib/record.h"

/* The text of a file of up to 1 MiB, owned. Dies with TC_EXIT_IO or TC_EXIT_USAGE; `what`
 * says in the message what it was to be. */
char *tc_policy_read(const char *what, const char *path);
/* Reads a file that is one JSON object into the record, whose slots are registered. The
 * text, owned, must last as long as the record is asked. */
char *tc_policy_object(struct tc_record *record, const char *what, const char *path);

/* What rules of every room may name: numbers.jq. */
extern const char *const tc_policy_numbers;
/* Texts one after the other, each on lines of its own; NULL ends them. Owned. */
char *tc_policy_join(const char *const *texts);

struct tc_policy;

/* Dies with TC_EXIT_USAGE when it does not compile. `seconds` is the policy's own: 60.
 * Returned owned. */
struct tc_policy *tc_policy_open(const struct tc_filter_settings *settings);
void tc_policy_close(struct tc_policy *p);
/* As tc_filter_run(). False, and said, when it fails. */
bool tc_policy_run(struct tc_policy *p, struct tc_span input,
		   void (*emit)(void *context, struct tc_span result), void *context);

#endif
