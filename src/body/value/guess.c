#include "body/value/guess.h"

#include "base/array.h"
#include "body/decode/magic.h"
#include "body/value/protobuf.h"

#include <string.h>

/* Shorter bytes are one thing as well as another. */
enum { LEAST_BYTES = 4, GUESS_TEXT = 16 << 20 };

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

static bool is_msgpack(const char *bytes, size_t n, bool cut)
{
    unsigned char head = (unsigned char)bytes[0];
    struct print_facts facts;

    return ((head > 0x80 && head <= 0x9f && head != 0x90) || (head >= 0xdc && head <= 0xdf)) &&
           try_printer(msgpack_print, bytes, n, cut, &facts) && facts.strings && !facts.odd_keys;
}

static bool is_cbor(const char *bytes, size_t n, bool cut)
{
    unsigned char head = (unsigned char)bytes[0];
    struct print_facts facts;

    if (n > 3 && !memcmp(bytes, "\xd9\xd9\xf7", 3))
        return true;
    return head > 0x80 && head <= 0xbf && head != 0xa0 &&
           try_printer(cbor_print, bytes, n, cut, &facts) && facts.strings;
}

static bool is_protobuf(const char *bytes, size_t n, bool cut)
{
    struct print_facts facts;
    struct protobuf_facts fields = {0};

    if (!cut && !protobuf_check(bytes, n, &fields))
        return false;
    if (!try_printer(protobuf_print, bytes, n, cut, &facts))
        return false;
    return facts.strings || (fields.fields >= 2 && fields.sorted);
}

/* In the order in which they are tried. */
static const struct guess {
    enum body_form form;
    bool (*is)(const char *bytes, size_t n, bool cut);
    bool weak;
} guesses[] = {
    {BODY_MSGPACK, is_msgpack, false},
    {BODY_CBOR, is_cbor, false},
    {BODY_PROTOBUF, is_protobuf, true},
};

enum body_form guess_form(const char *bytes, size_t n, bool cut)
{
    if (n < LEAST_BYTES || magic_guess(bytes, n))
        return BODY_BYTES;
    for (size_t i = 0; i < ARRAY_LEN(guesses); i++)
        if (guesses[i].is(bytes, n, cut))
            return guesses[i].form;
    return BODY_BYTES;
}

static bool is_guessed(enum body_form form, bool weak)
{
    for (size_t i = 0; i < ARRAY_LEN(guesses); i++)
        if (guesses[i].form == form)
            return guesses[i].weak == weak;
    return false;
}

bool guess_is_strong(enum body_form form)
{
    return is_guessed(form, false);
}

const char *guess_mark(enum body_form form)
{
    return is_guessed(form, true) ? "?" : "";
}
