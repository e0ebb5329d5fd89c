/* Every format of the specification, and what no encoder writes. */
#include "tests/unit/printkit.h"

static const struct vector formats[] = {
    {"00", "0"},
    {"7f", "127"},
    {"ff", "-1"},
    {"e0", "-32"},
    {"c0", "null"},
    {"c2", "false"},
    {"c3", "true"},
    {"ccff", "255"},
    {"cdffff", "65535"},
    {"ceffffffff", "4294967295"},
    {"cfffffffffffffffff", "18446744073709551615"},
    {"d080", "-128"},
    {"d18000", "-32768"},
    {"d280000000", "-2147483648"},
    {"d38000000000000000", "-9223372036854775808"},
    {"d37fffffffffffffff", "9223372036854775807"},
    {"d20000007b", "123"},
    {"ca3fc00000", "1.5"},
    {"cb3ff199999999999a", "1.1"},
    {"cb7ff8000000000000", "NaN"},
    {"a0", "\"\""},
    {"a3666f6f", "\"foo\""},
    {"d903666f6f", "\"foo\""},
    {"da0003666f6f", "\"foo\""},
    {"db00000003666f6f", "\"foo\""},
    {"c4020102", "<01 02>"},
    {"c500020102", "<01 02>"},
    {"c6000000020102", "<01 02>"},
    {"90", "[]"},
    {"9201a161", "[\n  1,\n  \"a\"\n]"},
    {"dc000101", "[\n  1\n]"},
    {"dd0000000101", "[\n  1\n]"},
    {"80", "{}"},
    {"82a7636f6d70616374c3a6736368656d6100", "{\n  compact: true,\n  schema: 0\n}"},
    {"de0001a16101", "{\n  a: 1\n}"},
    {"df00000001a16101", "{\n  a: 1\n}"},
    {"8101a161", "{\n  1: \"a\"\n}"},
    {"81910102", "{\n  [\n    1\n  ]: 2\n}"},
    {"d405ff", "ext(5) <ff>"},
    {"d50501ff", "ext(5) <01 ff>"},
    {"d605010203ff", "ext(5) <01 02 03 ff>"},
    {"d8fe000102030405060708090a0b0c0d0e0f",
     "ext(-2) <00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f>"},
    {"c70305010203", "ext(5) <01 02 03>"},
    {"c8000105ff", "ext(5) <ff>"},
    {"c90000000105ff", "ext(5) <ff>"},
    {"d6ff514b67b0", "Date(2013-03-21T20:04:00.000Z)"},
    {"d7ff 77359400 514b67b0", "Date(2013-03-21T20:04:00.500Z)"},
    {"d7ff 00000004 514b67b0", "Date(2013-03-21T20:04:00.000000001Z)"},
    {"c70cff 00000001 ffffffffffffffff", "Date(1969-12-31T23:59:59.000000001Z)"},
    {"c70cff 3b9aca00 0000000000000000", "ext(-1) <3b 9a ca 00 00 00 00 00 00 00 00 00>"},
    {"c70cff 00000000 7fffffffffffffff", "Date(invalid)"},
};

static void formats_of_the_specification(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        kit_check(msgpack_print, &formats[i]);
}

static const struct vector wrong[] = {
    {"", "// byte 0: the bytes end within the value"},
    {"c1", "// byte 0: 0xc1 begins no value"},
    {"92 01 c1", "[\n  1,\n// byte 2: 0xc1 begins no value"},
    {"0000", "0\n// byte 1: 1 more byte after the value"},
    {"a3 6666", "// byte 1: the bytes end within a string"},
    {"dbffffffff 66", "// byte 5: the bytes end within a string"},
    {"c6ffffffff 66", "// byte 5: the bytes end within a string"},
    {"c9ffffffff05 66", "// byte 6: the bytes end within a string"},
    {"ddffffffff 66", "[\n  102\n// byte 6: the bytes end within the value"},
    {"dfffffffff 66", "{\n  102:\n// byte 6: the bytes end within the value"},
};

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        kit_check(msgpack_print, &wrong[i]);
}

/* Maps and lists stand one behind the other, nothing else does. */
static void what_begins_another_value(void **state)
{
    static const struct vector sequences[] = {
        {"80 80", "{}\n{}"},
        {"90 90", "[]\n[]"},
        {"80 9f", "{}\n[\n// byte 2: the bytes end within the value"},
        {"80 dc0000 dd00000000 de0000 df00000000", "{}\n[]\n[]\n{}\n{}"},
        {"80 7f", "{}\n// byte 1: 1 more byte after the value"},
        {"80 a0", "{}\n// byte 1: 1 more byte after the value"},
        {"80 db00000000", "{}\n// byte 1: 5 more bytes after the value"},
        {"80 e0", "{}\n// byte 1: 1 more byte after the value"},
        {"a0 80", "\"\"\n// byte 1: 1 more byte after the value"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++)
        kit_check(msgpack_print, &sequences[i]);
}

static void cut_anywhere(void **state)
{
    (void)state;
    kit_check_cuts(msgpack_print, "86 a161 cd03e8 a162 920203 a163 d903666f6f a164 c4020102 a165 "
                                  "d6ff514b67b0 a166 cb3ff199999999999a");
}

static void depth_is_bounded(void **state)
{
    (void)state;
    kit_check_depth(msgpack_print, "\x91", 1);
    kit_check_depth(msgpack_print, "\x81", 1);
    kit_check_depth(msgpack_print, "\x81\xa1\x61", 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_of_the_specification),
        cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(what_begins_another_value),
        cmocka_unit_test(cut_anywhere),
        cmocka_unit_test(depth_is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
