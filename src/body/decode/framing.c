#include "body/decode/framing.h"

#include "base/memory/array.h"
#include "base/text/text_line.h"
#include "body/decode/inflate.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
    HEAD = 5,         /* a byte and a number of four */
    PREFIX_MAX = 16,  /* bytes before JSON */
    LEAST_INSIDE = 6, /* {} stands behind many bytes by chance */
    SCHEMA_MAX = 1000000,
};

/* The bytes being looked at; outer and total as framing_find() has them. */
struct frame {
    const unsigned char *s;
    size_t n;
    size_t total;
};

static uint32_t read_big(const unsigned char *s, size_t n)
{
    uint32_t value = 0;

    for (size_t i = 0; i < n; i++)
        value = value << 8 | s[i];
    return value;
}

static size_t read_little(const unsigned char *s, size_t n)
{
    size_t value = 0;

    for (size_t i = 0; i < n; i++)
        value |= (size_t)s[i] << 8 * i;
    return value;
}

/* The inside is what stands behind the first skip bytes. */
static bool take_rest(const struct frame *b, size_t skip, struct framing *f)
{
    return b->n > skip && buf_append(&f->inside, b->s + skip, b->n - skip);
}

static bool find_grpc(const struct frame *b, struct framing *f)
{
    f->needs = FRAMING_NOTHING;
    snprintf(f->name, sizeof f->name, "gRPC");
    return b->n > HEAD && b->s[0] <= 1 && read_big(b->s + 1, 4) == b->total - HEAD &&
           take_rest(b, HEAD, f);
}

static bool find_schema(const struct frame *b, struct framing *f, size_t skip)
{
    uint32_t id = b->n > HEAD ? read_big(b->s + 1, 4) : 0;

    snprintf(f->name, sizeof f->name, "confluent schema %u", (unsigned)id);
    return b->n > HEAD && b->s[0] == 0 && id && id < SCHEMA_MAX && take_rest(b, skip, f);
}

static bool find_confluent(const struct frame *b, struct framing *f)
{
    f->needs = FRAMING_READABLE;
    return find_schema(b, f, HEAD);
}

static bool find_confluent_text(const struct frame *b, struct framing *f)
{
    f->needs = FRAMING_TEXT;
    f->last = true;
    return find_schema(b, f, HEAD);
}

/* The index of the message in its schema: 0 is the first. */
static bool find_confluent_protobuf(const struct frame *b, struct framing *f)
{
    f->needs = FRAMING_PROTOBUF;
    return b->n > HEAD + 1 && b->s[HEAD] == 0 && find_schema(b, f, HEAD + 1);
}

static bool find_avro(const struct frame *b, struct framing *f)
{
    enum { FINGERPRINT = 8 };
    struct text_line name;

    f->needs = FRAMING_NOTHING;
    f->opaque = true;
    if (b->n <= 2 + FINGERPRINT || b->s[0] != 0xc3 || b->s[1] != 1)
        return false;
    name = text_line(f->name, sizeof f->name);
    text_line_add(&name, "avro schema ");
    for (size_t i = 0; i < FINGERPRINT; i++)
        text_line_add(&name, "%02x", b->s[1 + FINGERPRINT - i]);
    return take_rest(b, 2 + FINGERPRINT, f);
}

/* Behind a string with its length before it; 0: there is none, of at most that many bytes. */
static size_t skip_short(const struct frame *b, size_t at)
{
    return at < b->n && b->s[at] < 0x80 && b->s[at] < b->n - at ? at + 1 + b->s[at] : 0;
}

/* Records of text: chars (98..9D) and bytes (9E..A3), whose length takes 1, 2 or 4 bytes; an odd
 * one ends the element, as 01 does. */
static bool read_records(const struct frame *b, size_t at, struct buf *out)
{
    enum { FIRST = 0x98, BEHIND = 0xa4, END = 1 };

    while (at < b->n && b->s[at] >= FIRST && b->s[at] < BEHIND) {
        unsigned kind = b->s[at++] - FIRST;
        size_t size = (size_t)1 << kind / 2 % 3, len;

        if (size > b->n - at)
            return false;
        len = read_little(b->s + at, size);
        at += size;
        if (len > b->n - at || !buf_append(out, b->s + at, len))
            return false;
        at += len;
        if (kind % 2)
            return at == b->n;
    }
    return at + 1 == b->n && b->s[at] == END;
}

static bool find_net(const struct frame *b, struct framing *f)
{
    enum { ELEMENT = 0x40, NAMESPACE = 8 };
    size_t at = b->n > 3 && b->s[0] == ELEMENT ? skip_short(b, 1) : 0, behind;

    f->needs = FRAMING_NOTHING;
    if (!at || at == b->n || b->s[at] != NAMESPACE)
        return false;
    behind = skip_short(b, at + 1);
    snprintf(f->name, sizeof f->name, ".NET %.20s",
             b->s[1] == 6 && !memcmp(b->s + 2, "string", 6) ? "string" : "value");
    return behind && memcmp(b->s + at + 2, "http", 4) == 0 && read_records(b, behind, &f->inside);
}

static bool find_java(const struct frame *b, struct framing *f)
{
    static const char start[] = "\xac\xed\0\x05t";
    enum { LENGTH = sizeof start - 1, TEXT = LENGTH + 2 };

    f->needs = FRAMING_NOTHING;
    snprintf(f->name, sizeof f->name, "java string");
    return b->n >= TEXT && memcmp(b->s, start, LENGTH) == 0 &&
           read_big(b->s + LENGTH, 2) == b->total - TEXT && take_rest(b, TEXT, f);
}

static bool find_delimited(const struct frame *b, struct framing *f)
{
    uint64_t len = 0;
    size_t at = 0;

    f->needs = FRAMING_PROTOBUF;
    f->last = true;
    snprintf(f->name, sizeof f->name, "delimited");
    for (unsigned shift = 0; at < b->n && at < 4; shift += 7) {
        len |= (uint64_t)(b->s[at] & 0x7f) << shift;
        if (!(b->s[at++] & 0x80))
            break;
    }
    return len && at < b->n && len == b->total - at && take_rest(b, at, f);
}

/* Where JSON, or what is packed, can begin. */
static bool can_begin(const struct frame *b, size_t at)
{
    const char *s = (const char *)b->s + at;

    return *s == '{' || *s == '[' || packing_find(s, b->n - at) != PACKING_NONE;
}

static bool find_prefix(const struct frame *b, struct framing *f)
{
    size_t at = 1;

    f->needs = FRAMING_CERTAIN;
    f->last = true;
    while (at < b->n && at <= PREFIX_MAX && !can_begin(b, at))
        at++;
    snprintf(f->name, sizeof f->name, "%zu B", at);
    return b->n >= at + LEAST_INSIDE && at <= PREFIX_MAX && take_rest(b, at, f);
}

bool framing_find(const char *bytes, size_t n, size_t total, int *next, struct framing *f)
{
    static bool (*const finders[])(const struct frame *, struct framing *) = {
        find_grpc,      find_confluent, find_confluent_protobuf, find_avro, find_net, find_java,
        find_delimited, find_prefix,    find_confluent_text};
    const struct frame b = {(const unsigned char *)bytes, n, total};

    while (*next < (int)ARRAY_LEN(finders)) {
        *f = (struct framing){.name = ""};
        buf_init(&f->inside, n);
        if (finders[(*next)++](&b, f))
            return true;
        buf_free(&f->inside);
    }
    return false;
}
