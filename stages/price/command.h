/* command.h - what is done with rate tables themselves. */
#ifndef PRICE_COMMAND_H
#define PRICE_COMMAND_H

#include "lib/writer.h"
#include "price/book.h"

/* Writes a `rate` record for every rate of the book: one for each period, tier and speed,
 * its id the price_id of calls priced by it. */
void command_list(const struct book *b, struct tc_writer *w);
/* Dies with TC_EXIT_NOT_WELL unless the file is a good table; says what it is. */
void command_check(const char *file, struct tc_writer *w);
/* Puts the models of a table into $TC_HOME/rates.json, in the place of those it had under
 * the same id. The file is replaced at once (temporary file, rename), or not at all. */
void command_add(const char *file, struct tc_writer *w);

#endif
