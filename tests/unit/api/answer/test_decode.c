#include "api/answer/decode.h"

#include "base/memory/array.h"
#include "tests/unit/answer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define ID1 "023e105f4ecef8ad9ca31a8372d0c353"
#define ID2 "5f4e3d2c1b0a99887766554433221100"

static bool read_metrics_of(struct answer *a, struct metrics *m, char **json, struct error *err)
{
    union result r;
    bool ok = decode_as(OP_METRICS, a, json != NULL, &r, json, err);

    *m = r.metrics;
    return ok;
}

/* What an answer of this status and text is as an error; fails when it is none. */
static struct error expect_error(int http, const char *text)
{
    struct answer a = new_answer(http, text);
    struct error err = {0};
    struct metrics m;

    if (read_metrics_of(&a, &m, NULL, &err))
        fail_msg("accepted: %s", text);
    free(a.bytes);
    return err;
}

static void refusals_of_the_api(void **state)
{
    struct error e = expect_error(
        403, "{\"success\":false,\"errors\":[{\"code\":10000,\"message\":\"Authentication error\","
             "\"documentation_url\":\"https://x\",\"source\":{\"pointer\":\"/a\"}},{\"code\":1}],"
             "\"messages\":[],\"result\":null}");

    (void)state;
    assert_int_equal(e.kind, ERR_API);
    assert_int_equal(e.http, 403);
    assert_true(e.has_code);
    assert_int_equal(e.code, 10000);
    assert_int_equal(e.retry_after_s, -1);
    assert_string_equal(e.text, "Authentication error");
    assert_string_equal(e.doc_url, "https://x");
    assert_string_equal(e.pointer, "/a");
    e = expect_error(405, "{\"success\":false,\"errors\":[{\"code\":0,\"message\":\"no\"}]}");
    assert_true(e.has_code);
    assert_int_equal(e.code, 0);
    e = expect_error(
        200, "{\"success\":false,\"errors\":[{\"code\":7.0,\"message\":\"no\"}],\"result\":{}}");
    assert_int_equal(e.kind, ERR_API);
    assert_int_equal(e.code, 7);
    e = expect_error(500, "{\"success\":true,\"result\":{\"backlog_count\":1}}");
    assert_int_equal(e.kind, ERR_API);
    assert_false(e.has_code);
    e = expect_error(400, "{\"code\":12,\"error\":\"odd\"}");
    assert_int_equal(e.code, 12);
    assert_string_equal(e.text, "odd");
    e = expect_error(200, "{\"code\":12,\"error\":\"odd\"}");
    assert_int_equal(e.kind, ERR_API);
    e = expect_error(429, "{\"success\":false,\"errors\":[{\"code\":\"x\",\"message\":7}]}");
    assert_false(e.has_code);
    assert_string_equal(e.text, "");
}

/* The reason is often not in the first line. */
static void causes_come_along(void **state)
{
    struct error e = expect_error(
        400,
        "{\"success\":false,\"errors\":[{\"code\":6003,\"message\":\"Invalid request headers\","
        "\"error_chain\":[{\"code\":6111,\"message\":\"Invalid format\",\"error_chain\":["
        "{\"code\":1,\"message\":\"deep\"}]},\"plain\",7]},{\"code\":8,\"message\":\"second\"}]}");

    (void)state;
    assert_string_equal(e.text, "Invalid request headers");
    assert_string_equal(e.chain, "6111 Invalid format; 1 deep; plain; 8 second");
    e = expect_error(400, "{\"success\":false,\"errors\":[\"no\"],\"error_chain\":{}}");
    assert_string_equal(e.text, "no");
    assert_string_equal(e.chain, "");
}

static void retry_after_comes_along(void **state)
{
    struct answer a = new_answer(429, "{\"success\":false,\"errors\":[]}");
    struct error err;
    struct metrics m;

    (void)state;
    a.retry_after_s = 37;
    assert_false(read_metrics_of(&a, &m, NULL, &err));
    assert_int_equal(err.retry_after_s, 37);
    free(a.bytes);
    a = new_answer(503, "<html>");
    a.retry_after_s = 5;
    assert_false(read_metrics_of(&a, &m, NULL, &err));
    assert_int_equal(err.kind, ERR_API);
    assert_int_equal(err.retry_after_s, 5);
    free(a.bytes);
}

static void long_error_texts_are_cut_between_characters(void **state)
{
    struct answer a =
        new_answer_with(400, "{\"errors\":[{\"message\":\"@\\u00e9\\u00e9\"}]}", 'x', 510);
    struct error err;
    struct metrics m;

    (void)state;
    assert_false(read_metrics_of(&a, &m, NULL, &err));
    assert_int_equal(strlen(err.text), 510);
    free(a.bytes);
    a = new_answer_with(400, "{\"errors\":[{\"message\":\"@\\u00e9\"}]}", 'x', 509);
    assert_false(read_metrics_of(&a, &m, NULL, &err));
    assert_int_equal(strlen(err.text), 511);
    free(a.bytes);
}

static void what_is_no_answer_of_the_api(void **state)
{
    static const char *const bad[] = {
        "",
        " ",
        "hello",
        "42",
        "[]",
        "{}",
        "null",
        "{\"success\":true}",
        "{\"success\":true,\"result\":null}",
        "{\"success\":true,\"result\":7}",
        "{\"success\":true,\"result\":[]}",
        "{\"success\":true,\"result\":{\"backlog_count\":1}",
        "{\"success\":true,\"result\":{\"backlog_count\":1}}x",
        "{\"success\":true,\"result\":{\"a\":\"\xff\"}}",
        "{\"success\":true,\"result\":{\"a\":\"\\ud800\"}}",
        "\xef\xbb\xbf{\"success\":true,\"result\":{}}",
        "{\"success\":true,\"result\":{\"a\\u0000\":1}}",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct error e = expect_error(200, bad[i]);

        if (e.kind != ERR_RESPONSE || !e.text[0] || e.http != 200)
            fail_msg("%s: kind %d, \"%s\"", bad[i], (int)e.kind, e.text);
    }
}

static void pages_that_stand_in_for_the_api(void **state)
{
    struct answer a = new_answer(403, "<html>challenge</html>");
    struct error err;
    struct metrics m;

    (void)state;
    a.cf_mitigated = "challenge";
    assert_false(read_metrics_of(&a, &m, NULL, &err));
    assert_int_equal(err.kind, ERR_API);
    assert_int_equal(err.http, 403);
    assert_non_null(strstr(err.text, "browser check"));
    free(a.bytes);
    a = new_answer(302, "");
    a.location = "https://elsewhere.example/";
    assert_false(read_metrics_of(&a, &m, NULL, &err));
    assert_int_equal(err.kind, ERR_RESPONSE);
    assert_int_equal(err.http, 302);
    assert_string_equal(err.text, "redirect to https://elsewhere.example/: not followed");
    free(a.bytes);
    a = new_answer(502, "<html>Bad gateway");
    a.content_type = "text/html";
    assert_false(read_metrics_of(&a, &m, NULL, &err));
    assert_int_equal(err.kind, ERR_API);
    assert_string_equal(err.text, "the answer is not JSON (text/html, 17 bytes)");
    free(a.bytes);
}

static struct metrics read_metrics(const char *result)
{
    char text[1000];
    struct answer a;
    struct error err;
    struct metrics m;

    snprintf(text, sizeof(text), "{\"success\":true,\"messages\":[{\"code\":10000}],\"result\":%s}",
             result);
    a = new_answer(200, text);
    if (!read_metrics_of(&a, &m, NULL, &err))
        fail_msg("%s: %s", result, err.text);
    free(a.bytes);
    return m;
}

static void numbers_come_in_many_ways(void **state)
{
    struct metrics m = read_metrics("{\"backlog_count\":5,\"backlog_bytes\":1024.0,"
                                    "\"oldest_message_timestamp_ms\":1710950954154}");

    (void)state;
    assert_int_equal(m.backlog_count, 5);
    assert_int_equal(m.backlog_bytes, 1024);
    assert_int_equal(m.oldest_ms, 1710950954154);
    m = read_metrics(
        "{\"backlog_count\":0,\"backlog_bytes\":null,\"oldest_message_timestamp_ms\":0}");
    assert_int_equal(m.backlog_count, 0);
    assert_int_equal(m.backlog_bytes, -1);
    assert_int_equal(m.oldest_ms, -1);
    m = read_metrics("{\"backlog_count\":\"5\",\"backlog_bytes\":-3}");
    assert_int_equal(m.backlog_count, -1);
    assert_int_equal(m.backlog_bytes, -1);
    m = read_metrics("{\"backlog_count\":9223372036854775807,\"backlog_bytes\":1E5}");
    assert_int_equal(m.backlog_count, INT64_MAX);
    assert_int_equal(m.backlog_bytes, 100000);
}

static void one_huge_number_does_not_cost_the_answer(void **state)
{
    struct metrics m = read_metrics("{\"backlog_count\":9223372036854775808,\"backlog_bytes\":7}");

    (void)state;
    assert_int_equal(m.backlog_count, -1);
    assert_int_equal(m.backlog_bytes, 7);
    m = read_metrics("{\"backlog_count\":1e999,\"backlog_bytes\":7,\"x\":\"1e999\"}");
    assert_int_equal(m.backlog_count, -1);
    assert_int_equal(m.backlog_bytes, 7);
    m = read_metrics("{\"backlog_count\":1e18,\"backlog_bytes\":9.3e18}");
    assert_int_equal(m.backlog_count, 1000000000000000000);
    assert_int_equal(m.backlog_bytes, -1);
    assert_int_equal(expect_error(200, "{\"result\":{\"a\":1e999}").kind, ERR_RESPONSE);
}

static void success_may_be_missing(void **state)
{
    struct answer a = new_answer(200, "{\"result\":{\"backlog_count\":3}}");
    struct error err;
    struct metrics m;
    char *json;

    (void)state;
    assert_true(read_metrics_of(&a, &m, &json, &err));
    assert_int_equal(m.backlog_count, 3);
    assert_string_equal(json, "{\"backlog_count\":3}");
    free(json);
    free(a.bytes);
}

static void metrics_json_is_as_written(void **state)
{
    struct answer a = new_answer_with(
        200, "{ \"success\" : true, \"result\" : { \"b\" : 1.50, \"a\" : \"@\",\n\"a\":1e2 } }",
        'x', 400);
    struct error err;
    struct metrics m;
    char *json;

    (void)state;
    assert_true(read_metrics_of(&a, &m, &json, &err));
    assert_int_equal(strlen(json), strlen("{\"b\":1.50,\"a\":\"\",\"a\":1e2}") + 400);
    assert_memory_equal(json, "{\"b\":1.50,\"a\":\"xxx", 18);
    free(json);
    free(a.bytes);
}

static void accounts(void **state)
{
    struct answer a =
        new_answer(200, "{\"success\":true,\"result\":[{\"id\":\"" ID1
                        "\",\"name\":\"Demo\"},{\"id\":\"../x\"},"
                        "{\"id\":\"" ID2 "\",\"name\":null}],\"result_info\":{\"total_count\":3}}");
    struct error err;
    union result r;
    struct account_list *list;

    (void)state;
    assert_true(decode_as(OP_ACCOUNTS, &a, false, &r, NULL, &err));
    list = r.accounts;
    assert_int_equal(list->n, 2);
    assert_int_equal(list->total_count, 3);
    assert_string_equal(list->items[0].id, ID1);
    assert_string_equal(list->items[0].name, "Demo");
    assert_string_equal(list->items[1].name, "");
    account_list_free(list);
    free(a.bytes);
    a = new_answer(200, "{\"success\":true,\"result\":null}");
    assert_true(decode_as(OP_ACCOUNTS, &a, false, &r, NULL, &err));
    list = r.accounts;
    assert_int_equal(list->n, 0);
    assert_int_equal(list->total_count, -1);
    account_list_free(list);
    free(a.bytes);
    a = new_answer(200, "{\"success\":true,\"result\":[7]}");
    assert_false(decode_as(OP_ACCOUNTS, &a, false, &r, NULL, &err));
    assert_null(r.accounts);
    assert_int_equal(err.kind, ERR_RESPONSE);
    free(a.bytes);
}

static struct ack_result *read_ack(int http, const char *text, char **json)
{
    struct answer a = new_answer(http, text);
    struct error err;
    union result r;

    decode_as(OP_ACK, &a, json != NULL, &r, json, &err);
    free(a.bytes);
    return r.ack;
}

static void tokens(void **state)
{
    static const struct {
        const char *result;
        struct token want;
    } cases[] = {
        {"{\"status\":\"active\"}", {TOKEN_ACTIVE, -1}},
        {"{\"status\":\"active\",\"expires_on\":\"1970-01-01T00:00:09Z\"}", {TOKEN_ACTIVE, 9000}},
        {"{\"status\":\"expired\",\"expires_on\":\"soon\"}", {TOKEN_EXPIRED, -1}},
        {"{\"status\":\"disabled\",\"expires_on\":null}", {TOKEN_DISABLED, -1}},
        {"{\"status\":\"new\",\"expires_on\":7}", {TOKEN_UNKNOWN, -1}},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char text[200];
        struct answer a;
        struct error err;
        union result r;

        snprintf(text, sizeof(text), "{\"success\":true,\"result\":%s}", cases[i].result);
        a = new_answer(200, text);
        assert_true(decode_as(OP_TOKEN, &a, false, &r, NULL, &err));
        assert_int_equal(r.token.state, cases[i].want.state);
        assert_int_equal(r.token.ends_ms, cases[i].want.ends_ms);
        free(a.bytes);
    }
}

static void acknowledgements(void **state)
{
    char *json;
    struct ack_result *r =
        read_ack(200,
                 "{\"success\":true,\"result\":{\"ackCount\":2,\"retryCount\":1.0,"
                 "\"warnings\":{\"l1\":\"late\",\"l2\":7}}}",
                 &json);

    (void)state;
    assert_int_equal(r->ack_count, 2);
    assert_int_equal(r->retry_count, 1);
    assert_int_equal(r->n_warnings, 2);
    assert_string_equal(r->warnings[0].handle, "l1");
    assert_string_equal(r->warnings[0].text, "late");
    assert_string_equal(r->warnings[1].text, "");
    assert_string_equal(
        json, "{\"ackCount\":2,\"retryCount\":1.0,\"warnings\":{\"l1\":\"late\",\"l2\":7}}");
    free(json);
    ack_result_free(r);
    r = read_ack(200, "{\"success\":true,\"result\":{\"warnings\":[]}}", NULL);
    assert_int_equal(r->ack_count, -1);
    assert_int_equal(r->n_warnings, 0);
    ack_result_free(r);
    r = read_ack(200, "{\"success\":true,\"result\":null}", &json);
    assert_int_equal(r->retry_count, -1);
    assert_null(json);
    ack_result_free(r);
    r = read_ack(204, "", NULL);
    assert_int_equal(r->ack_count, -1);
    ack_result_free(r);
    assert_null(read_ack(200, "{\"success\":true,\"result\":[]}", NULL));
    assert_null(read_ack(200, "", NULL));
}

static struct purge_result *read_purge(int http, const char *text, char **json)
{
    struct answer a = new_answer(http, text);
    struct error err;
    union result r;

    decode_as(OP_PURGE_MESSAGES, &a, json != NULL, &r, json, &err);
    free(a.bytes);
    return r.purge;
}

static void purges(void **state)
{
    static const char *const empty[] = {"{\"success\":true}", "{\"success\":true,\"result\":null}",
                                        "{\"success\":true,\"result\":{\"warnings\":[]}}"};
    char *json;
    struct purge_result *r =
        read_purge(200,
                   "{\"success\":true,\"result\":{\"errors\":[{\"message\":\"no\"},{}],"
                   "\"warnings\":{\"eyJ.a\":\"gone\"}}}",
                   &json);

    (void)state;
    assert_int_equal(r->n_errors, 2);
    assert_string_equal(r->errors[0], "no");
    assert_string_equal(r->errors[1], "");
    assert_int_equal(r->n_warnings, 1);
    assert_string_equal(r->warnings[0].handle, "eyJ.a");
    assert_string_equal(r->warnings[0].text, "gone");
    assert_string_equal(json, "{\"errors\":[{\"message\":\"no\"},{}],"
                              "\"warnings\":{\"eyJ.a\":\"gone\"}}");
    free(json);
    purge_result_free(r);
    for (size_t i = 0; i < ARRAY_LEN(empty); i++) {
        r = read_purge(200, empty[i], NULL);
        assert_non_null(r);
        assert_int_equal(r->n_errors + r->n_warnings, 0);
        purge_result_free(r);
    }
    assert_null(read_purge(200, "{\"success\":true,\"result\":[]}", NULL));
    assert_null(read_purge(200, "{\"success\":false,\"errors\":[]}", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refusals_of_the_api),
        cmocka_unit_test(causes_come_along),
        cmocka_unit_test(retry_after_comes_along),
        cmocka_unit_test(long_error_texts_are_cut_between_characters),
        cmocka_unit_test(what_is_no_answer_of_the_api),
        cmocka_unit_test(pages_that_stand_in_for_the_api),
        cmocka_unit_test(numbers_come_in_many_ways),
        cmocka_unit_test(one_huge_number_does_not_cost_the_answer),
        cmocka_unit_test(success_may_be_missing),
        cmocka_unit_test(metrics_json_is_as_written),
        cmocka_unit_test(accounts),
        cmocka_unit_test(tokens),
        cmocka_unit_test(acknowledgements),
        cmocka_unit_test(purges),
    };

    return cmocka_run_group_tests_name("decode", tests, NULL, NULL);
}
