#include "body/layout.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "body/json.h"
#include "body/v8.h"

#include <stdlib.h>
#include <string.h>

enum {
    INDENT = 2,
    MAX_INDENT =
        32 * INDENT, /* deeper lines stand below each other, or depth makes 1 MB into 500 */
    MAX_TEXT = 64 << 20,
    V8_TEXT_BYTES = 16 << 20,
    HEX_ROW = 16,
    HEX_LINE = LAYOUT_HEX_COLS + 1, /* and the line end */
};

/* Lines being made. */
struct lines {
    struct buf text;
    size_t *starts;
    size_t n;
    size_t room;
};

static void start_line(struct lines *l)
{
    if (l->n == l->room) {
        l->room = l->room ? l->room * 2 : 64;
        l->starts = mem_resize(l->starts, l->room, sizeof *l->starts);
    }
    l->starts[l->n++] = l->text.len;
}

static void begin_lines(struct lines *l, size_t cap)
{
    *l = (struct lines){0};
    buf_init(&l->text, cap);
    start_line(l);
}

static void finish_lines(struct lines *l, struct layout *out)
{
    size_t n = l->n;

    start_line(l);
    out->n = n;
    out->starts = l->starts;
    out->len = l->text.len;
    out->text = buf_take(&l->text);
}

static void break_line(struct lines *l, size_t depth)
{
    static const char blanks[MAX_INDENT + 1] =
        "                                                                ";
    size_t indent = depth * INDENT;

    buf_append_byte(&l->text, '\n');
    start_line(l);
    buf_append(&l->text, blanks, indent > MAX_INDENT ? MAX_INDENT : indent);
}

/* Lays out an opening bracket and, when nothing is inside, the closing one. */
static void open_bracket(struct lines *l, const char *s, size_t n, size_t *pos, size_t *depth)
{
    size_t behind = *pos;
    struct json_token next = json_next_token(s, n, &behind);

    if (next.kind == JSON_CLOSE) {
        buf_append(&l->text, s + next.at, next.len);
        *pos = behind;
        return;
    }
    break_line(l, ++*depth);
}

/* false: not tokens, or far larger than a body can be. */
static bool lay_json(struct lines *l, const char *s, size_t n)
{
    size_t pos = 0, depth = 0;

    while (!l->text.overflow) {
        struct json_token t = json_next_token(s, n, &pos);

        if (t.kind == JSON_END)
            return true;
        if (t.kind == JSON_ERROR || (t.kind == JSON_CLOSE && !depth))
            return false;
        if (t.kind == JSON_CLOSE)
            break_line(l, --depth);
        buf_append(&l->text, s + t.at, t.len);
        if (t.kind == JSON_OPEN)
            open_bracket(l, s, n, &pos, &depth);
        else if (t.kind == JSON_COLON)
            buf_append_byte(&l->text, ' ');
        else if (t.kind == JSON_COMMA)
            break_line(l, depth);
    }
    return false;
}

static bool make_json(struct layout *out, const struct body *b)
{
    struct lines l;

    begin_lines(&l, MAX_TEXT + 2 * b->len);
    if (lay_json(&l, b->bytes, b->len)) {
        finish_lines(&l, out);
        return true;
    }
    buf_free(&l.text);
    free(l.starts);
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

    begin_lines(&l, b->len);
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
            start_line(&l);
    }
    out->bad_bytes = count_bad_bytes(b->bytes, b->len);
    finish_lines(&l, out);
}

/* One row; returns its length with the line end. */
static size_t print_row(char out[HEX_LINE], const char *bytes, size_t n, size_t offset)
{
    static const char hex[] = "0123456789abcdef";
    char *p = out, *text = out + LAYOUT_HEX_TEXT;

    memset(out, ' ', LAYOUT_HEX_TEXT);
    for (int shift = 28; shift >= 0; shift -= 4)
        *p++ = hex[offset >> shift & 15];
    p = out + LAYOUT_HEX_BYTES;
    *text++ = '|';
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes[i];

        if (i == HEX_ROW / 2)
            p++;
        p[0] = hex[c >> 4];
        p[1] = hex[c & 15];
        p += 3;
        *text++ = c >= 0x20 && c < 0x7f ? (char)c : '.';
    }
    *text++ = '|';
    *text++ = '\n';
    return (size_t)(text - out);
}

static void make_hex(struct layout *out, const struct body *b)
{
    size_t rows = b->len / HEX_ROW + 1;
    struct lines l;

    begin_lines(&l, rows * HEX_LINE);
    buf_reserve(&l.text, rows * HEX_LINE);
    for (size_t at = 0; at < b->len; at += HEX_ROW) {
        size_t left = b->len - at;
        char row[HEX_LINE];

        if (at)
            start_line(&l);
        buf_append(&l.text, row,
                   print_row(row, b->bytes + at, left < HEX_ROW ? left : HEX_ROW, at));
    }
    finish_lines(&l, out);
}

/* What cannot be read any further follows in hex. */
static void append_rest(struct buf *text, const struct body *b, size_t from)
{
    for (size_t at = from; at < b->len; at += HEX_ROW) {
        size_t left = b->len - at;
        char row[HEX_LINE];

        buf_append_byte(text, '\n');
        buf_append(text, row,
                   print_row(row, b->bytes + at, left < HEX_ROW ? left : HEX_ROW, at) - 1);
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
