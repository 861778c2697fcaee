/* extract/prompt: typed or put there by the program. */
#include "tap.h"

#include "extract/prompt.h"

static const struct {
	const char *text;
	enum prompt_kind kind;
	const char *wanted; /* the text, or the command's name */
	const char *arguments;
} cases[] = {
	{ "fix the parser", PROMPT_TYPED, "fix the parser", "" },
	{ "", PROMPT_TYPED, "", "" },
	{ "/feature by hand", PROMPT_TYPED, "/feature by hand", "" },
	{ "what is <command-name>?", PROMPT_TYPED, "what is <command-name>?", "" },
	{ "my Caveat: none", PROMPT_TYPED, "my Caveat: none", "" },
	{ "[Request interrupted by user]", PROMPT_INTERRUPT, NULL, "" },
	{ "[Request interrupted by user for tool use]", PROMPT_INTERRUPT, NULL, "" },
	{ "[Request more]", PROMPT_TYPED, "[Request more]", "" },

	{ "<command-name>/clear</command-name>\n            "
	  "<command-message>clear</command-message>\n            "
	  "<command-args></command-args>",
	  PROMPT_COMMAND, "clear", "" },
	{ "<command-message>x is running...</command-message>\n"
	  "<command-name>/x</command-name>\n<command-args> a b </command-args>",
	  PROMPT_COMMAND, "x", "a b" },
	{ "<command-args>1</command-args><command-name>init</command-name>",
	  PROMPT_COMMAND, "init", "1" },
	{ "<command-name>/a:b</command-name>", PROMPT_COMMAND, "a:b", "" },
	{ "<command-name>/x</command-name><command-args>say "
	  "<command-name>/y</command-name>"
	  "</command-args>",
	  PROMPT_COMMAND, "x", "say <command-name>/y</command-name>" },
	{ "<command-name>/x</command-name><command-args>never closed", PROMPT_COMMAND,
	  "x", "never closed" },
	{ "<command-name>/x", PROMPT_COMMAND, "x", "" },
	{ "<command-name> </command-name>", PROMPT_HARNESS, NULL, "" },
	{ "<command-message>only</command-message>", PROMPT_HARNESS, NULL, "" },
	{ "<command-palette> is broken", PROMPT_TYPED, "<command-palette> is broken",
	  "" },
	{ "<bash-notification>x", PROMPT_HARNESS, NULL, "" },

	{ "<bash-input>ls -l</bash-input>", PROMPT_SHELL, "ls -l", "" },
	{ "<bash-input> a </bash-input><bash-stdout>b</bash-stdout>", PROMPT_SHELL, " a ",
	  "" },
	{ "<bash-input>ls", PROMPT_SHELL, "ls", "" },
	{ "<bash-input></bash-input>", PROMPT_SHELL, "", "" },

	{ "<bash-stdout>x</bash-stdout>", PROMPT_HARNESS, NULL, "" },
	{ "<bash-stderr></bash-stderr>", PROMPT_HARNESS, NULL, "" },
	{ "<local-command-stdout>Bye!</local-command-stdout>", PROMPT_HARNESS, NULL, "" },
	{ "<local-command-stderr>x</local-command-stderr>", PROMPT_HARNESS, NULL, "" },
	{ "<local-command-caveat>Caveat: x", PROMPT_HARNESS, NULL, "" },
	{ "<task-notification>", PROMPT_HARNESS, NULL, "" },
	{ "  <system-reminder>x</system-reminder>", PROMPT_HARNESS, NULL, "" },
	{ "<user-memory-input>x", PROMPT_HARNESS, NULL, "" },
	{ "Caveat: The messages below were", PROMPT_HARNESS, NULL, "" },
	{ "This session is being continued from a previous conversation that ran out",
	  PROMPT_HARNESS, NULL, "" },
	{ "This session is being recorded", PROMPT_TYPED,
	  "This session is being recorded", "" },

	{ "<ide_opened_file>The user opened a.c</ide_opened_file>\nfix it", PROMPT_TYPED,
	  "fix it", "" },
	{ "<ide_selection>a </ide_x> b</ide_selection> <ide_x>y</ide_x>go", PROMPT_TYPED,
	  "go", "" },
	{ "<ide_opened_file>a</ide_opened_file>", PROMPT_TYPED, "", "" },
	{ "<ide_opened_file>never closed", PROMPT_TYPED, "<ide_opened_file>never closed",
	  "" },
	{ "<ide_a>x</ide_ab>y", PROMPT_TYPED, "<ide_a>x</ide_ab>y", "" },
	{ "see <ide_a>x</ide_a>", PROMPT_TYPED, "see <ide_a>x</ide_a>", "" },
	{ "<ide_a>x</ide_a><command-name>/clear</command-name>", PROMPT_COMMAND, "clear",
	  "" },
	{ "<ide_a>x</ide_a>\n<bash-input>ls</bash-input>", PROMPT_SHELL, "ls", "" },
};

int main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct prompt_text p = extract_prompt_read(tc_span_of(cases[i].text));
		struct tc_span got = p.kind == PROMPT_COMMAND ? p.name : p.text;
		char name[32];

		snprintf(name, sizeof(name), "case %zu", i);
		is_number(p.kind, cases[i].kind, name);
		if (cases[i].wanted)
			is_bytes(got.p, got.n, cases[i].wanted, name);
		ok(tc_span_is(p.arguments, tc_span_of(cases[i].arguments)), name);
	}
	ok(extract_prompt_is_track(TC_SPAN("track-start")), "track-start is a marker");
	ok(!extract_prompt_is_track(TC_SPAN("track")), "track is none");
	ok(!extract_prompt_is_track(TC_SPAN("my-track-start")), "my-track-start is none");
	return done_testing();
}
