/* lib/time: an instant that is accepted comes back from its own text, and what people give
 * as a day makes a range that does not end before it begins. */
#include <stdlib.h>

#include "lib/report.h"
#include "lib/time.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static void check_instant(struct tc_span text)
{
	char out[TC_TIME_SIZE];
	int64_t ms, again;

	if (!tc_time_parse(text, &ms))
		return;
	tc_time_format(ms, out);
	demand(tc_time_parse((struct tc_span){ out, sizeof(out) }, &again) &&
	       again == ms);
}

static void check_days(const char *text)
{
	const int64_t now = INT64_C(1780228800000);
	struct tc_zone *zone = tc_zone_open("UTC");
	int64_t since, until;
	bool known = tc_time_since(text, now, zone, &since);

	demand(known == tc_time_until(text, now, zone, &until));
	if (known)
		demand(since < until && until - since <= 31 * TC_DAY_MS &&
		       since % TC_DAY_MS == 0 && until % TC_DAY_MS == 0);
	tc_zone_free(zone);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = tc_copy((const char *)data, size);

	check_instant((struct tc_span){ text, size });
	check_days(text);
	free(text);
	return 0;
}
