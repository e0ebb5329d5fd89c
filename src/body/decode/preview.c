/* What a list shows of a body; see decode.h. */
#include "body/decode/decode.h"

#include "base/text/dtext.h"
#include "base/text/utf8.h"

#include <stdio.h>
#include <string.h>

enum {
    PRINTED_BYTES = 4096, /* of a value that are printed */
    GLANCE_BYTES = 512,
};

/* Drops JSON's white space on the way to out, but for one blank between two bare words, because
 * what is no valid JSON may have them. */
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
static size_t put_printed(const struct body *b, char *out, size_t size)
{
    struct squeeze q = {.out = out, .size = size};
    size_t n = b->len < PRINTED_BYTES ? b->len : PRINTED_BYTES;
    struct print_end end;
    char name[24];
    struct buf text;

    buf_init(&text, PRINTED_BYTES);
    snprintf(name, sizeof name, "%s%s%s ", forms_names[b->form], b->guessed ? "?" : "",
             dtext_is_ascii() ? ">" : "›");
    q.len = copy(out, size, name, strlen(name));
    if (!forms_get(b->form)->print(b->bytes, n, &text, &end, NULL))
        while (text.len && text.bytes[text.len - 1] != '\n')
            text.len--;
    squeeze_bytes(&q, text.bytes ? text.bytes : "", text.len);
    buf_free(&text);
    return q.len;
}

/* "00 01 ff" */
static size_t put_hex(char *out, size_t size, const char *s, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    size_t len = 0;

    for (size_t i = 0; i < n && len + 3 <= size; i++) {
        unsigned char c = (unsigned char)s[i];

        out[len++] = digits[c >> 4];
        out[len++] = digits[c & 15];
        out[len++] = ' ';
    }
    return len ? len - 1 : 0;
}

/* What JSON was meant, whether it is or not, is squeezed. */
static size_t put_body(const struct body *b, char *out, size_t size)
{
    struct squeeze q = {.out = out, .size = size};

    if (forms_get(b->form)->print)
        return put_printed(b, out, size);
    if (b->form == BODY_BYTES)
        return put_hex(out, size, b->bytes, b->len);
    if (b->form != BODY_JSON && !b->broken_json)
        return copy(out, size, b->bytes, b->len);
    squeeze_bytes(&q, b->bytes, b->len);
    return q.len;
}

static size_t put_preview(const struct body *b, char *out, size_t size)
{
    size_t len = copy(out, size, b->mark, strlen(b->mark));

    len += put_body(b, out + len, size - len);
    return len < size ? len : utf8_trim(out, len);
}

size_t body_preview(const struct message *m, char *out, size_t size)
{
    struct body b;
    size_t len;

    if (!m->body || !size)
        return 0;
    body_decode_head(&b, m);
    len = put_preview(&b, out, size);
    body_free(&b);
    return len;
}

static void end_text(char *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!out[i])
            out[i] = '\x01';
    out[n] = '\0';
}

void body_preview_text(const struct message *m, char *out, size_t size)
{
    end_text(out, body_preview(m, out, size - 1));
}

size_t body_size(const struct message *m)
{
    struct body b;
    size_t sent;

    if (!m->body || m->type == CONTENT_TEXT)
        return m->body_len;
    body_decode_head(&b, m);
    sent = b.sent;
    body_free(&b);
    return sent;
}

const struct glance *body_glance(struct message *m, struct arena *arena)
{
    char preview[GLANCE_BYTES];
    struct glance *made;
    struct body b;
    size_t n;

    if (m->glance)
        return m->glance;
    body_decode_head(&b, m);
    n = put_preview(&b, preview, sizeof preview - 1);
    end_text(preview, n);
    made = arena_new(arena, 1, sizeof *made + n + 1);
    made->size = b.sent;
    made->form = b.form;
    made->marked = b.mark[0];
    memcpy(made->preview, preview, n + 1);
    body_free(&b);
    m->glance = made;
    return made;
}
