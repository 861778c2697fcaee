/* tc-archive: the store of records, one file a kind and day. */
#include "archive/command.h"
#include "lib/option.h"

static const struct tc_option options[] = { { 0, NULL, NULL, NULL } };
static const char *const kinds[] = { "achievement", "damage", "file",   "forget", "index",
				     "manifest",    "plan",   "rolled", "score",  NULL };
static const struct tc_command commands[] = {
	{ "put", "records into it, joined with those that are there", command_put },
	{ "get", "records out of it, in order of time", command_get },
	{ "join", "records of any origin, each once, without a store", command_join },
	{ "import", "records of another store, or of files", command_import },
	{ "export", "records into a new store of their own", command_export },
	{ "list", "what files it has: bytes, records, first and last time",
	  command_list },
	{ "verify", "is all well in it?", command_verify },
	{ "compact", "one file a day and kind; what is damaged, salvaged",
	  command_compact },
	{ "forget", "remove records for good, and never take them again",
	  command_forget },
	{ "roll", "keep partial sums of old days", command_roll },
	{ NULL, NULL, NULL },
};

static const struct tc_program program = {
	.name = "tc-archive",
	.summary = "keep records for good, each once, in a store anybody can read",
	.synopsis = "COMMAND [ARGUMENT ...]",
	.options = options,
	.examples = "tc-extract | tc-archive put && tc-archive list\n"
		    "tc-archive get --since 30d | tc-price | tc-aggregate --by day\n"
		    "tc-archive list | jq -s 'map(.records) | add'\n",
	.kinds = kinds,
	.commands = commands,
};

static void no_option(void *settings, int option, const char *value)
{
	(void)settings, (void)option, (void)value;
}

int main(int argc, char **argv)
{
	struct tc_options o;

	if (argc > 1 && argv[1][0] != '-')
		return (int)tc_command_find(&program, argv[1])->run(argc - 1, argv + 1);
	tc_options_read(&program, argc, argv, no_option, NULL, &o);
	tc_warn("no command was given");
	tc_hint("see tc-archive --help");
	tc_options_release(&o);
	return TC_EXIT_USAGE;
}
