/* Landlock, by its system calls: the C library has no functions for them. */
#if defined(__linux__)
#define _GNU_SOURCE /* O_PATH, syscall() */
#include <sys/syscall.h>
#endif
#include "lib/confine.h"

#if defined(SYS_landlock_create_ruleset)

#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Numbers and shapes of Linux' Documentation/userspace-api/landlock.rst. Its header is left
 * alone: it is often older than the kernel that runs. */
#define ASK_VERSION   1 /* a flag of landlock_create_ruleset() */
#define RULE_BENEATH  1 /* "this file, or all beneath this folder" */
#define READ_FILE     (UINT64_C(1) << 2)
#define READ_FOLDER   (UINT64_C(1) << 3)
#define LOWEST(count) ((UINT64_C(1) << (count)) - 1)

/* Of each, the rights that nobody has unless a rule gives them, as bits. */
struct rights {
	uint64_t files;
	uint64_t network; /* to bind and to connect TCP */
	uint64_t scoped;  /* abstract sockets and signals */
};

struct rule {
	uint64_t files;
	int32_t fd;
} __attribute__((packed));

/* All rights that this version of the interface knows: it refuses others. */
static struct rights all_rights(long version)
{
	return (struct rights){
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
	struct rule rule = { .files = READ_FILE };
	struct stat status;

	rule.fd = open(path, O_PATH | O_CLOEXEC);
	if (rule.fd < 0)
		return;
	if (fstat(rule.fd, &status) == 0 && S_ISDIR(status.st_mode))
		rule.files = READ_FOLDER;
	syscall(SYS_landlock_add_rule, rules, RULE_BENEATH, &rule, 0);
	close(rule.fd);
}

/* TC_UNCONFINED: the runtime of a sanitizer, or of gcov, needs files when all is over. */
static bool enforce(int rules)
{
#if defined(TC_UNCONFINED)
	(void)rules;
	return false;
#else
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       syscall(SYS_landlock_restrict_self, rules, 0) == 0;
#endif
}

bool tc_confine(char *const *operands, size_t count)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, ASK_VERSION);
	struct rights rights;
	bool done;
	int rules;

	if (version < 1)
		return false;
	rights = all_rights(version);
	rules = (int)syscall(SYS_landlock_create_ruleset, &rights, sizeof(rights), 0);
	if (rules < 0)
		return false;
	for (size_t i = 0; i < count; i++)
		if (strcmp(operands[i], "-") != 0)
			allow(rules, operands[i]);
	done = enforce(rules);
	close(rules);
	return done;
}

#else

bool tc_confine(char *const *operands, size_t count)
{
	(void)operands;
	(void)count;
	return false;
}

#endif
