/* Shapes of bodies, and what varies in texts. */
#include "base/memory/array.h"
#include "body/compare/shape.h"
#include "body/compare/variable.h"
#include "tests/unit/exactkit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void find(enum body_form form, const char *s, size_t n, struct shape *shape, char *brief)
{
    struct body b = {.form = form, .bytes = (char *)(uintptr_t)s, .len = n};
    struct structure structure;

    structure_read(&structure, &b);
    assert_true(form != BODY_JSON || structure.kind != STRUCTURE_NONE);
    shape_find(shape, &b, &structure);
    shape_print_brief(brief, &b, &structure);
    structure_free(&structure);
}

static void check_shape(const char *json, const char *text)
{
    struct shape shape;
    char brief[SHAPE_TEXT];

    find(BODY_JSON, json, strlen(json), &shape, brief);
    assert_string_equal(shape.text, text);
}

static bool has_same_shape(const char *a, const char *b)
{
    struct shape x, y;
    char brief[SHAPE_TEXT];

    find(BODY_JSON, a, strlen(a), &x, brief);
    find(BODY_JSON, b, strlen(b), &y, brief);
    return x.hash == y.hash;
}

static void a_shape_is_keys_and_types(void **state)
{
    (void)state;
    check_shape("1", "number");
    check_shape("{}", "{}");
    check_shape("[]", "[]");
    check_shape("{\"type\":\"a\",\"order\":{\"id\":1,\"lines\":[{\"sku\":\"x\",\"n\":1}]}}",
                "{order: {id: number, lines: [{…}]}, type: string}");
    check_shape("[1,\"a\",null,{\"b\":true},{\"c\":2}]",
                "[null|number|string|{b: boolean, c: number}]");
    check_shape("{\"a\":1,\"a\":\"x\"}", "{a: string}");
    assert_true(has_same_shape("{\"a\":1,\"b\":[1,2]}", "{\"b\":[7],\"a\":2.5}"));
    assert_true(has_same_shape("[{\"a\":1},{\"b\":1}]", "[{\"b\":1,\"a\":1}]"));
    assert_false(has_same_shape("{\"a\":1}", "{\"a\":\"1\"}"));
    assert_false(has_same_shape("{\"a\":1}", "{\"b\":1}"));
    assert_false(has_same_shape("{\"a\":{\"b\":1}}", "{\"a\":{},\"b\":1}"));
    assert_false(has_same_shape("{\"a\":1}", "[1]"));
    assert_false(has_same_shape("{\"a\":[]}", "{\"a\":[1]}"));
}

static void a_map_by_ids_is_one_shape(void **state)
{
    (void)state;
    check_shape("{\"17\":{\"n\":1},\"18\":{\"n\":2,\"m\":3}}", "{<id>: {m: number, n: number}}");
    assert_true(has_same_shape("{\"users\":{\"550e8400-e29b-41d4-a716-446655440000\":1}}",
                               "{\"users\":{\"650e8400-e29b-41d4-a716-446655440000\":1,"
                               "\"01ARZ3NDEKTSV4RRFFQ69G5FAV\":2}}"));
    assert_true(has_same_shape("{\"2026-11-26\":1}", "{\"2026-11-27\":1,\"2026-11-28\":1}"));
    assert_false(has_same_shape("{\"line1\":1}", "{\"line2\":1}"));
    assert_false(has_same_shape("{\"2fa\":1}", "{\"3ds\":1}"));
}

static void a_long_shape_is_cut(void **state)
{
    char brief[SHAPE_TEXT];
    struct shape shape;
    struct buf json;

    (void)state;
    buf_init(&json, 100000);
    for (int i = 0; i < 500; i++)
        buf_print(&json, "%c\"k\xc3\xa4y_%c%c\":1", i ? ',' : '{', 'a' + i / 20, 'a' + i % 20);
    buf_append_byte(&json, '}');
    find(BODY_JSON, json.bytes, json.len, &shape, brief);
    assert_true(strlen(shape.text) > SHAPE_TEXT / 2);
    assert_string_equal(shape.text + strlen(shape.text) - 3, "…");
    buf_free(&json);
}

static void what_is_no_json_has_its_form_in_front(void **state)
{
    static const struct {
        enum body_form form;
        const char *bytes;
        size_t n;
        const char *text;
    } cases[] = {
        {BODY_TEXT, "\n  job 17 took 5 ms\nmore", 24, "text: job <n> took <n> ms"},
        {BODY_TEXT, " \n", 2, "text, empty"},
        {BODY_TEXT, "<a b='1'><c>x</c></a>", 21, "xml {a: {b: string, c: string}}"},
        {BODY_TEXT, "{\"a\":1}\n{\"a\":2}\n", 16, "json lines {a: number}"},
        {BODY_JSON, "\"{\\\"a\\\":1}\"", 11, "json in a string {a: number}"},
        {BODY_BYTES, "\x89PNG\r\n\x1a\n", 8, "bytes PNG"},
        {BODY_BYTES, "\x01", 1, "bytes"},
        {BODY_CBOR, "\xa1\x61\x61\xf6", 4, "cbor {a: null}"},
        {BODY_MSGPACK, "\x81\xa1\x61\x91\x01", 5, "msgpack {a: [number]}"},
        {BODY_PROTOBUF, "\x08\x07", 2, "protobuf {1: number}"},
        {BODY_V8,
         "\xff\x0fo\"\x01"
         "aI\x02{\x01",
         10, "v8 {a: number}"},
        {BODY_V8, "\xff\x0f", 2, "v8"},
    };
    char brief[SHAPE_TEXT];
    struct shape shape;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        find(cases[i].form, cases[i].bytes, cases[i].n, &shape, brief);
        assert_string_equal(shape.text, cases[i].text);
    }
}

static void in_brief_keys_stand_as_they_come(void **state)
{
    static const char json[] = "{\"type\":\"a\",\"note\":null,\"by\":{\"id\":1},"
                               "\"at\":[{\"n\":true}],\"a\":[1,null],\"ok\":false}";
    char brief[SHAPE_TEXT];
    struct shape shape;

    (void)state;
    find(BODY_JSON, json, strlen(json), &shape, brief);
    assert_string_equal(brief, "{type, note: null, by: {id}, at: [{n}], a: [null|number], ok}");
    find(BODY_BYTES, "\x01", 1, &shape, brief);
    assert_string_equal(brief, "bytes");
}

static void what_varies_is_replaced(void **state)
{
    static const char *const cases[][2] = {
        {"order 17 failed after 1,234.5 ms", "order <n> failed after <n> ms"},
        {"took 12ms, -3 left", "took <n>, <n> left"},
        {"at 0x7fffdeadbeef", "at <n>"},
        {"id 550e8400-e29b-41d4-a716-446655440000.", "id <id>."},
        {"commit 3f2a9b1c0d", "commit <id>"},
        {"word deadbeefcafe, 123456789012", "word deadbeefcafe, <n>"},
        {"ulid 01ARZ3NDEKTSV4RRFFQ69G5FAV", "ulid <id>"},
        {"token dGhpcyBpcyBhIHRlc3Qgb2YgYmFzZTY0Cg==", "token <id>"},
        {"2026-11-26T12:04:31.123Z: x", "<time>: x"},
        {"2026-11-26 12:04:31+01:00", "<time>"},
        {"since 2026-11-26, 12:04", "since <time>, <time>"},
        {"10.0.0.7:8080 refused", "<ip> refused"},
        {"at 10.0.0.255: no 10.0.0.2555", "at <ip>: no <n>"},
        {"host fe80::1 or ::1", "host <ip> or <ip>"},
        {"mail ann@example.org.", "mail <email>."},
        {"GET https://api.example.org/orders/17?x=1 gave 503",
         "GET https://api.example.org/<…> gave <n>"},
        {"no column 'price' in \"orders\"", "no column 'price' in <str>"},
        {"of null (reading 'id')", "of null (reading 'id')"},
        {"property \"a.b\" of 'x'", "property \"a.b\" of <str>"},
        {"property 'two words', property '3f2a9b1c0d'", "property <str>, property <str>"},
        {"reading'x' misreading 'x'", "reading'x' misreading <str>"},
        {"code: \"\" and \"x\"", "code: \"\" and <str>"},
        {"can't read user's 'x'", "can't read user's <str>"},
        {"order-17 x_18", "order-<n> x_<n>"},
        {"TypeError in v8 of sha256", "TypeError in v8 of sha256"},
        {"a  \t\n b", "a b"},
        {"std::string Foo::bar", "std::string Foo::bar"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        size_t n = strlen(cases[i][0]);
        char *exact = exact_copy(cases[i][0], n);
        struct buf out;

        buf_init(&out, 1000);
        assert_true(variable_append(&out, exact, n));
        assert_string_equal(out.bytes, cases[i][1]);
        buf_free(&out);
        free(exact);
    }
}

/* The least and the most of each kind. */
static const char *const ends[][2] = {
    {"a1b2c3d", "a1b2c3d"},
    {"a1b2c3d4", "<id>"},
    {"kx1yz2wq3", "kx1yz2wq3"},
    {"kx1yz2wq3v", "<id>"},
    {"kx1yzwwq3v", "kx1yzwwq3v"},
    {"kxyz123wqv", "kxyz123wqv"},
    {"kxyz12wqv3", "<id>"},
    {"dGhpcyBpcyBhIHRlc3Q", "dGhpcyBpcyBhIHRlc3Q"},
    {"dGhpcyBpcyBhIHRlc3Qg", "<id>"},
    {"dGhpcyBpcyBhIHRlc3Qg==", "<id>"},
    {"abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyz"},
    {"12min", "<n>"},
    {"12secs", "12secs"},
    {"-3", "<n>"},
    {"- 3", "- <n>"},
    {"1.", "<n>."},
    {"0xg1", "0xg1"},
    {"0xF0", "<n>"},
    {"0XF0", "<n>"},
    {"12:04", "<time>"},
    {"12:04x", "<n>:<n>"},
    {"12:04:31Z", "<time>"},
    {"12:04:31+01:00", "<time>"},
    {"12:04:31+0100", "<time>"},
    {"12:04:31-0100", "<time>"},
    {"12:04:31*0100", "<time>*<n>"},
    {"12:04:31+01", "<time>+<n>"},
    {"12:04:31.5", "<time>"},
    {"12:04:31,250Z", "<time>"},
    {"12:04:31.", "<time>."},
    {"2026-11-26", "<time>"},
    {"2026-11-26T12:04", "<time>"},
    {"2026-11-26 12:04:31", "<time>"},
    {"2026-11-26 at", "<time> at"},
    {"1.2.3.4", "<ip>"},
    {"1.2.3.4:80", "<ip>"},
    {"1.2.3.4: no", "<ip>: no"},
    {"1.2.3.", "<n>."},
    {"::", "::"},
    {"::1", "<ip>"},
    {"1::", "<ip>"},
    {"1:2:3:4:5:6:7:8", "<ip>"},
    {"1:2:3:4:5:6:7", "<n>:<n>:<n>:<n>:<n>:<n>:<n>"},
    {"1:2:3:4:5:6:7:8:", "<ip>:"},
    {"a@b.c", "<email>"},
    {"a@b", "a@b"},
    {"a@b.", "a@b."},
    {"@b.c", "@b.c"},
    {"''", "''"},
    {"``", "<str>"},
    {"'x", "'x"},
    {"'a\nb'", "'a b'"},
    {"http://a.b/", "http://a.b/"},
    {"http://a.b/c", "http://a.b/<…>"},
    {"http://a.b?c", "http://a.b/<…>"},
    {"://a.b/c", "://a.b/c"},
};

static void what_varies_has_its_ends(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        struct buf out;

        buf_init(&out, 1000);
        assert_true(variable_append(&out, ends[i][0], strlen(ends[i][0])));
        if (strcmp(out.bytes, ends[i][1]) != 0)
            fail_msg("%s is %s", ends[i][0], out.bytes);
        buf_free(&out);
    }
}

/* Wherever the text ends: what is behind it in memory is not taken for more of it. */
static void what_is_behind_a_text_is_no_part_of_it(void **state)
{
    static const char *const texts[] = {
        "10.0.0.123:8080x",
        "1.2.3.4.5",
        "fe80::1:2",
        "12:04:31.123+01:00",
        "2026-11-26T12:04:31",
        "0x7fffdeadbeef",
        "1,234.5ms",
        "ann@example.org",
        "550e8400-e29b-41d4-a716-446655440000",
        "3f2a9b1c0d",
        "'price'",
        "https://example.org/a?b",
        "dGhpcyBpcyBhIHRlc3Qgb2YgYmFzZTY0Cg==",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        for (size_t n = 1; n <= strlen(texts[i]); n++) {
            char *exact = exact_copy(texts[i], n);
            struct buf alone, within;

            buf_init(&alone, 1000);
            buf_init(&within, 1000);
            assert_true(variable_append(&alone, exact, n));
            assert_true(variable_append(&within, texts[i], n));
            assert_string_equal(within.bytes, alone.bytes);
            assert_int_equal(variable_is(texts[i], n), variable_is(exact, n));
            buf_free(&alone);
            buf_free(&within);
            free(exact);
        }
}

/* It is looked for in parts, and replaced once. */
static void a_long_thing_is_replaced_once(void **state)
{
    char text[1000] = "token ";
    struct buf out;

    (void)state;
    for (size_t i = 6; i + 4 < sizeof text; i += 4)
        memcpy(text + i, "dGhp", 5);
    buf_init(&out, 100);
    assert_true(variable_append(&out, text, strlen(text)));
    assert_string_equal(out.bytes, "token <id>");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shape_is_keys_and_types),
        cmocka_unit_test(a_map_by_ids_is_one_shape),
        cmocka_unit_test(a_long_shape_is_cut),
        cmocka_unit_test(what_is_no_json_has_its_form_in_front),
        cmocka_unit_test(in_brief_keys_stand_as_they_come),
        cmocka_unit_test(what_varies_is_replaced),
        cmocka_unit_test(what_varies_has_its_ends),
        cmocka_unit_test(what_is_behind_a_text_is_no_part_of_it),
        cmocka_unit_test(a_long_thing_is_replaced_once),
    };

    return cmocka_run_group_tests_name("shape", tests, NULL, NULL);
}
