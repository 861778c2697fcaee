/* fields.h - the fields of records that a score looks at. */
#ifndef SCORE_FIELDS_H
#define SCORE_FIELDS_H

#include "lib/record.h"
#include "lib/time.h"

enum slot {
	SLOT_KIND,
	SLOT_ID,
	SLOT_TS,
	SLOT_USER,
	SLOT_SESSION,
	SLOT_PROJECT,
	SLOT_AGENT,
	SLOT_AGENT_ID,
	SLOT_INPUT, /* the numbers of a call, in the order of their names */
	SLOT_OUTPUT,
	SLOT_CACHE_READ,
	SLOT_CACHE_WRITE,
	SLOT_ANSWER_CHARS,
	SLOT_COST,
	SLOT_COST_IO,
	SLOT_SAVED,
	SLOT_COST_INPUT,
	SLOT_COST_WRITE,
	SLOT_COST_READ,
	SLOT_VERSION,
	SLOT_ASKS,
	SLOT_XML,
	SLOT_COT,
	SLOT_EXAMPLE,
	SLOT_LANGUAGE,
	SLOT_ENTRYPOINT,
	SLOT_AUTOMATED,
	SLOT_NAME,
	SLOT_CLASS,
	SLOT_CALL,
	SLOT_PATH,
	SLOT_PATH_ID,
	SLOT_DOC,
	SLOT_CODE,
	SLOT_SIMPLE,
	SLOT_SEARCH,
	SLOT_COMMIT,
	SLOT_ERROR,
	SLOT_REFUSED,
	SLOT_EVENT,
	SLOT_CLAUDE_MD,
	SLOT_KEYWORDS,
	SLOT_CONCISE,
	SLOT_FIRST_TS,
	SLOT_LAST_TS,
	SLOT_CATEGORIES,
	SLOTS,
};

/* A record whose fields are asked for by these names. */
struct fields {
	struct tc_record *record; /* borrowed */
	unsigned slots[SLOTS];
};

void fields_init(struct fields *f, struct tc_record *record);
const char *fields_name(enum slot slot);

/* As lib/record has them, borrowed until the next record. */
struct tc_span fields_text(const struct fields *f, enum slot slot);
struct tc_span fields_raw(const struct fields *f, enum slot slot);
enum tc_type fields_type(const struct fields *f, enum slot slot);
bool fields_true(const struct fields *f, enum slot slot);
/* TC_TIME_NONE when it is no time. */
int64_t fields_time(const struct fields *f, enum slot slot);
/* A count, an amount; 0 for null and nothing: of what is not known nothing can be counted.
 * False when it is neither. */
bool fields_count(const struct fields *f, enum slot slot, int64_t *count);
bool fields_money(const struct fields *f, enum slot slot, tc_int128 *nano);

#endif
