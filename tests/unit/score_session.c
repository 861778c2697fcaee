/* score/session, score/tools: what a session comes to, definition by definition. */
#include "tap.h"

#include <stdlib.h>

#include "score/session.h"

/* Facts are words, a millisecond apart; one that begins with = is at the time of the last.
 *
 *	P Q      a prompt, typed or not; a(sks), n (English), x(ml), c (thought), e(xample)
 *	C        a call; a number: characters of its answer; o(ld) and r(eplying) versions,
 *	         w(arm): much context
 *	R E W G  Read, Edit, Write, Grep; b B: Bash, simple or not; a number: the file
 *	         d(oc), k (code), m (commits), s(earches), ! failed, ? unanswered, x refused,
 *	         + another use of the last one's answer
 *	S T      a command run, that shows something or does not;  K: /clear
 *
 * @ behind a call or a use: a subagent's. */
static const struct {
	const char *facts, *wanted;
} cases[] = {
	/* scored: a typed prompt and a call */
	{ "", "" },
	{ "P", "prompts 1" },
	{ "C", "" },
	{ "Q C R1", "" },
	{ "P C", "prompts 1 parts [1]" },
	{ "Q C P C", "prompts 1 parts [1]" },

	/* asked for: all tools of the turn only read, and there are some */
	{ "Pa C b", "prompts 1 parts [1] asked 1 alone 1 tools 1 turns 0/1" },
	{ "Pa C R1 =+G =+b",
	  "prompts 1 parts [1] asked 1 tools 3 turns 1/1 reads 0/1 searches 1/1" },
	{ "Pa C", "prompts 1 parts [1]" },
	{ "Pa C B", "prompts 1 parts [1] tools 1 turns 0/1" },
	{ "Pa C b C E1", "prompts 1 parts [1] tools 2 turns 0/2 edits 0/1" },
	{ "Pa C b P C E1",
	  "prompts 2 parts [2] asked 1 alone 1 tools 2 turns 0/2 edits 0/1" },
	{ "Pa C b@ E1@", "prompts 1 parts [1] tools 2 turns 0/2 edits 0/1" },
	{ "P C b", "prompts 1 parts [1] alone 1 tools 1 turns 0/1" },
	{ "P C b C b", "prompts 1 parts [1] tools 2 turns 0/2" },
	{ "P C Qa C b", "prompts 1 parts [1] tools 1 turns 0/1" },
	{ "b P C", "prompts 1 parts [1] tools 1 turns 0/1" },

	/* final answers, of the main chain */
	{ "P C1500", "prompts 1 parts [1] answers 1/1" },
	{ "P C1501", "prompts 1 parts [1] answers 0/1" },
	{ "P C9 C1501", "prompts 1 parts [1] answers 0/1" },
	{ "P C1501 C9", "prompts 1 parts [1] answers 1/1" },
	{ "P C1501 C9@", "prompts 1 parts [1] answers 0/1" },
	{ "P C9 C", "prompts 1 parts [1]" },
	{ "P C9 P C1501", "prompts 2 parts [2] answers 1/2" },

	/* parts */
	{ "K P P C K K P K", "prompts 3 parts [2][1]" },
	{ "P =K C", "prompts 1 parts [1]" },
	{ "P K Q K P C", "prompts 2 parts [1][1]" },

	/* phrases: English somewhere in the session */
	{ "Pn Px C", "prompts 2 parts [2] xml 1/1 cot 0/1 example 0/1 marked 1" },
	{ "Pxce C", "prompts 1 parts [1] marked 1" },
	{ "Pnc Pc Pe C", "prompts 3 parts [3] xml 0/1 cot 1/1 example 1/1 marked 3" },
	{ "Pn Qx C", "prompts 1 parts [1] xml 0/1 cot 0/1 example 0/1" },

	/* commands run; what is said to them */
	{ "P C S T S", "prompts 1 parts [1] run 2" },
	{ "P C S S S C S", "prompts 1 parts [1] run 4 row 2" },
	{ "P Cr S Cr Cr P Cr", "prompts 2 parts [2] run 1 reply 2" },
	{ "P T Cr P Cr", "prompts 2 parts [2] reply 1" },
	{ "P S C", "prompts 1 parts [1] run 1" },

	/* read before edit: the same agent, before, and with success */
	{ "P C R1 E1", "prompts 1 parts [1] tools 2 turns 0/2 edits 1/1 reads 0/1" },
	{ "P C E1", "prompts 1 parts [1] tools 1 turns 0/1 edits 0/1" },
	{ "P C E1 E1", "prompts 1 parts [1] tools 2 turns 0/2 edits 1/2" },
	{ "P C R1! E1", "prompts 1 parts [1] tools 2 turns 0/2 failed 1/2 edits 0/1" },
	{ "P C R1? E1", "prompts 1 parts [1] tools 2 turns 0/2 edits 0/1" },
	{ "P C R2 E1", "prompts 1 parts [1] tools 2 turns 0/2 edits 0/1 reads 0/1" },
	{ "P C R1@ E1", "prompts 1 parts [1] tools 2 turns 0/2 edits 0/1 reads 0/1" },
	{ "P C R1 =E1", "prompts 1 parts [1] tools 2 turns 0/2 edits 0/1 reads 0/1" },
	{ "P C E1 R1 E1", "prompts 1 parts [1] tools 3 turns 0/3 edits 1/2 reads 0/1" },
	{ "P C R1 E1x!",
	  "prompts 1 parts [1] tools 2 turns 0/2 failed 1/2 edits 0/1 reads 0/1" },
	/* Write: of a file that was seen, by whoever */
	{ "P C W1", "prompts 1 parts [1] tools 1 turns 0/1" },
	{ "P C W1 W1", "prompts 1 parts [1] tools 2 turns 0/2 edits 1/1" },
	{ "P C R1 W1", "prompts 1 parts [1] tools 2 turns 0/2 edits 1/1 reads 0/1" },
	{ "P C R1@ W1", "prompts 1 parts [1] tools 2 turns 0/2 edits 0/1 reads 0/1" },
	{ "P C W1x!", "prompts 1 parts [1] tools 1 turns 0/1 failed 1/1 edits 0/1" },
	{ "P C E E", "prompts 1 parts [1] tools 2 turns 0/2" },
	/* read again, unchanged */
	{ "P C R1 R1 E1 R1 R1@ R1",
	  "prompts 1 parts [1] tools 6 turns 0/6 edits 1/1 reads 2/5" },

	/* several at a time */
	{ "P C R1 =+R2 G",
	  "prompts 1 parts [1] tools 3 turns 1/2 reads 0/2 searches 1/1" },

	/* searches: where Glob and Grep are, by their use or an old version */
	{ "P C Bs", "prompts 1 parts [1] tools 1 turns 0/1" },
	{ "P Co Bs B", "prompts 1 parts [1] tools 2 turns 0/2 searches 0/1" },
	{ "P C Bs G", "prompts 1 parts [1] tools 2 turns 0/2 searches 1/2" },
	{ "P C Co Bs", "prompts 1 parts [1] tools 1 turns 0/1" },

	/* docs last: behind the code, a commit, or among the last fifth */
	{ "P C W1k W2d", "prompts 1 parts [1] tools 2 turns 0/2 docs 1/1 last 1" },
	{ "P C W2d W1k", "prompts 1 parts [1] tools 2 turns 0/2 docs 0/1" },
	{ "P C W2d", "prompts 1 parts [1] tools 1 turns 0/1" },
	{ "P C W2d! W1k", "prompts 1 parts [1] tools 2 turns 0/2 failed 1/2" },
	{ "P C Bm W2d W1k", "prompts 1 parts [1] tools 3 turns 0/3 docs 1/1" },
	{ "P C W2d Bm W1k", "prompts 1 parts [1] tools 3 turns 0/3 docs 0/1" },
	{ "P C B B B W2d W1k", "prompts 1 parts [1] tools 5 turns 0/5 docs 0/1" },
	{ "P C B B B B W2d W1k", "prompts 1 parts [1] tools 6 turns 0/6 docs 1/1" },
	{ "P C W1k W2d W3d", "prompts 1 parts [1] tools 3 turns 0/3 docs 1/1" },
	{ "P C W1k W2d B", "prompts 1 parts [1] tools 3 turns 0/3 docs 1/1" },

	/* a session that begins in the middle */
	{ "P Cw", "prompts 1 parts [1] warm 1" },
	{ "P C Cw", "prompts 1 parts [1]" },
	{ "P Cw@ C", "prompts 1 parts [1]" },
};

static unsigned flags_of(const char *word, const char *letters, const unsigned *flags)
{
	unsigned all = 0;

	for (; *word; word++) {
		const char *at = strchr(letters, *word);

		if (at)
			all |= flags[at - letters];
	}
	return all;
}

static void read_prompt(struct fact *f, const char *word)
{
	static const unsigned flags[] = { PROMPT_ASKS, PROMPT_ENGLISH, PROMPT_XML,
					  PROMPT_COT, PROMPT_EXAMPLE };

	f->kind = FACT_PROMPT;
	f->flags = (uint16_t)(flags_of(word + 1, "anxce", flags) |
			      (*word == 'P' ? PROMPT_TYPED : 0));
}

static void read_call(struct fact *f, const char *word)
{
	f->kind = FACT_CALL;
	f->flags = CALL_PRICED;
	f->call.input = 1;
	f->call.cost = 1;
	f->call.answer_chars = atoi(word + 1);
	f->call.version = FACT_VERSION(2, 1, 117);
	if (strchr(word, 'o'))
		f->call.version = FACT_VERSION(2, 1, 116);
	if (strchr(word, 'r'))
		f->call.version = FACT_VERSION(2, 1, 186);
	if (strchr(word, 'w'))
		f->call.cache_read = SESSION_WARM;
}

static void read_use(struct fact *f, const char *word, uint64_t call)
{
	static const unsigned first[] = { TOOL_READ | TOOL_READS_ONLY,
					  TOOL_EDIT,
					  TOOL_WRITE,
					  TOOL_SEARCH | TOOL_READS_ONLY,
					  TOOL_BASH | TOOL_READS_ONLY,
					  TOOL_BASH };
	static const unsigned more[] = { TOOL_DOC,      TOOL_CODE,   TOOL_COMMIT,
					 TOOL_SEARCHES, TOOL_FAILED, TOOL_REFUSED };
	const char one[] = { *word, '\0' };

	f->kind = FACT_TOOL;
	f->flags = (uint16_t)(flags_of(one, "REWGbB", first) |
			      flags_of(word + 1, "dkms!x", more) |
			      (strchr(word, '?') ? 0 : TOOL_ANSWERED));
	f->tool.call = call;
	f->tool.path = (uint64_t)atoi(word + 1);
}

static struct fact read_fact(const char *word, uint64_t call)
{
	struct fact f = { .agent = strchr(word, '@') != NULL };

	switch (*word) {
	case 'P':
	case 'Q':
		read_prompt(&f, word);
		break;
	case 'C':
		read_call(&f, word);
		break;
	case 'K':
		f.kind = FACT_COMMAND;
		break;
	case 'S':
	case 'T':
		f.kind = FACT_SHELL;
		f.flags = *word == 'S' ? SHELL_SIMPLE : 0;
		break;
	default:
		read_use(&f, word, call);
	}
	return f;
}

/* At most `room`. */
static size_t read_facts(const char *text, struct fact *facts, size_t room)
{
	char copy[128], *word, *rest = copy;
	uint64_t call = 0;
	int64_t ts = 1000;
	size_t n = 0;

	snprintf(copy, sizeof(copy), "%s", text);
	for (word = strtok_r(copy, " ", &rest); word && n < room;
	     word = strtok_r(NULL, " ", &rest)) {
		ts += *word != '=';
		word += *word == '=';
		call += *word != '+';
		word += *word == '+';
		facts[n] = read_fact(word, call);
		facts[n++].ts = ts;
	}
	return n;
}

static int by_order(const void *a, const void *b)
{
	return fact_order(a, b);
}

static char said[512];

static void say(const char *name, uint64_t number)
{
	size_t n = strlen(said);

	if (number)
		snprintf(said + n, sizeof(said) - n, "%s%s %" PRIu64, n ? " " : "", name,
			 number);
}

static void say_share(const char *name, struct share s)
{
	size_t n = strlen(said);

	if (s.all)
		snprintf(said + n, sizeof(said) - n, "%s%s %" PRIu64 "/%" PRIu64,
			 n ? " " : "", name, s.good, s.all);
}

static void say_all(const struct session *s)
{
	const struct ways *w = &s->ways;

	*said = '\0';
	say("prompts", s->prompts);
	for (size_t i = 0; i < s->parts.count; i++) {
		size_t n = strlen(said);

		snprintf(said + n, sizeof(said) - n, "%s[%d]", i ? "" : " parts ",
			 (int)s->parts.list[i]);
	}
	say("asked", w->asked);
	say("alone", w->alone);
	say_share("answers", w->answers);
	say_share("xml", w->xml);
	say_share("cot", w->cot);
	say_share("example", w->examples);
	say("marked", w->marked);
	say("run", w->run);
	say("row", w->run_in_a_row);
	say("reply", (uint64_t)w->reply_cost);
	say("tools", w->tool_uses);
	say_share("turns", w->tool_turns);
	if (w->results.good)
		say_share("failed", w->results);
	say_share("edits", w->edits);
	say_share("reads", w->rereads);
	say_share("searches", w->searches);
	say_share("docs", w->defers);
	say("last", w->last_docs);
	say("warm", w->warm_starts);
}

static void check(const char *text, const char *wanted)
{
	struct fact facts[32];
	size_t count = read_facts(text, facts, sizeof(facts) / sizeof(*facts));
	struct session s;

	qsort(facts, count, sizeof(*facts), by_order);
	s = session_of(facts, count);
	say_all(&s);
	is_text(said, wanted, *text ? text : "nothing");
	session_release(&s);
}

/* A clock that jumps: what begins is what is earliest. */
static void check_times(void)
{
	struct fact facts[3];
	struct session s;

	read_facts("P C C", facts, 3);
	facts[2].ts = -5;
	qsort(facts, 3, sizeof(*facts), by_order);
	s = session_of(facts, 3);
	is_number(s.start, -5, "the earliest call begins");
	is_number(s.end, 1002, "the latest fact ends");
	session_release(&s);
	s = session_of(facts, 0);
	is_number(s.start, TC_TIME_NONE, "nothing has no beginning");
	session_release(&s);
}

/* Copies are known by their counts, whatever the order of what is at one time. */
static void check_print(void)
{
	struct fact facts[3] = { 0 }, other[3];
	struct session a, b;

	read_facts("P C Cw", facts, 3);
	memcpy(other, facts, sizeof(facts));
	other[1] = facts[2];
	other[2] = facts[1];
	a = session_of(facts, 3);
	b = session_of(other, 3);
	ok(a.print && a.print == b.print, "the same calls");
	session_release(&b);
	other[1].call.output++;
	b = session_of(other, 3);
	ok(a.print != b.print, "one token more");
	session_release(&b);
	session_release(&a);
	other[1].call = other[2].call = (struct fact){ 0 }.call;
	b = session_of(other, 3);
	ok(b.print == 0 && b.tiny, "no tokens");
	session_release(&b);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check(cases[i].facts, cases[i].wanted);
	check_times();
	check_print();
	return done_testing();
}
