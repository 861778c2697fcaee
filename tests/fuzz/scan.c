/* lib/scan: in memory or in pieces, skipped or stepped through, the verdict is the same. */
#include "scanning.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct sight {
	char *text;
	size_t size;
};

/* All lines of the text, value by value; most as in walk(). */
static struct sight sight_of(struct tc_span text, size_t step, unsigned most)
{
	struct sight sight;
	FILE *seen = open_memstream(&sight.text, &sight.size);
	char scratch[16];
	uint64_t bytes = 0;
	bool closed = true;
	struct feed feed;

	feed_open(&feed, text, step);
	feed.scan.scratch = scratch;
	feed.scan.scratch_size = sizeof(scratch);
	while (closed) {
		while (tc_scan_another(&feed.scan) && walk(&feed.scan, most, seen))
			fputc(' ', seen);
		fprintf(seen, "%d\n", (int)feed.scan.error);
		tc_scan_line_end(&feed.scan, &bytes, &closed);
	}
	feed_close(&feed);
	fclose(seen);
	return sight;
}

static void demand(bool condition)
{
	if (!condition)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const size_t steps[] = { 1, 5, 32 };
	static const unsigned mosts[] = { 0, 1, 2, UINT32_MAX };
	struct tc_span text = { (const char *)data, size };
	enum tc_scan_error skipped = verdict(text, 0, 0, NULL);

	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		demand(verdict(text, steps[i], 0, NULL) == skipped);
	for (size_t m = 0; m < sizeof(mosts) / sizeof(*mosts); m++) {
		struct sight whole = sight_of(text, 0, mosts[m]);
		struct sight sight;
		FILE *seen = open_memstream(&sight.text, &sight.size);

		demand(verdict(text, 0, mosts[m], seen) == skipped);
		fclose(seen);
		free(sight.text);
		for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
			sight = sight_of(text, steps[i], mosts[m]);
			demand(sight.size == whole.size &&
			       memcmp(sight.text, whole.text, whole.size) == 0);
			free(sight.text);
		}
		free(whole.text);
	}
	return 0;
}
