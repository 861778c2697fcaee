/* extract/shell: facts about a command. */
#include "tap.h"

#include "extract/shell.h"

/* Letters of what is true: s(imple) f(inds: search) c(ommit). */
static const struct {
	const char *command, *class, *facts;
} cases[] = {
	{ "", "other", "" },
	{ "  \n ", "other", "" },
	{ "# only a comment", "other", "" },
	{ "ls", "ls", "s" },
	{ " ls -la\n", "ls", "s" },
	{ "LS", "other", "" },
	{ "lsof", "other", "" },
	{ "./ls", "other", "" },
	{ "git status", "git status", "s" },
	{ "git  log --oneline", "git log", "s" },
	{ "git --no-pager log", "git log", "s" },
	{ "git -C /a/b -c x=y diff", "git diff", "s" },
	{ "git", "other", "" },
	{ "git fetch", "other", "" },
	{ "git show HEAD", "git show", "s" },
	{ "gitlog", "other", "" },
	{ "log", "other", "" },
	{ "status", "other", "" },

	{ "cat a | head -5 | wc -l", "cat", "s" },
	{ "cat a | sort", "cat", "" },
	{ "ls; pwd", "ls", "s" },
	{ "ls;pwd;", "ls", "s" },
	{ "ls; rm x", "ls", "" },
	{ "ls && pwd || df", "ls", "s" },
	{ "ls\npwd", "ls", "s" },
	{ "ls\nrm x", "ls", "" },
	{ "ls &", "ls", "s" },
	{ "ls & rm x", "ls", "" },
	{ "ls |& grep x", "ls", "sf" },
	{ "cd a && ls", "other", "" },
	{ "LC_ALL=C B='x y' ls", "ls", "s" },
	{ "A=b", "other", "" },
	{ "1A=b ls", "other", "" },
	{ "# look\nls", "ls", "s" },
	{ "ls # it's; rm x\npwd", "ls", "s" },
	{ "ls \\\n  -l", "ls", "s" },
	{ "\\\n ls", "ls", "s" },

	{ "ls > x", "ls", "" },
	{ "ls >x", "ls", "" },
	{ "ls >> x", "ls", "" },
	{ "ls >| x", "ls", "" },
	{ "ls &> x", "ls", "" },
	{ "ls >& x", "ls", "" },
	{ "ls 2> err.log", "ls", "" },
	{ "ls 2>&1", "ls", "s" },
	{ "ls 2>&1 | head", "ls", "s" },
	{ "ls 2>&-", "ls", "s" },
	{ "ls >/dev/null", "ls", "s" },
	{ "ls > /dev/null 2>&1", "ls", "s" },
	{ "ls 2>/dev/null; pwd", "ls", "s" },
	{ "ls &>/dev/null", "ls", "s" },
	{ "ls >/dev/null.log", "ls", "" },
	{ "wc -l < x", "wc", "s" },

	{ "grep 'a;b|c' x", "grep", "sf" },
	{ "grep \"a;b && c > d\" x", "grep", "sf" },
	{ "grep \"a\\\";b\" x", "grep", "sf" },
	{ "grep a\\;b x", "grep", "sf" },
	{ "grep '\\' x; rm y", "grep", "f" },
	{ "grep \"it's\" x | wc", "grep", "sf" },
	{ "find . -name '*.c' -exec wc {} \\;", "find", "sf" },
	{ "cat $(rm x)", "cat", "" },
	{ "cat \"$(rm x; find y)\"", "cat", "" },
	{ "cat `rm x`", "cat", "" },
	{ "cat '$(rm x)'", "cat", "s" },
	{ "cat <(rm x)", "cat", "" },
	{ "(ls)", "other", "" },
	{ "cat <<EOF\nrm x\nfind y\nEOF", "cat", "s" },
	{ "cat <<-'E'\n\tgrep\n\tE\nrm x", "cat", "" },
	{ "cat <<< x; pwd", "cat", "s" },
	{ "cat <<X\nno end\n", "cat", "" },

	{ "sleep 1; fd x", "other", "f" },
	{ "cd a && rg x", "other", "f" },
	{ "ag x", "other", "f" },
	{ "bfs .", "other", "f" },
	{ "ugrep x", "other", "f" },
	{ "xargs grep x", "other", "" },
	{ "echo find", "other", "" },
	{ "git grep x", "other", "" },

	{ "git commit -m x", "other", "c" },
	{ "git add . && git push", "other", "c" },
	{ "git -C a commit", "other", "c" },
	{ "echo git commit", "other", "" },
	{ "git commit -m \"$(cat <<'EOF'\nfix \"x\nfind y; ls\nEOF\n)\" | tail", "other",
	  "c" },
	{ "git commit -m \"$(cat <<'EOF'\nx\nEOF\n)\" && rg z", "other", "fc" },
	{ "git commit -m 'a\ngit push\nfind x'", "other", "c" },
	{ "git status -m 'git push'", "git status", "s" },
	{ "ls 'not closed; rm x", "ls", "s" },
	{ "ls \"$(", "ls", "" },
	{ "ls \\", "ls", "s" },
	{ "echo $((1<<2))\nfind x", "other", "f" },
	{ "$($($($($($($($($($($($($($($($($($($($($($($($($($($($($($($($($($(", "other",
	  "" },
};

int main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct shell_facts f = extract_shell_facts(tc_span_of(cases[i].command));
		char name[32], got[4] = "", *p = got;

		if (f.simple)
			*p++ = 's';
		if (f.search)
			*p++ = 'f';
		if (f.commit)
			*p++ = 'c';
		snprintf(name, sizeof(name), "case %zu", i);
		is_bytes(f.class.p, f.class.n, cases[i].class, name);
		is_text(got, cases[i].facts, name);
	}
	ok(extract_shell_is_simple_name(TC_SPAN("Ls")), "Ls is a simple name");
	ok(!extract_shell_is_simple_name(TC_SPAN("git")), "git alone is none");
	return done_testing();
}
