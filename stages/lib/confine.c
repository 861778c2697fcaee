/* Landlock, as far as the system has it. */
#include "lib/confine.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/platform.h"

#define READ_FILE     (UINT64_C(1) << 2)
#define READ_FOLDER   (UINT64_C(1) << 3)
#define LOWEST(count) ((UINT64_C(1) << (count)) - 1)

/* All rights that this version of the interface knows: it refuses others. */
static struct tc_landlock_rights all_rights(long version)
{
	return (struct tc_landlock_rights){
		.files = LOWEST(version >= 5   ? 16 /* ioctl of a device */
				: version >= 3 ? 15 /* truncate */
				: version == 2 ? 14 /* link and rename between folders */
					       : 13),
		.network = version >= 4 ? LOWEST(2) : 0,
		.scoped = version >= 6 ? LOWEST(2) : 0,
	};
}

/* What cannot be opened here cannot be read later: then it is said. A folder keeps its
 * own message, too. A pipe wants no rule and takes none. */
static void allow(int rules, const char *path)
{
	int fd = tc_open_name(path);
	struct stat status;
	bool folder;

	if (fd < 0)
		return;
	folder = fstat(fd, &status) == 0 && S_ISDIR(status.st_mode);
	tc_landlock_allow(rules, fd, folder ? READ_FOLDER : READ_FILE);
	close(fd);
}

/* TC_UNCONFINED: the runtime of a sanitizer, or of gcov, needs files when all is over. */
static bool enforce(int rules)
{
#if defined(TC_UNCONFINED)
	(void)rules;
	return false;
#else
	return tc_landlock_enforce(rules) == 0;
#endif
}

bool tc_confine(char *const *operands, size_t count)
{
	long version = tc_landlock_version();
	struct tc_landlock_rights rights = all_rights(version);
	int rules = version > 0 ? tc_landlock_rules(&rights) : -1;
	bool done;

	if (rules < 0)
		return false;
	for (size_t i = 0; i < count; i++)
		if (strcmp(operands[i], "-") != 0)
			allow(rules, operands[i]);
	done = enforce(rules);
	close(rules);
	return done;
}
