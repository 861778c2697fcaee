/* A message and its content blocks: which tools were used and answered, how long texts are.
 * The text of a prompt is looked at here and in facts.c, and nowhere kept. */
#include "extract/content.h"

#include "extract/keep.h"
#include "extract/shell.h"
#include "extract/usage.h"
#include "lib/report.h"

#define REFUSED_LOOK 128 /* raw bytes of a result in which the refusal stands */

enum message_key {
	MESSAGE_ID,
	MESSAGE_MODEL,
	MESSAGE_ROLE,
	MESSAGE_STOP,
	MESSAGE_USAGE,
	MESSAGE_CONTENT,
};
static const char *const message_keys[] = { "id",    "model",   "role", "stop_reason",
					    "usage", "content", NULL };

enum block_key {
	BLOCK_TYPE,
	BLOCK_TEXT,
	BLOCK_ID,
	BLOCK_NAME,
	BLOCK_INPUT,
	BLOCK_TOOL_USE_ID,
	BLOCK_IS_ERROR,
	BLOCK_CONTENT,
};
static const char *const block_keys[] = { "type",     "text",    "id",
					  "name",     "input",   "tool_use_id",
					  "is_error", "content", NULL };

enum input_key {
	INPUT_FILE_PATH,
	INPUT_NOTEBOOK_PATH,
	INPUT_PATH,
	INPUT_COMMAND,
	INPUT_SUBAGENT,
};
static const char *const input_keys[] = { "file_path", "notebook_path", "path",
					  "command",   "subagent_type", NULL };

void content_keywords(struct line_reader *r)
{
	keywords_init(&r->message, message_keys);
	keywords_init(&r->block, block_keys);
	keywords_init(&r->input, input_keys);
}

/* A block while it is read: its type may come last. */
struct block {
	struct tc_span type;
	struct tool_use use;
	struct tool_result result;
	uint64_t text_chars;
	bool has_text;
};

/* Which agent was launched matters to calls; the rest to the tool alone, and a command to
 * Bash alone (whose name may still come). */
static bool is_wanted(const struct line_reader *r, const struct tool_use *use,
		      enum input_key key)
{
	if (key == INPUT_COMMAND)
		return !r->calls_only &&
		       (!use->name.p || tc_span_is(use->name, TC_SPAN("Bash")));
	return !r->calls_only || key == INPUT_SUBAGENT;
}

static bool read_input(struct line_reader *r, struct tc_scan *s, struct tool_use *use)
{
	struct tc_span key, text;

	if (tc_scan_peek(s) != TC_SCAN_OBJECT)
		return tc_scan_skip(s);
	tc_scan_object(s);
	while (tc_scan_key(s, &key)) {
		int k = keywords_find(&r->input, key);

		if (k < 0 || !is_wanted(r, use, (enum input_key)k) ||
		    tc_scan_peek(s) != TC_SCAN_STRING) {
			if (!tc_scan_skip(s))
				return false;
			continue;
		}
		if (!tc_scan_text(s, &text))
			return false;
		if (k == INPUT_COMMAND) {
			struct shell_facts facts = extract_shell_facts(text);

			use->has_command = true;
			use->simple = facts.simple;
			use->search = facts.search;
			use->commit = facts.commit;
		} else if (k == INPUT_SUBAGENT) {
			use->subagent = keep_string(r, s, text);
		} else if (k != INPUT_PATH || !use->path.p) {
			use->path = keep_string(r, s, text);
		}
	}
	return s->error == TC_SCAN_OK;
}

/* Appends to the line's text, blocks apart by LF, and counts. What a model wrote is only
 * counted. */
static bool read_text(struct line_reader *r, struct tc_scan *s, uint64_t *chars)
{
	struct line *l = &r->line;
	struct tc_string string;
	size_t room;

	if (tc_scan_peek(s) != TC_SCAN_STRING)
		return tc_scan_skip(s);
	if (r->calls_only || tc_span_is(l->role, TC_SPAN("assistant")))
		return tc_scan_chars(s, chars);
	if (!tc_scan_string(s, &string))
		return false;
	*chars = string.chars;
	if (l->text.n && l->text.n < LINE_TEXT)
		r->text[l->text.n++] = '\n';
	room = LINE_TEXT - l->text.n;
	if (string.text.n < room)
		room = string.text.n;
	memcpy(r->text + l->text.n, string.text.p, room);
	l->text = (struct tc_span){ r->text, l->text.n + room };
	return true;
}

/* "File has not been read yet": an edit refused. Only the head of the raw string is looked
 * at; a line is whole in the buffer or starts it, so this never depends on luck. */
static bool is_refusal(const struct tc_scan *s)
{
	static const char needle[] = "has not been read";
	const size_t n = sizeof(needle) - 1;
	size_t left = (size_t)(s->end - s->p);
	const char *p = s->p + 1,
		   *end = s->p + (left < REFUSED_LOOK ? left : REFUSED_LOOK);

	for (; end - p >= (ptrdiff_t)n && *p != '"'; p += *p == '\\' ? 2 : 1)
		if (*p == needle[0] && memcmp(p, needle, n) == 0)
			return true;
	return false;
}

/* A tool's answer: a string, or blocks with text and images. */
static bool read_answer(struct line_reader *r, struct tc_scan *s,
			struct tool_result *result)
{
	uint64_t chars = 0;
	struct tc_span key;

	switch (tc_scan_peek(s)) {
	case TC_SCAN_STRING:
		result->refused = result->refused || is_refusal(s);
		if (!tc_scan_chars(s, &chars))
			return false;
		result->chars += chars;
		return true;
	case TC_SCAN_ARRAY:
		tc_scan_array(s);
		while (tc_scan_item(s))
			if (!read_answer(r, s, result))
				return false;
		return s->error == TC_SCAN_OK;
	case TC_SCAN_OBJECT:
		tc_scan_object(s);
		while (tc_scan_key(s, &key)) {
			bool text = keywords_find(&r->block, key) == BLOCK_TEXT &&
				    tc_scan_peek(s) == TC_SCAN_STRING;

			if (text ? !read_answer(r, s, result) : !tc_scan_skip(s))
				return false;
		}
		return s->error == TC_SCAN_OK;
	default:
		return tc_scan_skip(s);
	}
}

static bool read_member(struct line_reader *r, struct tc_scan *s, enum block_key key,
			struct block *b)
{
	switch (key) {
	case BLOCK_TYPE:
		return keep_text(r, s, &b->type);
	case BLOCK_TEXT:
		b->has_text = tc_scan_peek(s) == TC_SCAN_STRING;
		return read_text(r, s, &b->text_chars);
	case BLOCK_ID:
		return keep_text(r, s, &b->use.id);
	case BLOCK_NAME:
		return keep_text(r, s, &b->use.name);
	case BLOCK_INPUT:
		return read_input(r, s, &b->use);
	case BLOCK_TOOL_USE_ID:
		return keep_text(r, s, &b->result.id);
	case BLOCK_IS_ERROR:
		b->result.error = tc_scan_peek(s) == TC_SCAN_TRUE;
		return tc_scan_skip(s);
	case BLOCK_CONTENT:
		return !r->calls_only ? read_answer(r, s, &b->result) : tc_scan_skip(s);
	}
	return tc_scan_skip(s);
}

static void keep_use(struct line_reader *r, const struct tool_use *use)
{
	struct line *l = &r->line;

	if (l->use_count == r->use_room) {
		r->use_room *= 2;
		l->uses = tc_grow(l->uses, r->use_room, sizeof(*l->uses));
	}
	l->uses[l->use_count++] = *use;
}

static void keep_result(struct line_reader *r, const struct tool_result *result)
{
	struct line *l = &r->line;

	if (l->result_count == r->result_room) {
		r->result_room *= 2;
		l->results = tc_grow(l->results, r->result_room, sizeof(*l->results));
	}
	l->results[l->result_count++] = *result;
}

static bool read_block(struct line_reader *r, struct tc_scan *s)
{
	struct line *l = &r->line;
	struct block b = { .has_text = false };
	size_t arena_used = r->arena_used;
	struct tc_span key;

	if (tc_scan_peek(s) != TC_SCAN_OBJECT)
		return tc_scan_skip(s);
	tc_scan_object(s);
	while (tc_scan_key(s, &key)) {
		int k = keywords_find(&r->block, key);

		if (k < 0 ? !tc_scan_skip(s) : !read_member(r, s, (enum block_key)k, &b))
			return false;
	}
	if (b.has_text) {
		l->text_chars += b.text_chars;
		if (b.text_chars > l->answer_chars)
			l->answer_chars = b.text_chars;
	}
	if (tc_span_is(b.type, TC_SPAN("tool_use")))
		keep_use(r, &b.use);
	else if (tc_span_is(b.type, TC_SPAN("tool_result")))
		keep_result(r, &b.result);
	else
		r->arena_used = arena_used; /* of other blocks no string is kept */
	l->images += tc_span_is(b.type, TC_SPAN("image"));
	return s->error == TC_SCAN_OK;
}

bool content_read(struct line_reader *r, struct tc_scan *s)
{
	struct line *l = &r->line;

	l->text = (struct tc_span){ r->text, 0 };
	l->text_chars = l->answer_chars = l->images = 0;
	l->use_count = l->result_count = 0;
	if (tc_scan_peek(s) == TC_SCAN_STRING) {
		bool well = read_text(r, s, &l->text_chars);

		l->answer_chars = l->text_chars;
		return well;
	}
	if (tc_scan_peek(s) != TC_SCAN_ARRAY)
		return tc_scan_skip(s);
	tc_scan_array(s);
	while (tc_scan_item(s))
		if (!read_block(r, s))
			return false;
	return s->error == TC_SCAN_OK;
}

bool content_message(struct line_reader *r, struct tc_scan *s)
{
	struct line *l = &r->line;
	struct tc_span key;

	l->message_id = l->model = l->role = l->stop_reason = (struct tc_span){ 0 };
	l->usage_state = USAGE_NONE;
	if (tc_scan_peek(s) != TC_SCAN_OBJECT)
		return tc_scan_skip(s);
	tc_scan_object(s);
	while (tc_scan_key(s, &key)) {
		int k = keywords_find(&r->message, key);
		bool well = k == MESSAGE_ID        ? keep_text(r, s, &l->message_id)
			    : k == MESSAGE_MODEL   ? keep_text(r, s, &l->model)
			    : k == MESSAGE_ROLE    ? keep_text(r, s, &l->role)
			    : k == MESSAGE_STOP    ? keep_text(r, s, &l->stop_reason)
			    : k == MESSAGE_USAGE   ? usage_read(r, s)
			    : k == MESSAGE_CONTENT ? content_read(r, s)
						   : tc_scan_skip(s);

		if (!well)
			return false;
	}
	return s->error == TC_SCAN_OK;
}

/* Appends to the JSON being rebuilt in the text buffer. */
static void append(struct line_reader *r, struct tc_span bytes)
{
	struct line *l = &r->line;

	if (bytes.n > LINE_STRING || l->model_usage.n + bytes.n > LINE_TEXT)
		return;
	memcpy(r->text + l->model_usage.n, bytes.p, bytes.n);
	l->model_usage = (struct tc_span){ r->text, l->model_usage.n + bytes.n };
}

static bool is_plain(struct tc_span name)
{
	for (size_t i = 0; i < name.n; i++)
		if ((unsigned char)name.p[i] < 0x20 || (unsigned char)name.p[i] >= 0x7f ||
		    name.p[i] == '"' || name.p[i] == '\\')
			return false;
	return name.n > 0 && name.n < 256;
}

static void append_key(struct line_reader *r, bool first, struct tc_span key)
{
	append(r, first ? TC_SPAN("\"") : TC_SPAN(",\""));
	append(r, key);
	append(r, TC_SPAN("\":"));
}

/* One model's numbers: {"inputTokens":1,...}. */
static bool append_numbers(struct line_reader *r, struct tc_scan *s)
{
	struct tc_span key, number;
	bool first = true;

	append(r, TC_SPAN("{"));
	tc_scan_object(s);
	while (tc_scan_key(s, &key)) {
		char name[256];

		if (!is_plain(key) || tc_scan_peek(s) != TC_SCAN_NUMERIC) {
			if (!tc_scan_skip(s))
				return false;
			continue;
		}
		memcpy(name, key.p, key.n); /* the key does not outlive the next call */
		if (!tc_scan_number(s, &number))
			return false;
		append_key(r, first, (struct tc_span){ name, key.n });
		append(r, number);
		first = false;
	}
	append(r, TC_SPAN("}"));
	return s->error == TC_SCAN_OK;
}

bool content_model_usage(struct line_reader *r, struct tc_scan *s)
{
	struct line *l = &r->line;
	struct tc_span key;
	bool first = true;

	l->model_usage = (struct tc_span){ 0 };
	if (tc_scan_peek(s) != TC_SCAN_OBJECT)
		return tc_scan_skip(s);
	append(r, TC_SPAN("{"));
	tc_scan_object(s);
	while (tc_scan_key(s, &key)) {
		if (!is_plain(key) || tc_scan_peek(s) != TC_SCAN_OBJECT) {
			if (!tc_scan_skip(s))
				return false;
			continue;
		}
		append_key(r, first, key);
		first = false;
		if (!append_numbers(r, s))
			return false;
	}
	append(r, TC_SPAN("}"));
	return s->error == TC_SCAN_OK;
}
