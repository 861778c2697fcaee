/* score: whatever records come, each person gets metrics that are JSON, and a score that is.
 * The first byte chooses: one person or many, an earlier score or none, v2 or v1. */
#include <stdlib.h>

#include "lib/report.h"
#include "lib/scan.h"
#include "score/intake.h"
#include "score/policy.h"

#define NOW INT64_C(1795341600000) /* 2026-11-22T10:00:00Z */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);
const char *__lsan_default_options(void);

/* libjq knows its stack by the end of it, which is no pointer to it for the leak checker. */
const char *__lsan_default_suppressions(void)
{
	return "leak:jv_mem_realloc";
}
const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static void end_line(struct tc_writer *w)
{
	memset(tc_writer_room(w, TC_SCAN_PAD), '\n', TC_SCAN_PAD);
}

static void check_person(struct person *person, const struct period *period,
			 struct tc_record *record, struct policy *policy)
{
	struct tc_writer metrics, score;

	tc_writer_init(&metrics, -1, "memory");
	tc_writer_init(&score, -1, "memory");
	person_write(person, period, &metrics);
	end_line(&metrics);
	demand(tc_record_parse(record, (struct tc_span){ metrics.buffer, metrics.used }));
	demand(policy_run(policy, (struct tc_span){ metrics.buffer, metrics.used },
			  &score));
	demand(score.used > 0);
	end_line(&score);
	demand(tc_record_parse(record, (struct tc_span){ score.buffer, score.used - 1 }));
	free(score.buffer);
	free(metrics.buffer);
}

static void take_lines(struct intake *in, const char *p, const char *end)
{
	const char *lf;

	for (; p < end; p = lf + 1) {
		size_t n;
		char *line;

		lf = memchr(p, '\n', (size_t)(end - p));
		lf = lf ? lf : end;
		n = (size_t)(lf - p);
		line = tc_alloc(n + TC_SCAN_PAD, 1);
		memcpy(line, p, n);
		line[n] = '\n';
		if (tc_record_parse(in->pipe->record, (struct tc_span){ line, n }))
			intake_record(in);
		free(line);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct policy *policies[2];
	static struct tc_zone *zone;
	unsigned choice = size ? data[0] : 0;
	struct tc_pipe pipe = { .record = tc_record_new() };
	struct tc_record *record = tc_record_new();
	struct period period = { .since = NOW - PERSON_DAYS * TC_DAY_MS, .until = NOW };
	struct intake in;

	if (!zone) {
		zone = tc_zone_open("Europe/Berlin");
		for (int i = 0; i < 2; i++)
			policies[i] = policy_open(
				&(struct policy_wishes){ .profile = (enum profile)i });
	}
	period.zone = zone;
	period.has_budget = true;
	intake_init(&in, &pipe, &period, choice & 1, choice & 2);
	memset(in.told, true, sizeof(in.told)); /* nobody listens */
	if (size)
		take_lines(&in, (const char *)data + 1, (const char *)data + size);
	in.people.many_users = false;
	intake_settle(&in);
	for (size_t i = 0; i < in.people.person_size; i++)
		if (in.people.persons[i])
			check_person(in.people.persons[i], &period, record,
				     policies[choice >> 2 & 1]);
	intake_release(&in);
	tc_record_free(record);
	tc_record_free(pipe.record);
	return 0;
}
