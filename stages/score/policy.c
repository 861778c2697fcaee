/* The rules that make points of metrics. */
#include "score/policy.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/money.h"
#include "lib/policy.h"
#include "lib/scan.h"
#include "lib/sha256.h"

#define HASH_SIZE 16 /* hex digits of the policy's hash that are told */

extern const unsigned char tc_data_points_jq[], tc_data_explain_jq[], tc_data_v2_jq[],
	tc_data_v1_jq[];

static const char *const profiles[] = {
	[PROFILE_V2] = (const char *)tc_data_v2_jq,
	[PROFILE_V1] = (const char *)tc_data_v1_jq,
};
static const char *const profile_names[] = { [PROFILE_V2] = "v2", [PROFILE_V1] = "v1" };

struct policy {
	struct tc_policy *rules;
	bool explains;
	struct tc_writer *out; /* of the run */
};

/* {"tokens_per_session":20000}, whatever else it holds. */
static int64_t read_baseline(const char *path)
{
	struct tc_record *record = tc_record_new();
	unsigned slot = tc_record_slot(record, "tokens_per_session");
	char *text = tc_policy_object(record, "baseline", path);
	int64_t tokens;

	if (!tc_record_integer(record, slot, &tokens) || tokens <= 0)
		tc_die(TC_EXIT_USAGE,
		       "%s: no baseline: tokens_per_session must be a whole number above "
		       "0",
		       path);
	tc_record_free(record);
	free(text);
	return tokens;
}

/* {"policy":...,"baseline":...,"explain":...} */
static void arguments_of(const struct policy_wishes *wishes, const char *prelude,
			 const char *text, struct tc_writer *w)
{
	char digits[TC_SHA256_HEX + 1];
	struct sha256_ctx context;

	sha256_init(&context);
	tc_sha256_update(&context, prelude, strlen(prelude));
	tc_sha256_update(&context, text, strlen(text));
	tc_sha256_text(&context, digits);
	tc_writer_init(w, -1, "arguments");
	tc_write_literal(w, "{\"policy\":");
	tc_write_string(w, (struct tc_span){ digits, HASH_SIZE });
	tc_write_literal(w, ",\"baseline\":");
	if (wishes->baseline)
		tc_write_integer(w, read_baseline(wishes->baseline));
	else
		tc_write_literal(w, "null");
	tc_write_literal(w, ",\"explain\":");
	if (wishes->explain)
		tc_write_string(w, tc_span_of(wishes->explain));
	else
		tc_write_literal(w, "null");
	tc_write_literal(w, "}");
	*tc_writer_room(w, 1) = '\0';
}

struct policy *policy_open(const struct policy_wishes *wishes)
{
	struct policy *p = tc_alloc(1, sizeof(*p));
	char *file = wishes->file ? tc_policy_read("policy", wishes->file) : NULL;
	const char *text = file ? file : profiles[wishes->profile];
	const char *tell = wishes->explain ? (const char *)tc_data_explain_jq : NULL;
	char *program = tc_policy_join((const char *[]){ text, tell, NULL });
	char *prelude = tc_policy_join((const char *[]){
		tc_policy_numbers, (const char *)tc_data_points_jq, NULL });
	struct tc_writer arguments;

	p->explains = wishes->explain != NULL;
	arguments_of(wishes, prelude, text, &arguments);
	p->rules = tc_policy_open(&(struct tc_filter_settings){
		.program = program,
		.prelude = prelude,
		.name = file ? wishes->file : profile_names[wishes->profile],
		.arguments = arguments.buffer,
		.now = wishes->now,
	});
	free(arguments.buffer);
	free(prelude);
	free(program);
	free(file);
	return p;
}

void policy_close(struct policy *p)
{
	if (!p)
		return;
	tc_policy_close(p->rules);
	free(p);
}

/* Where the amount in quotes at p ends, its quotes included; 0 when it is none. */
static size_t amount_size(struct tc_span text)
{
	const char *end = text.n ? memchr(text.p + 1, '"', text.n - 1) : NULL;
	tc_int128 nano;

	if (!end || *text.p != '"' ||
	    !tc_money_parse((struct tc_span){ text.p + 1, (size_t)(end - text.p) - 1 },
			    &nano))
		return 0;
	return (size_t)(end - text.p) + 1;
}

/* In compact JSON `_usd":` can stand nowhere but at the end of a name: inside a string the
 * quote would have its backslash. */
void policy_write(struct tc_span json, struct tc_writer *out)
{
	static const char mark[] = "_usd\":";
	size_t lead = sizeof(mark) - 1, done = 0;

	for (size_t i = 0; i + lead < json.n; i++) {
		struct tc_span value = { json.p + i + lead, json.n - i - lead };
		size_t n;

		if (memcmp(json.p + i, mark, lead) != 0 || !(n = amount_size(value)))
			continue;
		tc_write_bytes(out, json.p + done, i + lead - done);
		tc_write_bytes(out, value.p + 1, n - 2);
		done = i + lead + n;
	}
	tc_write_bytes(out, json.p + done, json.n - done);
	tc_writer_end(out);
}

/* A JSON string's text, a line each; anything else as it is. */
static void write_text(struct tc_span json, struct tc_writer *out)
{
	struct tc_scan scan;
	struct tc_span text;
	char *copy = tc_alloc(json.n + TC_SCAN_PAD, 1), *scratch;

	memcpy(copy, json.p, json.n);
	copy[json.n] = '\n';
	scratch = tc_alloc(json.n + 1, 1);
	scan = (struct tc_scan){ .p = copy,
				 .end = copy + json.n,
				 .scratch = scratch,
				 .scratch_size = json.n };
	if (!tc_scan_text(&scan, &text))
		text = json;
	tc_write_span(out, text);
	tc_writer_end(out);
	free(scratch);
	free(copy);
}

static void emit(void *policy, struct tc_span result)
{
	struct policy *p = policy;

	if (p->explains)
		write_text(result, p->out);
	else
		policy_write(result, p->out);
}

bool policy_run(struct policy *p, struct tc_span metrics, struct tc_writer *out)
{
	p->out = out;
	return tc_policy_run(p->rules, metrics, emit, p);
}
