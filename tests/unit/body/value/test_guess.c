/* Which form bytes are taken for, and which not. */
#include "body/decode/decode.h"
#include "body/decode/text.h"
#include "body/value/guess.h"
#include "tests/unit/printkit.h"

#include "body/decode/base64.h"

#include <stdio.h>

static enum body_form guess(const char *hex, bool cut)
{
    size_t n;
    char *bytes = kit_bytes(hex, &n);
    enum body_form form = guess_form(bytes, n, cut).form;

    free(bytes);
    return form;
}

static const struct {
    const char *hex;
    enum body_form form;
} samples[] = {
    {"d9d9f7 00", BODY_CBOR},              /* marked, whatever it is */
    {"d9d9f7 ff", BODY_CBOR},              /* and even broken */
    {"a2 6161 01 6162 820203", BODY_CBOR}, /* {a: 1, b: [2, 3]} */
    {"bf 6161 01 ff", BODY_CBOR},
    {"82 6161 a1 6162 6163", BODY_CBOR},  /* a list, where MessagePack has maps */
    {"a1 01 6161", BODY_CBOR},            /* numbers are keys in COSE */
    {"83 01 02 03", BODY_BYTES},          /* no string */
    {"a1 62 9b9b 01", BODY_BYTES},        /* no UTF-8 */
    {"a2 6161 01 6162", BODY_BYTES},      /* cut short */
    {"a1 6161 01 00", BODY_BYTES},        /* more behind it */
    {"82 a161 01 a162 02", BODY_MSGPACK}, /* {a: 1, b: 2} */
    {"82 a3666f6f a3626172 a36e756d 01", BODY_MSGPACK},
    {"92 a161 c0", BODY_MSGPACK},
    {"de0001 a161 01", BODY_MSGPACK},
    {"82 01 a161 02 a162", BODY_MSGPACK}, /* keys that are small numbers, and rise */
    {"82 02 a161 01 a162", BODY_BYTES},
    {"8201ad6f726465722e6372656174656402cd1b64", BODY_MSGPACK},
    {"92 01 cf 0000019c8e4d7000", BODY_MSGPACK}, /* a time in ms */
    {"81 01 02 03", BODY_BYTES},
    {"94 01 02 03 04", BODY_BYTES},
    {"82a2696401a161a162 82a2696402a161a163 81a2696403", BODY_MSGPACK},
    {"d9dfff8319e000816474797065656f72646572", BODY_CBOR}, /* a tag in front */
    {"c1 1a 69a0f280", BODY_CBOR},                         /* a time */
    {"d2 83 61 61 a2 6161 01 6162 02 43010203", BODY_CBOR},
    {"a2626964016161 6162 a2626964026161 6163", BODY_CBOR}, /* one behind the other */
    {"ff0f6f22016149027b01", BODY_V8},
    {"ff0f6f2201614902", BODY_BYTES}, /* cut short */
    {"ff0f0102", BODY_BYTES},
    {"909def0102f0909def0102f0909deffe", BODY_BYTES},
    {"82 a161 01 a162", BODY_BYTES},
    {"81 a19b 01 02", BODY_BYTES},
    {"a161 0102", BODY_BYTES},               /* a key with a control character */
    {"a3616263", BODY_BYTES},                /* a string, alone */
    {"10 01 08 01", BODY_BYTES},             /* two numbers, out of order */
    {"10 01 10 8100", BODY_BYTES},           /* a number longer than it has to be */
    {"08 9601 10 01", BODY_PROTOBUF},        /* two fields */
    {"12 07 74657374696e67", BODY_PROTOBUF}, /* a string */
    {"08 feffff07", BODY_BYTES},             /* one number */
    {"08 9601 10", BODY_BYTES},
    {"12 07 74657374696e", BODY_BYTES},
    {"08 9601 c2ff7f 01", BODY_BYTES}, /* a field of number 262136 */
    {"01 02", BODY_BYTES},
    {"00 00 00 00", BODY_BYTES},
    {"89504e470d0a1a0a 0000000d 49484452", BODY_BYTES},
    {"1f8b0800 00000000", BODY_BYTES},
};

static void samples_are_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        if (guess(samples[i].hex, false) != samples[i].form)
            print_error("%s\n", samples[i].hex);
        assert_int_equal(guess(samples[i].hex, false), samples[i].form);
    }
}

static void beginnings_are_told_where_they_end_early(void **state)
{
    (void)state;
    assert_int_equal(guess("a2 6161 01 6162", true), BODY_CBOR);
    assert_int_equal(guess("82 a161 01 a162", true), BODY_MSGPACK);
    assert_int_equal(guess("12 07 74657374696e67 0a 05 61", true), BODY_PROTOBUF);
    assert_int_equal(guess("a1 6161 01 00", true), BODY_BYTES);
}

/* Seen with this seed, of 200,000 each; a change of the rules that lets more through shows here. */
static const struct {
    size_t most_bytes;
    unsigned certain; /* taken for a form, at the most */
    unsigned guessed; /* certain or not */
} limits[] = {{8, 3, 231}, {64, 1, 159}, {1024, 1, 8}};

static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)(*seed >> 33);
}

/* From 2015 up to 2040, in seconds or milliseconds; the latter only of 64 bits. */
static void numbers_are_times_of_our_days(void **state)
{
    static const struct {
        double value;
        unsigned seconds, times; /* of a narrow one, and of a wide one */
    } cases[] = {{1420070399, 0, 0},    {1420070400, 1, 1},    {2208988799, 1, 1},
                 {2208988800, 0, 0},    {1420070399999, 0, 0}, {1420070400000, 0, 1},
                 {2208988799999, 0, 1}, {2208988800000, 0, 0}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct print p = {.n = 0};

        print_note_number(&p, cases[i].value, false);
        assert_int_equal(p.facts.seconds, cases[i].seconds);
        assert_int_equal(p.facts.times, 0);
        p.facts.seconds = 0;
        print_note_number(&p, cases[i].value, true);
        assert_int_equal(p.facts.times, cases[i].times);
        assert_int_equal(p.facts.seconds, 0);
    }
}

/* Keys that are numbers of one byte and grow. */
static void keys_are_counted_by_what_they_are(void **state)
{
    struct print p = {.n = 0};
    int64_t last = -1;

    (void)state;
    print_note_key(&p, true, 0, &last);
    print_note_key(&p, true, 255, &last);
    assert_int_equal(p.facts.number_keys, 2);
    assert_int_equal(p.facts.odd_keys, 0);
    print_note_key(&p, true, 255, &last);
    print_note_key(&p, true, 7, &last);
    print_note_key(&p, true, 256, &last);
    print_note_key(&p, false, 300, &last);
    assert_int_equal(p.facts.number_keys, 2);
    assert_int_equal(p.facts.odd_keys, 4);
    assert_int_equal(last, 255);
}

static void random_bytes_stay_bytes(void **state)
{
    enum { TIMES = 200000 };
    char bytes[1024];
    uint64_t seed = 20261126;

    (void)state;
    for (size_t l = 0; l < sizeof limits / sizeof limits[0]; l++) {
        unsigned certain = 0, guessed = 0;

        for (int i = 0; i < TIMES; i++) {
            size_t n = 1 + next_random(&seed) % limits[l].most_bytes;
            struct guess g;

            for (size_t k = 0; k < n; k++)
                bytes[k] = (char)(next_random(&seed) >> 8);
            if (text_is_readable(bytes, n, false))
                continue;
            g = guess_form(bytes, n, false);
            certain += g.sure;
            guessed += g.form != BODY_BYTES;
        }
        print_message("up to %zu bytes: %u certain, %u guessed\n", limits[l].most_bytes, certain,
                      guessed);
        assert_true(certain <= limits[l].certain);
        assert_true(guessed <= limits[l].guessed);
    }
}

static void check_decoded(const char *hex, enum content_type type, const char *chain,
                          const char *preview, const char *readable)
{
    struct message m = {.type = type};
    struct body b;
    struct buf coded;
    size_t n;
    char *bytes = kit_bytes(hex, &n), seen[100];

    buf_init(&coded, 10000);
    base64_encode(bytes, n, &coded);
    free(bytes);
    m.body = coded.bytes;
    m.body_len = coded.len;
    body_decode(&b, &m);
    assert_string_equal(b.chain, chain);
    body_free(&b);
    n = body_preview(&m, seen, sizeof seen - 1);
    seen[n] = '\0';
    assert_string_equal(seen, preview ? preview : coded.bytes);
    body_decode_readable(&b, &m);
    assert_string_equal(b.bytes, readable ? readable : coded.bytes);
    body_free(&b);
    buf_free(&coded);
}

static void bodies_are_decoded(void **state)
{
    static const char cbor[] = "a1 6161 8201 02", msgpack[] = "82 a161 01 a162 c0",
                      protobuf[] = "08 9601 12 02 6869";

    (void)state;
    check_decoded(cbor, CONTENT_BYTES, "base64 → cbor", "cbor› {a:[1,2]}",
                  "{\n  a: [\n    1,\n    2\n  ]\n}");
    check_decoded(msgpack, CONTENT_BYTES, "base64 → msgpack", "msgpack› {a:1,b:null}",
                  "{\n  a: 1,\n  b: null\n}");
    check_decoded(protobuf, CONTENT_BYTES, "base64 → protobuf?", "protobuf?› {1:150,2:\"hi\"}",
                  "{\n  1: 150,\n  2: \"hi\"\n}");
    check_decoded(msgpack, CONTENT_OTHER, "base64 → msgpack", "msgpack› {a:1,b:null}",
                  "{\n  a: 1,\n  b: null\n}");
    /* A guess is no reason to take for base64 what may be text; and text is never decoded. */
    check_decoded(protobuf, CONTENT_OTHER, "text", NULL, NULL);
    check_decoded(cbor, CONTENT_TEXT, "text", NULL, NULL);
    check_decoded(cbor, CONTENT_JSON, "base64 → cbor", "cbor› {a:[1,2]}",
                  "{\n  a: [\n    1,\n    2\n  ]\n}");
}

/* In the chain, the list and as text: values one behind the other, guesses with their ?. */
static void evidence_is_told(void **state)
{
    (void)state;
    check_decoded("8201ad6f726465722e6372656174656402cd1b64", CONTENT_BYTES, "base64 → msgpack",
                  "msgpack› {1:\"order.created\",2:7012}",
                  "{\n  1: \"order.created\",\n  2: 7012\n}");
    check_decoded("92 01 cf 0000019c8e4d7000", CONTENT_BYTES, "base64 → msgpack?",
                  "msgpack?› [1,1771913965568]", "[\n  1,\n  1771913965568\n]");
    check_decoded("81a2696401 81a2696402", CONTENT_BYTES, "base64 → msgpack, 2 values",
                  "msgpack› {id:1}{id:2}", "{\n  id: 1\n}\n{\n  id: 2\n}");
    check_decoded("a162696401 a162696402 a162696403", CONTENT_BYTES, "base64 → cbor, 3 values",
                  "cbor› {id:1}{id:2}{id:3}", "{\n  id: 1\n}\n{\n  id: 2\n}\n{\n  id: 3\n}");
    check_decoded("ff0f6f22016149027b01", CONTENT_BYTES, "base64 → v8", "v8› {a:1}",
                  "{\n  a: 1\n}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_are_told),
        cmocka_unit_test(beginnings_are_told_where_they_end_early),
        cmocka_unit_test(numbers_are_times_of_our_days),
        cmocka_unit_test(keys_are_counted_by_what_they_are),
        cmocka_unit_test(random_bytes_stay_bytes),
        cmocka_unit_test(bodies_are_decoded),
        cmocka_unit_test(evidence_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
