/* The examples of protobuf's encoding guide, what is guessed, and what no encoder writes. */
#include "body/value/protobuf.h"
#include "tests/unit/printkit.h"

#define A16 "61616161616161616161616161616161"

static const struct vector messages[] = {
    {"", "{}"},
    {"08 9601", "{\n  1: 150\n}"},
    {"12 07 74657374696e67", "{\n  2: \"testing\"\n}"},
    {"1a 03 08 9601", "{\n  3: {\n    1: 150\n  }\n}"},
    {"22 05 68656c6c6f 28 01 28 02 28 03", "{\n  4: \"hello\",\n  5: 1,\n  5: 2,\n  5: 3\n}"},
    {"32 06 038e029ea705", "{\n  6: <03 8e 02 9e a7 05>\n}"}, /* packed numbers */
    {"08 feffffffffffffffff01", "{\n  1: 18446744073709551614 (-2)\n}"},
    {"08 ffffffffffffffff7f", "{\n  1: 9223372036854775807\n}"},
    {"25 0000c03f", "{\n  4: fixed32 0x3fc00000 (1.5)\n}"},
    {"21 000000000000f83f", "{\n  4: fixed64 0x3ff8000000000000 (1.5)\n}"},
    {"33 08 01 34", "{\n  6: group {\n    1: 1\n  }\n}"},
    {"0a 00", "{\n  1: \"\"\n}"},
    {"0a 05 0a 03 616263", "{\n  1: {\n    1: \"abc\"\n  }\n}"}, /* 0a is a line end too */
    {"0a 22 0a 20 " A16 A16,
     "{\n  1: {\n    1: \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"\n  }\n}"}, /* all of it is text */
    {"0a 03 0a6162", "{\n  1: \"\\nab\"\n}"},
    {"fa ff ff ff 0f 01 61", "{\n  536870911: \"a\"\n}"},
    /* what is wrong */
    {"00 01", "{\n// byte 0: no field has the number 0"},
    {"0e", "{\n// byte 0: unknown wire type 6"},
    {"0f", "{\n// byte 0: unknown wire type 7"},
    {"0c", "{\n// byte 0: the end of group 1, which is not open"},
    {"0b 14", "{\n  1: group {\n// byte 1: the end of group 2, which is not open"},
    {"08 ffffffffffffffffff02", "{\n// byte 1: a number of more than 64 bits"},
    {"08 ffffffffffffffffffff01", "{\n// byte 1: a number of more than 64 bits"},
    {"0a ffffffffffffffffff01 61", "{\n// byte 11: the bytes end within a field"},
    {"08 01 0a 05 6161", "{\n  1: 1\n// byte 4: the bytes end within a field"},
    {"80808080 10 01", "{\n// byte 0: no field has the number 536870912"},
};

static void messages_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof messages / sizeof messages[0]; i++)
        kit_check(protobuf_print, &messages[i]);
}

/* One field: cut, it is never whole. */
static void cut_anywhere(void **state)
{
    static const char *const fields[] = {"8001 9601", "9a01 05 0a03616263", "a101 0000c03f0000c03f",
                                         "a501 0000c03f", "b301 0801 b401"};

    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        struct protobuf_facts count;
        size_t n;
        char *bytes = kit_bytes(fields[i], &n);

        assert_true(protobuf_check(bytes, n, &count));
        for (size_t len = 1; len < n; len++) {
            struct print_facts facts;
            struct print_end end;
            struct buf out;

            buf_init(&out, 1 << 20);
            assert_false(protobuf_print(bytes, len, &out, &end, &facts));
            assert_true(facts.is_short);
            assert_false(protobuf_check(bytes, len, &count));
            buf_free(&out);
        }
        free(bytes);
    }
}

/* Messages in messages, as deep as the bytes go. */
static void depth_is_bounded(void **state)
{
    enum { LEVELS = 1000 };
    char *bytes = malloc(LEVELS * 4);
    size_t n = 0;
    struct print_end end;
    struct buf out;

    (void)state;
    for (int i = 0; i < LEVELS; i++) {
        size_t head = n < 128 ? 2 : 3;

        memmove(bytes + head, bytes, n);
        bytes[0] = 0x0a;
        bytes[1] = (char)(n < 128 ? n : n % 128 + 128);
        if (head == 3)
            bytes[2] = (char)(n / 128);
        n += head;
    }
    buf_init(&out, 1 << 20);
    assert_true(protobuf_print(bytes, n, &out, &end, NULL));
    assert_non_null(strstr(out.bytes, "<\n"));
    buf_free(&out);
    free(bytes);
    kit_check_depth(protobuf_print, "\x0b", 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_read),
        cmocka_unit_test(cut_anywhere),
        cmocka_unit_test(depth_is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
