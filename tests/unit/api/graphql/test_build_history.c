/* Questions about the past, as they are sent. */
#include "api/graphql/history_node.h"
#include "api/request/operation.h"
#include "base/memory/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <jansson.h>

#define ACCOUNT "023e105f4ecef8ad9ca31a8372d0c353"
#define QUEUE   "5f4e3d2c1b0a99887766554433221100"
#define OTHER   "00112233445566778899aabbccddeeff"

#define START "2026-11-30T08:00:00Z"
#define END   "2026-11-30T09:00:00Z"

/* How every question about the past begins and ends. */
#define QUERY(more)                                                                                \
    "{\"query\":\"query History($accountTag: string!, $start: Time!, $end: Time!" more ") "        \
    "{ viewer { accounts(filter: {accountTag: $accountTag}) {"
#define VARIABLES                                                                                  \
    " } } }\",\"variables\":{\"accountTag\":\"" ACCOUNT "\",\"start\":\"" START                    \
    "\",\"end\":\"" END "\""
#define SPAN "datetime_geq: $start, datetime_lt: $end}, orderBy: "

static const int64_t start_ms = 1796025600000, end_ms = 1796029200000;

static struct call new_question(unsigned parts, enum history_step step)
{
    return (struct call){
        .op = OP_HISTORY,
        .account_id = ACCOUNT,
        .history = {.parts = parts, .start_ms = start_ms, .end_ms = end_ms, .step = step}};
}

static bool build(const struct call *c, struct buf *body, struct error *err)
{
    struct buf url;
    bool ok;

    buf_init(&url, 4096);
    buf_init(body, 1 << 20);
    ok = operation_build(c, &url, body, err);
    if (ok)
        assert_string_equal(url.bytes, "/graphql");
    buf_free(&url);
    return ok;
}

/* The body is want to the byte, and JSON with a query and variables. */
static void expect(const struct call *c, const char *want)
{
    struct buf body;
    struct error err;
    json_t *root, *variables;

    if (!build(c, &body, &err))
        fail_msg("%s", err.text);
    assert_string_equal(body.bytes, want);
    root = json_loadb(body.bytes, body.len, 0, NULL);
    assert_non_null(root);
    assert_int_equal(json_object_size(root), 2);
    assert_non_null(json_string_value(json_object_get(root, "query")));
    assert_null(strstr(json_string_value(json_object_get(root, "query")), ACCOUNT));
    variables = json_object_get(root, "variables");
    assert_string_equal(json_string_value(json_object_get(variables, "accountTag")), ACCOUNT);
    json_decref(root);
    buf_free(&body);
}

static void what_may_be_asked_is_asked_of_every_dataset(void **state)
{
    const struct call c = {.op = OP_HISTORY_LIMITS, .account_id = ACCOUNT};

    (void)state;
#define FIELDS " { enabled maxDuration notOlderThan maxPageSize maxNumberOfFields }"
    expect(&c, "{\"query\":\"query Limits($accountTag: string!) { viewer { accounts(filter: "
               "{accountTag: $accountTag}) { settings {"
               " queueBacklogAdaptiveGroups" FIELDS " queueDelayedBacklogAdaptiveGroups" FIELDS
               " queueConsumerMetricsAdaptiveGroups" FIELDS
               " queueMessageOperationsAdaptiveGroups" FIELDS
               " } } } }\",\"variables\":{\"accountTag\":\"" ACCOUNT "\"}}");
#undef FIELDS
}

static void all_queues_are_asked_about_at_once(void **state)
{
    struct call c = new_question(HISTORY_PART(HISTORY_BACKLOG) | HISTORY_PART(HISTORY_OPERATIONS),
                                 HISTORY_FIVE_MINUTES);

    (void)state;
    expect(&c, QUERY("") " backlog: queueBacklogAdaptiveGroups(limit: 10000, filter: {" SPAN
                         "[datetimeFiveMinutes_DESC]) { avg { messages bytes sampleInterval } "
                         "dimensions { queueId datetimeFiveMinutes } }"
                         " operations: queueMessageOperationsAdaptiveGroups(limit: 10000, "
                         "filter: {" SPAN "[datetimeFiveMinutes_DESC]) { "
                         "count avg { lagTime retryCount sampleInterval } dimensions { queueId "
                         "actionType outcome datetimeFiveMinutes } }" VARIABLES "}}");
}

static void operations_may_be_asked_for_in_total(void **state)
{
    struct call c = new_question(HISTORY_PART(HISTORY_OPERATIONS), HISTORY_HOUR);

    (void)state;
    c.history.operations_in_total = true;
    c.history.rows = 500;
    expect(&c,
           QUERY("") " operations: queueMessageOperationsAdaptiveGroups(limit: 500, "
                     "filter: {" SPAN "[count_DESC]) { count avg { lagTime retryCount "
                     "sampleInterval } dimensions { queueId actionType outcome } }" VARIABLES "}}");
}

static void some_queues_are_a_variable(void **state)
{
    struct call c = new_question(HISTORY_PART(HISTORY_BACKLOG), HISTORY_MINUTE);

    (void)state;
    call_add_queue(&c, QUEUE);
    call_add_queue(&c, OTHER);
    expect(&c, QUERY(", $queueIds: [string!]") " backlog: queueBacklogAdaptiveGroups(limit: 10000, "
                                               "filter: {queueId_in: $queueIds, " SPAN
                                               "[datetimeMinute_DESC]) { avg { messages bytes "
                                               "sampleInterval } dimensions { queueId "
                                               "datetimeMinute } }" VARIABLES
                                               ",\"queueIds\":[\"" QUEUE "\",\"" OTHER "\"]}}");
    call_free(&c);
    assert_int_equal(c.n_queue_ids, 0);
    assert_null(c.queue_ids);
}

static void one_queue_is_asked_about_everything(void **state)
{
    struct call c = new_question(HISTORY_ALL_PARTS, HISTORY_FIVE_MINUTES);

    (void)state;
#define NODE(alias, dataset, values, more)                                                         \
    " " alias ": " dataset "AdaptiveGroups(limit: 10000, filter: {queueId: $queueId, " SPAN        \
    "[datetimeFiveMinutes_DESC]) { " values " dimensions { " more "datetimeFiveMinutes } }"
    memcpy(c.queue_id, QUEUE, ID_BYTES);
    expect(&c, QUERY(", $queueId: string!") NODE("backlog", "queueBacklog",
                                                 "avg { messages bytes sampleInterval }", "")
                   NODE("delayed", "queueDelayedBacklog", "avg { messages }", "")
                       NODE("concurrency", "queueConsumerMetrics", "avg { concurrency }", "")
                           NODE("operations", "queueMessageOperations",
                                "count avg { lagTime retryCount sampleInterval }",
                                "actionType outcome ") VARIABLES ",\"queueId\":\"" QUEUE "\"}}");
#undef NODE
}

static void every_step_orders_and_groups_by_its_own_name(void **state)
{
    static const char *const names[] = {"datetimeMinute", "datetimeFiveMinutes",
                                        "datetimeFifteenMinutes", "datetimeHour",
                                        "datetimeSixHours"};

    (void)state;
    assert_int_equal(ARRAY_LEN(names), HISTORY_STEPS);
    for (int i = 0; i < HISTORY_STEPS; i++) {
        struct call c = new_question(HISTORY_PART(HISTORY_DELAYED), (enum history_step)i);
        struct buf body;
        char order[80], dimensions[80];

        snprintf(order, sizeof(order), "orderBy: [%s_DESC]", names[i]);
        snprintf(dimensions, sizeof(dimensions), "dimensions { queueId %s }", names[i]);
        assert_true(build(&c, &body, NULL));
        assert_non_null(strstr(body.bytes, order));
        assert_non_null(strstr(body.bytes, dimensions));
        buf_free(&body);
    }
}

static void expect_refused(const struct call *c, const char *why)
{
    struct error err = {0};
    struct buf body;

    if (build(c, &body, &err))
        fail_msg("it was built: %s", body.bytes);
    assert_int_equal(err.kind, ERR_USAGE);
    assert_string_equal(err.text, why);
    buf_free(&body);
}

static void an_id_that_is_none_reaches_no_question(void **state)
{
    struct call c = new_question(HISTORY_ALL_PARTS, HISTORY_HOUR);

    (void)state;
    c.account_id[0] = '\0';
    expect_refused(&c, "not an account id: (none)");
    c.op = OP_HISTORY_LIMITS;
    expect_refused(&c, "not an account id: (none)");
    memcpy(c.account_id, "a\"}b", 5);
    expect_refused(&c, "not an account id: a\"}b");
    c = new_question(HISTORY_ALL_PARTS, HISTORY_HOUR);
    memcpy(c.queue_id, "q\\", 3);
    expect_refused(&c, "not a queue id: q\\");
    c.queue_id[0] = '\0';
    call_add_queue(&c, QUEUE);
    call_add_queue(&c, "");
    expect_refused(&c, "not a queue id: (none)");
    call_free(&c);
    call_add_queue(&c, QUEUE "0");
    expect_refused(&c, "not a queue id: (none)");
    call_free(&c);
}

static void a_span_that_is_none_is_refused(void **state)
{
    static const struct {
        int64_t start, end;
    } spans[] = {
        {1796029200000, 1796025600000}, {1796025600000, 1796025600000}, {-1000, 1796025600000},
        {1796025600001, 1796029200000}, {1796025600000, 1796029200999}, {0, INT64_MAX - 807},
        {0, 253402300800000},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(spans); i++) {
        struct call c = new_question(HISTORY_ALL_PARTS, HISTORY_HOUR);

        c.history.start_ms = spans[i].start;
        c.history.end_ms = spans[i].end;
        expect_refused(&c, "not a span of whole seconds");
    }
}

static void parts_steps_and_rows_are_checked(void **state)
{
    struct call c = new_question(0, HISTORY_HOUR);

    (void)state;
    expect_refused(&c, "not a part of history");
    c.history.parts = HISTORY_PART(HISTORY_PARTS);
    expect_refused(&c, "not a part of history");
    c = new_question(HISTORY_ALL_PARTS, HISTORY_STEPS);
    expect_refused(&c, "not a step of history");
    c = new_question(HISTORY_ALL_PARTS, HISTORY_HOUR);
    c.history.rows = -1;
    expect_refused(&c, "not a number of rows: -1");
    c.history.rows = HISTORY_ROWS + 1;
    expect_refused(&c, "not a number of rows: 10001");
}

static void every_part_has_its_dataset(void **state)
{
    (void)state;
    for (int i = 0; i < HISTORY_PARTS; i++) {
        const struct history_node *node = history_node_get((enum history_part)i);

        assert_true(node->alias[0] && node->dataset[0] && node->values[0]);
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(node->alias, history_node_get((enum history_part)j)->alias);
            assert_string_not_equal(node->dataset, history_node_get((enum history_part)j)->dataset);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_may_be_asked_is_asked_of_every_dataset),
        cmocka_unit_test(all_queues_are_asked_about_at_once),
        cmocka_unit_test(operations_may_be_asked_for_in_total),
        cmocka_unit_test(some_queues_are_a_variable),
        cmocka_unit_test(one_queue_is_asked_about_everything),
        cmocka_unit_test(every_step_orders_and_groups_by_its_own_name),
        cmocka_unit_test(an_id_that_is_none_reaches_no_question),
        cmocka_unit_test(a_span_that_is_none_is_refused),
        cmocka_unit_test(parts_steps_and_rows_are_checked),
        cmocka_unit_test(every_part_has_its_dataset),
    };

    return cmocka_run_group_tests_name("build_history", tests, NULL, NULL);
}
