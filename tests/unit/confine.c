/* lib/confine: what a confined process still can do, and what it cannot. */
#define _GNU_SOURCE /* syscall() */
#include "tap.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/confine.h"

static long version(void)
{
#if defined(SYS_landlock_create_ruleset)
	return syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
#else
	return -1;
#endif
}

static void put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	ok(write(fd, text, strlen(text)) == (ssize_t)strlen(text) && close(fd) == 0,
	   path);
}

static void refused(long result, int wanted, const char *name)
{
	int error = errno;

	ok(result < 0, name);
	is_number(error, wanted, name);
}

/* Does the file open for this, and hold this? */
static void reads(const char *path, const char *wanted)
{
	int fd = open(path, O_RDONLY);
	char text[16];
	ssize_t n = read(fd, text, sizeof(text));

	is_bytes(text, n > 0 ? (size_t)n : 0, wanted, path);
	close(fd);
}

static void test_files(void)
{
	refused(open("other", O_RDONLY), EACCES, "reads no other file");
	refused(open("/etc/passwd", O_RDONLY), EACCES, "nor one of the system");
	refused(open("/proc/self/environ", O_RDONLY), EACCES, "nor its environment");
	refused(open("operand", O_RDWR), EACCES, "does not write its operand");
	refused(open("other", O_WRONLY), EACCES, "writes no other file");
	refused(open("new", O_WRONLY | O_CREAT, 0600), EACCES, "makes no file");
	refused(open("folder", O_RDONLY), EACCES, "lists no folder");
	refused(mkdir("new", 0700), EACCES, "makes no folder");
	refused(mkfifo("new", 0600), EACCES, "makes no pipe");
	refused(symlink("other", "new"), EACCES, "makes no link");
	refused(link("operand", "folder/new"), version() == 1 ? EXDEV : EACCES,
		"nor a hard one");
	refused(rename("other", "new"), EACCES, "renames nothing");
	refused(unlink("operand"), EACCES, "removes no file");
	refused(rmdir("folder"), EACCES, "removes no folder");
	if (version() >= 3)
		refused(truncate("operand", 0), EACCES, "cuts no file");
	reads("operand", "mine");
}

static void test_network(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(9) };
	struct sockaddr_un path = { .sun_family = AF_UNIX, .sun_path = "new" };
	int net = socket(AF_INET, SOCK_STREAM, 0),
	    local = socket(AF_UNIX, SOCK_STREAM, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (version() >= 4) {
		refused(connect(net, (struct sockaddr *)&address, sizeof(address)),
			EACCES, "connects to nobody");
		address.sin_port = htons(49152);
		refused(bind(net, (struct sockaddr *)&address, sizeof(address)), EACCES,
			"lets nobody connect");
	}
	refused(bind(local, (struct sockaddr *)&path, sizeof(path)), EACCES,
		"makes no socket");
	if (version() >= 6)
		refused(kill(getppid(), 0), EPERM, "signals nobody");
	close(net);
	close(local);
}

static void test_children(void)
{
	int status = 0;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		execl("/bin/true", "true", (char *)NULL);
		_exit(errno == EACCES && open("other", O_RDONLY) < 0 ? 42 : 1);
	}
	waitpid(child, &status, 0);
	ok(WIFEXITED(status) && WEXITSTATUS(status) == 42, "a child can no more, and "
							   "no program is run");
}

int main(void)
{
	char *operands[] = { (char[]){ "-" }, (char[]){ "operand" }, (char[]){ "listed" },
			     (char[]){ "nowhere" } };
	int written, read_before;

	put("operand", "mine");
	put("other", "yours");
	ok(mkdir("folder", 0700) == 0 && mkdir("listed", 0700) == 0, "two folders");
	written = open("written", O_WRONLY | O_CREAT, 0600);
	read_before = open("other", O_RDONLY);
	if (!tc_confine(operands, sizeof(operands) / sizeof(*operands))) {
		reads("other", "yours");
		printf("ok %d - confined # SKIP this system or build cannot\n1..%d\n",
		       tap_tests + 1, tap_tests + 1);
		fprintf(stderr, "# skipped: confine: Landlock version %ld\n", version());
		return tap_failures > 0;
	}
	test_files();
	test_network();
	test_children();
	ok(write(written, "x", 1) == 1, "what was open is written");
	ok(read(read_before, (char[1]){ 0 }, 1) == 1, "and read");
	ok(open("listed", O_RDONLY) >= 0, "a folder among the operands opens");
	errno = 0;
	refused(open("nowhere", O_RDONLY), ENOENT, "what is not there is not there");
	return done_testing();
}
