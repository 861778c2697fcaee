/* Makes records to measure the store with: calls as tc-extract writes them, spread evenly
 * over days from 2025-01-01, a hundred a session.
 *
 * usage: make_calls COUNT [DAYS [SEED [all]]]   (records on standard output, in order of time)
 *
 * With `all` there are also the tool uses, prompts, commands and interrupts of such calls, as
 * many a call as in public transcripts. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/time.h"

#define FIRST_MS    INT64_C(1735689600000) /* 2025-01-01 */
#define PER_SESSION 100
#define PER_PROMPT  6
#define PER_COMMAND 14
#define PER_EVENT   19

static uint64_t draw(uint64_t *state)
{
	uint64_t z =
		(*state += UINT64_C(0x9e3779b97f4a7c15)); /* splitmix64, Vigna 2015 */

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/* Many small ones, a few large. */
static uint64_t tokens(uint64_t *state, unsigned bits)
{
	uint64_t r = draw(state);

	return (r >> 8 & ((UINT64_C(1) << bits) - 1)) >> (r & 7);
}

static void make_id(uint64_t *state, char id[25])
{
	static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz";

	for (int i = 0; i < 24; i++)
		id[i] = digits[draw(state) % 62];
	id[24] = '\0';
}

static void make_call(uint64_t number, int64_t ms, uint64_t *state)
{
	static const char *const models[] = { "claude-opus-4-7", "claude-sonnet-4-6",
					      "claude-haiku-4-5" };
	uint64_t session = number / PER_SESSION, write = tokens(state, 14);
	char id[25], ts[TC_TIME_SIZE + 1] = "", counted[TC_TIME_SIZE + 1] = "";

	make_id(state, id);
	tc_time_format(ms, ts);
	tc_time_format(ms + (int64_t)tokens(state, 15), counted);
	printf("{\"kind\":\"call\",\"id\":\"msg_%s\",\"ts\":\"%s\","
	       "\"source\":\"claude-code\","
	       "\"session\":\"%08" PRIx64 "-2669-4055-a975-95d54d474b85\","
	       "\"project\":\"/home/u/src/p%" PRIu64 "\",\"branch\":\"main\","
	       "\"agent\":\"main\",\"agent_id\":null,\"model\":\"%s\"",
	       id, ts, session, session % 17, models[draw(state) % 3]);
	printf(",\"input_tokens\":%" PRIu64 ",\"output_tokens\":%" PRIu64
	       ",\"cache_creation_input_tokens\":%" PRIu64
	       ",\"ephemeral_5m_input_tokens\":%" PRIu64
	       ",\"ephemeral_1h_input_tokens\":0,\"cache_read_input_tokens\":%" PRIu64
	       ",\"web_search_requests\":0,\"speed\":\"standard\","
	       "\"service_tier\":\"standard\",\"inference_geo\":\"\","
	       "\"stop_reason\":\"tool_use\",\"counted_ts\":\"%s\"",
	       tokens(state, 6), tokens(state, 12), write, write, tokens(state, 18),
	       counted);
	printf(",\"version\":\"2.1.83\",\"entrypoint\":\"cli\",\"user\":null,"
	       "\"host\":null,\"copy\":false,\"owner_ts\":\"%s\",\"final\":true,"
	       "\"answer_chars\":%" PRIu64 ",\"thinking_tokens\":null,"
	       "\"skill\":null,\"mcp_server\":null}\n",
	       ts, tokens(state, 10));
}

/* What records of other kinds begin with. */
static void make_head(const char *kind, const char *id, uint64_t number, int64_t ms)
{
	uint64_t session = number / PER_SESSION;
	char ts[TC_TIME_SIZE + 1] = "";

	tc_time_format(ms, ts);
	printf("{\"kind\":\"%s\",\"id\":\"%s\",\"ts\":\"%s\","
	       "\"session\":\"%08" PRIx64 "-2669-4055-a975-95d54d474b85\","
	       "\"project\":\"/home/u/src/p%" PRIu64 "\",\"agent\":\"main\","
	       "\"agent_id\":null,\"copy\":false",
	       kind, id, ts, session, session % 17);
}

static void make_tool(uint64_t number, int64_t ms, uint64_t *state)
{
	static const char *const names[] = { "Bash", "Read", "Edit", "Grep" };
	char id[25], call[25], path[25], done[TC_TIME_SIZE + 1] = "";
	char used[32];

	make_id(state, id);
	make_id(state, call);
	make_id(state, path);
	tc_time_format(ms + (int64_t)tokens(state, 12), done);
	snprintf(used, sizeof(used), "toolu_%s", id);
	make_head("tool", used, number, ms);
	printf(",\"call\":\"msg_%s\",\"name\":\"%s\",\"path\":\"src/%.2s.c\","
	       "\"path_id\":\"%.16s\",\"doc\":false,\"code\":true,"
	       "\"simple\":false,\"search\":false,\"commit\":false,"
	       "\"result_ts\":\"%s\",\"error\":%s,\"refused\":false,"
	       "\"result_chars\":%" PRIu64 "}\n",
	       call, names[draw(state) % 4], path, path, done,
	       draw(state) % 20 ? "false" : "true", tokens(state, 12));
}

/* What came before call `number`: a prompt, a command, an interrupt. */
static void make_typed(uint64_t number, int64_t ms, uint64_t *state)
{
	char id[25];

	make_id(state, id);
	if (number % PER_PROMPT == 0) {
		make_head("prompt", id, number, ms);
		printf(",\"chars\":%" PRIu64 ",\"images\":0,\"asks\":%s,\"xml\":false,"
		       "\"cot\":false,\"example\":false,\"language\":\"en\","
		       "\"entrypoint\":\"cli\",\"automated\":false}\n",
		       tokens(state, 9), draw(state) % 3 ? "false" : "true");
	} else if (number % PER_COMMAND == 0) {
		make_head("command", id, number, ms);
		printf(",\"name\":\"%s\",\"args_chars\":0,\"track\":null}\n",
		       draw(state) % 4 ? "model" : "clear");
	} else if (number % PER_EVENT == 0) {
		make_head("event", id, number, ms);
		printf(",\"event\":\"interrupt\"}\n");
	}
}

int main(int argc, char **argv)
{
	uint64_t count = argc > 1 ? strtoull(argv[1], NULL, 10) : 0, state = 0;
	int64_t days = argc > 2 ? strtoll(argv[2], NULL, 10) : 365;
	bool all = argc > 4 && strcmp(argv[4], "all") == 0;

	if (!count || days < 1) {
		fprintf(stderr, "usage: make_calls COUNT [DAYS [SEED [all]]]\n");
		return 2;
	}
	if (argc > 3)
		state = strtoull(argv[3], NULL, 10) * UINT64_C(0x100000001);
	for (uint64_t i = 0; i < count; i++) {
		double share = (double)i / (double)count;
		int64_t ms = FIRST_MS + (int64_t)(share * (double)(days * TC_DAY_MS));

		if (all)
			make_typed(i, ms, &state);
		make_call(i, ms, &state);
		if (all)
			make_tool(i, ms, &state);
	}
	return fflush(stdout) != 0;
}
