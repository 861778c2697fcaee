/* book.h - the rate tables a run prices by, and who is found in them.
 *
 * Without --rates: the official table, and over it $TC_HOME/rates.json when there is one:
 * its models are added, or stand in for the official ones of the same name. With --rates
 * exactly the table named: "official", "seed" (the four models of the efficiency tracker,
 * to reproduce old figures) or a file. */
#ifndef PRICE_BOOK_H
#define PRICE_BOOK_H

#include "price/model_name.h"
#include "price/rates.h"

struct book {
	struct rates *tables[2]; /* the first that knows a model has it */
	size_t count;
};

/* Dies when a table cannot be read. `choice` NULL: none given. */
void book_open(struct book *b, const char *choice);
void book_close(struct book *b);
/* The model of exactly this id or alias, NULL. */
struct model *book_model(const struct book *b, struct tc_span id);
/* The model called so, NULL; and how the name was read. */
struct model *book_find(const struct book *b, struct tc_span name,
			struct model_name *read);

/* Dies with TC_EXIT_IO when the file cannot be read, with `code` when it is no good
 * table. Returned owned. */
struct rates *book_read_table(const char *path, int code);

#endif
