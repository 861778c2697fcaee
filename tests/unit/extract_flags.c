/* extract/flags: facts about what a person typed. */
#include "tap.h"

#include <stdlib.h>

#include "extract/flags.h"

/* Letters of the flags that are set: a(sks) x(ml) c(ot) e(xample). */
static const struct {
	const char *text, *flags, *language;
} cases[] = {
	{ "", "", NULL },
	{ "12 + 30", "", NULL },
	{ "fix parser", "", NULL },
	{ "fix the parser", "", "en" },
	{ "FIX THE PARSER", "", "en" },
	{ "theory weather", "", NULL },
	{ "répare les problèmes du thé", "", NULL },
	{ "öäüß the", "", "other" },
	{ "абвгд the parser", "", "other" },
	{ "é the parser", "", "en" },
	{ "é the a", "", "en" },
	{ "éé the abcd", "", "other" },
	{ "修复这个错误", "", "other" },
	{ "the “parser” — it’s… broken 🤖🤖🤖🤖🤖🤖 →→→→",
	  "", "en" },
	{ "años", "", "other" },

	{ "show me git status", "a", "en" },
	{ "Show me", "a", "en" },
	{ "show\nme the parser", "a", "en" },
	{ "git  status", "a", NULL },
	{ "git status!", "a", NULL },
	{ "git statuses", "", NULL },
	{ "git branch", "a", NULL },
	{ "what files changed", "a", "en" },
	{ "list all with ls", "a", "en" },
	{ "ls the list", "", "en" },
	{ "run ls", "a", NULL },
	{ "run lsof", "", NULL },
	{ "run the tests", "", "en" },
	{ "cat notes.txt", "a", NULL },
	{ "what is top", "a", "en" },
	{ "what’s the tree", "a", "en" },
	{ "find the bug", "", "en" },
	{ "whatever is top", "", NULL },
	{ "showme", "", NULL },

	{ "use <q>x</q> now", "x", NULL },
	{ "<q b=\"c\">x</q>", "x", NULL },
	{ "<q>x</b>", "", NULL },
	{ "</q><q>", "", NULL },
	{ "a < b and c > d", "", "en" },
	{ "<1>x</1>", "", NULL },
	{ "<q><b></q>", "x", NULL },
	{ "<system-reminder>x</system-reminder>", "", NULL },
	{ "<ide_selection>x</ide_selection>", "", NULL },
	{ "<system-reminder><p>x</p></system-reminder>", "x", NULL },
	{ "<my-rules.v1>x</my-rules.v1>", "x", "en" },
	{ "<q", "", NULL },
	{ "<", "", NULL },
	{ "</", "", NULL },

	{ "think step by step", "c", "en" },
	{ "Let's think", "c", NULL },
	{ "Let’s think", "c", NULL },
	{ "outlet's thinking", "", NULL },
	{ "step by\n  step", "c", "en" },
	{ "step by steppe", "", "en" },
	{ "think harder", "", NULL },
	{ "ULTRATHINK", "c", NULL },
	{ "reasoning: none", "c", NULL },

	{ "for example x", "e", "en" },
	{ "(e.g. x)", "e", NULL },
	{ "“for example”", "e", "en" },
	{ "such assets", "", NULL },
	{ "like this: x", "e", "en" },
	{ "counterexample: x", "", NULL },
	{ "Example: x", "e", NULL },
	{ "```\nx\n```", "e", NULL },
	{ "x\n  ```c\nx\n```", "e", NULL },
	{ "inline ```x```", "", NULL },
	{ "example", "", NULL },
};

static void check(size_t number)
{
	const char *text = cases[number].text;
	const char *language = cases[number].language;
	struct prompt_flags f = extract_flags(tc_span_of(text));
	char name[32], got[5] = "", *p = got;

	if (f.asks)
		*p++ = 'a';
	if (f.xml)
		*p++ = 'x';
	if (f.cot)
		*p++ = 'c';
	if (f.example)
		*p++ = 'e';
	snprintf(name, sizeof(name), "case %zu", number);
	is_text(got, cases[number].flags, name);
	is_text(f.language ? f.language : "null", language ? language : "null", name);
}

/* Exactly 200 characters ask, 201 do not; they are characters, not bytes. */
static void check_length(void)
{
	char text[512] = "show me ";
	size_t n = strlen(text);

	for (int chars = 8; chars < 200; chars++, n += 2)
		memcpy(text + n, "\xc3\xa9", 2);
	is_number(extract_flags((struct tc_span){ text, n }).chars, 200,
		  "200 characters");
	ok(extract_flags((struct tc_span){ text, n }).asks, "200 characters ask");
	text[n++] = '.';
	ok(!extract_flags((struct tc_span){ text, n }).asks, "201 characters do not");
}

/* Time must not grow with the square of a pasted text; a hang fails the run. */
static void check_long(const char *piece)
{
	size_t size = strlen(piece), n = 4000000 / size;
	char *text = malloc(n * size);

	for (size_t i = 0; i < n; i++)
		memcpy(text + i * size, piece, size);
	ok(!extract_flags((struct tc_span){ text, n * size }).xml, "a long text");
	free(text);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check(i);
	check_length();
	check_long("<q>");
	check_long("</q>");
	check_long("  ```");
	check_long("\xff");
	check_long("\xe5\xad");
	check_long("<");
	return done_testing();
}
