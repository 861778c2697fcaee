/* What may enter the store, and in which form. */
#include "tap.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "archive/intake.h"
#include "lib/report.h"
#include "lib/scan.h"

static struct tc_record *record;
static struct intake in;
static struct tc_span item;

/* A line as lib/source hands it out. */
static struct tc_line line_of(const char *text)
{
	static char memory[4096];
	static uint64_t number;
	size_t n = (size_t)snprintf(memory, sizeof(memory) - TC_SCAN_PAD, "%s", text);

	memory[n] = '\n';
	return (struct tc_line){ { memory, n }, "f", ++number, 10, n, false };
}

static enum intake_result take(const char *text)
{
	struct tc_line at = line_of(text);

	item = (struct tc_span){ NULL, 0 };
	if (!ok(tc_record_parse(record, at.text), text))
		return INTAKE_CURSOR;
	return intake_record(&in, record, &at, &item);
}

/* The item as a line without LF. */
static const char *written(void)
{
	static char text[4096];
	struct tc_writer w;

	tc_writer_init(&w, -1, "a line");
	intake_write(&in, item, &w);
	snprintf(text, sizeof(text), "%.*s", (int)w.used - 1, w.buffer);
	free(w.buffer);
	return text;
}

#define SHELL                                                                            \
	"{\"kind\":\"shell\",\"id\":\"a\",\"ts\":null,\"session\":null,"                 \
	"\"project\":null,\"agent\":null,\"agent_id\":null,\"copy\":null,"
#define SHELL_END "\"class\":null,\"simple\":null}"

static void test_stamps(void)
{
	is_number(take("{\"kind\":\"shell\",\"id\":\"a\"}"), INTAKE_SIGHTING, "");
	is_text(written(), SHELL SHELL_END, "no stamp unless asked for");
	in.user = "ada";
	in.host = "desk";
	take("{\"kind\":\"shell\",\"id\":\"a\",\"user\":null,\"host\":\"lap\"}");
	is_text(written(), SHELL "\"user\":\"ada\",\"host\":\"lap\"," SHELL_END,
		"where a record has none");
	take("{\"kind\":\"score\",\"id\":\"a\",\"points\":1}");
	is_text(written(),
		"{\"kind\":\"score\",\"id\":\"a\",\"ts\":null,\"user\":\"ada\","
		"\"host\":\"desk\",\"points\":1}",
		"any kind");
	in.user = in.host = NULL;
}

static void test_prices(void)
{
	char line[4096], path[1024];
	FILE *file;

	snprintf(path, sizeof(path), "%s/fixtures/records/call/valid/priced.json",
		 getenv("TC_TOP"));
	file = fopen(path, "r");
	if (!file || !fgets(line, sizeof(line), file))
		line[0] = '\0';
	if (file)
		fclose(file);
	line[strcspn(line, "\n")] = '\0';
	is_number(take(line), INTAKE_SIGHTING, "a priced call");
	strcpy(strstr(line, ",\"cost_usd\""), "}");
	is_text(written(), line, "is stored without its price");
	is_bytes(intake_kind(&in, item).p, intake_kind(&in, item).n, "call", "its kind");
}

static void test_kinds(void)
{
	is_number(take("{\"kind\":\"task\",\"id\":\"a\"}"), INTAKE_SIGHTING, "any kind");
	is_bytes(intake_kind(&in, item).p, intake_kind(&in, item).n, "task", "its name");
	is_number(take("{\"kind\":\"cursor\",\"of\":\"end\"}"), INTAKE_CURSOR, "");
	is_number(take("{\"kind\":\"rollup\"}"), INTAKE_NAMELESS, "no id");
	is_number(take("{\"kind\":\"call\",\"id\":null,\"ts\":7}"), INTAKE_NAMELESS, "");
	is_number(take("{\"kind\":\"call\",\"id\":\"\"}"), INTAKE_NAMELESS, "");
}

#define REJECT "{\"kind\":\"reject\",\"file\":\"f\",\"line\":"

static void rejected(const char *text, const char *reason)
{
	char wanted[4096], *line;

	is_number(take(text), INTAKE_REJECT, reason);
	snprintf(wanted, sizeof(wanted), "\"offset\":10,\"bytes\":%zu,\"reason\":\"%s\"}",
		 strlen(text), reason);
	line = strstr(written(), "\"offset\"");
	is_text(line ? line : "", wanted, reason);
}

static void test_rejects(void)
{
	static const char *const reject =
		REJECT "3,\"offset\":7,\"bytes\":1,\"reason\":\"x\"}";

	is_number(take(reject), INTAKE_REJECT, "a reject");
	is_text(written(), reject, "as it is");
	rejected("{\"id\":\"a\"}", "kind is no text");
	rejected("{\"kind\":\"\",\"id\":\"a\"}", "kind is no name");
	rejected("{\"kind\":\"Call\",\"id\":\"a\"}", "kind is no name");
	rejected("{\"kind\":\"../x\",\"id\":\"a\"}", "kind is no name");
	rejected("{\"kind\":\"call\",\"id\":7}", "id is no text");
	rejected("{\"kind\":\"call\",\"id\":\"a\",\"ts\":7}", "ts is no time");
	rejected("{\"kind\":\"reject\",\"line\":\"x\"}", "line is no count");
	rejected("{\"kind\":\"call\",\"id\":\"b\",\"ts\":8}", "ts is no time");
	is_number(in.counts.rejects, 9, "all are counted");
}

/* What is wrong is told once. */
static void test_messages(void)
{
	int err = dup(STDERR_FILENO);
	int file = open("told", O_RDWR | O_CREAT | O_TRUNC, 0600);
	char told[1024];
	ssize_t n;

	dup2(file, STDERR_FILENO);
	test_rejects();
	dup2(err, STDERR_FILENO);
	n = pread(file, told, sizeof(told), 0);
	is_bytes(told, n > 0 ? (size_t)n : 0,
		 "token-craft: f:11: no record: kind is no text\n"
		 "token-craft: f:12: no record: kind is no name\n"
		 "token-craft: f:15: no record: id is no text\n"
		 "token-craft: f:16: no record: ts is no time\n"
		 "token-craft: f:17: no record: line is no count\n",
		 "a reason is told once");
	close(file);
	close(err);
}

static void test_stored(void)
{
	struct tc_line at = line_of(SHELL SHELL_END);

	in.user = "ada";
	ok(intake_stored(&in, record, at.text, &item), "a stored line");
	is_text(written(), SHELL SHELL_END, "comes as it is");
	at = line_of(REJECT "3,\"offset\":7,\"bytes\":1,\"reason\":\"x\"}");
	ok(!intake_stored(&in, record, at.text, &item), "no reject is stored");
	at = line_of("{\"kind\":\"rollup\"}");
	ok(!intake_stored(&in, record, at.text, &item), "nothing without a name");
	at = line_of("garbage");
	ok(!intake_stored(&in, record, at.text, &item), "nor garbage");
	in.user = NULL;
}

int main(void)
{
	record = tc_record_new();
	intake_init(&in, record);
	test_stamps();
	test_prices();
	test_kinds();
	is_number(in.counts.records, 8, "all records are counted, cursors are none");
	is_number(in.counts.nameless, 3, "and those without a name");
	is_number(in.counts.rejects, 0, "nothing is rejected so far");
	test_messages();
	test_stored();
	intake_release(&in);
	tc_record_free(record);
	return done_testing();
}
