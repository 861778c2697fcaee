/* flags.c - facts about what a person typed, in place of the words. */
#include "extract/flags.h"

#include "extract/shell.h"
#include "extract/text.h"
#include "lib/utf8.h"

#define ASK_CHARS 200
#define OPEN_TAGS 64 /* opening tags remembered at a time */

enum phrase_use {
	PHRASE_COT,
	PHRASE_EXAMPLE,
	PHRASE_ASK,  /* asks by itself */
	PHRASE_VERB, /* asks when the name of a simple command follows */
};

/* A blank stands for any white space, ' for the typographic one too. */
static const struct phrase {
	const char *text;
	enum phrase_use use;
} phrases[] = {
	{ "step by step", PHRASE_COT },
	{ "let's think", PHRASE_COT },
	{ "think through", PHRASE_COT },
	{ "reasoning:", PHRASE_COT },
	{ "think hard", PHRASE_COT },
	{ "ultrathink", PHRASE_COT },
	{ "for example", PHRASE_EXAMPLE },
	{ "e.g.", PHRASE_EXAMPLE },
	{ "such as", PHRASE_EXAMPLE },
	{ "like this:", PHRASE_EXAMPLE },
	{ "example:", PHRASE_EXAMPLE },
	{ "git status", PHRASE_ASK },
	{ "git log", PHRASE_ASK },
	{ "git diff", PHRASE_ASK },
	{ "git branch", PHRASE_ASK },
	{ "what files", PHRASE_ASK },
	{ "show me", PHRASE_ASK },
	{ "show", PHRASE_VERB },
	{ "list", PHRASE_VERB },
	{ "print", PHRASE_VERB },
	{ "cat", PHRASE_VERB },
	{ "run", PHRASE_VERB },
	{ "what is", PHRASE_VERB },
	{ "what's", PHRASE_VERB },
	{ "what are", PHRASE_VERB },
};

static const char *const common_words[] = {
	"the",   "be",    "to",    "of",   "and", "a",    "in",   "that", "have",
	"i",     "it",    "for",   "not",  "on",  "with", "he",   "as",   "you",
	"do",    "at",    "this",  "but",  "his", "by",   "from", "they", "we",
	"say",   "her",   "she",   "or",   "an",  "will", "my",   "one",  "all",
	"would", "there", "their", "what", "so",  "up",   "out",  "if",   "about",
	"who",   "get",   "which", "go",   "me",  NULL,
};

/* Names of tags the program writes itself; those that start with "ide_" too. */
static const char *const harness_tags[] = {
	"command-name",
	"command-message",
	"command-args",
	"command-contents",
	"local-command-stdout",
	"local-command-stderr",
	"local-command-caveat",
	"bash-input",
	"bash-stdout",
	"bash-stderr",
	"bash-notification",
	"task-notification",
	"system-reminder",
	"user-memory-input",
	"user-prompt-submit-hook",
	NULL,
};

/* What is no letter from U+0080 on: marks, punctuation, symbols, emoji, private use. */
static const struct {
	uint32_t first, last;
} no_letters[] = {
	{ 0x80, 0xa9 },     { 0xab, 0xb4 },       { 0xb6, 0xb9 },
	{ 0xbb, 0xbf },     { 0xd7, 0xd7 },       { 0xf7, 0xf7 },
	{ 0x300, 0x36f },   { 0x2000, 0x2bff },   { 0x2e00, 0x2e7f },
	{ 0x3000, 0x303f }, { 0xe000, 0xf8ff },   { 0xfe00, 0xfe6f },
	{ 0xfeff, 0xff20 }, { 0xff3b, 0xff40 },   { 0xff5b, 0xff65 },
	{ 0xffe0, 0xffff }, { 0x1f000, 0x1faff }, { 0xe0000, 0x10ffff },
};

static bool is_foreign_letter(uint32_t code)
{
	for (size_t i = 0; i < sizeof(no_letters) / sizeof(*no_letters); i++)
		if (code <= no_letters[i].last)
			return code < no_letters[i].first;
	return true;
}

/* Bytes of the letter or digit at the start of s, 0 when none is there; *step is how far
 * the next character is. */
static size_t word_character(struct tc_span s, size_t *step)
{
	const unsigned char *p = (const unsigned char *)s.p;

	*step = 1;
	if (*p < 0x80)
		return text_is_alnum(s.p[0]);
	*step = tc_utf8_length(p, p + s.n);
	if (*step && is_foreign_letter(tc_utf8_decode(p, *step)))
		return *step;
	*step += *step == 0;
	return 0;
}

struct words {
	struct tc_span rest;
	size_t ascii, foreign; /* letters passed so far */
};

/* The next run of letters and digits. */
static bool next_word(struct words *w, struct tc_span *word)
{
	struct tc_span s = w->rest;
	size_t length, step;

	while (s.n && !word_character(s, &step))
		s = text_from(s, step);
	word->p = s.p;
	for (; s.n && (length = word_character(s, &step)); s = text_from(s, length)) {
		w->foreign += length > 1;
		w->ascii += length == 1 && !text_is_digit(s.p[0]);
	}
	word->n = (size_t)(s.p - word->p);
	w->rest = s;
	return word->n > 0;
}

/* Does the text start with the phrase, as whole words? */
static bool starts_phrase(struct tc_span s, const char *phrase)
{
	char last = 0;

	for (; *phrase; last = *phrase++) {
		if (*phrase == ' ' && s.n && text_is_space(s.p[0])) {
			while (s.n && text_is_space(s.p[0]))
				s = text_from(s, 1);
		} else if (*phrase == '\'' && text_starts(s, TC_SPAN("\xe2\x80\x99"))) {
			s = text_from(s, 3);
		} else {
			if (!s.n || text_lower(s.p[0]) != *phrase)
				return false;
			s = text_from(s, 1);
		}
	}
	return !text_is_alnum(last) || !s.n || !text_is_alnum(s.p[0]);
}

/* Of the phrases that start here, one bit for each use. */
static unsigned phrase_uses(struct tc_span s)
{
	unsigned uses = 0;

	for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++)
		if (phrases[i].text[0] == text_lower(s.p[0]) &&
		    starts_phrase(s, phrases[i].text))
			uses |= 1u << phrases[i].use;
	return uses;
}

/* A fence is the first thing on its line. */
static bool has_fence(struct tc_span text)
{
	size_t fence = 0;

	for (;; fence += 3) {
		size_t before;

		fence += extract_text_find(text_from(text, fence), TC_SPAN("```"));
		if (fence == text.n)
			return false;
		for (before = fence; before && text.p[before - 1] == ' '; before--)
			;
		if (before == 0 || text.p[before - 1] == '\n')
			return true;
	}
}

static bool is_harness_tag(struct tc_span name)
{
	return text_starts(name, TC_SPAN("ide_")) ||
	       extract_text_among(name, harness_tags);
}

static struct tc_span tag_name(struct tc_span s)
{
	struct tc_span name = { s.p, 0 };

	if (!s.n || !(text_is_alnum(s.p[0]) || s.p[0] == '_') || text_is_digit(s.p[0]))
		return name;
	while (name.n < s.n &&
	       (text_is_alnum(s.p[name.n]) || memchr("_-.:", s.p[name.n], 4)))
		name.n++;
	return name;
}

/* Opening tags wait in a small table for their closing one: a long text costs one pass,
 * and only a crowd of other tags can push one out. */
static bool has_tag_pair(struct tc_span text)
{
	struct tc_span open[OPEN_TAGS] = { { NULL, 0 } };
	struct tc_span s = text;
	size_t at;

	while ((at = extract_text_find(s, TC_SPAN("<"))) < s.n) {
		bool closes;
		struct tc_span name, *slot;
		unsigned hash = 0;

		s = text_from(s, at + 1);
		closes = s.n && s.p[0] == '/';
		name = tag_name(closes ? text_from(s, 1) : s);
		s = text_from(s, name.n + closes);
		if (!name.n || !s.n ||
		    !(s.p[0] == '>' || (!closes && text_is_space(s.p[0]))))
			continue;
		for (size_t i = 0; i < name.n; i++)
			hash = hash * 31 + (unsigned char)name.p[i];
		slot = &open[hash % OPEN_TAGS];
		if (!closes)
			*slot = name;
		else if (slot->n && tc_span_is(*slot, name) && !is_harness_tag(name))
			return true;
	}
	return false;
}

static const char *language(const struct words *w, bool english)
{
	if (w->foreign * 5 > w->ascii + w->foreign)
		return "other";
	return english ? "en" : NULL;
}

struct prompt_flags extract_flags(struct tc_span typed)
{
	struct prompt_flags flags = { .chars = extract_text_chars(typed) };
	struct words w = { .rest = typed };
	struct tc_span word;
	unsigned uses = 0;
	bool english = false;

	while (next_word(&w, &word)) {
		struct tc_span here = { word.p, word.n + w.rest.n };

		uses |= phrase_uses(here);
		if (flags.chars <= ASK_CHARS && (uses & 1u << PHRASE_VERB) &&
		    extract_shell_is_simple_name(word))
			uses |= 1u << PHRASE_ASK;
		english = english || extract_text_among(word, common_words);
	}
	flags.asks = flags.chars <= ASK_CHARS && (uses & 1u << PHRASE_ASK);
	flags.cot = uses & 1u << PHRASE_COT;
	flags.example = (uses & 1u << PHRASE_EXAMPLE) || has_fence(typed);
	flags.xml = has_tag_pair(typed);
	flags.language = language(&w, english);
	return flags;
}
