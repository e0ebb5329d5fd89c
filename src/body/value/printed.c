#include "body/value/printed.h"

#include "body/decode/magic.h"
#include "body/v8/v8.h"
#include "body/value/cbor.h"
#include "body/value/msgpack.h"
#include "body/value/protobuf.h"

#include <string.h>

/* Shorter bytes are one thing as well as another. */
enum { LEAST_BYTES = 4, GUESS_TEXT = 16 << 20 };

static bool print_v8(const char *bytes, size_t n, struct buf *out, struct print_end *end,
                     struct print_facts *facts)
{
    (void)facts; /* it is never guessed at */
    return v8_print(bytes, n, out, end);
}

typedef bool print_function(const char *bytes, size_t n, struct buf *out, struct print_end *end,
                            struct print_facts *facts);

static const struct {
    const char *name;
    print_function *print;
} forms[] = {
    [BODY_TEXT] = {NULL, NULL},
    [BODY_JSON] = {NULL, NULL},
    [BODY_BYTES] = {NULL, NULL},
    [BODY_V8] = {"v8", print_v8},
    [BODY_CBOR] = {"cbor", cbor_print},
    [BODY_MSGPACK] = {"msgpack", msgpack_print},
    [BODY_PROTOBUF] = {"protobuf", protobuf_print},
};

const char *printed_name(enum body_form form)
{
    return forms[form].name;
}

bool printed_append(enum body_form form, const char *bytes, size_t n, struct buf *out,
                    struct print_end *end)
{
    return forms[form].print(bytes, n, out, end, NULL);
}

/* Whether a printer reads them to the end, and what it finds. */
static bool try_form(enum body_form form, const char *bytes, size_t n, bool cut,
                     struct print_facts *facts)
{
    struct print_end end;
    struct buf text;

    buf_init(&text, GUESS_TEXT);
    forms[form].print(bytes, n, &text, &end, facts);
    buf_free(&text);
    return (facts->whole || (cut && facts->is_short)) && !facts->bad_text;
}

static bool is_msgpack(const char *bytes, size_t n, bool cut)
{
    unsigned char head = (unsigned char)bytes[0];
    struct print_facts facts;

    return ((head > 0x80 && head <= 0x9f && head != 0x90) || (head >= 0xdc && head <= 0xdf)) &&
           try_form(BODY_MSGPACK, bytes, n, cut, &facts) && facts.strings && !facts.odd_keys;
}

static bool is_cbor(const char *bytes, size_t n, bool cut)
{
    unsigned char head = (unsigned char)bytes[0];
    struct print_facts facts;

    if (n > 3 && !memcmp(bytes, "\xd9\xd9\xf7", 3))
        return true;
    return head > 0x80 && head <= 0xbf && head != 0xa0 &&
           try_form(BODY_CBOR, bytes, n, cut, &facts) && facts.strings;
}

static bool is_protobuf(const char *bytes, size_t n, bool cut)
{
    struct print_facts facts;
    struct protobuf_facts fields = {0};

    if (!cut && !protobuf_check(bytes, n, &fields))
        return false;
    if (!try_form(BODY_PROTOBUF, bytes, n, cut, &facts))
        return false;
    return facts.strings || (fields.fields >= 2 && fields.sorted);
}

enum body_form printed_guess(const char *bytes, size_t n, bool cut)
{
    if (n < LEAST_BYTES || magic_guess(bytes, n))
        return BODY_BYTES;
    if (is_msgpack(bytes, n, cut))
        return BODY_MSGPACK;
    if (is_cbor(bytes, n, cut))
        return BODY_CBOR;
    return is_protobuf(bytes, n, cut) ? BODY_PROTOBUF : BODY_BYTES;
}
