/* extract: prompts, flags, shell commands and paths, whatever the text. */
#include <stdint.h>
#include <stdlib.h>

#include "extract/flags.h"
#include "extract/path.h"
#include "extract/prompt.h"
#include "extract/shell.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static bool lies_in(struct tc_span part, struct tc_span whole)
{
	return part.n == 0 || (part.p >= whole.p && part.p + part.n <= whole.p + whole.n);
}

static void check_prompt(struct tc_span text)
{
	struct prompt_text prompt = extract_prompt_read(text), again;

	demand(lies_in(prompt.text, text));
	demand(lies_in(prompt.name, text));
	demand(lies_in(prompt.arguments, text));
	demand(prompt.kind != PROMPT_COMMAND || prompt.name.n);
	if (prompt.kind == PROMPT_TYPED) {
		again = extract_prompt_read(prompt.text);
		demand(again.kind == PROMPT_TYPED && tc_span_is(again.text, prompt.text));
	}
}

static void check_flags(struct tc_span text)
{
	struct prompt_flags flags = extract_flags(text);

	demand(flags.chars <= text.n);
	demand(!flags.asks || flags.chars <= 200);
}

static void check_shell(struct tc_span text)
{
	struct shell_facts facts = extract_shell_facts(text);
	bool other = tc_span_is(facts.class, TC_SPAN("other"));

	demand(!(facts.simple && (facts.commit || other)));
}

static void check_path(struct tc_span text)
{
	struct tc_span project = extract_path_project(text), relative;

	demand(lies_in(project, text));
	demand(tc_span_is(extract_path_project(project), project));
	demand(!(extract_path_is_doc(text) && extract_path_is_code(text)));
	if (extract_path_relative(project, text, &relative))
		demand(lies_in(relative, text) || tc_span_is(relative, TC_SPAN(".")));
	extract_path_is_slug(text, project);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = malloc(size + !size); /* of its own: reading past its end is seen */
	struct tc_span text = { copy, size };

	demand(copy != NULL);
	if (size)
		memcpy(copy, data, size);
	check_prompt(text);
	check_flags(text);
	check_shell(text);
	check_path(text);
	free(copy);
	return 0;
}
