/* shell.c - facts about a shell command: never the command itself. */
#include "extract/shell.h"

#include "extract/text.h"

#define NESTING 32 /* quotes and substitutions within each other */

static const char *const simple_set[] = {
	"git log", "git status", "git diff", "git branch", "git show", "cat",  "head",
	"tail",    "ls",         "find",     "grep",       "rg",       "ps",   "top",
	"df",      "du",         "pwd",      "wc",         "tree",     "stat", NULL,
};
static const char *const search_set[] = { "find", "grep", "rg", "ugrep",
					  "bfs",  "fd",   "ag", NULL };
static const char *const commit_set[] = { "commit", "push", NULL };

struct lexer {
	struct tc_span rest;
	char close[NESTING]; /* what ends each open quote or substitution */
	size_t depth;
	struct tc_span document; /* delimiter of a here document that begins at LF */
	bool writes, substitutes;
};

static bool is_one_of(char c, const char *set)
{
	return c && strchr(set, c);
}

static void pass(struct lexer *l, size_t n)
{
	l->rest = text_from(l->rest, n < l->rest.n ? n : l->rest.n);
}

static char peek(const struct lexer *l, size_t i)
{
	return i < l->rest.n ? l->rest.p[i] : 0;
}

static char innermost(const struct lexer *l)
{
	return l->depth ? l->close[l->depth - 1] : 0;
}

/* Deeper than anybody writes: the rest is not looked at. */
static void push(struct lexer *l, char close)
{
	if (l->depth < NESTING)
		l->close[l->depth++] = close;
	else
		l->rest.n = 0;
}

/* A quote ends what it began, or begins. */
static void toggle(struct lexer *l, char quote)
{
	if (innermost(l) == quote)
		l->depth--;
	else
		push(l, quote);
}

/* One word, quotes and all; blanks and joined lines before it are passed. */
static struct tc_span take_word(struct tc_span *s)
{
	struct tc_span word;
	char quote = 0;
	size_t n = 0;

	for (; n < s->n; n++)
		if (s->p[n] == '\\' && n + 1 < s->n && s->p[n + 1] == '\n')
			n++;
		else if (s->p[n] != ' ' && s->p[n] != '\t')
			break;
	*s = text_from(*s, n);
	for (n = 0; n < s->n; n++) {
		char c = s->p[n];

		if (c == '\\' && quote != '\'' && n + 1 < s->n)
			n++;
		else if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? 0 : c;
		else if (!quote && is_one_of(c, " \t\r\n;&|<>()"))
			break;
	}
	word = (struct tc_span){ s->p, n };
	*s = text_from(*s, n);
	return word;
}

/* <<WORD, <<-'WORD': what follows the next LF is text, not commands. */
static void begin_document(struct lexer *l)
{
	struct tc_span word;

	pass(l, 2);
	if (peek(l, 0) == '-')
		pass(l, 1);
	word = take_word(&l->rest);
	while (word.n && is_one_of(word.p[0], "'\"\\"))
		word = text_from(word, 1);
	while (word.n && is_one_of(word.p[word.n - 1], "'\""))
		word.n--;
	l->document = word;
}

/* Passes LF and the here document that begins there. One that never ends is none: it was
 * a shift in arithmetic. */
static void pass_line_end(struct lexer *l)
{
	struct tc_span s;

	pass(l, 1);
	for (s = l->rest; l->document.n && s.n;) {
		struct tc_span line = { s.p, extract_text_find(s, TC_SPAN("\n")) };

		s = text_from(s, line.n);
		if (tc_span_is(extract_text_trim(line), l->document)) {
			l->rest = s;
			break;
		}
		if (s.n)
			s = text_from(s, 1);
	}
	l->document.n = 0;
}

static bool is_descriptor(struct tc_span word)
{
	if (tc_span_is(word, TC_SPAN("-")))
		return true;
	for (size_t i = 0; i < word.n; i++)
		if (!text_is_digit(word.p[i]))
			return false;
	return word.n > 0;
}

/* From '>': to a descriptor, to nowhere, or to a file. */
static void pass_redirection(struct lexer *l)
{
	bool duplicates;
	struct tc_span target;

	pass(l, 1);
	duplicates = peek(l, 0) == '&';
	if (is_one_of(peek(l, 0), "&>|"))
		pass(l, 1);
	target = take_word(&l->rest);
	if (!(duplicates && is_descriptor(target)) &&
	    !tc_span_is(target, TC_SPAN("/dev/null")))
		l->writes = true;
}

static void pass_comment(struct lexer *l)
{
	pass(l, extract_text_find(l->rest, TC_SPAN("\n")));
}

static void open_substitution(struct lexer *l)
{
	l->substitutes = true;
	push(l, ')');
	pass(l, 2);
}

/* What only counts outside double quotes; false for an ordinary character. */
static bool pass_unquoted(struct lexer *l, bool word_start)
{
	char c = peek(l, 0), next = peek(l, 1);

	if (c == '\'')
		pass(l, 2 + extract_text_find(text_from(l->rest, 1), TC_SPAN("'")));
	else if (c == '#' && word_start)
		pass_comment(l);
	else if (c == '\n')
		pass_line_end(l);
	else if (c == '<' && next == '<' && peek(l, 2) == '<')
		pass(l, 3);
	else if (c == '<' && next == '<')
		begin_document(l);
	else if (c == '<' && next == '(')
		open_substitution(l);
	else if (c == '>')
		pass_redirection(l);
	else
		return false;
	return true;
}

/* Passes one character, or what it begins. */
static void pass_one(struct lexer *l, bool word_start)
{
	char c = peek(l, 0), inner = innermost(l);

	if (c == '\\') {
		pass(l, 2);
	} else if (c == '$' && peek(l, 1) == '(') {
		open_substitution(l);
	} else if (c == '"' || c == '`') {
		l->substitutes |= c == '`';
		toggle(l, c);
		pass(l, 1);
	} else if (inner == '"' || !pass_unquoted(l, word_start)) {
		if (inner == ')' && c == '(')
			push(l, ')');
		else if (inner == ')' && c == ')')
			l->depth--;
		pass(l, 1);
	}
}

/* Letters and digits mean nothing, wherever they stand. */
static void pass_letters(struct lexer *l)
{
	size_t n = 1;

	while (n < l->rest.n && text_is_alnum(l->rest.p[n]))
		n++;
	pass(l, n);
}

/* "&>" is a redirection. */
static bool at_separator(const struct lexer *l)
{
	return l->depth == 0 && is_one_of(peek(l, 0), ";|&\n") &&
	       !(peek(l, 0) == '&' && peek(l, 1) == '>');
}

static bool next_segment(struct lexer *l, struct tc_span *segment)
{
	bool word_start = true;

	while (l->rest.n && at_separator(l))
		pass_one(l, false);
	segment->p = l->rest.p;
	while (l->rest.n && !at_separator(l)) {
		char c = peek(l, 0);

		if (text_is_alnum(c))
			pass_letters(l);
		else
			pass_one(l, word_start);
		word_start = is_one_of(c, " \t\n;|&(");
	}
	segment->n = (size_t)(l->rest.p - segment->p);
	return segment->n > 0;
}

static bool is_assignment(struct tc_span word)
{
	size_t n = 0;

	while (n < word.n && (text_is_alnum(word.p[n]) || word.p[n] == '_'))
		n++;
	return n > 0 && n < word.n && word.p[n] == '=' && !text_is_digit(word.p[0]);
}

/* The command's name, and git's subcommand behind git's own options. */
static void read_names(struct tc_span segment, struct tc_span *name, struct tc_span *sub)
{
	do
		*name = take_word(&segment);
	while (is_assignment(*name));
	*sub = (struct tc_span){ NULL, 0 };
	if (!tc_span_is(*name, TC_SPAN("git")))
		return;
	while ((*sub = take_word(&segment)).n && sub->p[0] == '-')
		if (tc_span_is(*sub, TC_SPAN("-C")) || tc_span_is(*sub, TC_SPAN("-c")))
			take_word(&segment);
}

static struct tc_span simple_entry(struct tc_span name, struct tc_span sub)
{
	for (const char *const *entry = simple_set; *entry; entry++) {
		struct tc_span e = tc_span_of(*entry);

		if (sub.n ? e.n == 4 + sub.n && text_starts(e, TC_SPAN("git ")) &&
				    tc_span_is(text_from(e, 4), sub)
			  : tc_span_is(e, name))
			return e;
	}
	return TC_SPAN("other");
}

struct shell_facts extract_shell_facts(struct tc_span command)
{
	struct shell_facts facts = { .class = TC_SPAN("other"), .simple = true };
	struct lexer l = { .rest = command };
	struct tc_span segment, name, sub, entry;
	size_t segments = 0;

	while (next_segment(&l, &segment)) {
		read_names(segment, &name, &sub);
		if (!name.n || name.p[0] == '#')
			continue;
		entry = simple_entry(name, sub);
		if (segments++ == 0)
			facts.class = entry;
		facts.simple &= !tc_span_is(entry, TC_SPAN("other"));
		facts.search |= extract_text_among(name, search_set);
		facts.commit |= extract_text_among(sub, commit_set);
	}
	facts.simple &= segments > 0 && !l.writes && !l.substitutes;
	return facts;
}

bool extract_shell_is_simple_name(struct tc_span word)
{
	return extract_text_among(word, simple_set);
}
