#include "tests/sim/world/content.h"

#include "base/memory/mem.h"
#include "body/decode/base64.h"
#include "tests/sim/http/jsontext.h"

#include <stdlib.h>
#include <string.h>

struct content *content_new(char *raw, size_t len, const char *type)
{
    struct content *c = mem_new(1, sizeof(*c));

    c->refs = 1;
    c->raw = raw;
    c->raw_len = len;
    c->type = mem_copy_str(type);
    return c;
}

struct content *content_hold(struct content *c)
{
    c->refs++;
    return c;
}

void content_release(struct content *c)
{
    if (!c || --c->refs > 0)
        return;
    free(c->raw);
    free(c->type);
    free(c->metadata);
    free(c->wire);
    free(c);
}

void content_set_wire(struct content *c, const char *text, size_t n)
{
    struct buf out;

    buf_init(&out, SIM_TEXT_BYTES);
    jsontext_string(&out, text, n);
    c->wire_len = out.len;
    free(c->wire);
    c->wire = buf_take(&out);
    c->fixed = true;
}

void content_set_metadata(struct content *c, const char *json)
{
    free(c->metadata);
    c->metadata = mem_copy_str(json);
}

static bool goes_plain(const struct content *c, bool plain_json)
{
    if (!c->type)
        return c->raw_len == 0 || (unsigned char)c->raw[0] != 0xFF;
    if (strcmp(c->type, "json") == 0)
        return plain_json;
    return strcmp(c->type, "text") == 0;
}

static void render(struct content *c, bool plain_json)
{
    struct buf out;

    if (c->wire && (c->fixed || c->wire_plain_json == plain_json))
        return;
    buf_init(&out, SIM_TEXT_BYTES);
    if (goes_plain(c, plain_json)) {
        jsontext_string(&out, c->raw, c->raw_len);
    } else {
        buf_reserve(&out, c->raw_len / 3 * 4 + 8);
        buf_append_byte(&out, '"');
        base64_encode(c->raw, c->raw_len, &out);
        buf_append_byte(&out, '"');
    }
    free(c->wire);
    c->wire_len = out.len;
    c->wire = buf_take(&out);
    c->wire_plain_json = plain_json;
}

size_t content_wire_len(struct content *c, bool plain_json)
{
    render(c, plain_json);
    return c->wire_len;
}

void content_append_body(struct content *c, bool plain_json, struct buf *out)
{
    render(c, plain_json);
    buf_append(out, c->wire, c->wire_len);
}

void content_append_metadata(const struct content *c, struct buf *out)
{
    if (c->metadata) {
        buf_append_str(out, c->metadata);
        return;
    }
    buf_append_byte(out, '{');
    if (c->type) {
        jsontext_key(out, "CF-Content-Type");
        jsontext_string(out, c->type, strlen(c->type));
    }
    buf_append_byte(out, '}');
}
