/* tc-price: what a call costs, exactly and by its date. */
#include <stdlib.h>

#include "lib/confine.h"
#include "lib/option.h"
#include "lib/pipe.h"
#include "price/command.h"
#include "price/explain.h"
#include "price/output.h"

enum option { RATES, MODE, DEPLOYMENT, REGIONAL, EXPLAIN, LIST, CHECK, ADD };

static const struct tc_option options[] = {
	{ 0, "rates", "official|seed|FILE",
	  "the table of prices (default: official and your own)" },
	{ 0, "mode", "calculate|recorded|auto",
	  "what a cost is (default: calculate; auto: recorded if it is)" },
	{ 0, "deployment", "direct|bedrock|vertex",
	  "where all calls went (default: as their ids tell)" },
	{ 0, "regional", NULL,
	  "Bedrock and Vertex calls were regional where no id tells" },
	{ 0, "explain", "ID", "print the arithmetic of one call, to read" },
	{ 0, "list-rates", NULL, "write the rates of the table as records" },
	{ 0, "check-rates", "FILE", "is this file a good table?" },
	{ 0, "add-rates", "FILE", "put the models of a table into $TC_HOME/rates.json" },
	{ 0, NULL, NULL, NULL },
};
static const char *const kinds[] = { "call", "rate", "rates", NULL };

static const struct tc_program program = {
	.name = "tc-price",
	.summary = "add to calls what they cost",
	.synopsis = "[--rates TABLE] [--mode MODE] [FILE ...]",
	.options = options,
	.examples =
		"tc-extract | tc-price | tc-aggregate --by day,model\n"
		"tc-extract | tc-price --explain msg_017q9yo4tb2Xoa6kYuBVT3Zt\n"
		"tc-price --list-rates --filter 'select(.model == \"claude-opus-5\")'\n",
	.kinds = kinds,
};

struct settings {
	struct pricer_settings pricer;
	const char *explain, *check, *add;
	bool list;
};

static void set(void *context, int option, const char *value)
{
	struct settings *s = context;

	switch ((enum option)option) {
	case RATES:
		s->pricer.rates = value;
		break;
	case MODE:
		s->pricer.mode = tc_option_choice(&options[MODE], value);
		break;
	case DEPLOYMENT:
		s->pricer.deployment =
			DEPLOYMENT_DIRECT + tc_option_choice(&options[DEPLOYMENT], value);
		break;
	case REGIONAL:
		s->pricer.regional = true;
		break;
	case EXPLAIN:
		s->explain = value;
		break;
	case LIST:
		s->list = true;
		break;
	case CHECK:
		s->check = value;
		break;
	case ADD:
		s->add = value;
		break;
	}
}

static bool explain(struct pricer *pricer, struct tc_pipe *pipe, const char *id)
{
	unsigned slot = tc_record_slot(pipe->record, "id");
	unsigned ts = tc_record_slot(pipe->record, "ts");
	unsigned model = tc_record_slot(pipe->record, "model");
	struct tc_record *r = pipe->record;
	struct priced priced;

	while (tc_pipe_next(pipe)) {
		if (!tc_span_is(tc_record_string(r, slot), tc_span_of(id)) ||
		    !pricer_price(pricer, r, &priced))
			continue;
		explain_write(&priced,
			      &(struct explained){ tc_record_string(r, slot),
						   tc_record_string(r, ts),
						   tc_record_string(r, model) },
			      &pipe->out);
		return true;
	}
	tc_warn("no call has the id %s", id);
	return false;
}

static bool price(struct pricer *pricer, struct tc_pipe *pipe, int64_t now)
{
	struct priced priced;

	while (tc_pipe_next(pipe)) {
		if (pricer_price(pricer, pipe->record, &priced))
			output_write(&priced, pipe->record, &pipe->out);
		else
			tc_pipe_pass(pipe);
	}
	return pricer_summary(pricer, now);
}

static enum tc_exit run(const struct settings *s, const struct tc_options *o)
{
	int64_t now = tc_common_now(&o->common, NULL);
	struct pricer *pricer;
	struct tc_pipe pipe;
	enum tc_exit code;
	bool good;

	tc_pipe_open(&pipe, o);
	pricer = pricer_new(&s->pricer, pipe.record);
	tc_confine(o->operands, o->operand_count);
	if (s->explain)
		good = explain(pricer, &pipe, s->explain);
	else
		good = price(pricer, &pipe, now) || !o->common.strict;
	pricer_free(pricer);
	code = tc_pipe_close(&pipe);
	return code == TC_EXIT_OK && !good ? TC_EXIT_NOT_WELL : code;
}

/* What is done with tables themselves reads no records. */
static enum tc_exit command(const struct settings *s, const struct tc_options *o)
{
	struct tc_pipe pipe;
	struct book book;

	if (o->operand_count)
		tc_die(TC_EXIT_USAGE, "no records are read here: cannot use '%s'",
		       o->operands[0]);
	tc_pipe_open(&pipe, o);
	if (s->list) {
		book_open(&book, s->pricer.rates);
		command_list(&book, &pipe.out);
		book_close(&book);
	} else if (s->check) {
		command_check(s->check, &pipe.out);
	} else {
		command_add(s->add, &pipe.out);
	}
	return tc_pipe_close(&pipe);
}

int main(int argc, char **argv)
{
	struct settings settings = { 0 };
	struct tc_options o;
	enum tc_exit code;

	tc_options_read(&program, argc, argv, set, &settings, &o);
	if (settings.list || settings.check || settings.add)
		code = command(&settings, &o);
	else
		code = run(&settings, &o);
	tc_options_release(&o);
	return (int)code;
}
