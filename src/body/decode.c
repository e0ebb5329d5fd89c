#include "body/decode.h"

#include "base/mem.h"
#include "body/base64.h"
#include "body/json.h"

#include <stdlib.h>
#include <string.h>

bool body_is_v8(const char *bytes, size_t n)
{
    return n >= 2 && bytes[0] == '\xff' && bytes[1] >= 0x0d && bytes[1] <= 0x0f;
}

/* Strict base64 of a V8 value. */
static bool is_base64_v8(const char *s, size_t n)
{
    struct buf head;
    bool is;

    if (n < 4 || !base64_check(s, n))
        return false;
    buf_init(&head, 3);
    is = base64_decode(s, 4, &head) && body_is_v8(head.bytes, head.len);
    buf_free(&head);
    return is;
}

/* How the body of a message that is not JSON is read. */
static bool is_base64(const struct message *m)
{
    switch (m->type) {
    case CONTENT_BYTES: return base64_check(m->body, m->body_len);
    case CONTENT_V8:
    case CONTENT_NONE:
    case CONTENT_OTHER: return is_base64_v8(m->body, m->body_len);
    case CONTENT_TEXT:
    case CONTENT_JSON: break;
    }
    return false;
}

static bool decode_json(const struct message *m, struct buf *out)
{
    buf_init(out, m->body_len);
    if (base64_decode(m->body, m->body_len, out) && json_check(out->bytes, out->len))
        return true;
    buf_free(out);
    return false;
}

static void take_as_it_is(struct body *out, const struct message *m, enum body_form form,
                          const char *encoding)
{
    *out = (struct body){.form = form, .encoding = encoding};
    out->bytes = mem_copy_bytes(m->body, m->body_len);
    out->len = m->body_len;
}

static void take_decoded(struct body *out, struct buf *bytes, enum body_form form,
                         const char *encoding)
{
    *out = (struct body){.form = form, .encoding = encoding, .len = bytes->len};
    out->bytes = buf_take(bytes);
}

void body_decode(struct body *out, const struct message *m)
{
    static const char *const encodings[][2] = {
        [CONTENT_NONE] = {"text", "base64→v8"},
        [CONTENT_TEXT] = {"text", "text"},
        [CONTENT_JSON] = {"json", "base64→json"},
        [CONTENT_BYTES] = {"bytes, not base64", "base64→bytes"},
        [CONTENT_V8] = {"v8, not valid", "base64→v8"},
        [CONTENT_OTHER] = {"text", "base64→v8"},
    };
    struct buf bytes;

    if (!m->body) {
        *out = (struct body){.encoding = "missing", .bytes = mem_copy_bytes("", 0)};
    } else if (m->type == CONTENT_JSON) {
        if (decode_json(m, &bytes))
            take_decoded(out, &bytes, BODY_JSON, encodings[m->type][1]);
        else if (json_check(m->body, m->body_len))
            take_as_it_is(out, m, BODY_JSON, encodings[m->type][0]);
        else
            take_as_it_is(out, m, BODY_TEXT, "json, not valid");
    } else if (is_base64(m)) {
        buf_init(&bytes, m->body_len);
        base64_decode(m->body, m->body_len, &bytes);
        take_decoded(out, &bytes, BODY_BYTES, encodings[m->type][1]);
    } else {
        take_as_it_is(out, m, BODY_TEXT, encodings[m->type][0]);
    }
}

void body_free(struct body *b)
{
    free(b->bytes);
    *b = (struct body){0};
}
