/* A document as one page. */
#include "render/html.h"

#include <nettle/base64.h>

#include "lib/sha256.h"
#include "render/back.h"
#include "render/decimal.h"
#include "render/text.h"

extern const unsigned char tc_data_page_css[];
extern const unsigned long tc_data_page_css_size;

void html_text(struct html *h, struct tc_span text)
{
	static const char special[] = "&<>\"'";
	static const char *const escapes[] = { "&amp;", "&lt;", "&gt;", "&quot;",
					       "&#39;" };
	struct text t = { .base = STYLE_PLAIN };

	text_add(&t, text);
	for (size_t i = 0; i < t.n; i++) {
		const char *at = memchr(special, t.p[i], sizeof(special) - 1);

		if (at)
			tc_write_span(h->w, tc_span_of(escapes[at - special]));
		else
			tc_write_bytes(h->w, t.p + i, 1);
	}
	text_release(&t);
}

void html_size(struct html *h, size_t n)
{
	tc_write_unsigned(h->w, n);
}

void html_decimal(struct html *h, tc_int128 n, int places)
{
	char text[DECIMAL_SIZE];
	size_t size;

	for (; places > 0 && n % 10 == 0; places--)
		n /= 10;
	size = decimal_format(n, places, text);
	for (size_t i = 0; i < size; i++)
		if (text[i] != ',')
			tc_write_bytes(h->w, text + i, 1);
}

static void put(void *context, enum style style, struct tc_span piece, bool own)
{
	static const char *const tags[STYLE_COUNT][2] = {
		[STYLE_PLAIN] = { "", "" },
		[STYLE_STRONG] = { "<strong>", "</strong>" },
		[STYLE_DIM] = { "<span class=\"dim\">", "</span>" },
		[STYLE_GOOD] = { "<span class=\"good\">", "</span>" },
		[STYLE_BAD] = { "<span class=\"bad\">", "</span>" },
		[STYLE_CODE] = { "<code>", "</code>" },
	};
	struct html *h = context;

	(void)own;
	tc_write_span(h->w, tc_span_of(tags[style][0]));
	html_text(h, piece);
	tc_write_span(h->w, tc_span_of(tags[style][1]));
}

void html_value(struct html *h, const struct value *v)
{
	const struct sink sink = { put, h };

	switch (v->type) {
	case VALUE_RUN:
		for (size_t i = 0; i < v->count; i++)
			html_value(h, &v->items[i]);
		break;
	case VALUE_BAR:
		svg_bar(h, v);
		break;
	case VALUE_SPARK:
		svg_spark(h, v);
		break;
	default:
		format_value(v, h->look, 0, &sink);
	}
}

static void put_words(void *h, enum style style, struct tc_span piece, bool own)
{
	(void)style;
	(void)own;
	html_text(h, piece);
}

void html_words(struct html *h, const struct value *v)
{
	const struct sink sink = { put_words, h };

	format_value(v, h->look, 0, &sink);
}

static void put_element(struct html *h, const char *start, const struct value *v,
			const char *end)
{
	tc_write_span(h->w, tc_span_of(start));
	html_value(h, v);
	tc_write_span(h->w, tc_span_of(end));
	tc_writer_end(h->w);
}

static void put_code(struct html *h, struct tc_span text)
{
	html_markup(h, "<pre>");
	while (text.n > 0) {
		const char *lf = memchr(text.p, '\n', text.n);
		size_t n = lf ? (size_t)(lf - text.p) : text.n;

		html_text(h, (struct tc_span){ text.p, n });
		tc_writer_end(h->w);
		text.p += n + (lf != NULL);
		text.n -= n + (lf != NULL);
	}
	html_markup(h, "</pre>");
	tc_writer_end(h->w);
}

static void put_list(struct html *h, const struct block *b)
{
	html_markup(h, "<ul>");
	tc_writer_end(h->w);
	for (size_t i = 0; i < b->item_count; i++)
		put_element(h, "<li>", &b->items[i], "</li>");
	html_markup(h, "</ul>");
	tc_writer_end(h->w);
}

static void put_lines(struct html *h, const struct block *b)
{
	html_markup(h, "<p>");
	for (size_t i = 0; i < b->item_count; i++)
		put_element(h, "", &b->items[i], i + 1 < b->item_count ? "<br/>" : "");
	html_markup(h, "</p>");
	tc_writer_end(h->w);
}

static void put_figure(struct html *h, const struct block *b)
{
	html_markup(h, "<div class=\"figure\">");
	tc_writer_end(h->w);
	put_element(h, "<p class=\"label\">", &b->label, "</p>");
	put_element(h, "<p class=\"number\">", &b->text, "</p>");
	if (b->note.type != VALUE_BLANK)
		put_element(h, "<p class=\"change\">", &b->note, "</p>");
	html_markup(h, "</div>");
	tc_writer_end(h->w);
}

static void put_beside(struct html *h, const struct block *b)
{
	html_markup(h, "<div class=\"beside\">");
	tc_writer_end(h->w);
	for (size_t i = 0; i < b->table_count; i++)
		html_table(h, &b->tables[i]);
	html_markup(h, "</div>");
	tc_writer_end(h->w);
}

static void put_block(struct html *h, const struct block *b)
{
	switch (b->type) {
	case BLOCK_PARAGRAPH:
		put_element(h, "<p>", &b->text, "</p>");
		break;
	case BLOCK_HEADING:
		put_element(h, "<h2>", &b->text, "</h2>");
		break;
	case BLOCK_NOTE:
		put_element(h, "<p class=\"note\">", &b->text, "</p>");
		break;
	case BLOCK_FIGURE:
		put_figure(h, b);
		break;
	case BLOCK_FACT:
		put_element(h, "<div><dt>", &b->label, "</dt>");
		put_element(h, "<dd>", &b->text, "</dd></div>");
		break;
	case BLOCK_LIST:
		put_list(h, b);
		break;
	case BLOCK_LINES:
		put_lines(h, b);
		break;
	case BLOCK_CODE:
		put_code(h, b->text.text);
		break;
	case BLOCK_TABLE:
		html_table(h, b->tables);
		break;
	case BLOCK_BESIDE:
		put_beside(h, b);
		break;
	case BLOCK_CHART:
		svg_chart(h, b);
		break;
	}
}

static bool is_shown(const struct block *b)
{
	if (b->type == BLOCK_TABLE && !b->tables->row_count && !b->tables->totals)
		return false;
	return b->whom.page;
}

/* Facts that follow each other are one list. */
static void put_blocks(struct html *h, const struct document *d)
{
	bool facts = false;

	for (size_t i = 0; i <= d->count; i++) {
		const struct block *b = i < d->count ? &d->blocks[i] : NULL;
		bool fact = b && b->type == BLOCK_FACT;

		if (b && !is_shown(b))
			continue;
		if (fact != facts) {
			tc_write_span(h->w, tc_span_of(fact ? "<dl>" : "</dl>"));
			tc_writer_end(h->w);
		}
		facts = fact;
		if (b)
			put_block(h, b);
	}
}

/* The policy allows our style sheet by its hash, and nothing else. */
static void put_style(struct html *h)
{
	const struct tc_span css = { (const char *)tc_data_page_css,
				     tc_data_page_css_size };
	uint8_t digest[TC_SHA256];
	char text[BASE64_ENCODE_RAW_LENGTH(TC_SHA256)];
	struct sha256_ctx context;

	sha256_init(&context);
	tc_sha256_update(&context, tc_data_page_css, css.n);
	tc_sha256_end(&context, digest);
	base64_encode_raw(text, sizeof(digest), digest);
	html_markup(h, "<meta http-equiv=\"Content-Security-Policy\" content=\""
		       "default-src 'none'; style-src 'sha256-");
	tc_write_bytes(h->w, text, sizeof(text));
	html_markup(h, "'; base-uri 'none'; form-action 'none'\"/>");
	tc_writer_end(h->w);
	html_markup(h, "<style>");
	tc_write_span(h->w, css);
	html_markup(h, "</style>");
	tc_writer_end(h->w);
}

static void put_head(struct html *h)
{
	html_markup(h, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
		       "<meta charset=\"utf-8\"/>\n<title>");
	html_text(h, h->name);
	html_markup(h, "</title>\n<meta name=\"viewport\" "
		       "content=\"width=device-width, initial-scale=1\"/>\n"
		       "<meta name=\"generator\" content=\"Token-Craft\"/>");
	tc_writer_end(h->w);
	put_style(h);
	html_markup(h, "</head>\n<body>\n<main>\n<h1>");
	html_text(h, h->name);
	html_markup(h, "</h1>");
	tc_writer_end(h->w);
}

static void put_name(void *name, enum style style, struct tc_span piece, bool own)
{
	(void)style;
	(void)own;
	text_add(name, piece);
}

void html_write(const struct document *d, const struct look *look, struct tc_writer *w)
{
	struct html h = { .look = look, .w = w };
	struct text name = { .base = STYLE_PLAIN };
	const struct sink sink = { put_name, &name };

	format_value(d->title.type != VALUE_BLANK ? &d->title : &d->name, look, 0, &sink);
	if (!name.n)
		text_add(&name, TC_SPAN("Token-Craft"));
	h.name = (struct tc_span){ name.p, name.n };
	put_head(&h);
	put_blocks(&h, d);
	html_markup(&h, "</main>\n</body>\n</html>");
	tc_writer_end(w);
	text_release(&name);
}
