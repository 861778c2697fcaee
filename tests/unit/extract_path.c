/* extract/path: projects, folders and files by name alone. */
#include "tap.h"

#include "extract/path.h"

static const char *const projects[][2] = {
	{ "/home/u/a", "/home/u/a" },
	{ "/home/u/a/", "/home/u/a" },
	{ "/", "/" },
	{ "C:\\", "C:\\" },
	{ "C:\\a\\", "C:\\a" },
	{ "", "" },
	{ "/home/u/a/.claude/worktrees/fix", "/home/u/a" },
	{ "/home/u/a/.claude/worktrees/fix/src/x", "/home/u/a" },
	{ "/home/u/a/.worktrees/fix", "/home/u/a" },
	{ "C:\\a\\.claude\\worktrees\\fix\\b", "C:\\a" },
	{ "C:\\a/.worktrees\\fix", "C:\\a" },
	{ "/home/u/a/.claude/worktrees", "/home/u/a/.claude/worktrees" },
	{ "/home/u/a/.claude/worktrees/", "/home/u/a/.claude/worktrees" },
	{ "/home/u/.worktreesx/fix", "/home/u/.worktreesx/fix" },
	{ "/home/u/a.worktrees/fix", "/home/u/a.worktrees/fix" },
	{ "/.worktrees/fix", "/" },
	{ "/a/.worktrees/x/.worktrees/y", "/a" },
};

static const char *const worktrees[][2] = {
	/* NULL: in none */
	{ "/home/u/a", NULL },
	{ "", NULL },
	{ "/home/u/a/.claude/worktrees/fix", "fix" },
	{ "/home/u/a/.claude/worktrees/fix/", "fix" },
	{ "/home/u/a/.claude/worktrees/fix-1/src/x", "fix-1" },
	{ "/home/u/a/.worktrees//fix/b", "fix" },
	{ "C:\\a\\.claude\\worktrees\\fix\\b", "fix" },
	{ "/home/u/a/.claude/worktrees", NULL },
	{ "/home/u/a/.claude/worktrees/", NULL },
	{ "/home/u/a/worktrees/fix", NULL },
	{ "/a/.worktrees/x/.worktrees/y", "x" },
};

static const struct {
	const char *cwd, *folder;
	bool matches;
} slugs[] = {
	{ "/home/u/a", "-home-u-a", true },
	{ "/home/u/a.b_c d", "-home-u-a-b-c-d", true },
	{ "/home/u/a", "-home-u-ab", false },
	{ "/home/u/ab", "-home-u-a", false },
	{ "/Home/u", "-home-u", false },
	{ "C:\\a", "C--a", true },
	{ "/\xc3\xa9", "--", true },
	{ "/\xf0\x9f\x98\x80", "---", true },
	{ "/\xf0\x9f\x98\x80", "--", false },
	{ "", "", false },
	{ "/a", "", false },
	{ "", "-", false },
};

static const struct {
	const char *project, *path, *relative; /* NULL: outside */
} relatives[] = {
	{ "/p", "/p/src/a.c", "src/a.c" },
	{ "/p/", "/p/src/a.c", "src/a.c" },
	{ "/p", "/p", "." },
	{ "/p", "/p/", "." },
	{ "/p", "/p//a", "a" },
	{ "/p", "/pq/a", NULL },
	{ "/p", "/", NULL },
	{ "/p", "/q/p/a", NULL },
	{ "/", "/a", "a" },
	{ "", "/a", NULL },
	{ "", "a/b", "a/b" },
	{ "/p", "a/b", "a/b" },
	{ "/p", "../a", NULL },
	{ "/p", "/p/../a", NULL },
	{ "/p", "/p/a/..", NULL },
	{ "/p", "/p/..a", "..a" },
	{ "C:\\p", "c:\\p\\a", "a" },
	{ "C:\\p", "C:/p/a\\b", "a\\b" },
	{ "C:\\p", "C:\\P\\a", NULL },
	{ "C:\\p", "D:\\p\\a", NULL },
	{ "/p", "/p/.claude/worktrees/w/src/a.c", "src/a.c" },
	{ "/p", "/p/.worktrees/w", "." },
	{ "/p", "/p/.worktrees/w/../a", NULL },
	{ "/p", "/p/.claude/settings.json", ".claude/settings.json" },
	{ "/p", "", "." },
};

static const struct {
	const char *path, *class;
} files[] = {
	{ "a.md", "doc" },
	{ "a.MD", "doc" },
	{ "a/b.rst", "doc" },
	{ "a.adoc", "doc" },
	{ "README", "doc" },
	{ "README.txt", "doc" },
	{ "src/README.zh", "doc" },
	{ "docs/conf.py", "doc" },
	{ "a/docs/b/c.txt", "doc" },
	{ "a\\docs\\b.txt", "doc" },
	{ "docs", "code" },
	{ "mydocs/a.c", "code" },
	{ "a.mdx", "code" },
	{ "src/a.c", "code" },
	{ "Makefile", "code" },
	{ "a/.github/x.yml", "code" },
	{ "plans/index.ts", "code" },
	{ "CLAUDE.md", "neither" },
	{ "a/CLAUDE.md", "neither" },
	{ "docs/CLAUDE.md", "neither" },
	{ "MEMORY.md", "neither" },
	{ "PLAN.md", "neither" },
	{ "docs/plans/x.md", "neither" },
	{ "plans/x.md", "neither" },
	{ ".claude/settings.json", "neither" },
	{ "/home/u/.claude/plans/x.md", "neither" },
	{ "a/.claude/b/README.md", "neither" },
	{ "/p/.claude/worktrees/w/src/a.c", "code" },
	{ "/p/.claude/worktrees/w/README.md", "doc" },
	{ "/p/.claude/worktrees/w/.claude/a.sh", "neither" },
	{ "C:\\p\\.worktrees\\w\\a.c", "code" },
	{ "logo.PNG", "neither" },
	{ "a/b.svg", "neither" },
	{ "package-lock.json", "neither" },
	{ "Cargo.lock", "neither" },
	{ "a/go.sum", "neither" },
	{ "pnpm-lock.yaml", "neither" },
	{ "lock.c", "code" },
	{ "", "neither" },
	{ "/", "neither" },
};

static const char *class_of(struct tc_span path)
{
	if (extract_path_is_doc(path))
		return extract_path_is_code(path) ? "both" : "doc";
	return extract_path_is_code(path) ? "code" : "neither";
}

/* Over 200 units only the first 200 can be compared; the hash is anybody's guess. */
static void check_long_slug(void)
{
	char cwd[300], folder[300];

	memset(cwd, 'a', sizeof(cwd));
	memset(folder, 'a', sizeof(folder));
	ok(extract_path_is_slug((struct tc_span){ cwd, 200 },
				(struct tc_span){ folder, 200 }),
	   "200 units are kept");
	ok(!extract_path_is_slug((struct tc_span){ cwd, 201 },
				 (struct tc_span){ folder, 201 }),
	   "201 units are not");
	folder[200] = '-';
	ok(extract_path_is_slug((struct tc_span){ cwd, 201 },
				(struct tc_span){ folder, 207 }),
	   "a hash follows");
	ok(!extract_path_is_slug((struct tc_span){ cwd, 201 },
				 (struct tc_span){ folder, 201 }),
	   "an empty hash is none");
	folder[199] = 'b';
	ok(!extract_path_is_slug((struct tc_span){ cwd, 201 },
				 (struct tc_span){ folder, 207 }),
	   "another 200th unit");
}

int main(void)
{
	char id[PATH_ID_SIZE];

	for (size_t i = 0; i < sizeof(projects) / sizeof(*projects); i++) {
		struct tc_span got = extract_path_project(tc_span_of(projects[i][0]));

		is_bytes(got.p, got.n, projects[i][1], projects[i][0]);
	}
	for (size_t i = 0; i < sizeof(worktrees) / sizeof(*worktrees); i++) {
		struct tc_span got = extract_path_worktree(tc_span_of(worktrees[i][0]));

		if (!worktrees[i][1])
			ok(!got.p, worktrees[i][0]);
		else
			is_bytes(got.p, got.n, worktrees[i][1], worktrees[i][0]);
	}
	for (size_t i = 0; i < sizeof(slugs) / sizeof(*slugs); i++)
		is_number(extract_path_is_slug(tc_span_of(slugs[i].cwd),
					       tc_span_of(slugs[i].folder)),
			  slugs[i].matches, slugs[i].folder);
	check_long_slug();
	for (size_t i = 0; i < sizeof(relatives) / sizeof(*relatives); i++) {
		struct tc_span got = TC_SPAN("outside");

		if (!extract_path_relative(tc_span_of(relatives[i].project),
					   tc_span_of(relatives[i].path), &got))
			got = TC_SPAN("outside");
		is_bytes(got.p, got.n,
			 relatives[i].relative ? relatives[i].relative : "outside",
			 relatives[i].path);
	}
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		is_text(class_of(tc_span_of(files[i].path)), files[i].class,
			files[i].path);
	extract_path_id(TC_SPAN("abc"), id);
	is_bytes(id, sizeof(id), "ba7816bf8f01cfea", "SHA-256 of FIPS 180-4");
	return done_testing();
}
