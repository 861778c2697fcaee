/* lib/reader: what tc_kind_write() wrote comes back; what is of the wrong type does not. */
#include "tap.h"

#include <glob.h>
#include <stdlib.h>

#include "lib/reader.h"
#include "lib/report.h"
#include "lib/scan.h"

#define LINE_SIZE 4096

static struct tc_record *record;
static struct tc_intern *names;
static struct tc_reader *reader;

/* Reads a line and writes it; `line` holds it then. What is wrong with it, else NULL. */
static const char *round_trip(char line[LINE_SIZE])
{
	struct tc_value v[TC_KIND_FIELDS];
	enum tc_kind_id kind;
	struct tc_writer w;
	const char *wrong;
	size_t n = strlen(line);

	memset(line + n, '"', TC_SCAN_PAD);
	line[n] = '\n';
	if (!tc_record_parse(record, (struct tc_span){ line, n }))
		return "no record";
	wrong = tc_reader_read(reader, &kind, v);
	if (wrong)
		return wrong;
	tc_writer_init(&w, -1, "a line");
	tc_kind_write(&tc_kinds[kind], v, &w);
	snprintf(line, LINE_SIZE, "%.*s", (int)w.used - 1, w.buffer);
	free(w.buffer);
	return NULL;
}

static void test_fixture(const char *path)
{
	char text[LINE_SIZE], line[LINE_SIZE], again[LINE_SIZE];
	FILE *file = fopen(path, "r");
	const char *name = strstr(path, "records/");

	if (!file || !fgets(text, LINE_SIZE - TC_SCAN_PAD, file))
		text[0] = '\0';
	if (file)
		fclose(file);
	text[strcspn(text, "\n")] = '\0';
	memcpy(line, text, sizeof(line));
	if (!ok(round_trip(line) == NULL, name))
		return;
	if (!strstr(text, "\"cost_usd\"")) {
		is_text(line, text, "comes back as it was");
		return;
	}
	/* A price is none of a call's own fields: it comes back sorted. */
	is_number(strlen(line), strlen(text), "nothing is lost");
	memcpy(again, line, sizeof(again));
	round_trip(again);
	is_text(again, line, "what was written comes back as it was");
}

static void test_fixtures(void)
{
	char pattern[LINE_SIZE];
	glob_t found;

	for (int k = 0; k < TC_KIND_OTHER; k++) {
		snprintf(pattern, sizeof(pattern), "%s/fixtures/records/%s/valid/*.json",
			 getenv("TC_TOP"), tc_kinds[k].name);
		ok(glob(pattern, 0, NULL, &found) == 0, tc_kinds[k].name);
		for (size_t i = 0; i < found.gl_pathc; i++)
			test_fixture(found.gl_pathv[i]);
		globfree(&found);
	}
}

static void comes(const char *in, const char *out)
{
	char line[LINE_SIZE];

	snprintf(line, sizeof(line) - TC_SCAN_PAD, "%s", in);
	is_text(round_trip(line) ? "nothing" : line, out, in);
}

static void test_forms(void)
{
	comes("{ \"simple\":false,\"id\":\"\\u0061\",\"copy\":true , \"kind\":\"shell\"}",
	      "{\"kind\":\"shell\",\"id\":\"a\",\"ts\":null,\"session\":null,"
	      "\"project\":null,\"agent\":null,\"agent_id\":null,\"copy\":true,"
	      "\"class\":null,\"simple\":false}");
	comes("{\"kind\":\"probe\",\"id\":\"p\",\"ts\":\"2026-01-01t01:00:00+01:00\","
	      "\"user\":null,\"z\":{\"b\": 1},\"host\":\"\",\"a\\\"\":\"\\u00e9\"}",
	      "{\"kind\":\"probe\",\"id\":\"p\",\"ts\":\"2026-01-01T00:00:00.000Z\","
	      "\"project\":null,\"claude_md\":null,\"claude_md_bytes\":null,"
	      "\"memory_keywords\":null,\"memory_concise\":null,\"host\":\"\","
	      "\"a\\\"\":\"\\u00e9\",\"z\":{\"b\": 1}}");
	comes("{\"kind\":\"score\",\"points\":7,\"id\":\"s\",\"user\":\"ada\",\"base\":"
	      "null}",
	      "{\"kind\":\"score\",\"id\":\"s\",\"ts\":null,\"user\":\"ada\",\"base\":"
	      "null,"
	      "\"points\":7}");
	comes("{\"kind\":\"score\",\"id\":\"s\",\"a\":1,\"a\":2}",
	      "{\"kind\":\"score\",\"id\":\"s\",\"ts\":null,\"a\":2}");
}

static void refuses(const char *in, const char *reason)
{
	char line[LINE_SIZE];
	const char *wrong;

	snprintf(line, sizeof(line) - TC_SCAN_PAD, "%s", in);
	wrong = round_trip(line);
	is_text(wrong ? wrong : "nothing", reason, in);
}

static void test_refusals(void)
{
	const char *wrong;
	char line[LINE_SIZE] = "{\"kind\":\"score\",\"id\":\"s\",\"", other[LINE_SIZE];

	refuses("{\"id\":\"a\"}", "kind is no text");
	refuses("{\"kind\":7}", "kind is no text");
	refuses("{\"kind\":\"call\",\"id\":7}", "id is no text");
	refuses("{\"kind\":\"call\",\"model\":{}}", "model is no text");
	refuses("{\"kind\":\"call\",\"model\":\"\xff\"}", "model is no text");
	refuses("{\"kind\":\"tool\",\"path\":\"\xff\"}", "path is no text");
	refuses("{\"kind\":\"call\",\"ts\":1}", "ts is no time");
	refuses("{\"kind\":\"call\",\"ts\":\"2026-02-30T00:00:00Z\"}", "ts is no time");
	refuses("{\"kind\":\"call\",\"output_tokens\":-1}", "output_tokens is no count");
	refuses("{\"kind\":\"call\",\"output_tokens\":1.5}", "output_tokens is no count");
	refuses("{\"kind\":\"call\",\"output_tokens\":1e3}", "output_tokens is no count");
	refuses("{\"kind\":\"call\",\"output_tokens\":\"1\"}",
		"output_tokens is no count");
	refuses("{\"kind\":\"call\",\"output_tokens\":9223372036854775808}",
		"output_tokens is no count");
	refuses("{\"kind\":\"call\",\"copy\":1}", "copy is neither true nor false");
	refuses("{\"kind\":\"score\",\"ts\":\"today\"}", "ts is no time");
	refuses("{\"kind\":\"cost_state\",\"model_usage\":\"\xc3\"}",
		"model_usage is no UTF-8");
	refuses("{\"kind\":\"score\",\"id\":\"s\",\"x\":\"\x80\"}",
		"a field is no UTF-8");
	refuses("{\"kind\":\"score\",\"id\":\"s\",\"\x80\":1}", "a field is no UTF-8");
	memset(line + strlen(line), 'n', 255);
	strcat(line, "\":1}");
	refuses(line, "a field has too long a name");
	snprintf(line, sizeof(line), "{\"kind\":\"call\",\"copy\":1}");
	wrong = round_trip(line);
	snprintf(other, sizeof(other), "{\"kind\":\"call\",\"copy\":2}");
	ok(wrong == round_trip(other), "the same reason is the same pointer");
}

static void test_drops(void)
{
	tc_reader_drop(reader, "cost_usd");
	comes("{\"kind\":\"score\",\"id\":\"s\",\"cost_usd\":1}",
	      "{\"kind\":\"score\",\"id\":\"s\",\"ts\":null,\"cost_usd\":1}");
	comes("{\"kind\":\"reject\",\"file\":\"f\",\"line\":1,\"offset\":0,\"bytes\":2,"
	      "\"reason\":\"x\",\"cost_usd\":1}",
	      "{\"kind\":\"reject\",\"file\":\"f\",\"line\":1,\"offset\":0,\"bytes\":2,"
	      "\"reason\":\"x\",\"cost_usd\":1}");
	refuses("{\"kind\":\"call\",\"id\":\"c\",\"cost_usd\":1,\"x\":\"\xff\"}",
		"a field is no UTF-8");
}

int main(void)
{
	record = tc_record_new();
	names = tc_intern_new();
	reader = tc_reader_new(record, names);
	test_fixtures();
	test_forms();
	test_refusals();
	test_drops();
	tc_reader_free(reader);
	tc_intern_free(names);
	tc_record_free(record);
	return done_testing();
}
