/* The error that a body of any form tells of. */
#include "base/memory/array.h"
#include "body/compare/signature.h"
#include "tests/unit/formskit.h"

#include <stdio.h>

static void find(enum body_form form, const char *s, size_t n, struct signature *error)
{
    struct body b = {.form = form, .bytes = (char *)(uintptr_t)s, .len = n};
    struct structure structure;

    structure_read(&structure, &b);
    assert_true(form != BODY_JSON || structure.kind != STRUCTURE_NONE);
    signature_find(error, &b, &structure);
    structure_free(&structure);
}

static void check_error(enum body_form form, const char *body, const char *text)
{
    struct signature error;

    find(form, body, strlen(body), &error);
    assert_string_equal(error.text, text);
    assert_int_equal(error.hash == 0, text[0] == '\0');
    assert_int_equal(error.said == 0, text[0] == '\0');
}

static void an_error_is_found_by_its_names(void **state)
{
    static const char *const cases[][2] = {
        {"{\"id\":1,\"error\":\"timeout after 30 s\"}", "timeout after <n> s"},
        {"{\"code\":504,\"error\":\"timeout of 10.0.0.1\"}", "timeout of <ip>; code: 504"},
        {"{\"job\":{\"last_error\":{\"message\":\"no user 17\",\"errno\":-2,\"user\":17}}}",
         "no user <n>; errno: -2"},
        {"{\"errors\":[\"bad row 1\",\"bad row 2\"]}", "errors: bad row <n>; errors: bad row <n>"},
        {"{\"status\":503,\"message\":\"try in 5 s\",\"id\":3}", "try in <n> s; status: 503"},
        {"{\"status\":599,\"message\":\"hi\"}", "hi; status: 599"},
        {"{\"state\":\"FAILED\",\"id\":3}", "state: FAILED"},
        {"{\"stack\":\"TypeError: x is 7\\n at f (a.js:3)\"}", "TypeError: x is <n>"},
        {"{\"error\":{\"name\":\"TypeError\",\"message\":\"x is 7\"}}", "TypeError: x is <n>"},
        {"{\"name\":\"TypeError\",\"message\":\"TypeError: x\"}", "TypeError: x"},
        {"{\"error\":{\"message\":\"x is 7\",\"stack\":\"KeyError: x is 7\\n at f\"}}",
         "KeyError: x is <n>"},
        {"{\"error\":{\"message\":\"x is 7\",\"stack\":\"  at f (a.js:3)\"}}", "x is <n>"},
        {"{\"error\":true,\"reason\":\"late\"}", "late; error: true"},
        {"{\"error\":\"late\",\"reason\":\"no route\"}", "late; reason: no route"},
        {"{\"error\":{\"message\":\"late\",\"cause\":{\"message\":\"no route\"}}}",
         "late; message: no route"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        check_error(BODY_JSON, cases[i][0], cases[i][1]);
}

static void what_is_no_error_is_none(void **state)
{
    static const char *const good[] = {
        "{\"error\":false,\"message\":\"hi\"}",
        "{\"error\":0,\"message\":\"hi\"}",
        "{\"error\":\"\",\"message\":\"hi\"}",
        "{\"error\":{},\"message\":\"hi\"}",
        "{\"status\":null,\"message\":\"hi\"}",
        "{\"status\":{\"a\":1},\"message\":\"hi\"}",
        "{\"status\":600,\"message\":\"hi\"}",
        "{\"status\":40,\"message\":\"hi\"}",
        "{\"status\":4000,\"message\":\"hi\"}",
        "{\"status\":399,\"message\":\"hi\"}",
        "{\"status\":200,\"message\":\"try in 5 s\"}",
        "{\"id\":1,\"type\":\"order.paid\",\"message\":\"hi\"}",
        "{\"error\":null,\"errors\":[],\"status\":\"paid\",\"code\":7}",
        "{\"name\":\"Ana\",\"message\":\"hi\"}",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        check_error(BODY_JSON, good[i], "");
    check_error(BODY_TEXT, "deploy finished in 48 s, 0 errors", "");
    check_error(BODY_TEXT, "no error, and without failure", "");
    check_error(BODY_TEXT, "mirrors and terrors", "");
    check_error(BODY_TEXT, "", "");
    check_error(BODY_BYTES, "error", "");
}

/* The type of an event beside the error is not that of the error. */
static void what_stands_beside_an_error_is_not_part_of_it(void **state)
{
    static const char *const cases[][2] = {
        {"{\"type\":\"order.paid\",\"name\":\"Ana\",\"status\":\"paid\",\"title\":\"Mug\","
         "\"error\":\"late\"}",
         "late"},
        {"{\"error\":{\"type\":\"card_error\",\"title\":\"Declined\",\"message\":\"late\"}}",
         "late; title: Declined; type: card_error"},
        {"{\"title\":\"Not Found\",\"status\":404}", "Not Found; status: 404"},
        {"{\"errors\":[{\"kind\":\"a\",\"msg\":\"late\"}]}", "late; kind: a"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        check_error(BODY_JSON, cases[i][0], cases[i][1]);
}

/* {error: {message: "timeout after 17 ms"}} in each form that has names. */
static void every_form_has_the_same_error(void **state)
{
    static const struct {
        enum body_form form;
        const char *bytes; /* none is 0 */
    } cases[] = {
        {BODY_JSON, "{\"error\":{\"message\":\"timeout after 17 ms\"}}"},
        {BODY_JSON, "\"{\\\"error\\\":{\\\"message\\\":\\\"timeout after 17 ms\\\"}}\""},
        {BODY_CBOR, "\xa1\x65"
                    "error\xa1\x67"
                    "message\x73timeout after 17 ms"},
        {BODY_MSGPACK, "\x81\xa5"
                       "error\x81\xa7"
                       "message\xb3timeout after 17 ms"},
        {BODY_V8, "\xff\x0fo\"\x05"
                  "erroro\"\x07"
                  "message\"\x13timeout after 17 ms{\x01{\x01"},
        {BODY_TEXT, "<error><message>timeout after 17 ms</message></error>"},
        {BODY_TEXT, "{\"ok\":1}\n{\"error\":{\"message\":\"timeout after 17 ms\"}}\n"},
    };
    struct signature error;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        find(cases[i].form, cases[i].bytes, strlen(cases[i].bytes), &error);
        assert_string_equal(error.text, "timeout after <n> ms");
        assert_string_equal(error.whole, "timeout after 17 ms");
    }
}

/* As V8 writes errors themselves: the class, the message, the stack. */
static void an_error_of_v8_is_one(void **state)
{
    static const char bytes[] = "\xff\x0frTm\"\x06x is 7s\"\x13TypeError: x is 7\n a.";
    struct signature error;

    (void)state;
    find(BODY_V8, bytes, sizeof(bytes) - 1, &error);
    assert_string_equal(error.text, "TypeError: x is <n>");
}

static void a_text_has_the_line_that_names_an_error(void **state)
{
    static const char *const cases[][2] = {
        {"\nTraceback of job 7:\n  at 12:04:31\nmore", "Traceback of job <n>:"},
        {"Traceback (most recent call last):\n  File \"a.py\"\nKeyError: 'x'\n", "KeyError: <str>"},
        {"at start\njava.io.IOException: no route to 10.0.0.1\n",
         "java.io.IOException: no route to <ip>"},
        {"2026-11-22T18:00:00.000Z ERROR worker[41]: batch 3 failed",
         "ERROR worker[<n>]: batch <n> failed"},
        {"2026-11-22 18:00:00 info ok\n2026-11-22 18:00:01 timed out after 3 s",
         "timed out after <n> s"},
        {"time=1 level=error msg=\"no user 17\" id=4", "no user <n>"},
        {"Error: boom 7", "Error: boom <n>"},
        {"<html><br>Request refused</html>", "<html><br>Request refused</html>"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        check_error(BODY_TEXT, cases[i][0], cases[i][1]);
    check_error(BODY_JSON, "\"job 7 failed\"", "job <n> failed");
}

/* 200 bytes: one too many, and the last one is half a character. */
static void an_error_is_cut_at_a_character(void **state)
{
    char body[300];
    struct signature error;

    (void)state;
    snprintf(body, sizeof body, "{\"error\":\"%0198dé\"}", 0);
    for (char *c = body; *c; c++)
        *c = *c == '0' ? 'x' : *c;
    find(BODY_JSON, body, strlen(body), &error);
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

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        find(BODY_JSON, cases[i][0], strlen(cases[i][0]), &a);
        find(BODY_JSON, cases[i][1], strlen(cases[i][1]), &b);
        assert_true(a.hash);
        assert_int_equal(a.hash, b.hash);
    }
}

static void what_varies_is_in_what_was_said(void **state)
{
    struct signature a, b;

    (void)state;
    find(BODY_JSON, "{\"error\":\"no user 7\"}", 21, &a);
    find(BODY_JSON, "{\"error\":\"no user 8\"}", 21, &b);
    assert_int_equal(a.hash, b.hash);
    assert_true(a.said != b.said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_is_found_by_its_names),
        cmocka_unit_test(what_is_no_error_is_none),
        cmocka_unit_test(what_stands_beside_an_error_is_not_part_of_it),
        cmocka_unit_test(every_form_has_the_same_error),
        cmocka_unit_test(an_error_of_v8_is_one),
        cmocka_unit_test(a_text_has_the_line_that_names_an_error),
        cmocka_unit_test(an_error_is_cut_at_a_character),
        cmocka_unit_test(the_order_of_members_does_not_count),
        cmocka_unit_test(what_varies_is_in_what_was_said),
    };

    return cmocka_run_group_tests_name("signature", tests, NULL, NULL);
}
