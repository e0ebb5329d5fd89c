/* Shapes of bodies, signatures of errors, and what varies in them. */
#include "base/memory/array.h"
#include "body/compare/shape.h"
#include "body/compare/signature.h"
#include "body/compare/variable.h"
#include "tests/unit/exactkit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void find(enum body_form form, const char *s, struct shape *shape, struct signature *error)
{
    struct body b = {.form = form, .bytes = (char *)(uintptr_t)s, .len = strlen(s)};
    struct document d;
    bool json = form == BODY_JSON && document_read(&d, s, strlen(s));

    shape_find(shape, &b, json ? &d : NULL);
    signature_find(error, &b, json ? &d : NULL);
    if (form == BODY_JSON) {
        assert_true(json);
        document_free(&d);
    }
}

static void check_shape(const char *json, const char *text)
{
    struct signature error;
    struct shape shape;

    find(BODY_JSON, json, &shape, &error);
    assert_string_equal(shape.text, text);
}

static bool has_same_shape(const char *a, const char *b)
{
    struct signature error;
    struct shape x, y;

    find(BODY_JSON, a, &x, &error);
    find(BODY_JSON, b, &y, &error);
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
    struct signature error;
    struct shape shape;
    struct buf json;

    (void)state;
    buf_init(&json, 100000);
    for (int i = 0; i < 500; i++)
        buf_print(&json, "%c\"k\xc3\xa4y_%c%c\":1", i ? ',' : '{', 'a' + i / 20, 'a' + i % 20);
    buf_append_byte(&json, '}');
    find(BODY_JSON, json.bytes, &shape, &error);
    assert_true(strlen(shape.text) > SHAPE_TEXT / 2);
    assert_string_equal(shape.text + strlen(shape.text) - 3, "…");
    buf_free(&json);
}

static void what_is_no_json_has_the_shape_of_its_form(void **state)
{
    static const struct {
        enum body_form form;
        const char *bytes, *text;
    } cases[] = {{BODY_TEXT, "hello", "text"},
                 {BODY_BYTES, "\x89PNG\r\n\x1a\n", "bytes PNG"},
                 {BODY_BYTES, "\x01", "bytes"},
                 {BODY_V8, "\xff\x0f", "v8"}};
    struct signature error;
    struct shape shape;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        find(cases[i].form, cases[i].bytes, &shape, &error);
        assert_string_equal(shape.text, cases[i].text);
    }
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
        {"host fe80::1 or ::1", "host <ip> or <ip>"},
        {"mail ann@example.org.", "mail <email>."},
        {"GET https://api.example.org/orders/17?x=1 gave 503",
         "GET https://api.example.org/<…> gave <n>"},
        {"no column 'price' in \"orders\"", "no column <str> in <str>"},
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

static void check_error(enum body_form form, const char *body, const char *text)
{
    struct signature error;
    struct shape shape;

    find(form, body, &shape, &error);
    assert_string_equal(error.text, text);
    assert_int_equal(error.hash == 0, text[0] == '\0');
}

static void an_error_is_found_by_its_names(void **state)
{
    static const char *const good[] = {
        "{\"error\":false,\"message\":\"hi\"}", "{\"error\":0,\"message\":\"hi\"}",
        "{\"error\":\"\",\"message\":\"hi\"}",  "{\"error\":{},\"message\":\"hi\"}",
        "{\"status\":null,\"message\":\"hi\"}", "{\"status\":{\"a\":1},\"message\":\"hi\"}",
        "{\"status\":600,\"message\":\"hi\"}",  "{\"status\":40,\"message\":\"hi\"}",
        "{\"status\":4000,\"message\":\"hi\"}", "{\"status\":399,\"message\":\"hi\"}",
    };

    (void)state;
    check_error(BODY_JSON, "{\"id\":1,\"type\":\"order.paid\",\"message\":\"hi\"}", "");
    check_error(BODY_JSON, "{\"error\":null,\"errors\":[],\"status\":\"paid\",\"code\":7}", "");
    check_error(BODY_JSON, "{\"id\":1,\"error\":\"timeout after 30 s\"}",
                "error: timeout after <n> s");
    check_error(BODY_JSON, "{\"code\":504,\"error\":\"timeout of 10.0.0.1\"}",
                "code: 504; error: timeout of <ip>");
    check_error(BODY_JSON,
                "{\"job\":{\"last_error\":{\"message\":\"no user 17\",\"errno\":-2,\"user\":17}}}",
                "errno: -2; message: no user <n>");
    check_error(BODY_JSON, "{\"errors\":[\"bad row 1\",\"bad row 2\"]}",
                "errors: bad row <n>; errors: bad row <n>");
    check_error(BODY_JSON, "{\"status\":503,\"message\":\"try in 5 s\",\"id\":3}",
                "message: try in <n> s; status: 503");
    check_error(BODY_JSON, "{\"status\":200,\"message\":\"try in 5 s\"}", "");
    check_error(BODY_JSON, "{\"status\":599,\"message\":\"hi\"}", "message: hi; status: 599");
    check_error(BODY_JSON, "{\"state\":\"FAILED\",\"id\":3}", "state: FAILED");
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        check_error(BODY_JSON, good[i], "");
    check_error(BODY_JSON, "{\"stack\":\"TypeError: x is 7\\n at f (a.js:3)\"}",
                "stack: TypeError: x is <n>");
    check_error(BODY_JSON, "\"error\"", "");
    check_error(BODY_TEXT, "\nTraceback of job 7:\n  at 12:04:31\nmore",
                "Traceback of job <n>: at <time>");
    check_error(BODY_BYTES, "error", "");
}

/* 200 bytes: one too many, and the last one is half a character. */
static void an_error_is_cut_at_a_character(void **state)
{
    char body[300];
    struct signature error;
    struct shape shape;

    (void)state;
    snprintf(body, sizeof body, "{\"error\":\"%0191dé\"}", 0);
    for (char *c = body; *c; c++)
        *c = *c == '0' ? 'x' : *c;
    find(BODY_JSON, body, &shape, &error);
    assert_int_equal(strlen(error.text), 198);
    assert_int_equal(error.text[197], 'x');
}

static void the_order_of_members_does_not_count(void **state)
{
    static const char *const cases[][2] = {
        {"{\"error\":\"x\",\"code\":1}", "{\"code\":1,\"error\":\"x\"}"},
        {"{\"details\":{\"message\":\"m\"},\"error\":\"x\"}",
         "{\"error\":\"x\",\"details\":{\"message\":\"m\"}}"},
        {"{\"a\":{\"error\":\"x\"},\"b\":{\"error\":\"y\"}}",
         "{\"b\":{\"error\":\"y\"},\"a\":{\"error\":\"x\"}}"},
    };
    struct signature a, b;
    struct shape shape;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        find(BODY_JSON, cases[i][0], &shape, &a);
        find(BODY_JSON, cases[i][1], &shape, &b);
        assert_true(a.hash);
        assert_int_equal(a.hash, b.hash);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shape_is_keys_and_types),
        cmocka_unit_test(a_map_by_ids_is_one_shape),
        cmocka_unit_test(a_long_shape_is_cut),
        cmocka_unit_test(what_is_no_json_has_the_shape_of_its_form),
        cmocka_unit_test(what_varies_is_replaced),
        cmocka_unit_test(a_long_thing_is_replaced_once),
        cmocka_unit_test(an_error_is_found_by_its_names),
        cmocka_unit_test(an_error_is_cut_at_a_character),
        cmocka_unit_test(the_order_of_members_does_not_count),
    };

    return cmocka_run_group_tests_name("shape", tests, NULL, NULL);
}
