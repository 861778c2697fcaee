/* The rate tables a run prices by. */
#include "price/book.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/home.h"
#include "lib/input.h"
#include "lib/report.h"

#define FILE_MOST (4u << 20)

/* Made by the Makefile from official.json and seed.json. */
extern const unsigned char tc_data_official_json[], tc_data_seed_json[];
extern const unsigned long tc_data_official_json_size, tc_data_seed_json_size;

/* The whole of a file, owned. */
static char *read_file(const char *path, size_t *size)
{
	struct tc_input *in = tc_input_open(path);
	char *text;
	ssize_t n;

	if (!in)
		tc_die_errno(TC_EXIT_IO, "cannot open %s", path);
	text = tc_alloc(FILE_MOST + 1, 1);
	*size = 0;
	while ((n = tc_input_read(in, text + *size, FILE_MOST + 1 - *size)) > 0)
		*size += (size_t)n;
	if (n < 0 || *size > FILE_MOST) {
		free(text);
		tc_die(TC_EXIT_IO, "cannot read %s: %s", path,
		       n < 0 ? tc_input_error(in) : "over 4 MiB is no rate table");
	}
	tc_input_close(in);
	return text;
}

struct rates *book_read_table(const char *path, int code)
{
	struct rates_error error;
	size_t size;
	char *text = read_file(path, &size);
	struct rates *r = rates_parse((struct tc_span){ text, size }, &error);

	free(text);
	if (!r)
		rates_die(code, path, &error);
	return r;
}

static struct rates *built_in(const char *name, const unsigned char *data,
			      unsigned long size)
{
	struct tc_span text = { (const char *)data, size };
	struct rates_error error;
	struct rates *r = rates_parse(text, &error);

	if (!r)
		rates_die(TC_EXIT_IO, name, &error);
	return r;
}

static void add(struct book *b, struct rates *table)
{
	b->tables[b->count++] = table;
}

static void add_home(struct book *b)
{
	char *path = tc_home_path("rates.json");

	if (path && access(path, F_OK) == 0)
		add(b, book_read_table(path, TC_EXIT_USAGE));
	free(path);
}

void book_open(struct book *b, const char *choice)
{
	b->count = 0;
	if (choice && strcmp(choice, "seed") == 0) {
		add(b, built_in("seed", tc_data_seed_json, tc_data_seed_json_size));
		return;
	}
	if (choice && strcmp(choice, "official") != 0) {
		add(b, book_read_table(choice, TC_EXIT_USAGE));
		return;
	}
	if (!choice)
		add_home(b);
	add(b, built_in("official", tc_data_official_json, tc_data_official_json_size));
}

void book_close(struct book *b)
{
	for (size_t i = 0; i < b->count; i++)
		rates_free(b->tables[i]);
}

struct model *book_model(const struct book *b, struct tc_span id)
{
	struct model *m = NULL;

	for (size_t i = 0; i < b->count && !m; i++)
		m = rates_model(b->tables[i], id);
	return m;
}

struct model *book_find(const struct book *b, struct tc_span name,
			struct model_name *read)
{
	struct model *m = book_model(b, name);
	struct tc_span plain;

	*read = model_name_of(name);
	plain = (struct tc_span){ read->text, read->n };
	if (!m)
		m = book_model(b, plain);
	return m ? m : book_model(b, model_name_undated(plain));
}
