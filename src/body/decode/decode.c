#include "body/decode/decode.h"

#include "base/array.h"
#include "base/mem.h"
#include "body/decode/base64.h"
#include "body/decode/chain.h"
#include "body/value/guess.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { READABLE_MAX = 64 << 20 };

bool body_is_v8(const char *bytes, size_t n)
{
    return n >= 2 && bytes[0] == '\xff' && bytes[1] >= 0x0d && bytes[1] <= 0x0f;
}

/* What a body that came as base64 has to be for that to be no accident. */
static bool is_meant(const struct message *m, const struct body *b, bool v8)
{
    return m->type == CONTENT_BYTES || v8 || b->layers ||
           (m->type != CONTENT_JSON && guess_is_strong(b->form)) ||
           (m->type == CONTENT_JSON &&
            (b->form == BODY_JSON || (b->broken_json && b->form == BODY_TEXT)));
}

static bool take_base64(struct body *out, const struct message *m, size_t most)
{
    struct chain_wish wish = {
        .any_json = m->type == CONTENT_JSON, .cautious = m->type != CONTENT_BYTES, .most = most};
    struct buf bytes;

    buf_init(&bytes, m->body_len);
    if (m->type == CONTENT_TEXT || !base64_decode(m->body, m->body_len, &bytes)) {
        buf_free(&bytes);
        return false;
    }
    *out = (struct body){.base64 = true, .sent = bytes.len, .len = bytes.len};
    out->bytes = buf_take(&bytes);
    wish.is_v8 =
        m->type != CONTENT_BYTES && m->type != CONTENT_JSON && body_is_v8(out->bytes, out->len);
    chain_add(out, "base64");
    chain_follow(out, &wish);
    if (is_meant(m, out, wish.is_v8))
        return true;
    body_free(out);
    return false;
}

static void take_as_it_is(struct body *out, const struct message *m)
{
    static const char *const names[] = {
        [CONTENT_NONE] = "text",
        [CONTENT_TEXT] = "text",
        [CONTENT_JSON] = "json, not valid",
        [CONTENT_BYTES] = "bytes, not base64",
        [CONTENT_V8] = "v8, not valid",
        [CONTENT_OTHER] = "text",
    };
    _Static_assert(ARRAY_LEN(names) == CONTENT_COUNT, "a name for each content type");
    struct chain_wish wish = {.text = names[m->type], .any_json = m->type == CONTENT_JSON};

    *out = (struct body){.sent = m->body_len, .len = m->body_len};
    out->bytes = mem_copy_bytes(m->body, m->body_len);
    chain_follow(out, &wish);
}

void body_decode_part(struct body *out, const struct message *m, size_t most)
{
    if (!m->body)
        *out = (struct body){.form = BODY_TEXT, .chain = "missing", .bytes = mem_copy_bytes("", 0)};
    else if (!take_base64(out, m, most))
        take_as_it_is(out, m);
}

void body_decode(struct body *out, const struct message *m)
{
    body_decode_part(out, m, SIZE_MAX);
}

char *body_copy_sent(const struct message *m, size_t *len)
{
    struct body b;
    struct buf bytes;
    bool base64;

    body_decode(&b, m);
    *len = b.sent;
    base64 = b.base64;
    body_free(&b);
    if (!base64)
        return mem_copy_bytes(m->body, m->body_len);
    buf_init(&bytes, m->body_len);
    base64_decode(m->body, m->body_len, &bytes);
    return buf_take(&bytes);
}

void body_decode_readable(struct body *out, const struct message *m)
{
    body_decode(out, m);
    body_make_readable(out, READABLE_MAX);
}

void body_make_readable(struct body *b, size_t most)
{
    printer_function *print = forms_get(b->form)->print;
    struct print_end end;
    struct buf text;

    if (!print)
        return;
    buf_init(&text, most);
    print(b->bytes, b->len, &text, &end, NULL);
    if (text.overflow) {
        b->form = BODY_BYTES;
        buf_free(&text);
        return;
    }
    free(b->bytes);
    b->len = text.len;
    b->bytes = buf_take(&text);
}

void body_free(struct body *b)
{
    free(b->bytes);
    *b = (struct body){0};
}
