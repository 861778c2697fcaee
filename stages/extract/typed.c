/* What a person typed: prompts, slash commands, shell commands; facts, never the words. */
#include "extract/typed.h"

#include "extract/event.h"
#include "extract/facts.h"
#include "extract/flags.h"
#include "extract/prompt.h"
#include "extract/shell.h"
#include "extract/text.h"

/* The first `most` characters. */
static struct tc_span head(struct tc_span text, unsigned most)
{
	size_t i = 0;

	while (i < text.n && (most > 0 || ((unsigned char)text.p[i] & 0xc0) == 0x80)) {
		most -= ((unsigned char)text.p[i] & 0xc0) != 0x80;
		i++;
	}
	return (struct tc_span){ text.p, i };
}

static bool is_sdk(struct tc_span text)
{
	return text.n >= 3 && memcmp(text.p, "sdk", 3) == 0;
}

static void prompt(struct worker *w, struct tc_span text)
{
	const struct line *l = &w->reader.line;
	struct prompt_flags flags = extract_flags(text);
	struct tc_value v[TC_KIND_FIELDS];

	facts_begin(w, TC_KIND_PROMPT, v, l->uuid);
	if (l->text.n >= LINE_TEXT) /* the end was counted but not looked at */
		flags.chars += l->text_chars - extract_text_chars(l->text);
	v[TC_PROMPT_CHARS].number = (int64_t)flags.chars;
	v[TC_PROMPT_IMAGES].number = (int64_t)l->images;
	v[TC_PROMPT_ASKS].number = flags.asks;
	if (flags.language) {
		v[TC_PROMPT_LANGUAGE] =
			facts_name(w, NAME_LANGUAGE, tc_span_of(flags.language));
		if (strcmp(flags.language, "en") == 0) {
			v[TC_PROMPT_XML].number = flags.xml;
			v[TC_PROMPT_COT].number = flags.cot;
			v[TC_PROMPT_EXAMPLE].number = flags.example;
		}
	}
	v[TC_PROMPT_ENTRYPOINT] = facts_name(w, NAME_ENTRYPOINT, l->entrypoint);
	v[TC_PROMPT_PROMPT] = facts_prompt(w);
	v[TC_PROMPT_AUTOMATED].number =
		is_sdk(l->entrypoint) || tc_span_is(l->prompt_source, TC_SPAN("sdk"));
	if (w->extract->summaries)
		v[TC_PROMPT_TEXT].text = head(text, w->extract->summaries);
	facts_add(w, TC_KIND_PROMPT, v);
}

static void command(struct worker *w, const struct prompt_text *p)
{
	struct tc_value v[TC_KIND_FIELDS];

	facts_begin(w, TC_KIND_COMMAND, v, w->reader.line.uuid);
	v[TC_COMMAND_NAME].text = p->name;
	v[TC_COMMAND_ARGS_CHARS].number = (int64_t)extract_text_chars(p->arguments);
	if (extract_prompt_is_track(p->name))
		v[TC_COMMAND_TRACK].text = p->arguments;
	v[TC_COMMAND_PROMPT] = facts_prompt(w);
	facts_add(w, TC_KIND_COMMAND, v);
}

static void shell_command(struct worker *w, struct tc_span command)
{
	struct shell_facts facts = extract_shell_facts(command);
	struct tc_value v[TC_KIND_FIELDS];

	facts_begin(w, TC_KIND_SHELL, v, w->reader.line.uuid);
	v[TC_SHELL_CLASS] = facts_name(w, NAME_SHELL, facts.class);
	v[TC_SHELL_SIMPLE].number = facts.simple;
	facts_add(w, TC_KIND_SHELL, v);
}

/* Did a person write this line? (facts of public transcripts) */
static bool is_typed(const struct line *l)
{
	return !l->meta && !l->sidechain && !l->has_tool_result && l->result_count == 0 &&
	       !l->compact_summary &&
	       (!l->has_origin || tc_span_is(l->origin, TC_SPAN("human")));
}

void typed_line(struct worker *w)
{
	const struct line *l = &w->reader.line;
	struct prompt_text p;

	if (l->result_count || l->meta || !l->uuid.p)
		return;
	p = extract_prompt_read(l->text);
	if (p.kind == PROMPT_INTERRUPT)
		event_interrupt(w);
	else if (!is_typed(l))
		return;
	else if (p.kind == PROMPT_TYPED && (p.text.n || l->images))
		prompt(w, p.text);
	else if (p.kind == PROMPT_COMMAND)
		command(w, &p);
	else if (p.kind == PROMPT_SHELL)
		shell_command(w, p.text);
}

void typed_local_command(struct worker *w)
{
	const struct line *l = &w->reader.line;
	struct prompt_text p = extract_prompt_read(l->text);

	if (l->uuid.p && p.kind == PROMPT_COMMAND)
		command(w, &p);
}
