#include "body/value/print.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char header[] = "\xff\x0f";

/* A value behind a header, in an allocation of its own size. */
static bool print_value(const char *value, size_t n, size_t cap, struct buf *out,
                        struct print_end *end)
{
    char *bytes = malloc(n + 2);
    bool whole;

    assert_non_null(bytes);
    memcpy(bytes, header, 2);
    memcpy(bytes + 2, value, n);
    buf_init(out, cap);
    whole = v8_print(bytes, n + 2, out, end, NULL);
    free(bytes);
    return whole;
}

static void check_bytes(const char *value, size_t n, const char *expected)
{
    struct print_end end;
    struct buf out;
    bool whole = print_value(value, n, 1 << 20, &out, &end);

    assert_string_equal(out.bytes, expected);
    assert_int_equal(whole, strstr(expected, "// byte") == NULL);
    buf_free(&out);
}

/* A literal, with the NULs in it. */
#define CHECK(value, expected) check_bytes(value, sizeof(value) - 1, expected)

static void check_double(double d, const char *expected)
{
    char value[9] = "N";

    memcpy(value + 1, &d, sizeof d);
    check_bytes(value, sizeof value, expected);
}

static void numbers_are_written_as_javascript_does(void **state)
{
    (void)state;
    check_double(0.1, "0.1");
    check_double(-1234.5, "-1234.5");
    check_double(1.0 / 3, "0.3333333333333333");
    check_double(0.1 + 0.2, "0.30000000000000004");
    check_double(1e15, "1000000000000000");
    check_double(123456789012345680000.0, "123456789012345680000");
    check_double(1e20, "100000000000000000000");
    check_double(1e21, "1e+21");
    check_double(1.25e-7, "1.25e-7");
    check_double(1e-6, "0.000001");
    check_double(1.234e-5, "0.00001234");
    check_double(5.960464477539063e-8, "5.960464477539063e-8");
    check_double(7.1362384635298e44, "7.1362384635298e+44");
    check_double(1e-310, "1e-310");
    check_double(5e-324, "5e-324");
    check_double(-1.7976931348623157e308, "-1.7976931348623157e+308");
}

static void check_date(double ms, const char *expected)
{
    char value[9] = "D";

    memcpy(value + 1, &ms, sizeof ms);
    check_bytes(value, sizeof value, expected);
}

static void dates_reach_as_far_as_javascripts(void **state)
{
    (void)state;
    check_date(-1, "Date(1969-12-31T23:59:59.999Z)");
    check_date(253402300799999, "Date(9999-12-31T23:59:59.999Z)");
    check_date(253402300800000, "Date(+010000-01-01T00:00:00.000Z)");
    check_date(-62167219200000, "Date(0000-01-01T00:00:00.000Z)");
    check_date(-62167219200001, "Date(-000001-12-31T23:59:59.999Z)");
    check_date(8.64e15, "Date(+275760-09-13T00:00:00.000Z)");
    check_date(-8.64e15, "Date(-271821-04-20T00:00:00.000Z)");
    check_date(8.64e15 + 2, "Date(invalid)");
    check_date(-1e300, "Date(invalid)");
}

static void big_integers_are_decimal_up_to_a_size(void **state)
{
    static char value[PRINT_BIGINT + 20] = "Z\x82\x40"; /* bitfield: 2 * (PRINT_BIGINT + 1) */
    struct print_end end;
    struct buf out;

    (void)state;
    CHECK("Z\x30\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0",
          "340282366920938463463374607431768211456n");
    CHECK("Z\x11\0\xca\x9a\x3b\0\0\0\0", "-1000000000n");
    CHECK("Z\x05\x39\x30", "-12345n"); /* digits may be short of eight bytes */
    CHECK("Z\x11\0\0\0\0\0\0\0\0", "0n");
    CHECK("Z\0", "0n");

    value[3 + PRINT_BIGINT] = 0x0a;
    value[3] = 1;
    assert_true(print_value(value, 4 + PRINT_BIGINT, 1 << 20, &out, &end));
    assert_int_equal(out.len, 2 + 1 + 2 * PRINT_BIGINT + 1);
    assert_memory_equal(out.bytes, "0xa00", 5);
    assert_string_equal(out.bytes + out.len - 5, "0001n");
    buf_free(&out);

    memset(value + 3, 0xff, PRINT_BIGINT);
    value[1] = (char)0x80;
    assert_true(print_value(value, 3 + PRINT_BIGINT, 1 << 20, &out, &end));
    assert_int_equal(out.len, 9865 + 1); /* digits of 2 to the 32768 */
    assert_memory_equal(out.bytes, "14154610310449547890", 20);
    buf_free(&out);
}

static void strings_are_safe_to_draw(void **state)
{
    (void)state;
    CHECK("\"\x05\x1b[\"\\\n", "\"\\u001b[\\\"\\\\\\n\"");
    CHECK("\"\x02\x7f\x9b", "\"\\u007f\\u009b\"");
    CHECK("c\x04\x2e\x20\x41\0", "\"\\u202eA\"");
    CHECK("c\x06\0\xdc\0\xd8\x41\0", "\"\\udc00\\ud800A\"");
    CHECK("S\x05"
          "a\xff\xc3\xa9\xc3",
          "\"a\xef\xbf\xbd\xc3\xa9\xef\xbf\xbd\"");
    CHECK("R\"\x04\\\"\n/\0", "/\\\"\\n//");
    CHECK("R\"\0\0", "/(?:)/");
}

static void keys_are_bare_where_they_can_be(void **state)
{
    (void)state;
    CHECK(
        "o\"\x03"
        "a b0\"\0"
        "0\"\x03_$1"
        "0\"\x02"
        "1a0\"\x01\xe9"
        "0I\x03"
        "0U\x07"
        "0N\0\0\0\0\0\0\xf8\x3f"
        "0{\x08",
        "{\n  \"a b\": null,\n  \"\": null,\n  _$1: null,\n  \"1a\": null,\n  \"\xc3\xa9\": null,\n"
        "  -2: null,\n  7: null,\n  1.5: null\n}");
    CHECK("oT0{\x01", "{\n// byte 3: tag 0x54 where a key must be");
}

static void holes_stand_in_their_place(void **state)
{
    (void)state;
    CHECK("A\x05--I\2-0$\0\5", "[\n  <2 empty items>,\n  1,\n  <1 empty item>,\n  null\n]");
    CHECK("A\x01-\"\1xT$\1\1", "[\n  <1 empty item>,\n  x: true\n]");
    CHECK("a\x88\x27I\x08T\"\1xFI\x0aT@\3\x88\x27",
          "[\n  <4 empty items>,\n  true,\n  <4995 empty items>,\n  x: false,\n  5: true\n]");
    CHECK("a\3I\4TI\2F@\2\3", "[\n  <2 empty items>,\n  true,\n  1: false\n]");
    CHECK("a\1I\x0eTI\1F@\2\1", "[\n  <1 empty item>,\n  7: true,\n  -1: false\n]");
    CHECK("a\xff\xff\xff\xff\x0f@\0\xff\xff\xff\xff\x0f", "[\n  <4294967295 empty items>\n]");
}

static void references_name_what_they_mean(void **state)
{
    (void)state;
    /* The second that is referred to comes first; each label stands at its own value. */
    CHECK("A\4o{\0"
          "D\0\0\0\0\0\0\0\0"
          "^\2"
          "^\1"
          "$\0\4",
          "[\n  <ref *2> {},\n  <ref *1> Date(1970-01-01T00:00:00.000Z),\n  [Ref *1],\n"
          "  [Ref *2]\n]");
    CHECK("'o\"\1s^\0\"\1t^\1{\2,\1",
          "<ref *1> Set {\n  <ref *2> {\n    s: [Circular *1],\n    t: [Circular *2]\n  }\n}");
    CHECK("A\3B\1\7^\1^\1V\x42\0\1\0$\0\3", "[\n  <ref *1> ArrayBuffer(1) <07>,\n  [Ref *1],\n"
                                            "  Uint8Array(1) <07> in [Ref *1]\n]");
    CHECK("A\2B\1\7V\x62\0\1\0^\2$\0\2", "[\n  <ref *1> Int8Array(1) [7],\n  [Ref *1]\n]");
    CHECK("A\1^\5$\0\1", "[\n// byte 5: reference to object 5, but 1 have begun");
    CHECK("^\0", "// byte 3: reference to object 0, but 0 have begun");
}

static void views_stay_within_their_buffer(void **state)
{
    (void)state;
    CHECK("B\4\1\2\3\4V\x57\2\2\0", "Uint16Array(1) [1027] at byte 2 of 4");
    CHECK("B\4\1\2\3\4V\x57\1\2\0",
          "ArrayBuffer(4) <01 02 03 04>\n// byte 8: view of 2 bytes at 1, in a buffer of 4");
    CHECK("B\1\1V\x42\0\2\0",
          "ArrayBuffer(1) <01>\n// byte 5: view of 2 bytes at 0, in a buffer of 1");
    CHECK("B\1\1V\x42\xff\xff\xff\xff\xff\xff\xff\xff\xff\1\2\0",
          "ArrayBuffer(1) <01>\n"
          "// byte 5: view of 2 bytes at 18446744073709551615, in a buffer of 1");
    CHECK("B\1\1V\x7a\0\1\0", "ArrayBuffer(1) <01>\n// byte 6: unknown kind of view 0x7a");
    CHECK("V\x42\0\1\0", "// byte 2: unknown tag 0x56");
    CHECK("~\5\x0a\1\2\3\4\5V\x57\1\0\1", /* one byte on is no place for 16 bits */
          "ArrayBuffer(5, max 10) <01 02 03 04 05>\n"
          "// byte 10: view of 4 bytes at 1, in a buffer of 5");
    CHECK("~\5\x0a\1\2\3\4\5V\x57\2\0\1", "Uint16Array(1) [1027] at byte 2 of 5");
    CHECK("~\5\4\1\2\3\4\5", "// byte 3: buffer of 5 bytes, at most 4, but 5 are left");
    CHECK("B\x0a\x01\0\0\x80\0\x04\xff\x7b\0\x7cV\x68\0\x0a\0",
          "Float16Array(5) [5.960464477539063e-8, -0, 0.00006103515625, 65504, Infinity]");
}

static void long_buffers_come_in_rows_and_not_whole(void **state)
{
    static char value[3 + 2000] = "B\xd0\x0f";
    struct print_end end;
    struct buf out;

    (void)state;
    CHECK("B\x11"
          "0123456789abcdefg",
          "ArrayBuffer(17) <\n  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66\n  67\n>");
    CHECK("B\x12\1\0\2\0\3\0\4\0\5\0\6\0\7\0\x08\0\x09\0V\x77\0\x12\0",
          "Int16Array(9) [\n  1, 2, 3, 4, 5, 6, 7, 8,\n  9\n]");
    assert_true(print_value(value, sizeof value, 1 << 20, &out, &end));
    assert_non_null(strstr(out.bytes, "00\n  ... 976 more\n>"));
    assert_int_equal(out.len, 19 + PRINT_SHOWN / 16 * 50 + 15 + 2);
    buf_free(&out);
}

/* A view takes eight bytes and may name a large buffer again and again. */
static void views_of_one_buffer_do_not_grow_without_end(void **state)
{
    static const char view[] = "^\1V\x42\0\xe8\x07\0";
    static char value[1 + 3 + 1000 + 100 * (sizeof view - 1) + 2] = "'B\xe8\x07";
    struct print_end end;
    struct buf out;
    size_t at = 4 + 1000;

    (void)state;
    for (int i = 0; i < 100; i++, at += sizeof view - 1)
        memcpy(value + at, view, sizeof view - 1);
    memcpy(value + at, ",\x65", 2);
    assert_true(print_value(value, at + 2, 1 << 20, &out, &end));
    assert_non_null(strstr(out.bytes, "Uint8Array(1000) <\n    ... 1000 more\n  > in [Ref *1]\n}"));
    assert_true(out.len < 20000);
    buf_free(&out);
}

static void errors_and_host_objects_show_what_they_hold(void **state)
{
    (void)state;
    CHECK("r.", "Error {}");
    CHECK("rUs\"\1tcr.m\"\1u.",
          "URIError {\n  stack: \"t\",\n  cause: Error {},\n  message: \"u\"\n}");
    CHECK("rX", "Error {\n// byte 3: unknown part 0x58 of an error");
    CHECK("\\\x08\1n\1m\2s\n", "DOMException {\n  name: \"n\",\n  message: \"m\",\n"
                               "  stack: \"s\\n\"\n}");
    CHECK("\\\4\3\2\x11\x0a"
          "text/plain\0\3x-a\0",
          "Headers {\n  \"content-type\": \"text/plain\",\n  \"x-a\": \"\"\n}");
    CHECK("\\\4\3\1\x30", "Headers {\n// byte 6: unknown header 48");
    CHECK("\\\x0f\1t\2\1\2", "Blob {\n  type: \"t\",\n  bytes: <01 02>\n}");
    CHECK("\\\5\1", "// byte 3: unknown content of host object 5, Request");
    CHECK("\\\x20", "// byte 3: unknown host object 32");
    CHECK("\\\x0a\2b\1", "Buffer(2) <62 01>"); /* node's, for as workerd's it does not end */
    CHECK("A\2\\\x0a\1\"\1m"
          "o\"\4self^\1{\1"
          "^\1$\0\2",
          "[\n  <ref *1> Error {\n    message: \"m\",\n    self: [Circular *1]\n  },\n"
          "  [Ref *1]\n]");
    CHECK("u\5", "[SharedArrayBuffer 5, not in these bytes]");
}

/* Objects are kept in a list that moves when it grows. */
static void any_number_of_objects_can_begin(void **state)
{
    (void)state;
    for (size_t n = 1; n < 100; n++) {
        static const char error[] = "\\\x0a\1\"\1mo{\0";
        char value[200] = "A";
        struct print_end end;
        struct buf out;
        size_t len = 1;

        value[len++] = (char)(n + 1);
        for (size_t i = 0; i < n; i++)
            value[len++] = 'y';
        memcpy(value + len, error, sizeof error - 1);
        len += sizeof error - 1;
        value[len++] = '$';
        value[len++] = '\0';
        value[len++] = (char)(n + 1);
        assert_true(print_value(value, len, 10000, &out, &end));
        assert_non_null(strstr(out.bytes, ",\n  Error {\n    message: \"m\"\n  }\n]"));
        buf_free(&out);
    }
}

static void the_first_fault_ends_the_text(void **state)
{
    (void)state;
    CHECK("", "// byte 2: the bytes end before the value does");
    CHECK("o\"\1aI\2\"\1b?\1L", "{\n  a: 1,\n  b:\n// byte 13: unknown tag 0x4c");
    CHECK("o\"\1aI\2{\2", "{\n  a: 1\n// byte 9: the count is 2, but 1 were read");
    CHECK(";I\2I\4:\1", "Map {\n  1 => 2\n// byte 8: the count is 1, but 2 were read");
    CHECK("A\2I\2I\4$\0\3", "[\n  1,\n  2\n// byte 10: the count is 3, but 2 were read");
    CHECK("A\x7fI\2", "[\n// byte 3: array of 127, but 2 bytes are left");
    CHECK("\"\x05"
          "abc",
          "// byte 3: string of 5 bytes, but 3 are left");
    CHECK("\"\xff\xff\xff\xff\x0f"
          "abc",
          "// byte 3: string of 4294967295 bytes, but 3 are left");
    CHECK("I\x80", "// byte 3: the bytes end within a number");
    CHECK("N\0\0", "// byte 3: the bytes end within a number");
    CHECK("T\0F", "true\n// byte 3: 2 more bytes after the value");
    CHECK("sI\2", "[String:\n// byte 3: tag 0x49 where a string must be");
    CHECK("R\"\1a\x80\x04", "/a/\n// byte 6: unknown flags 0x200 of a RegExp");
}

static void depth_has_an_end(void **state)
{
    static char value[2 * 100000];
    struct print_end end;
    struct buf out;

    (void)state;
    for (size_t i = 0; i < sizeof value; i += 2)
        memcpy(value + i, "A\1", 2);
    assert_false(print_value(value, sizeof value, 1 << 20, &out, &end));
    assert_string_equal(end.why, "nested deeper than 200");
    assert_int_equal(end.at, 2 + (size_t)2 * PRINT_DEPTH);
    buf_free(&out);

    for (size_t depth = PRINT_DEPTH; depth < PRINT_DEPTH + 2; depth++) {
        memset(value, '\'', depth);
        for (size_t i = 0; i < depth; i++)
            memcpy(value + depth + 2 * i, i ? ",\1" : ",\0", 2);
        assert_int_equal(print_value(value, 3 * depth, 1 << 20, &out, &end), depth == PRINT_DEPTH);
        buf_free(&out);
    }
}

static void the_cap_leaves_room_for_the_reason(void **state)
{
    static const char value[] = "A\2o{\0^\1$\0\2", text[] = "[\n  <ref *1> {},\n  [Ref *1]\n]";
    struct print_end end;
    struct buf out;

    (void)state;
    for (size_t room = 0; room < 60; room++) {
        bool whole = print_value(value, sizeof value - 1, PRINT_END_LINE + room, &out, &end);

        assert_false(out.overflow);
        assert_true(out.len <= PRINT_END_LINE + room);
        if (whole)
            assert_string_equal(out.bytes, text);
        else
            assert_non_null(strstr(out.bytes, ": too long to be shown whole"));
        assert_int_equal(whole, room >= 52);
        buf_free(&out);
    }
    assert_false(print_value(value, sizeof value - 1, PRINT_END_LINE - 1, &out, &end));
    assert_true(out.overflow);
    assert_int_equal(out.len, 0);
    buf_free(&out);
}

static void what_out_holds_already_stays(void **state)
{
    struct print_end end;
    struct buf out;

    (void)state;
    buf_init(&out, 1000);
    buf_append_str(&out, "v8: ");
    assert_true(v8_print("\xff\x0fI\x02", 4, &out, &end, NULL));
    assert_string_equal(out.bytes, "v8: 1");
    assert_false(v8_print("", 0, &out, &end, NULL));
    assert_string_equal(out.bytes,
                        "v8: 1// byte 0: not a V8 value: those start with ff and a version");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_as_javascript_does),
        cmocka_unit_test(dates_reach_as_far_as_javascripts),
        cmocka_unit_test(big_integers_are_decimal_up_to_a_size),
        cmocka_unit_test(strings_are_safe_to_draw),
        cmocka_unit_test(keys_are_bare_where_they_can_be),
        cmocka_unit_test(holes_stand_in_their_place),
        cmocka_unit_test(references_name_what_they_mean),
        cmocka_unit_test(views_stay_within_their_buffer),
        cmocka_unit_test(long_buffers_come_in_rows_and_not_whole),
        cmocka_unit_test(views_of_one_buffer_do_not_grow_without_end),
        cmocka_unit_test(errors_and_host_objects_show_what_they_hold),
        cmocka_unit_test(any_number_of_objects_can_begin),
        cmocka_unit_test(the_first_fault_ends_the_text),
        cmocka_unit_test(depth_has_an_end),
        cmocka_unit_test(the_cap_leaves_room_for_the_reason),
        cmocka_unit_test(what_out_holds_already_stays),
    };

    return cmocka_run_group_tests_name("v8", tests, NULL, NULL);
}
