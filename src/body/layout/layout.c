#include "body/layout/layout.h"

#include "base/memory/array.h"
#include "base/text/utf8.h"
#include "body/decode/charset.h"
#include "body/decode/string.h"
#include "body/json/json.h"
#include "body/layout/hex.h"
#include "body/layout/json_lay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_TEXT = 64 << 20, PRINTED_BYTES = 16 << 20 };

static const char *const words[] = {[LAYOUT_AUTO] = "auto",
                                    [LAYOUT_BASE64] = "base64",
                                    [LAYOUT_RECEIVED] = "received",
#define FORM(id, name, extension, view, phrase)      [LAYOUT_##id] = view,
#define PRINTED_FORM(id, name, extension, view, ...) [LAYOUT_##id] = view,
#include "body/forms.def"
#define CHARSET(id, view, ...) [LAYOUT_##id] = view,
#include "body/layout/charsets.def"
                                    [LAYOUT_VIEWS] = NULL};
_Static_assert(ARRAY_LEN(words) == LAYOUT_VIEWS + 1, "a word for each view");

static const struct {
    const char *phrase;
    enum body_form form;
    const char *charset; /* NULL: not read in another one */
} views[] = {
    [LAYOUT_AUTO] = {"by what they are", BODY_FORMS, NULL},
    [LAYOUT_BASE64] = {"as base64", BODY_FORMS, NULL},
    [LAYOUT_RECEIVED] = {"as received", BODY_TEXT, NULL},
#define FORM(id, name, extension, view, phrase) [LAYOUT_##id] = {phrase, BODY_##id, NULL},
#define PRINTED_FORM(id, name, extension, view, phrase, printer)                                   \
    [LAYOUT_##id] = {phrase, BODY_##id, NULL},
#include "body/forms.def"
#define CHARSET(id, view, phrase, name) [LAYOUT_##id] = {phrase, BODY_TEXT, name},
#include "body/layout/charsets.def"
};
_Static_assert(ARRAY_LEN(views) == LAYOUT_VIEWS, "a row for each view");

const char *const *layout_view_words(void)
{
    return words;
}

const char *layout_view_phrase(enum layout_view view)
{
    return views[view].phrase;
}

static void finish_lines(struct lines *l, struct layout *out)
{
    size_t n = l->n;

    lines_start(l);
    out->n = n;
    out->starts = l->starts;
    out->len = l->text.len;
    out->text = buf_take(&l->text);
}

static size_t count_bad_bytes(const char *s, size_t n)
{
    size_t bad = 0;

    if (utf8_check(s, n))
        return 0;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        int len = utf8_read(s + i, n - i, &cp);

        bad += len == 0;
        i += len ? (size_t)len : 1;
    }
    return bad;
}

/* Every line end has a carriage return, and there is one. */
static bool is_crlf(const char *s, size_t n)
{
    const char *end = s + n, *nl = memchr(s, '\n', n);
    bool any = nl != NULL;

    while (nl) {
        if (nl == s || nl[-1] != '\r')
            return false;
        nl = memchr(nl + 1, '\n', (size_t)(end - nl - 1));
    }
    return any;
}

static void make_text(struct layout *out, const char *s, size_t n)
{
    struct lines l;

    lines_begin(&l, n);
    buf_reserve(&l.text, n);
    out->crlf = is_crlf(s, n);
    lines_add_text(&l, s, n, out->crlf);
    out->bad_bytes = count_bad_bytes(s, n);
    finish_lines(&l, out);
}

static bool make_json(struct layout *out, const struct body *b)
{
    struct json_fault fault;
    struct lines l;

    lines_begin(&l, MAX_TEXT + 2 * b->len);
    out->broken = json_find_fault(b->bytes, b->len, &fault);
    if (out->broken ? json_lay_broken(&l, b->bytes, b->len) : json_lay(&l, b->bytes, b->len)) {
        if (out->broken)
            out->bad_bytes = count_bad_bytes(b->bytes, b->len);
        finish_lines(&l, out);
        return true;
    }
    lines_free(&l);
    return false;
}

static void append_row(struct buf *text, const struct body *b, size_t at)
{
    size_t left = b->len - at;
    char row[HEX_COLS];
    size_t n = hex_print_row(row, b->bytes + at, left < HEX_ROW ? left : HEX_ROW, at);

    buf_append(text, row, n);
}

static void make_hex(struct layout *out, const struct body *b)
{
    size_t room = (b->len / HEX_ROW + 1) * (HEX_COLS + 1);
    struct lines l;

    lines_begin(&l, room);
    buf_reserve(&l.text, room);
    for (size_t at = 0; at < b->len; at += HEX_ROW) {
        if (at)
            lines_break(&l, 0);
        append_row(&l.text, b, at);
    }
    finish_lines(&l, out);
}

/* What cannot be read any further follows in hex. */
static void append_rest(struct buf *text, const struct body *b, size_t from)
{
    for (size_t at = from; at < b->len; at += HEX_ROW) {
        buf_append_byte(text, '\n');
        append_row(text, b, at);
    }
}

/* false: it is larger than can be shown. */
static bool make_printed(struct layout *out, const struct body *b, printer_function *print)
{
    struct print_end end;
    struct buf text;

    buf_init(&text, PRINTED_BYTES);
    if (!print(b->bytes, b->len, &text, &end, NULL))
        append_rest(&text, b, end.at);
    if (!text.overflow)
        make_text(out, text.bytes, text.len);
    buf_free(&text);
    return out->starts != NULL;
}

static enum body_form find_form(const struct body *b, enum layout_view view)
{
    if (views[view].form == BODY_FORMS)
        return b->broken_json ? BODY_JSON : b->form;
    return b->len ? views[view].form : BODY_TEXT;
}

/* Text, or JSON that is no more than a string. */
static bool is_string(const struct body *b)
{
    return b->len && (b->form == BODY_TEXT || (b->form == BODY_JSON && b->bytes[0] == '"'));
}

bool layout_has_view(const struct body *b, enum layout_view view)
{
    return view != LAYOUT_BASE64 || (is_string(b) && string_name(b->bytes, b->len));
}

/* What the text holds; what came as base64 is that already. */
static bool make_inner(struct layout *out, const struct body *b)
{
    struct body inner;

    if (!is_string(b) || !string_open(&inner, b->bytes, b->len)) {
        snprintf(out->steps, sizeof out->steps, "%s", b->base64 ? "" : "nothing in it");
        return false;
    }
    layout_make(out, &inner, LAYOUT_AUTO);
    snprintf(out->steps, sizeof out->steps, "%.*s", (int)utf8_trim(inner.chain, 119), inner.chain);
    body_free(&inner);
    return true;
}

/* As text of another character set, or, where that is so, as JSON. */
static bool make_converted(struct layout *out, const struct body *b, const char *charset)
{
    struct body read = {.form = BODY_TEXT};
    struct buf text;

    buf_init(&text, 3 * b->len); /* no byte of these sets takes more in UTF-8 */
    if (!charset_convert(charset, b->bytes, b->len, &text)) {
        buf_free(&text);
        snprintf(out->steps, sizeof out->steps, "not known on this system");
        return false;
    }
    read.len = text.len;
    read.bytes = buf_take(&text);
    if (json_check(read.bytes, read.len))
        read.form = BODY_JSON;
    layout_make(out, &read, LAYOUT_AUTO);
    body_free(&read);
    return true;
}

void layout_make(struct layout *out, const struct body *b, enum layout_view view)
{
    enum body_form form = find_form(b, view);
    printer_function *print = forms_get(form)->print;

    *out = (struct layout){.form = form};
    if ((view == LAYOUT_BASE64 && make_inner(out, b)) ||
        (views[view].charset && b->len && make_converted(out, b, views[view].charset)))
        return;
    if ((form == BODY_JSON && make_json(out, b)) || (print && make_printed(out, b, print))) {
        out->tree = tree_make(out->text, out->starts, out->n);
    } else if (form == BODY_BYTES || print) {
        out->form = BODY_BYTES;
        make_hex(out, b);
    } else {
        out->form = BODY_TEXT;
        make_text(out, b->bytes, b->len);
    }
}

void layout_free(struct layout *l)
{
    free(l->text);
    free(l->starts);
    free(l->tree);
    *l = (struct layout){0};
}

const char *layout_line(const struct layout *l, size_t i, size_t *len)
{
    size_t start = l->starts[i], end = l->starts[i + 1];

    *len = end - start - (end > start && l->text[end - 1] == '\n');
    return l->text + start;
}
