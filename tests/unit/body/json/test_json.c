#include "body/json/json.h"
#include "tests/unit/exactkit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const valid[] = {
    "0",
    "-0",
    "42",
    "1E5",
    "1e+5",
    "0.10000000000000000555",
    "-1.5e-300",
    "1e999",
    "9223372036854775808",
    "true",
    "false",
    "null",
    "\"\"",
    "\"hi\"",
    " \t\r\n1 \n",
    "{}",
    "[]",
    "[[],{}]",
    "[1,2,3]",
    "{\"a\":1,\"a\":2}",
    "{\"\":[{\"x\":null}]}",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"",
    "\"x\\u0000y\"",
    "\"\\ud800\"",
    "\"\\ud83d\\ude00\"",
    "\"\x7f\"",
    "\"ünï\"",
    "[{},\"a\"]",
    "[{\"a\":{}},1]",
};

static const char *const invalid[] = {
    "",
    " ",
    "01",
    "-",
    "+1",
    "1.",
    ".5",
    "1e",
    "1e+",
    "- 1",
    "0x10",
    "1 2",
    "NaN",
    "Infinity",
    "tru",
    "truee",
    "True",
    "nul",
    "truefalse",
    "'a'",
    "\"",
    "\"\\\"",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\\u12g4\"",
    "\"\n\"",
    "\"\t\"",
    "\"\x1f\"",
    "\"\xff\"",
    "\"\xed\xa0\x80\"",
    "\xef\xbb\xbf{}",
    "{",
    "}",
    "[",
    "]",
    "[1",
    "[1,",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[1:2]",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1,}",
    "{a:1}",
    "{1:2}",
    "{\"a\":1 \"b\":2}",
    "{\"a\",1}",
    "{\"a\"::1}",
    "{,}",
    "[}",
    "{]",
    "[1}",
    "{\"a\":1]",
    "[[]",
    "[]]",
    "{}{}",
    "[],",
    ",",
    ":",
    "{\"a\":1}x",
    "[1]/**/",
    "[1,,2]",
    "{{}:1}",
    "[{]}",
    "\xc2\xa0\x31",
    "\v1",
};

static bool is_document(const char *s)
{
    size_t n = strlen(s);
    char *exact = exact_copy(s, n);
    bool is = json_check(exact, n);

    free(exact);
    return is;
}

static void documents_are_told_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof valid / sizeof valid[0]; i++)
        if (!is_document(valid[i]))
            fail_msg("refused: %s", valid[i]);
    for (size_t i = 0; i < sizeof invalid / sizeof invalid[0]; i++)
        if (is_document(invalid[i]))
            fail_msg("accepted: %s", invalid[i]);
    assert_false(json_check("1\0", 2));
}

/* A string of each kind of bytes that are no UTF-8, and texts in other encodings. */
static void only_utf8_is_a_document(void **state)
{
    static const struct {
        const char *what, *bytes;
        size_t n;
    } cases[] = {
        {"a byte that never is in UTF-8", "[\"\xff\"]", 5},
        {"the same behind others", "[\"\xe6\x97\xa5\xd1\x88\xfa\"]", 10},
        {"a continuation alone", "[\"\x81\"]", 5},
        {"ISO Latin 1", "[\"\xe9\"]", 5},
        {"a character cut short", "[\"\xe0\xff\"]", 6},
        {"a character cut short by the quote", "[\"\xf0\x9f\x98\"]", 7},
        {"two bytes for what needs one", "[\"\xc0\xaf\"]", 6},
        {"three bytes for what needs two", "[\"\xe0\x82\xa9\"]", 7},
        {"four bytes for what needs three", "[\"\xf0\x82\x82\xac\"]", 8},
        {"six bytes", "[\"\xfc\x83\xbf\xbf\xbf\xbf\"]", 10},
        {"six bytes for NUL", "[\"\xfc\x80\x80\x80\x80\x80\"]", 10},
        {"a surrogate", "[\"\xed\xa0\x80\"]", 7},
        {"a pair of surrogates", "[\"\xed\xa0\xbd\xed\xb8\x80\"]", 10},
        {"beyond U+10FFFF", "[\"\xf4\xbf\xbf\xbf\"]", 8},
        {"in a key", "{\"\xff\":1}", 7},
        {"in a number", "[1\xe5]", 4},
        {"outside a string", "\xe9", 1},
        {"part of a byte order mark", "\xef\xbb{}", 4},
        {"a byte order mark", "\xef\xbb\xbf{}", 5},
        {"UTF-16, little end first", "[\0\"\0\xe9\0\"\0]\0", 10},
        {"the same with its mark", "\xff\xfe[\0\"\0\xe9\0\"\0]\0", 12},
        {"UTF-16, big end first", "\0[\0\"\0\xe9\0\"\0]", 10},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (json_check(cases[i].bytes, cases[i].n))
            fail_msg("accepted: %s", cases[i].what);
    assert_true(json_check("[\"\xe2\x82\xac\xf4\x8f\xbf\xbf\"]", 11)); /* U+20AC, U+10FFFF */
}

static void no_prefix_of_an_object_is_a_document(void **state)
{
    static const char doc[] = "{\"k\\u00e9y\":[1.5e3,true,null,{\"x\":\"\\ud83d\\ude00é\"}]}";

    (void)state;
    assert_true(json_check(doc, sizeof doc - 1));
    for (size_t n = 0; n < sizeof doc - 1; n++) {
        /* An exact copy, so that a read past the end is seen by the sanitizer. */
        char *copy = malloc(n ? n : 1);

        assert_non_null(copy);
        memcpy(copy, doc, n);
        assert_false(json_check(copy, n));
        free(copy);
    }
}

static void depth_is_bounded(void **state)
{
    char doc[2 * JSON_DEPTH + 2];

    (void)state;
    memset(doc, '[', JSON_DEPTH);
    memset(doc + JSON_DEPTH, ']', JSON_DEPTH);
    assert_true(json_check(doc, 2 * JSON_DEPTH));
    memset(doc, '[', JSON_DEPTH + 1);
    memset(doc + JSON_DEPTH + 1, ']', JSON_DEPTH + 1);
    assert_false(json_check(doc, 2 * JSON_DEPTH + 2));
}

static void tokens_are_as_written(void **state)
{
    static const char doc[] = " {\"a\\n\" :[-1.50E+2 ,true]} ";
    static const struct {
        enum json_kind kind;
        const char *text;
    } expected[] = {
        {JSON_OPEN, "{"},
        {JSON_STRING, "\"a\\n\""},
        {JSON_COLON, ":"},
        {JSON_OPEN, "["},
        {JSON_NUMBER, "-1.50E+2"},
        {JSON_COMMA, ","},
        {JSON_WORD, "true"},
        {JSON_CLOSE, "]"},
        {JSON_CLOSE, "}"},
        {JSON_END, ""},
        {JSON_END, ""},
    };
    size_t pos = 0;

    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        struct json_token t = json_next_token(doc, sizeof doc - 1, &pos);

        assert_int_equal(t.kind, expected[i].kind);
        assert_int_equal(t.len, strlen(expected[i].text));
        assert_memory_equal(doc + t.at, expected[i].text, t.len);
        assert_int_equal(pos, t.at + t.len);
    }
}

static void an_error_says_where(void **state)
{
    static const struct {
        const char *text;
        size_t at;
    } cases[] = {{"  x", 2}, {"\"ab\\q\"", 3}, {"\"ab\n\"", 3}, {"\"ab", 3},
                 {"1.x", 2}, {"-", 1},         {"trux", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t pos = 0, n = strlen(cases[i].text);
        char *exact = exact_copy(cases[i].text, n);
        struct json_token t = json_next_token(exact, n, &pos);

        assert_int_equal(t.kind, JSON_ERROR);
        assert_int_equal(t.at, cases[i].at);
        t = json_next_token(exact, n, &pos);
        assert_int_equal(t.kind, JSON_ERROR);
        free(exact);
    }
}

static void check_member(const char *doc, size_t pos, const char *key, const char *expected)
{
    size_t at, len;

    if (!expected) {
        assert_false(json_find_member(doc, strlen(doc), pos, key, &at, &len));
        return;
    }
    assert_true(json_find_member(doc, strlen(doc), pos, key, &at, &len));
    assert_int_equal(len, strlen(expected));
    assert_memory_equal(doc + at, expected, len);
}

static void members_are_found(void **state)
{
    static const char doc[] =
        " { \"a\" : 1 , \"b\":{\"a\":[2, 3]}, \"\\u0063\\n\":\"x\", \"a\": null ,"
        "\"\":4, \"caf\\u00e9\":5, \"z\\u0000\":6} ";

    (void)state;
    check_member(doc, 0, "a", "null");
    check_member(doc, 0, "b", "{\"a\":[2, 3]}");
    check_member(doc, (size_t)(strstr(doc, "{\"a\":[") - doc), "a", "[2, 3]");
    check_member(doc, 0, "c\n", "\"x\"");
    check_member(doc, 0, "c", NULL);
    check_member(doc, 0, "", "4");
    check_member(doc, 0, "café", "5");
    check_member(doc, 0, "z", NULL);
    check_member("{}", 0, "a", NULL);
    check_member("[\"a\",1]", 0, "a", NULL);
    check_member("\"a\"", 0, "a", NULL);
    check_member("", 0, "a", NULL);
    check_member("{\"a\":1", 0, "a", "1");
    check_member("{\"a\"", 0, "a", NULL);
}

static void items_are_walked(void **state)
{
    static const char doc[] = "{\"k\": [ 1 , [2,3] ,{\"a\":[]}, \"]\" ]}";
    static const char *const expected[] = {"1", "[2,3]", "{\"a\":[]}", "\"]\""};
    size_t cursor = 0, at, len;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        assert_true(json_next_item(doc, sizeof doc - 1, 5, &cursor, &at, &len));
        assert_int_equal(len, strlen(expected[i]));
        assert_memory_equal(doc + at, expected[i], len);
    }
    assert_false(json_next_item(doc, sizeof doc - 1, 5, &cursor, &at, &len));
    cursor = 0;
    assert_false(json_next_item(" [ ] ", 5, 0, &cursor, &at, &len));
    assert_false(json_next_item("{}", 2, 0, &cursor, &at, &len));
    assert_false(json_next_item("", 0, 0, &cursor, &at, &len));
}

static void walks_over_broken_input_end(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof invalid / sizeof invalid[0]; i++) {
        size_t n = strlen(invalid[i]), cursor = 0, at, len, steps = 0;

        char *exact = exact_copy(invalid[i], n);

        assert_true(json_skip_value(exact, n, 0) <= n);
        json_find_member(exact, n, 0, "a", &at, &len);
        while (json_next_item(exact, n, 0, &cursor, &at, &len))
            assert_true(++steps <= n);
        free(exact);
    }
}

static void written_strings_are_printable(void **state)
{
    static const char src[] =
        "q\" b\\ \x1b[0m \n\x7f \xc2\x9b \xe2\x80\xae \xf3\xa0\x81\xa1 \xff é";
    struct buf out;

    (void)state;
    buf_init(&out, 1000);
    assert_true(json_append_string(&out, src, sizeof src - 1));
    assert_string_equal(out.bytes,
                        "\"q\\\" b\\\\ \\u001b[0m \\n\\u007f \\u009b \\u202e \\udb40\\udc61 "
                        "\xef\xbf\xbd é\"");
    assert_true(json_check(out.bytes, out.len));
    buf_clear(&out);
    assert_true(json_append_string(&out, "a\0b", 3));
    assert_string_equal(out.bytes, "\"a\\u0000b\"");
    buf_free(&out);
    buf_init(&out, 4);
    assert_false(json_append_string(&out, "abc", 3));
    buf_free(&out);
}

/* Long plain runs are stepped over by the word. */
static void what_ends_a_run_is_seen_in_every_place(void **state)
{
    char text[32];

    (void)state;
    for (int c = 0; c < 256; c++) {
        bool ends = c < 0x20 || c == '"' || c == '\\';

        for (size_t at = 0; at < sizeof text; at++) {
            memset(text, 'a', sizeof text);
            text[at] = (char)c;
            assert_int_equal(json_count_plain(text, sizeof text), ends ? at : sizeof text);
        }
    }
}

/* Whatever is written as a string reads back. */
static void strings_round_trip(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp < 0x3000; cp++) {
        char src[12] = "ab", back[64];
        size_t n = 2, len;
        struct buf out;

        if (cp < 0x80) {
            src[n++] = (char)cp;
        } else {
            src[n++] = (char)(cp < 0x800 ? 0xc0 | cp >> 6 : 0xe0 | cp >> 12);
            if (cp >= 0x800)
                src[n++] = (char)(0x80 | (cp >> 6 & 63));
            src[n++] = (char)(0x80 | (cp & 63));
        }
        memcpy(src + n, "c", 1);
        n++;
        buf_init(&out, 100);
        assert_true(json_append_string(&out, src, n));
        assert_true(json_unescape(back, out.bytes + 1, out.len - 2, &len));
        assert_int_equal(len, n);
        assert_memory_equal(back, src, n);
        buf_free(&out);
    }
}

static void compact_drops_only_space_between_tokens(void **state)
{
    static const char doc[] = " { \"a b\" : [ 1.0 , 1e5 ,\n\t\"\\u0041 \" ] , \"a b\" : -0 }\r\n";
    struct buf out;

    (void)state;
    buf_init(&out, 1000);
    assert_true(json_append_compact(&out, doc, sizeof doc - 1));
    assert_string_equal(out.bytes, "{\"a b\":[1.0,1e5,\"\\u0041 \"],\"a b\":-0}");
    assert_false(json_append_compact(&out, "[1,x]", 5));
    buf_free(&out);
    buf_init(&out, 3);
    assert_false(json_append_compact(&out, "[1,2]", 5));
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_are_told_apart),
        cmocka_unit_test(only_utf8_is_a_document),
        cmocka_unit_test(no_prefix_of_an_object_is_a_document),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(tokens_are_as_written),
        cmocka_unit_test(an_error_says_where),
        cmocka_unit_test(members_are_found),
        cmocka_unit_test(items_are_walked),
        cmocka_unit_test(walks_over_broken_input_end),
        cmocka_unit_test(written_strings_are_printable),
        cmocka_unit_test(what_ends_a_run_is_seen_in_every_place),
        cmocka_unit_test(strings_round_trip),
        cmocka_unit_test(compact_drops_only_space_between_tokens),
    };

    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
