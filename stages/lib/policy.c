/* Rules that people can read and replace. */
#include "lib/policy.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/report.h"
#include "lib/scan.h"

#define FILE_SIZE ((size_t)1 << 20)
#define SECONDS   60 /* of CPU, for one input */

extern const unsigned char tc_data_numbers_jq[];

const char *const tc_policy_numbers = (const char *)tc_data_numbers_jq;

struct tc_policy {
	struct tc_filter *filter;
	char *name;
};

char *tc_policy_read(const char *what, const char *path)
{
	FILE *f = fopen(path, "rb");
	char *text;
	size_t n;

	if (!f)
		tc_die_errno(TC_EXIT_IO, "cannot open the %s '%s'", what, path);
	text = tc_alloc(FILE_SIZE + TC_SCAN_PAD, 1);
	n = fread(text, 1, FILE_SIZE, f);
	if (ferror(f))
		tc_die_errno(TC_EXIT_IO, "cannot read the %s '%s'", what, path);
	fclose(f);
	if (n == FILE_SIZE || memchr(text, '\0', n))
		tc_die(TC_EXIT_USAGE, "%s: no %s: not a text of up to 1 MiB", path, what);
	return text;
}

char *tc_policy_object(struct tc_record *record, const char *what, const char *path)
{
	char *text = tc_policy_read(what, path);
	size_t n = strlen(text);

	for (size_t i = 0; i < n; i++) /* a record is one line */
		if (text[i] == '\n')
			text[i] = ' ';
	text[n] = '\n';
	if (!tc_record_parse(record, (struct tc_span){ text, n }))
		tc_die(TC_EXIT_USAGE, "%s: no %s: %s", path, what,
		       tc_record_reason(record));
	return text;
}

char *tc_policy_join(const char *const *texts)
{
	size_t size = 1, n = 0;
	char *joined;

	for (size_t i = 0; texts[i]; i++)
		size += strlen(texts[i]) + 1;
	joined = tc_alloc(size, 1);
	for (size_t i = 0; texts[i]; i++)
		n += (size_t)snprintf(joined + n, size - n, "%s\n", texts[i]);
	return joined;
}

struct tc_policy *tc_policy_open(const struct tc_filter_settings *settings)
{
	struct tc_filter_settings s = *settings;
	struct tc_policy *p = tc_alloc(1, sizeof(*p));
	char *error;

	s.seconds = SECONDS;
	p->name = tc_copy(s.name, strlen(s.name));
	p->filter = tc_filter_new(&s, &error);
	if (!p->filter)
		tc_die(TC_EXIT_USAGE, "%s", error);
	return p;
}

void tc_policy_close(struct tc_policy *p)
{
	if (!p)
		return;
	tc_filter_free(p->filter);
	free(p->name);
	free(p);
}

bool tc_policy_run(struct tc_policy *p, struct tc_span input,
		   void (*emit)(void *context, struct tc_span result), void *context)
{
	if (tc_filter_run(p->filter, input, emit, context))
		return true;
	tc_warn("%s: %s", p->name, tc_filter_error(p->filter));
	return false;
}
