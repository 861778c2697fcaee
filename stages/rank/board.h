/* board.h - what is written: scores with what the rules added, and with their places.
 *
 * A record is written by name: kind, id, ts, user and host first, then the others, as the
 * store has them. What an earlier run added is replaced, all else stays as it was. */
#ifndef RANK_BOARD_H
#define RANK_BOARD_H

#include "lib/writer.h"

enum board_ties { TIES_COMPETITION, TIES_DENSE, TIES_MODIFIED, TIES_ORDINAL };

struct board;

struct board *board_new(void); /* owned */
void board_free(struct board *b);
/* Adds a score and what the rules made for it, an object; copies both. Only the newest of a
 * person takes a place. False when `added` is no object. */
bool board_add(struct board *b, struct tc_span score, struct tc_span added, bool newest);
/* Gives everybody a place among those of the same profile, when there are others; people
 * were added in the order of their names. */
void board_place(struct board *b, enum board_ties ties);
void board_write(struct board *b, struct tc_writer *w);

#endif
