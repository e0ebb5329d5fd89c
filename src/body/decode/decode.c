#include "body/decode/decode.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/ascii.h"
#include "body/decode/base64.h"
#include "body/decode/chain.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    READABLE_MAX = 64 << 20,
    HEAD_WIRE = 40000 / 3 * 4 + 4, /* characters of a body that a list looks at */
};

bool body_is_v8(const char *bytes, size_t n)
{
    return n >= 2 && bytes[0] == '\xff' && bytes[1] >= 0x0d && bytes[1] <= 0x0f;
}

/* A lone word could as well be text, where nothing says that it is base64. */
static bool is_whole_json(const struct message *m, const struct body *b)
{
    size_t at = strspn(b->bytes, " \t\r\n");

    return b->form == BODY_JSON &&
           (strchr("{[\"", b->bytes[at]) || m->body[m->body_len - 1] == '=');
}

/* What no word of people looks like. */
static bool looks_like_base64(const char *s, size_t n)
{
    bool lower = false, upper = false, digit = false;

    for (size_t i = 0; i < n; i++) {
        lower |= ascii_is_lower(s[i]);
        upper |= ascii_is_upper(s[i]);
        digit |= ascii_is_digit(s[i]);
        if (s[i] == '=' || s[i] == '+' || s[i] == '/')
            return true;
    }
    return lower && upper && digit;
}

/* What a body that came as base64 has to be for that to be no accident. */
static bool is_meant(const struct message *m, const struct body *b, bool strict)
{
    if (b->form == BODY_V8 || b->layers || body_is_sure(b))
        return true;
    switch (m->type) {
    case CONTENT_BYTES: return strict || b->form != BODY_BYTES;
    case CONTENT_JSON:
        return b->form != BODY_BYTES || (strict && looks_like_base64(m->body, m->body_len));
    case CONTENT_NONE:
    case CONTENT_TEXT:
    case CONTENT_V8:
    case CONTENT_OTHER:
    case CONTENT_COUNT: break;
    }
    return is_whole_json(m, b);
}

/* How much of a body is looked at. */
struct extent {
    size_t wire; /* characters of what came */
    size_t most; /* bytes that a layer may inflate to */
};

/* Of base64 the first part decodes by itself. */
static size_t wire_length(const struct message *m, const struct extent *e)
{
    return m->body_len < e->wire ? m->body_len : e->wire;
}

static bool is_cut(const struct message *m, const struct extent *e)
{
    return wire_length(m, e) < m->body_len;
}

static bool take_base64(struct body *out, const struct message *m, const struct extent *e)
{
    bool json = m->type == CONTENT_JSON, bytes = m->type == CONTENT_BYTES, cut = is_cut(m, e);
    struct chain_wish wish = {.any_json = !bytes, .cautious = !bytes, .most = e->most};
    enum base64_way way = BASE64_NOT;
    struct buf decoded;

    buf_init(&decoded, m->body_len);
    if (m->type != CONTENT_TEXT && !(json && chain_is_json(m->body, wire_length(m, e), cut)))
        way = base64_read(m->body, wire_length(m, e), cut, &decoded);
    if (way == BASE64_NOT) {
        buf_free(&decoded);
        return false;
    }
    *out = (struct body){.base64 = true, .sent = decoded.len, .len = decoded.len, .cut = cut};
    if (cut)
        out->sent = base64_size(m->body, m->body_len);
    out->bytes = buf_take(&decoded);
    wish.is_v8 = way == BASE64_STRICT && !bytes && !json && body_is_v8(out->bytes, out->len);
    wish.not_json = json ? "json, not valid" : NULL;
    chain_add(out, "%s", base64_name(way));
    chain_follow(out, &wish);
    if (is_meant(m, out, way == BASE64_STRICT))
        return true;
    body_free(out);
    return false;
}

static void take_as_it_is(struct body *out, const struct message *m, const struct extent *e)
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

    *out = (struct body){.sent = m->body_len, .len = wire_length(m, e), .cut = is_cut(m, e)};
    out->bytes = mem_copy_bytes(m->body, out->len);
    chain_follow(out, &wish);
}

/* The answer may be anything that a body of no type may be, bytes as well. */
static void take_own(struct body *out, const struct own_answer *own, const struct extent *e)
{
    struct message as = {.body = own->bytes, .body_len = own->len, .type = CONTENT_NONE};
    struct chain_wish wish = {.any_json = true, .most = e->most};

    if (!take_base64(out, &as, e)) {
        *out = (struct body){.sent = own->len, .len = wire_length(&as, e), .cut = is_cut(&as, e)};
        out->bytes = mem_copy_bytes(own->bytes, out->len);
        chain_follow(out, &wish);
    }
    chain_wrap(out, own->steps, "decoder");
    out->own = true;
    out->sent = own->sent;
    out->base64 = own->base64;
}

/* The one way from a message to its body. */
static void decode(struct body *out, const struct message *m, struct extent e)
{
    if (!m->body)
        *out = (struct body){.form = BODY_TEXT, .chain = "missing", .bytes = mem_copy_bytes("", 0)};
    else if (m->own && !m->own->failed)
        take_own(out, m->own, &e);
    else if (!take_base64(out, m, &e))
        take_as_it_is(out, m, &e);
}

void body_decode(struct body *out, const struct message *m)
{
    decode(out, m, (struct extent){SIZE_MAX, SIZE_MAX});
}

void body_decode_came(struct body *out, const struct message *m)
{
    struct message plain = *m;

    plain.own = NULL;
    body_decode(out, &plain);
}

void body_unpack(struct body *out, const struct message *m)
{
    struct chain_wish wish = {.cautious = m->type != CONTENT_BYTES, .most = SIZE_MAX};
    size_t len = m->body ? m->body_len : 0;
    struct buf decoded;
    bool base64;

    body_decode_came(out, m);
    base64 = out->base64;
    body_free(out);
    if (!base64) {
        *out = (struct body){.sent = len, .len = len, .bytes = mem_copy_bytes(m->body, len)};
        return;
    }
    buf_init(&decoded, len);
    *out = (struct body){.base64 = true};
    chain_add(out, "%s", base64_name(base64_read(m->body, len, false, &decoded)));
    out->sent = out->len = decoded.len;
    out->bytes = buf_take(&decoded);
    chain_unpack(out, &wish);
}

void body_decode_part(struct body *out, const struct message *m, size_t most)
{
    decode(out, m, (struct extent){SIZE_MAX, most});
}

void body_decode_head(struct body *out, const struct message *m)
{
    decode(out, m, (struct extent){HEAD_WIRE, CHAIN_PEEK});
    /* What is packed in one large block gives nothing out before that is here. */
    if (!out->cut || !out->layers || out->mark[0])
        return;
    body_free(out);
    body_decode_part(out, m, CHAIN_PEEK);
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
    base64_read(m->body, m->body_len, false, &bytes);
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
