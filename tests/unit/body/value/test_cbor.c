/* The examples of RFC 8949, appendix A, and what no encoder writes. */
#include "tests/unit/printkit.h"

static const struct vector examples[] = {
    {"00", "0"},
    {"01", "1"},
    {"0a", "10"},
    {"17", "23"},
    {"1818", "24"},
    {"1819", "25"},
    {"1864", "100"},
    {"1903e8", "1000"},
    {"1a000f4240", "1000000"},
    {"1b000000e8d4a51000", "1000000000000"},
    {"1bffffffffffffffff", "18446744073709551615"},
    {"c249010000000000000000", "18446744073709551616n"},
    {"3bffffffffffffffff", "-18446744073709551616"},
    {"c349010000000000000000", "-18446744073709551617n"},
    {"20", "-1"},
    {"29", "-10"},
    {"3863", "-100"},
    {"3903e7", "-1000"},
    {"f90000", "0"},
    {"f98000", "-0"},
    {"f93c00", "1"},
    {"fb3ff199999999999a", "1.1"},
    {"f93e00", "1.5"},
    {"f97bff", "65504"},
    {"fa47c35000", "100000"},
    {"fa7f7fffff", "3.4028234663852886e+38"},
    {"fb7e37e43c8800759c", "1e+300"},
    {"f90001", "5.960464477539063e-8"},
    {"f90400", "0.00006103515625"},
    {"f9c400", "-4"},
    {"fbc010666666666666", "-4.1"},
    {"f97c00", "Infinity"},
    {"f97e00", "NaN"},
    {"f9fc00", "-Infinity"},
    {"fa7f800000", "Infinity"},
    {"fa7fc00000", "NaN"},
    {"faff800000", "-Infinity"},
    {"fb7ff0000000000000", "Infinity"},
    {"fb7ff8000000000000", "NaN"},
    {"fbfff0000000000000", "-Infinity"},
    {"f4", "false"},
    {"f5", "true"},
    {"f6", "null"},
    {"f7", "undefined"},
    {"f0", "simple(16)"},
    {"f8ff", "simple(255)"},
    {"f820", "simple(32)"},
    {"e0", "simple(0)"},
    {"f3", "simple(19)"},
    {"c074323031332d30332d32315432303a30343a30305a", "Date(2013-03-21T20:04:00Z)"},
    {"c11a514b67b0", "Date(2013-03-21T20:04:00.000Z)"},
    {"c1fb41d452d9ec200000", "Date(2013-03-21T20:04:00.500Z)"},
    {"d74401020304", "tag(23) <01 02 03 04>"},
    {"d818456449455446", "tag(24) <64 49 45 54 46>"},
    {"d82076687474703a2f2f7777772e6578616d706c652e636f6d", "tag(32) \"http://www.example.com\""},
    {"40", "<>"},
    {"4401020304", "<01 02 03 04>"},
    {"60", "\"\""},
    {"6161", "\"a\""},
    {"6449455446", "\"IETF\""},
    {"62225c", "\"\\\"\\\\\""},
    {"62c3bc", "\"ü\""},
    {"63e6b0b4", "\"水\""},
    {"64f0908591", "\"𐅑\""},
    {"80", "[]"},
    {"83010203", "[\n  1,\n  2,\n  3\n]"},
    {"8301820203820405", "[\n  1,\n  [\n    2,\n    3\n  ],\n  [\n    4,\n    5\n  ]\n]"},
    {"a0", "{}"},
    {"a201020304", "{\n  1: 2,\n  3: 4\n}"},
    {"a26161016162820203", "{\n  a: 1,\n  b: [\n    2,\n    3\n  ]\n}"},
    {"826161a161626163", "[\n  \"a\",\n  {\n    b: \"c\"\n  }\n]"},
    {"5f42010243030405ff", "<01 02 03 04 05>"},
    {"7f657374726561646d696e67ff", "\"streaming\""},
    {"9fff", "[]"},
    {"9f018202039f0405ffff", "[\n  1,\n  [\n    2,\n    3\n  ],\n  [\n    4,\n    5\n  ]\n]"},
    {"bf61610161629f0203ffff", "{\n  a: 1,\n  b: [\n    2,\n    3\n  ]\n}"},
    {"bf6346756ef563416d7421ff", "{\n  Fun: true,\n  Amt: -2\n}"},
};

static void examples_of_the_rfc(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++)
        kit_check(cbor_print, &examples[i]);
}

static const struct vector others[] = {
    {"d9d9f7 6161", "\"a\""}, /* "this is CBOR" in front */
    {"81 d9d9f7 6161", "[\n  tag(55799) \"a\"\n]"},
    {"c6 01", "tag(6) 1"}, /* tags that libcbor 0.8 refuses */
    {"d2 01", "tag(18) 1"},
    {"d4 c1 00", "tag(20) Date(1970-01-01T00:00:00.000Z)"},
    {"c1 20", "Date(1969-12-31T23:59:59.000Z)"},
    {"c1 1bffffffffffffffff", "Date(invalid)"},
    {"c1 3bffffffffffffffff", "Date(invalid)"},
    {"c1 f6", "tag(1) null"},
    {"c0 6161", "tag(0) \"a\""}, /* no date */
    {"c2 40", "0n"},
    {"c3 40", "-1n"},
    {"c3 41ff", "-256n"},
    {"c2 01", "tag(2) 1"},
    {"a1 656f64642d6b 01", "{\n  \"odd-k\": 1\n}"},
    {"a1 656f6464206b 01", "{\n  \"odd k\": 1\n}"},
    {"a1 7f6161ff 01", "{\n  a: 1\n}"},
    {"a1 8101 02", "{\n  [\n    1\n  ]: 2\n}"},
    {"62 1b9b", "\"\\u001b\xef\xbf\xbd\""},
    /* what is wrong */
    {"", "// byte 0: the bytes end within the value"},
    {"0000", "0\n// byte 1: 1 more byte after the value"},
    {"ff", "// byte 0: a break where a value must be"},
    {"82 01 ff", "[\n  1,\n// byte 2: a break where a value must be"},
    {"bf 6161 ff", "{\n  a:\n// byte 3: a break where a value must be"},
    {"5f 6161 ff", "// byte 1: another value within a string in pieces"},
    {"7f 7f ff", "// byte 1: another value within a string in pieces"},
    {"1c", "// byte 0: 0x1c begins no value"},
    {"f800", "// byte 0: 0xf8 begins no value"},
    {"f81f", "// byte 0: 0xf8 begins no value"},
    {"9bffffffffffffffff 01", "[\n  1\n// byte 10: the bytes end within the value"},
    {"bbffffffffffffffff 01", "{\n  1:\n// byte 10: the bytes end within the value"},
    {"5bffffffffffffffff 01", "// byte 0: the bytes end within the value"},
    {"7bffffffffffffffff 01", "// byte 0: the bytes end within the value"},
};

static void what_else_there_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        kit_check(cbor_print, &others[i]);
}

/* Maps, lists and tags stand one behind the other, nothing else does. */
static void what_begins_another_value(void **state)
{
    static const struct vector sequences[] = {
        {"80 80", "[]\n[]"},
        {"80 9fff a0 bfff", "[]\n[]\n{}\n{}"},
        {"80 c000 d200", "[]\ntag(0) 0\ntag(18) 0"},
        {"80 db000000000000001200", "[]\ntag(18) 0"},
        {"80 7fff", "[]\n// byte 1: 2 more bytes after the value"},
        {"80 dc00", "[]\n// byte 1: 2 more bytes after the value"},
        {"00 80", "0\n// byte 1: 1 more byte after the value"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++)
        kit_check(cbor_print, &sequences[i]);
}

static void cut_anywhere(void **state)
{
    (void)state;
    kit_check_cuts(cbor_print, "bf 6161 1903e8 6162 9f 0203 ff 6163 c249010000000000000000 6164 "
                               "7f 6161 6162 ff 6165 fb3ff199999999999a 6166 f8ff 6167 d82040 ff");
}

static void depth_is_bounded(void **state)
{
    (void)state;
    kit_check_depth(cbor_print, "\x81", 1);
    kit_check_depth(cbor_print, "\x9f", 1);
    kit_check_depth(cbor_print, "\xa1", 1);     /* maps as keys */
    kit_check_depth(cbor_print, "\x81\xc6", 2); /* with tags between */
}

/* Deeper than 32 levels, lines begin in the same column. */
static void indentation_is_bounded(void **state)
{
    enum { DEPTH = 40 };
    char bytes[DEPTH + 1] = {0}, *line;
    struct print_end end;
    struct buf out;

    (void)state;
    memset(bytes, 0x81, DEPTH);
    buf_init(&out, 1 << 20);
    assert_true(cbor_print(bytes, sizeof bytes, &out, &end, NULL));
    line = out.bytes;
    for (size_t i = 0; i <= DEPTH; i++) {
        assert_int_equal(strspn(line, " "), i < 32 ? 2 * i : 64);
        line = strchr(line, '\n') + 1;
    }
    buf_free(&out);
}

static void tags_are_bounded(void **state)
{
    struct print_end end;
    struct buf out;
    char tags[10000];

    (void)state;
    memset(tags, 0xc6, sizeof tags);
    buf_init(&out, 1 << 20);
    assert_false(cbor_print(tags, sizeof tags, &out, &end, NULL));
    assert_int_equal(end.at, 16);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_of_the_rfc),       cmocka_unit_test(what_else_there_is),
        cmocka_unit_test(what_begins_another_value), cmocka_unit_test(cut_anywhere),
        cmocka_unit_test(depth_is_bounded),          cmocka_unit_test(tags_are_bounded),
        cmocka_unit_test(indentation_is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
