/* prompt.c - what the text of a user message is: typed, or put there by the program. */
#include "extract/prompt.h"

#include "extract/text.h"

static const char *const harness_prefixes[] = {
	"<command-name>",
	"<command-message>",
	"<command-args>",
	"<local-command-stdout>",
	"<local-command-stderr>",
	"<local-command-caveat>",
	"<bash-stdout>",
	"<bash-stderr>",
	"<bash-notification>",
	"<task-notification>",
	"<system-reminder>",
	"<user-memory-input>",
	"Caveat:",
	"This session is being continued from a previous conversation",
	NULL,
};

/* The content of <tag>...</tag> at the start of text, to the end when it is never closed;
 * *rest is what follows. */
static bool read_tag(struct tc_span text, const char *open, const char *close,
		     struct tc_span *content, struct tc_span *rest)
{
	if (!text_starts(text, tc_span_of(open)))
		return false;
	text = text_from(text, strlen(open));
	*content = (struct tc_span){ text.p, extract_text_find(text, tc_span_of(close)) };
	*rest = text_from(text, content->n);
	if (rest->n)
		*rest = extract_text_trim(text_from(*rest, strlen(close)));
	return true;
}

/* <ide_opened_file>...</ide_opened_file>, whatever comes after "ide_". */
static bool skip_ide_block(struct tc_span *text)
{
	size_t name = 1, close = 0;

	if (!text_starts(*text, TC_SPAN("<ide_")))
		return false;
	while (name < text->n && (text_is_alnum(text->p[name]) || text->p[name] == '_'))
		name++;
	do {
		struct tc_span after;

		close += extract_text_find(text_from(*text, close), TC_SPAN("</"));
		if (close == text->n)
			return false;
		close += 2;
		after = text_from(*text, close);
		if (text_starts(after, (struct tc_span){ text->p + 1, name - 1 }) &&
		    after.n >= name && after.p[name - 1] == '>') {
			*text = extract_text_trim(text_from(after, name));
			return true;
		}
	} while (close < text->n);
	return false;
}

/* Command tags come in any order, with or without white space between. */
static bool read_command(struct tc_span text, struct prompt_text *prompt)
{
	struct tc_span message;
	bool name = false;

	for (;;) {
		if (read_tag(text, "<command-name>", "</command-name>", &prompt->name,
			     &text))
			name = true;
		else if (!read_tag(text, "<command-message>", "</command-message>",
				   &message, &text) &&
			 !read_tag(text, "<command-args>", "</command-args>",
				   &prompt->arguments, &text))
			break;
	}
	prompt->name = extract_text_trim(prompt->name);
	prompt->arguments = extract_text_trim(prompt->arguments);
	if (prompt->name.n && prompt->name.p[0] == '/')
		prompt->name = text_from(prompt->name, 1);
	return name && prompt->name.n > 0;
}

static bool is_harness(struct tc_span text)
{
	for (const char *const *p = harness_prefixes; *p; p++)
		if (text_starts(text, tc_span_of(*p)))
			return true;
	return false;
}

struct prompt_text extract_prompt_read(struct tc_span text)
{
	struct prompt_text prompt = { .kind = PROMPT_TYPED, .text = text };
	struct tc_span start = extract_text_trim(text), rest;

	while (skip_ide_block(&start))
		prompt.text = start;
	if (read_command(start, &prompt))
		prompt.kind = PROMPT_COMMAND;
	else if (read_tag(start, "<bash-input>", "</bash-input>", &prompt.text, &rest))
		prompt.kind = PROMPT_SHELL;
	else if (text_starts(start, TC_SPAN("[Request interrupted")))
		prompt.kind = PROMPT_INTERRUPT;
	else if (is_harness(start))
		prompt.kind = PROMPT_HARNESS;
	return prompt;
}

bool extract_prompt_is_track(struct tc_span command_name)
{
	return text_starts(command_name, TC_SPAN("track-"));
}
