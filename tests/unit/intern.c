/* lib/intern: one number a string, also when threads ask at the same time. */
#include "tap.h"

#include <pthread.h>

#include "lib/intern.h"

#define STRINGS 20000
#define THREADS 4

static struct tc_intern *table;

static struct tc_span name(char *out, int i)
{
	return (struct tc_span){ out, (size_t)sprintf(out, "/home/ann/project-%d", i) };
}

/* Each thread walks the strings in an order of its own. */
static void *ask(void *numbers)
{
	static char wrong[] = "the text is not what was asked for";
	uint32_t *number = numbers;
	char text[64];

	for (int i = 0; i < STRINGS; i++) {
		int which = (int)((i * 7919L + number[0]) % STRINGS);
		uint32_t got = tc_intern(table, name(text, which));

		if (!tc_span_is(tc_intern_text(table, got), name(text, which)))
			return wrong;
		number[which + 1] = got;
	}
	return NULL;
}

static void test_threads(void)
{
	static uint32_t numbers[THREADS][STRINGS + 1];
	pthread_t threads[THREADS];
	bool same = true, well = true;

	for (unsigned t = 0; t < THREADS; t++) {
		numbers[t][0] = t * 1237;
		pthread_create(&threads[t], NULL, ask, numbers[t]);
	}
	for (unsigned t = 0; t < THREADS; t++) {
		void *error;

		pthread_join(threads[t], &error);
		well = well && !error;
	}
	for (int i = 1; i <= STRINGS; i++)
		for (unsigned t = 1; t < THREADS; t++)
			same = same && numbers[t][i] == numbers[0][i];
	ok(well, "every thread reads back what it asked for");
	ok(same, "all threads get the same numbers");
}

static void test_large(void)
{
	static char large[200000];
	uint32_t number;

	memset(large, 'x', sizeof(large));
	number = tc_intern(table, (struct tc_span){ large, sizeof(large) });
	ok(tc_intern_text(table, number).n == sizeof(large), "longer than a block");
	ok(tc_intern(table, (struct tc_span){ large, sizeof(large) - 1 }) != number,
	   "one byte less is another string");
}

int main(void)
{
	uint32_t empty, zero;

	table = tc_intern_new();
	is_number(tc_intern(table, (struct tc_span){ NULL, 0 }), 0, "no string is 0");
	ok(tc_intern_text(table, 0).p == NULL, "and 0 is no string");
	empty = tc_intern(table, TC_SPAN(""));
	ok(empty != 0 && tc_intern_text(table, empty).p, "the empty string is a string");
	is_number(tc_intern(table, TC_SPAN("")), empty, "the same one every time");
	zero = tc_intern(table, TC_SPAN("a\0b"));
	ok(zero != tc_intern(table, TC_SPAN("a\0c")), "NUL is a byte as any");
	test_threads();
	test_large();
	tc_intern_free(table);
	return done_testing();
}
