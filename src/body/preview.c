/* What a list shows of a body, at every frame and so from its first bytes; see decode.h. */
#include "body/decode.h"

#include "base/utf8.h"
#include "body/base64.h"

#include <string.h>

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

/* Length less a character at the end that is not all there. */
static size_t trim_tail(const char *s, size_t len)
{
    for (size_t back = 1; back <= 3 && back <= len; back++) {
        unsigned char c = (unsigned char)s[len - back];

        if (c < 0x80)
            break;
        if (c >= 0xc0) {
            size_t need = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

            return need > back ? len - back : len;
        }
    }
    return len;
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
    return n > 0 && utf8_check(s, trim_tail(s, n));
}

/* The first piece of the decoded body; false when it is shown as it came. */
static bool decode_first(const struct message *m, size_t *at, size_t want, struct buf *piece)
{
    *at = 0;
    if (m->type == CONTENT_TEXT || !decode_piece(m, at, want, piece))
        return false;
    switch (m->type) {
    case CONTENT_JSON: return starts_json(piece->bytes, piece->len);
    case CONTENT_NONE:
    case CONTENT_V8:
    case CONTENT_OTHER: return body_is_v8(piece->bytes, piece->len);
    case CONTENT_BYTES:
    case CONTENT_TEXT: break;
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

static bool is_readable(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] < ' ' && !is_space(s[i]))
            return false;
    return utf8_check(s, trim_tail(s, n));
}

/* Bytes that are text are shown as text, others as "00 01 ff". */
static size_t put_bytes(char *out, size_t size, const char *s, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    size_t len = 0;

    if (is_readable(s, n))
        return copy(out, size, s, n);
    for (size_t i = 0; i < n && len + 3 <= size; i++) {
        unsigned char c = (unsigned char)s[i];

        out[len++] = digits[c >> 4];
        out[len++] = digits[c & 15];
        out[len++] = ' ';
    }
    return len ? len - 1 : 0;
}

size_t body_preview(const struct message *m, char *out, size_t size)
{
    struct squeeze q = {.out = out, .size = size};
    struct buf piece;
    size_t at, len;
    bool decoded;

    if (!m->body || !size)
        return 0;
    buf_init(&piece, size + 3);
    decoded = decode_first(m, &at, size, &piece);
    if (m->type == CONTENT_JSON && decoded) {
        do
            squeeze_bytes(&q, piece.bytes, piece.len);
        while (q.len < size && decode_piece(m, &at, size, &piece));
        len = q.len;
    } else if (m->type == CONTENT_JSON) {
        squeeze_bytes(&q, m->body, m->body_len);
        len = q.len;
    } else if (decoded) {
        len = put_bytes(out, size, piece.bytes, piece.len);
    } else {
        len = copy(out, size, m->body, m->body_len);
    }
    buf_free(&piece);
    return len < size || (decoded && m->type != CONTENT_JSON) ? len : trim_tail(out, len);
}

size_t body_size(const struct message *m)
{
    struct buf piece;
    size_t at;
    bool decoded;

    if (!m->body)
        return 0;
    buf_init(&piece, 32);
    decoded = decode_first(m, &at, 24, &piece);
    buf_free(&piece);
    return decoded ? base64_size(m->body, m->body_len) : m->body_len;
}
