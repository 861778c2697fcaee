/* A bound for code that cannot be asked to stop. */
#include "lib/limit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

#include "lib/platform.h"
#include "lib/report.h"

#define TICKS_PER_SECOND 10
#define HANDLER_STACK    (64u << 10)

/* What a signal handler can see. */
static const struct tc_limit *volatile watched;
static volatile sig_atomic_t ticks;
static size_t base; /* peak memory when the first limit was made */

static void end(const struct tc_limit_message *message)
{
	if (write(STDERR_FILENO, message->text, message->length) < 0)
		_exit(TC_EXIT_IO);
	_exit(TC_EXIT_LIMIT);
}

static void on_tick(int number)
{
	const struct tc_limit *l = watched;

	(void)number;
	if (!l)
		return;
	ticks = ticks + 1;
	if ((unsigned)ticks > l->seconds * TICKS_PER_SECOND)
		end(&l->slow);
	if (tc_peak_memory() - base > TC_LIMIT_MEMORY)
		end(&l->large);
}

/* A crash of what is watched; any other takes its usual course. */
static void on_crash(int number)
{
	const struct tc_limit *l = watched;

	if (l)
		end(&l->broken);
	signal(number, SIG_DFL);
	raise(number);
}

static void install(void)
{
	static char stack[HANDLER_STACK]; /* a stack that overflowed has no room */
	static const int crashes[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE };
	const struct timeval tick = { .tv_usec = 1000000 / TICKS_PER_SECOND };
	const struct itimerval timer = { .it_interval = tick, .it_value = tick };
	const stack_t alternate = { .ss_sp = stack, .ss_size = sizeof(stack) };
	struct sigaction action = { .sa_handler = on_crash, .sa_flags = SA_ONSTACK };

	if (base)
		return;
	base = tc_peak_memory();
	sigemptyset(&action.sa_mask);
	sigaltstack(&alternate, NULL);
	for (size_t i = 0; i < sizeof(crashes) / sizeof(*crashes); i++)
		sigaction(crashes[i], &action, NULL);
	action.sa_handler = on_tick;
	action.sa_flags = SA_ONSTACK | SA_RESTART;
	sigaction(SIGVTALRM, &action, NULL);
	setitimer(ITIMER_VIRTUAL, &timer, NULL);
}

static void compose(struct tc_limit_message *m, const char *name, const char *cause)
{
	int n = snprintf(m->text, sizeof(m->text), "%.40s: %.120s %s\n",
			 tc_report_program(), name, cause);

	m->length = n < (int)sizeof(m->text) ? (size_t)n : sizeof(m->text) - 1;
}

void tc_limit_init(struct tc_limit *l, const char *name, unsigned seconds)
{
	char slow[64];

	install();
	l->seconds = seconds;
	snprintf(slow, sizeof(slow), "took over %u s for one input", seconds);
	compose(&l->slow, name, slow);
	compose(&l->large, name, "took over 1 GiB of memory");
	compose(&l->broken, name, "made a value that jq cannot hold");
}

const struct tc_limit *tc_limit_enter(const struct tc_limit *l)
{
	const struct tc_limit *before = watched;

	ticks = 0;
	watched = l;
	return before;
}

void tc_limit_leave(const struct tc_limit *before)
{
	watched = before;
}
