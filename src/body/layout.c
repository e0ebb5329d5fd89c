#include "body/layout.h"

#include "base/utf8.h"
#include "body/hex.h"
#include "body/json.h"
#include "body/json_lay.h"
#include "body/v8.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_TEXT = 64 << 20, V8_TEXT_BYTES = 16 << 20 };

static void finish_lines(struct lines *l, struct layout *out)
{
    size_t n = l->n;

    lines_start(l);
    out->n = n;
    out->starts = l->starts;
    out->len = l->text.len;
    out->text = buf_take(&l->text);
}

static bool make_json(struct layout *out, const struct body *b)
{
    struct lines l;

    lines_begin(&l, MAX_TEXT + 2 * b->len);
    if (json_lay(&l, b->bytes, b->len)) {
        finish_lines(&l, out);
        return true;
    }
    lines_free(&l);
    return false;
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

static void make_text(struct layout *out, const struct body *b)
{
    const char *s = b->bytes, *end = s + b->len;
    struct lines l;

    lines_begin(&l, b->len);
    buf_reserve(&l.text, b->len);
    while (s < end) {
        const char *nl = memchr(s, '\n', (size_t)(end - s));
        const char *stop = nl ? nl : end;

        buf_append(&l.text, s, (size_t)(stop - s) - (nl && stop > s && stop[-1] == '\r'));
        if (!nl)
            break;
        buf_append_byte(&l.text, '\n');
        s = nl + 1;
        if (s < end)
            lines_start(&l);
    }
    out->bad_bytes = count_bad_bytes(b->bytes, b->len);
    finish_lines(&l, out);
}

static void append_row(struct buf *text, const struct body *b, size_t at)
{
    size_t left = b->len - at;
    char row[HEX_COLS];

    buf_append(text, row, hex_print_row(row, b->bytes + at, left < HEX_ROW ? left : HEX_ROW, at));
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
static bool make_v8(struct layout *out, const struct body *b)
{
    struct body as_text = {.form = BODY_TEXT};
    struct v8_end end;
    struct buf text;

    buf_init(&text, V8_TEXT_BYTES);
    if (!v8_print(b->bytes, b->len, &text, &end))
        append_rest(&text, b, end.at);
    as_text.bytes = text.bytes;
    as_text.len = text.len;
    if (!text.overflow)
        make_text(out, &as_text);
    buf_free(&text);
    return out->starts != NULL;
}

void layout_make(struct layout *out, const struct body *b, enum layout_view view)
{
    static const enum body_form forms[LAYOUT_VIEWS] = {
        [LAYOUT_JSON] = BODY_JSON,
        [LAYOUT_TEXT] = BODY_TEXT,
        [LAYOUT_HEX] = BODY_BYTES,
        [LAYOUT_RECEIVED] = BODY_TEXT,
    };
    enum body_form form = view == LAYOUT_AUTO ? b->form : forms[view];

    if (view == LAYOUT_JSON && !json_check(b->bytes, b->len))
        form = BODY_TEXT; /* what are no more than tokens of JSON would run into one another */
    *out = (struct layout){.form = form};
    if (form == BODY_V8 && make_v8(out, b)) {
        out->form = BODY_TEXT;
    } else if (form == BODY_BYTES || form == BODY_V8) {
        out->form = BODY_BYTES;
        make_hex(out, b);
    } else if (form != BODY_JSON || !make_json(out, b)) {
        out->form = BODY_TEXT;
        make_text(out, b);
    }
}

void layout_free(struct layout *l)
{
    free(l->text);
    free(l->starts);
    *l = (struct layout){0};
}

const char *layout_line(const struct layout *l, size_t i, size_t *len)
{
    size_t start = l->starts[i], end = l->starts[i + 1];

    *len = end - start - (end > start && l->text[end - 1] == '\n');
    return l->text + start;
}
