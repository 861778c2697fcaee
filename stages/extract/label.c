/* What folders of configuration are called. */
#include "extract/label.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "extract/files.h"
#include "extract/text.h"
#include "extract/transcript.h"
#include "lib/report.h"
#include "lib/utf8.h"

static bool is_label(struct tc_span text)
{
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.p[i] < ' ' || text.p[i] == 0x7f)
			return false;
	return text.n > 0 && text.n <= LABEL_MAX && tc_utf8_is(text);
}

/* The first line of the file; owned. NULL when there is none, or no label in it. */
static char *read_label(const char *path)
{
	char text[LABEL_MAX + 2];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text));
	struct tc_span line = { text, n > 0 ? (size_t)n : 0 };

	if (fd < 0)
		return NULL;
	close(fd);
	line.n = extract_text_find(line, TC_SPAN("\n"));
	line = extract_text_trim(line);
	if (is_label(line))
		return tc_copy(line.p, line.n);
	tc_warn("%s: a label is a line of at most %d bytes", path, LABEL_MAX);
	return NULL;
}

static char *own_name(struct tc_span folder)
{
	struct tc_span name = transcript_base(folder);

	while (name.n > 1 && name.p[0] == '.')
		name = text_from(name, 1);
	return tc_copy(name.p, name.n);
}

static char *make(const char *folder)
{
	char *path = files_path(folder, "token-craft/label"), *text = read_label(path);

	free(path);
	return text ? text : own_name(tc_span_of(folder));
}

struct tc_span label_of(struct labels *l, struct tc_span folder)
{
	struct label *label;

	if (!transcript_base(folder).n)
		return (struct tc_span){ 0 };
	for (size_t i = l->count; i > 0; i--) /* mostly that of the file before */
		if (tc_span_is(tc_span_of(l->list[i - 1].folder), folder))
			return tc_span_of(l->list[i - 1].text);
	if (l->count == l->room) {
		l->room = l->room ? l->room * 2 : 4;
		l->list = tc_grow(l->list, l->room, sizeof(*l->list));
	}
	label = &l->list[l->count++];
	label->folder = tc_copy(folder.p, folder.n);
	label->text = make(label->folder);
	return tc_span_of(label->text);
}

void labels_release(struct labels *l)
{
	for (size_t i = 0; i < l->count; i++) {
		free(l->list[i].folder);
		free(l->list[i].text);
	}
	free(l->list);
}
