#include "body/value/guess.h"

#include "base/memory/array.h"
#include "body/decode/magic.h"
#include "body/value/protobuf.h"

#include <string.h>

enum {
    LEAST_BYTES = 4, /* shorter ones are one thing as well as another */
    GUESS_TEXT = 16 << 20,
    LONG_STRINGS = 4, /* bytes of text that are more than chance */
    /* Points of evidence. */
    IS_GUESS = 2,
    IS_SURE = 3,
};

/* Whether a printer reads them to the end, and what it finds. */
static bool try_printer(printer_function *print, const char *bytes, size_t n, bool cut,
                        struct print_facts *facts)
{
    struct print_end end;
    struct buf text;

    buf_init(&text, GUESS_TEXT);
    print(bytes, n, &text, &end, facts);
    buf_free(&text);
    return (facts->whole || (cut && facts->is_short)) && !facts->bad_text;
}

/* How much speaks for values that were read to the end: 0 and less is nothing. */
static int weigh(const struct print_facts *f)
{
    int points = 0;

    points += f->strings ? 2 : 0;
    points += f->string_bytes >= LONG_STRINGS;
    points += f->text_keys && !f->number_keys;
    points += f->number_keys > 1 && !f->text_keys;
    points += f->seconds > 0;
    points += f->times ? 2 : 0;
    points -= f->odd_keys ? IS_GUESS : 0;
    return points;
}

static int weigh_msgpack(const char *bytes, size_t n, bool cut, size_t *values)
{
    unsigned char head = (unsigned char)bytes[0];
    struct print_facts facts;

    if (!((head > 0x80 && head <= 0x9f && head != 0x90) || (head >= 0xdc && head <= 0xdf)) ||
        !try_printer(msgpack_print, bytes, n, cut, &facts))
        return 0;
    *values = facts.values;
    return weigh(&facts);
}

/* A map or list that is not empty, or a tag. */
static bool can_be_cbor(unsigned char head)
{
    return (head > 0x80 && head <= 0xbf && head != 0xa0) || (head >= 0xc0 && head <= 0xdb);
}

static int weigh_cbor(const char *bytes, size_t n, bool cut, size_t *values)
{
    struct print_facts facts;

    if (n > 3 && !memcmp(bytes, "\xd9\xd9\xf7", 3))
        return IS_SURE;
    if (!can_be_cbor((unsigned char)bytes[0]) || !try_printer(cbor_print, bytes, n, cut, &facts))
        return 0;
    *values = facts.values;
    return weigh(&facts);
}

static int weigh_v8(const char *bytes, size_t n, bool cut, size_t *values)
{
    struct print_facts facts;

    *values = 1;
    return bytes[0] == '\xff' && bytes[1] >= 0x0d && bytes[1] <= 0x0f &&
                   try_printer(v8_print, bytes, n, cut, &facts)
               ? IS_SURE
               : 0;
}

static int weigh_protobuf(const char *bytes, size_t n, bool cut, size_t *values)
{
    struct print_facts facts;
    struct protobuf_facts fields = {0};

    *values = 1;
    if (!cut && !protobuf_check(bytes, n, &fields))
        return 0;
    if (!try_printer(protobuf_print, bytes, n, cut, &facts))
        return 0;
    return facts.strings || (fields.fields >= 2 && fields.sorted) ? IS_GUESS : 0;
}

/* In the order in which they are tried. */
static const struct {
    enum body_form form;
    int (*weigh)(const char *bytes, size_t n, bool cut, size_t *values);
} forms[] = {
    {BODY_V8, weigh_v8},
    {BODY_MSGPACK, weigh_msgpack},
    {BODY_CBOR, weigh_cbor},
    {BODY_PROTOBUF, weigh_protobuf},
};

struct guess guess_form(const char *bytes, size_t n, bool cut)
{
    struct guess best = {.form = BODY_BYTES};
    int most = IS_GUESS - 1;

    if (n < LEAST_BYTES || magic_guess(bytes, n))
        return best;
    for (size_t i = 0; i < ARRAY_LEN(forms) && most < IS_SURE; i++) {
        size_t values = 0;
        int points = forms[i].weigh(bytes, n, cut, &values);

        if (points > most) {
            best = (struct guess){forms[i].form, points >= IS_SURE, values};
            most = points;
        }
    }
    return best;
}
