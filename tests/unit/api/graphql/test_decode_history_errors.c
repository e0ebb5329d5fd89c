/* What GraphQL says of the past where it is not as it should be: errors with and without data,
 * wrong types; and what may be asked. */
#include "api/graphql/graphql.h"
#include "base/memory/array.h"
#include "tests/unit/historykit.h"

static void what_is_not_as_documented_is_refused(void **state)
{
#define NO_FORM  "a row of history has not the form of one"
#define NO_PLACE "a row of history does not say of what queue and time it is"
#define NO_VALUE "a value of history is not a number"
    static const struct {
        const char *text, *why;
    } cases[] = {
        {"{\"data\":{\"viewer\":null},\"errors\":null}", "the answer holds no account"},
        {"{\"data\":{}}", "the answer holds no account"},
        {"{\"data\":{\"viewer\":{\"accounts\":{}}}}", "the answer holds no account"},
        {DATA("7"), "the answer holds no account"},
        {DATA("{}"), "a part of history is not a list"},
        {DATA("{\"backlog\":null}"), "a part of history is not a list"},
        {DATA("{\"backlog\":{}}"), "a part of history is not a list"},
        {BACKLOG("7"), NO_FORM},
        {BACKLOG("null"), NO_FORM},
        {BACKLOG("{\"avg\":{\"messages\":1}}"), NO_FORM},
        {BACKLOG("{\"avg\":7,\"dimensions\":{}}"), NO_FORM},
        {BACKLOG("{\"dimensions\":{\"queueId\":\"" A "\"}}"), NO_PLACE},
        {BACKLOG("{\"dimensions\":{\"datetimeFiveMinutes\":\"2026-11-30T08:00:00Z\"}}"), NO_PLACE},
        {BACKLOG("{\"dimensions\":{\"queueId\":7,"
                 "\"datetimeFiveMinutes\":\"2026-11-30T08:00:00Z\"}}"),
         NO_PLACE},
        {BACKLOG(ROW(A, "1", "2026-11-30T08:00:00+01:00")), NO_PLACE},
        {BACKLOG(ROW(A, "1", "2026-11-31T08:00:00Z")), NO_PLACE},
        {BACKLOG(ROW(A, "1", "1969-12-31T23:59:59Z")), NO_PLACE},
        {BACKLOG(ROW(A, "1", "2026-11-30T08:00:00Z\\u0000")), NO_PLACE},
        {BACKLOG(ROW(A, "\"1\"", "2026-11-30T08:00:00Z")), NO_VALUE},
        {BACKLOG(ROW(A, "{}", "2026-11-30T08:00:00Z")), NO_VALUE},
        {BACKLOG(ROW(A, "true", "2026-11-30T08:00:00Z")), NO_VALUE},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        expect_refused(HISTORY_PART(HISTORY_BACKLOG), cases[i].text, ERR_RESPONSE, cases[i].why);
    expect_refused(HISTORY_PART(HISTORY_OPERATIONS),
                   DATA("{\"operations\":[" ACTION_ROW("ReadMessage", "none", "\"7\"") "]}"),
                   ERR_RESPONSE, NO_VALUE);
    expect_refused(HISTORY_PART(HISTORY_CONCURRENCY),
                   DATA("{\"concurrency\":[{\"avg\":{\"concurrency\":\"2\"},\"dimensions\":{"
                        "\"queueId\":\"" A
                        "\",\"datetimeFiveMinutes\":\"2026-11-30T08:00:00Z\"}}]}"),
                   ERR_RESPONSE, NO_VALUE);
}

static void other_answers_are_refused(void **state)
{
    static const char *const foreign[] = {"[]",
                                          "\"hello\"",
                                          "{}",
                                          "{\"data\":null,\"errors\":null}",
                                          "{\"data\":[],\"errors\":[]}",
                                          "{\"success\":true,\"result\":{}}"};
    const struct call c = new_question(HISTORY_ALL_PARTS);
    struct error err;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(foreign); i++) {
        assert_null(read_as(&c, 200, foreign[i], &err));
        assert_int_equal(err.kind, ERR_RESPONSE);
        assert_non_null(strstr(err.text, "the answer is not"));
    }
    assert_null(read_as(&c, 200, "", &err));
    assert_non_null(strstr(err.text, "the answer is empty"));
    assert_null(read_as(&c, 204, "", &err));
    assert_int_equal(err.kind, ERR_RESPONSE);
    assert_null(read_as(&c, 302, "", &err));
    assert_null(read_as(&c, 403, "<html>", &err));
    assert_int_equal(err.kind, ERR_API);
    assert_int_equal(err.http, 403);
}

/* What came is used, and why the rest did not is kept beside it. */
static void a_part_may_be_missing_where_an_error_says_why(void **state)
{
    const unsigned both = HISTORY_PART(HISTORY_BACKLOG) | HISTORY_PART(HISTORY_OPERATIONS);
    struct history *h =
        read_all(both, WITH_ERROR("{\"viewer\":{\"accounts\":[{\"backlog\":[" ROW(
                                      A, "1", "2026-11-30T08:00:00Z") "],\"operations\":null}]}}",
                                  "cannot request data older than 1w1d"));

    (void)state;
    assert_int_equal(history_find(h, A)->rows[0].messages, 1);
    assert_true(h->parts[HISTORY_BACKLOG].came);
    assert_false(h->parts[HISTORY_OPERATIONS].came);
    assert_int_equal(h->err.kind, ERR_API);
    assert_string_equal(h->err.text, "cannot request data older than 1w1d");
    assert_string_equal(h->err.pointer, "viewer.accounts.0.operations");
    assert_int_equal(h->err.token, TOKEN_ACTIVE);
    assert_int_equal(graphql_find_trouble(&h->err).kind, GRAPHQL_TOO_OLD);
    history_free(h);
    expect_refused(both, WITH_ERROR("{\"viewer\":{\"accounts\":[{\"backlog\":null}]}}", "no"),
                   ERR_API, "no");
    expect_refused(both, DATA("{\"backlog\":[]}"), ERR_RESPONSE, "a part of history is not a list");
}

static void an_error_without_data_fails(void **state)
{
    static const char *const texts[] = {
        WITH_ERROR("null", "unable to execute query"),
        WITH_ERROR("{\"viewer\":null}", "unable to execute query"),
        WITH_ERROR("{\"viewer\":{\"accounts\":[]}}", "unable to execute query"),
        "{\"errors\":[{\"message\":\"unable to execute query\",\"path\":null}]}",
    };
    static const int statuses[] = {200, 400, 403, 429, 503};
    const struct call c = new_question(HISTORY_ALL_PARTS);
    struct error err;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts) * ARRAY_LEN(statuses); i++) {
        assert_null(read_as(&c, statuses[i / ARRAY_LEN(texts)], texts[i % ARRAY_LEN(texts)], &err));
        assert_int_equal(err.kind, ERR_API);
        assert_int_equal(err.http, statuses[i / ARRAY_LEN(texts)]);
        assert_string_equal(err.text, "unable to execute query");
    }
    assert_null(read_as(&c, 200,
                        "{\"data\":null,\"errors\":[{\"message\":\"one\"},{\"message\":\"two\"},"
                        "\"three\"]}",
                        &err));
    assert_string_equal(err.text, "one");
    assert_string_equal(err.chain, "two; three");
    assert_null(read_as(&c, 200,
                        "{\"data\":null,\"errors\":[{\"message\":\"one\"},{\"message\":\"one\"},"
                        "{\"message\":\"two\"},{\"message\":\"one\"}]}",
                        &err));
    assert_string_equal(err.text, "one");
    assert_string_equal(err.chain, "two");
}

static void an_account_that_is_not_there_is_not_visible(void **state)
{
    (void)state;
    expect_refused(HISTORY_ALL_PARTS, DATA(""), ERR_API,
                   "no analytics of this account for this credential");
}

static struct history_limits *read_limits(const char *text, struct error *err)
{
    const struct call c = {.op = OP_HISTORY_LIMITS};
    struct answer a = new_answer(200, text);
    union result r;
    char *json;

    *err = (struct error){0};
    decode_answer(&c, &a, &r, &json, err);
    free(a.bytes);
    return r.history_limits;
}

#define BACKLOG_LIMITS                                                                             \
    "\"queueBacklogAdaptiveGroups\":{\"enabled\":true,\"maxDuration\":2678400,"                    \
    "\"notOlderThan\":7948800,\"maxPageSize\":10000,\"maxNumberOfFields\":30}"

static void limits_are_read_and_may_be_unknown(void **state)
{
    struct error err;
    struct history_limits *l = read_limits(
        DATA("{\"settings\":{" BACKLOG_LIMITS
             ",\"queueConsumerMetricsAdaptiveGroups\":{\"enabled\":"
             "false,\"maxDuration\":null},\"queueMessageOperationsAdaptiveGroups\":null}}"),
        &err);

    (void)state;
    assert_non_null(l);
    assert_int_equal(l->parts[HISTORY_BACKLOG].enabled, FLAG_YES);
    assert_int_equal(l->parts[HISTORY_BACKLOG].max_duration_s, 2678400);
    assert_int_equal(l->parts[HISTORY_BACKLOG].not_older_than_s, 7948800);
    assert_int_equal(l->parts[HISTORY_BACKLOG].max_rows, 10000);
    assert_int_equal(l->parts[HISTORY_BACKLOG].max_fields, 30);
    assert_int_equal(l->parts[HISTORY_CONCURRENCY].enabled, FLAG_NO);
    assert_int_equal(l->parts[HISTORY_CONCURRENCY].max_duration_s, -1);
    assert_int_equal(l->parts[HISTORY_OPERATIONS].enabled, FLAG_UNKNOWN);
    assert_int_equal(l->parts[HISTORY_DELAYED].max_rows, -1);
    assert_int_equal(l->err.kind, ERR_NONE);
    free(l);
    l = read_limits(WITH_ERROR("{\"viewer\":{\"accounts\":[{\"settings\":{" BACKLOG_LIMITS "}}]}}",
                               "does not have access to the path"),
                    &err);
    assert_int_equal(l->parts[HISTORY_BACKLOG].max_fields, 30);
    assert_int_equal(l->err.kind, ERR_API);
    free(l);
}

static void limits_that_are_none_are_refused(void **state)
{
    static const char *const bad[] = {DATA("{}"), DATA("{\"settings\":null}"),
                                      DATA("{\"settings\":{\"other\":{}}}"),
                                      DATA("{\"settings\":{\"queueBacklogAdaptiveGroups\":7}}"),
                                      DATA("{\"settings\":{\"queueBacklogAdaptiveGroups\":{"
                                           "\"maxPageSize\":\"10000\"}}}")};
    struct error err;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        assert_null(read_limits(bad[i], &err));
        assert_int_equal(err.kind, ERR_RESPONSE);
    }
    assert_null(read_limits(WITH_ERROR("null", "not authorized for that account"), &err));
    assert_int_equal(err.kind, ERR_API);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_as_documented_is_refused),
        cmocka_unit_test(other_answers_are_refused),
        cmocka_unit_test(a_part_may_be_missing_where_an_error_says_why),
        cmocka_unit_test(an_error_without_data_fails),
        cmocka_unit_test(an_account_that_is_not_there_is_not_visible),
        cmocka_unit_test(limits_are_read_and_may_be_unknown),
        cmocka_unit_test(limits_that_are_none_are_refused),
    };

    return cmocka_run_group_tests_name("decode_history_errors", tests, NULL, NULL);
}
