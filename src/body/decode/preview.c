/* What a list shows of a body, at every frame and so from its first bytes; see decode.h. */
#include "body/decode/decode.h"

#include "base/dtext.h"
#include "base/utf8.h"
#include "body/decode/base64.h"
#include "body/decode/chain.h"
#include "body/decode/inflate.h"
#include "body/decode/text.h"
#include "body/value/guess.h"

#include <stdio.h>
#include <string.h>

enum {
    PRINTED_PREVIEW_BYTES = 4096,
    LEAST_FIRST = 24, /* bytes that tell what a body is */
    /* Of what is packed, how much is looked at first, and then five times that, up to the last. */
    PEEK_FIRST = 1536,
    PEEK_STEP = 5,
    PEEK_MAX = 40000,
};

/* Drops JSON's white space on the way to out, but for one blank between two bare words, because
 * what calls itself JSON may be text. */
struct squeeze {
    char *out;
    size_t size;
    size_t len;
    bool in_string;
    bool escaped;
    bool space;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_mark(char c)
{
    return c && strchr("{}[]:,\"", c) != NULL;
}

static void put(struct squeeze *q, char c)
{
    if (q->len < q->size)
        q->out[q->len++] = c;
}

static void squeeze_bytes(struct squeeze *q, const char *s, size_t n)
{
    for (size_t i = 0; i < n && q->len < q->size; i++) {
        char c = s[i];

        if (!q->in_string && is_space(c)) {
            q->space = true;
            continue;
        }
        if (q->space && q->len && !is_mark(q->out[q->len - 1]) && !is_mark(c))
            put(q, ' ');
        q->space = false;
        put(q, c);
        if (q->escaped)
            q->escaped = false;
        else if (q->in_string && c == '\\')
            q->escaped = true;
        else if (c == '"')
            q->in_string = !q->in_string;
    }
}

/* Decodes the next piece of a base64 text, enough for about want bytes; false when there is none,
 * or it is not base64. */
static bool decode_piece(const struct message *m, size_t *at, size_t want, struct buf *piece)
{
    size_t left = m->body_len - *at, n = (want / 3 + 1) * 4;

    if (!left || m->body_len % 4)
        return false;
    if (n > left)
        n = left;
    buf_clear(piece);
    if (!base64_decode(m->body + *at, n, piece))
        return false;
    *at += n;
    return true;
}

/* The piece may be how a JSON text starts. */
static bool starts_json(const char *s, size_t n)
{
    size_t i = 0;

    while (i < n && is_space(s[i]))
        i++;
    if (i < n && (!s[i] || !strchr("{[\"-0123456789tfn", s[i])))
        return false;
    return n > 0 && utf8_check(s, utf8_trim(s, n));
}

/* Only what goes on behind it tells what it is. */
static bool is_wrapped(const char *s, size_t n)
{
    return packing_find(s, n) != PACKING_NONE || text_find_bom(s, n) != BOM_NONE;
}

/* What does not call itself bytes has to be of a form to its last byte. */
static bool is_small_form(const struct message *m)
{
    enum body_form form = BODY_BYTES;
    struct buf all;

    if (m->body_len > PEEK_FIRST)
        return false;
    buf_init(&all, m->body_len);
    if (base64_decode(m->body, m->body_len, &all) && !text_is_readable(all.bytes, all.len, false))
        form = guess_form(all.bytes, all.len, false);
    buf_free(&all);
    return guess_is_strong(form);
}

/* The first piece of the decoded body; false when it is shown as it came. */
static bool decode_first(const struct message *m, size_t *at, size_t want, struct buf *piece)
{
    *at = 0;
    if (m->type == CONTENT_TEXT || !decode_piece(m, at, want, piece))
        return false;
    switch (m->type) {
    case CONTENT_JSON:
        return starts_json(piece->bytes, piece->len) || is_wrapped(piece->bytes, piece->len);
    case CONTENT_NONE:
    case CONTENT_V8:
    case CONTENT_OTHER:
        return body_is_v8(piece->bytes, piece->len) ||
               packing_find(piece->bytes, piece->len) != PACKING_NONE || is_small_form(m);
    case CONTENT_BYTES:
    case CONTENT_TEXT:
    case CONTENT_COUNT: break;
    }
    return true;
}

static size_t copy(char *out, size_t size, const char *s, size_t n)
{
    if (n > size)
        n = size;
    memcpy(out, s, n);
    return n;
}

/* What looks like an object or a list is squeezed. */
size_t body_squeeze(char *out, size_t size, const char *s, size_t n, bool printed)
{
    struct squeeze q = {.out = out, .size = size};
    size_t i = 0;

    while (i < n && is_space(s[i]))
        i++;
    if (i == n || (!printed && s[i] != '{' && s[i] != '['))
        return copy(out, size, s, n);
    squeeze_bytes(&q, s, n);
    return q.len;
}

/* As far as the first bytes go; the line that says where they end is left out. */
static size_t put_printed(enum body_form form, const char *bytes, size_t n, char *out, size_t size)
{
    struct squeeze q = {.out = out, .size = size};
    struct print_end end;
    char name[24];
    struct buf text;

    buf_init(&text, PRINTED_PREVIEW_BYTES);
    snprintf(name, sizeof name, "%s%s%s ", forms_names[form], guess_mark(form),
             dtext_is_ascii() ? ">" : "›");
    q.len = copy(out, size, name, strlen(name));
    if (!forms_get(form)->print(bytes, n, &text, &end, NULL))
        while (text.len && text.bytes[text.len - 1] != '\n')
            text.len--;
    squeeze_bytes(&q, text.bytes ? text.bytes : "", text.len);
    buf_free(&text);
    return q.len;
}

/* Bytes that are text are shown as text, those that are of a form as it is printed, others as "00
 * 01 ff".  cut: there are more behind them. */
static size_t put_bytes(char *out, size_t size, const char *s, size_t n, bool cut)
{
    static const char digits[] = "0123456789abcdef";
    enum body_form form;
    size_t len = 0;

    if (text_is_readable(s, n, true))
        return body_squeeze(out, size, s, n, false);
    form = guess_form(s, n, cut);
    if (form != BODY_BYTES)
        return put_printed(form, s, n, out, size);
    for (size_t i = 0; i < n && len + 3 <= size; i++) {
        unsigned char c = (unsigned char)s[i];

        out[len++] = digits[c >> 4];
        out[len++] = digits[c & 15];
        out[len++] = ' ';
    }
    return len ? len - 1 : 0;
}

/* What is packed, or has a byte order mark; 0: the n bytes of first, which the body begins with,
 * are neither, or nothing of it can be read.  More of the body is looked at only while it does not
 * fill the line: zstd gives nothing out before a block is whole. */
static size_t put_unpacked(const struct message *m, const struct buf *first, char *out, size_t size)
{
    bool packed = packing_find(first->bytes, first->len) != PACKING_NONE;
    size_t len = 0;

    if (!is_wrapped(first->bytes, first->len) &&
        (m->type != CONTENT_BYTES || text_is_readable(first->bytes, first->len, true)))
        return 0;
    for (size_t want = PEEK_FIRST; want <= PEEK_MAX && len < size; want *= PEEK_STEP) {
        struct body b = {.form = BODY_BYTES};
        struct buf head;
        size_t at = 0;

        buf_init(&head, want + 3);
        if (decode_piece(m, &at, want, &head)) {
            b.len = head.len;
            b.bytes = buf_take(&head);
            if (chain_peek(&b)) {
                len = copy(out, size, b.chain, strlen(b.chain));
                len += put_bytes(out + len, size - len, b.bytes, b.len, true);
            }
        }
        body_free(&b);
        buf_free(&head);
        if (!packed || at == m->body_len || !at)
            break;
    }
    return len;
}

static size_t put_json(const struct message *m, char *out, size_t size, struct buf *piece,
                       size_t at)
{
    struct squeeze q = {.out = out, .size = size};

    do
        squeeze_bytes(&q, piece->bytes, piece->len);
    while (q.len < size && decode_piece(m, &at, size, piece));
    return q.len;
}

static bool is_v8(const struct message *m, const struct buf *piece)
{
    return m->type != CONTENT_BYTES && m->type != CONTENT_JSON &&
           body_is_v8(piece->bytes, piece->len);
}

/* A string is printed whole or not at all, so more than fits the line is looked at. */
static size_t put_v8(const struct message *m, char *out, size_t size)
{
    struct buf head;
    size_t at = 0, len = 0;

    buf_init(&head, PRINTED_PREVIEW_BYTES + 3);
    if (decode_piece(m, &at, PRINTED_PREVIEW_BYTES, &head))
        len = put_printed(BODY_V8, head.bytes, head.len, out, size);
    buf_free(&head);
    return len;
}

/* at: where the piece ends in the body. */
static size_t put_decoded(const struct message *m, char *out, size_t size, struct buf *piece,
                          size_t at)
{
    size_t len = is_v8(m, piece) ? put_v8(m, out, size) : put_unpacked(m, piece, out, size);

    if (len)
        return len;
    if (m->type == CONTENT_JSON)
        return put_json(m, out, size, piece, at);
    return put_bytes(out, size, piece->bytes, piece->len, at < m->body_len);
}

static size_t put_as_it_is(const struct message *m, char *out, size_t size)
{
    struct squeeze q = {.out = out, .size = size};

    if (m->type != CONTENT_JSON)
        return copy(out, size, m->body, m->body_len);
    squeeze_bytes(&q, m->body, m->body_len);
    return q.len;
}

size_t body_preview(const struct message *m, char *out, size_t size)
{
    struct buf piece;
    size_t at, len, want;
    bool decoded;

    if (!m->body || !size)
        return 0;
    want = size < LEAST_FIRST ? LEAST_FIRST : size;
    buf_init(&piece, want + 3);
    decoded = decode_first(m, &at, want, &piece);
    len = decoded ? put_decoded(m, out, size, &piece, at) : put_as_it_is(m, out, size);
    buf_free(&piece);
    return len < size ? len : utf8_trim(out, len);
}

void body_preview_text(const struct message *m, char *out, size_t size)
{
    size_t n = body_preview(m, out, size - 1);

    for (size_t i = 0; i < n; i++)
        if (!out[i])
            out[i] = '\x01';
    out[n] = '\0';
}

size_t body_size(const struct message *m)
{
    struct buf piece;
    size_t at;
    bool decoded;

    if (!m->body)
        return 0;
    buf_init(&piece, 32);
    decoded = decode_first(m, &at, LEAST_FIRST, &piece);
    buf_free(&piece);
    return decoded ? base64_size(m->body, m->body_len) : m->body_len;
}
