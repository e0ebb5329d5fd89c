/* The simulator's /graphql: what the schema has, what is refused and in which words, credentials,
 * limits, faults. */
#include "tests/fetch/sim_graphql.h"

#include "base/memory/array.h"
#include "base/memory/buf.h"

/* orders and mail at 60 a minute for two hours, and one that nothing happens to. */
#define SEED                                                                                       \
    "{\"queues\":[{\"name\":\"orders\",\"id\":\"" ORDERS_ID "\",\"messages\":[{\"size\":100,"      \
    "\"count\":50}],\"history\":{\"hours\":2,\"in\":60}},"                                         \
    "{\"name\":\"mail\",\"id\":\"" MAIL_ID "\",\"history\":{\"hours\":2,\"in\":60}},"              \
    "{\"name\":\"idle\"}]}"
#define MAIL_ID "fedcba9876543210fedcba9876543210"

#define ACCOUNT(fields) "{viewer{accounts(filter:{accountTag:\"" SIM_ACCOUNT "\"}){" fields "}}}"
#define BACKLOG(args)   "queueBacklogAdaptiveGroups(" args "){avg{messages}}"

/* One dataset, asked for what a client would. */
static const char usual[] =
    "b:queueBacklogAdaptiveGroups(limit:999,filter:{datetime_geq:{SINCE}},orderBy:"
    "[datetimeMinute_ASC,queueId_ASC]){avg{messages bytes sampleInterval}"
    "dimensions{queueId datetimeMinute}}";

/* As clients send it: variables, aliases, all datasets at once. */
static const char whole[] =
    "query QueueHistory($accountTag: string!, $queueId: string!, $ids: [string!], $start: Time!) "
    "{\n"
    "  viewer {\n    __typename\n"
    "    mine: accounts(filter: {accountTag: $accountTag}) { # one\n"
    "      backlog: queueBacklogAdaptiveGroups(limit: 10000, filter: {queueId: $queueId, "
    "datetime_geq: $start}, orderBy: [datetimeFiveMinutes_ASC]) {\n"
    "        __typename avg { messages bytes sampleInterval } dimensions { datetimeFiveMinutes }\n"
    "      }\n"
    "      delayed: queueDelayedBacklogAdaptiveGroups(limit: 10, filter: {queueId_in: $ids, "
    "datetime_geq: $start}) { avg { messages } }\n"
    "      queueConsumerMetricsAdaptiveGroups(limit: 10, filter: {datetime_geq: $start}) "
    "{ avg { concurrency } }\n"
    "      operations: queueMessageOperationsAdaptiveGroups(limit: 10000, filter: {queueId: "
    "$queueId, datetime_geq: $start}, orderBy: [datetimeFiveMinutes_ASC, actionType_DESC]) {\n"
    "        count sum { billableOperations bytes } avg { lagTime retryCount sampleInterval }\n"
    "        max { messageSize }\n"
    "        dimensions { __typename datetimeFiveMinutes actionType outcome consumerType }\n"
    "      }\n    }\n  }\n}";

static void shapes_are_those_of_the_schema(void **state)
{
    struct sim *s = *state;
    char variables[256], start[32];
    const json_t *account, *row;
    json_t *answer;

    begin_minute(s);
    sim_seed(s, SEED);
    snprintf(variables, sizeof(variables),
             "{\"accountTag\":\"" SIM_ACCOUNT "\",\"queueId\":\"" ORDERS_ID "\",\"ids\":[\"" MAIL_ID
             "\"],\"start\":\"%s\"}",
             minutes_ago(s, 30, start));
    answer = ask(s, 200, whole, variables);
    assert_true(json_is_null(pick(answer, "errors")));
    assert_string_equal(pick_text(answer, "data.viewer.__typename"), "viewer");
    account = pick(answer, "data.viewer.mine.0");
    assert_int_equal(json_object_size(account), 4);
    assert_int_equal(pick_size(account, "delayed"), 0);
    assert_int_equal(pick_size(account, "queueConsumerMetricsAdaptiveGroups"), 0);
    row = json_array_get(pick(account, "backlog"), 1);
    assert_string_equal(pick_text(row, "__typename"), "AccountQueueBacklogAdaptiveGroups");
    assert_int_equal(pick_int(row, "avg.messages"), 50);
    assert_int_equal(pick_int(row, "avg.bytes"), 5000);
    assert_int_equal(pick_int(row, "avg.sampleInterval"), 1);
    assert_int_equal(strlen(pick_text(row, "dimensions.datetimeFiveMinutes")), 20);
    row = json_array_get(pick(account, "operations"), 4);
    assert_string_equal(pick_text(row, "dimensions.__typename"),
                        "AccountQueueMessageOperationsAdaptiveGroupsDimensions");
    assert_string_equal(pick_text(row, "dimensions.actionType"), "ReadMessage");
    assert_string_equal(pick_text(row, "dimensions.outcome"), "none");
    assert_string_equal(pick_text(row, "dimensions.consumerType"), "http");
    assert_int_equal(pick_int(row, "count"), 300);
    assert_int_equal(pick_int(row, "sum.bytes"), 30000);
    assert_int_equal(pick_int(row, "max.messageSize"), 100);
    json_decref(answer);
}

static void rows_are_filtered_sorted_and_cut(void **state)
{
    static const struct {
        const char *filter;
        const char *rest; /* of the arguments */
        size_t rows;
        const char *first; /* queue */
    } cases[] = {
        {"", "", 2, NULL},
        {"queueId:\"" MAIL_ID "\"", "", 1, MAIL_ID},
        {"queueId_in:[\"" MAIL_ID "\",\"x\"]", "", 1, MAIL_ID},
        {"queueId_notin:[\"" MAIL_ID "\"]", "", 1, ORDERS_ID},
        {"queueId_neq:\"" MAIL_ID "\"", "", 1, ORDERS_ID},
        {"queueId_like:\"fedc%3210\"", "", 1, MAIL_ID},
        {"queueId_notlike:\"%_9%\"", "", 0, NULL},
        {"queueId_gt:\"8\"", "", 1, MAIL_ID},
        {"OR:[{queueId:\"" MAIL_ID "\"},{queueId:\"" ORDERS_ID "\"}]", "", 2, NULL},
        {"AND:[{queueId:\"" MAIL_ID "\"},{queueId:\"" ORDERS_ID "\"}]", "", 0, NULL},
        {"queueId:null", "orderBy:[queueId_DESC]", 2, MAIL_ID},
        {"", "orderBy:queueId_ASC", 2, ORDERS_ID},
        {"", "orderBy:[avg_messages_DESC]", 2, ORDERS_ID},
        {"", "orderBy:[avg_bytes_ASC,queueId_ASC]", 2, MAIL_ID},
        {"datetimeHour_gt:\"2100-01-01T00:00:00Z\"", "", 0, NULL},
        {"date_geq:\"2020-02-29\"", "", 2, NULL},
        {"datetime_leq:\"2020-02-29T00:00:00.5+01:00\"", "", 0, NULL},
    };
    struct sim *s = *state;

    sim_seed(s, SEED);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char fields[512];
        json_t *rows;

        snprintf(fields, sizeof(fields),
                 "b:queueBacklogAdaptiveGroups(limit:9,%s,filter:{datetime_geq:{SINCE},%s}){avg{"
                 "messages}dimensions{queueId}}",
                 cases[i].rest, cases[i].filter);
        rows = ask_rows(s, 60, fields, "b");
        if (json_array_size(rows) != cases[i].rows)
            fail_msg("%s: %zu rows", fields, json_array_size(rows));
        if (cases[i].first)
            assert_string_equal(pick_text(rows, "0.dimensions.queueId"), cases[i].first);
        json_decref(rows);
    }
}

static void limit_keeps_what_comes_first(void **state)
{
    struct sim *s = *state;
    json_t *few, *all;

    begin_minute(s);
    sim_seed(s, SEED);
    few = ask_rows(s, 60,
                   "b:queueBacklogAdaptiveGroups(limit:5,filter:{datetime_geq:{SINCE}},orderBy:"
                   "[datetimeMinute_DESC,queueId_ASC]){dimensions{queueId datetimeMinute}}",
                   "b");
    all = ask_rows(s, 60,
                   "b:queueBacklogAdaptiveGroups(limit:999,filter:{datetime_geq:{SINCE}},orderBy:"
                   "[datetimeMinute_DESC,queueId_ASC]){dimensions{queueId datetimeMinute}}",
                   "b");
    assert_int_equal(json_array_size(few), 5);
    assert_int_equal(json_array_size(all), 122);
    for (size_t i = 0; i < 5; i++)
        assert_true(json_equal(json_array_get(few, i), json_array_get(all, i)));
    json_decref(few);
    json_decref(all);
}

/* An account that cannot be seen is none. */
static void other_accounts_are_not_there(void **state)
{
    struct sim *s = *state;
    json_t *answer;

    answer = ask(s, 200,
                 "{viewer{accounts(filter:{accountTag:\"x\"}){" BACKLOG("limit:1,filter:{}") "}}}",
                 NULL);
    assert_int_equal(pick_size(answer, "data.viewer.accounts"), 0);
    assert_true(json_is_null(pick(answer, "errors")));
    json_decref(answer);
}

/* The query gets exactly one error, with that text in it, and no data. */
static void expect_refusal(struct sim *s, const char *query, const char *variables,
                           const char *text)
{
    json_t *answer = ask(s, 200, query, variables);

    if (!json_is_null(pick(answer, "data")))
        fail_msg("%s: there is data", query);
    assert_int_equal(pick_size(answer, "errors"), 1);
    if (!strstr(pick_text(answer, "errors.0.message"), text))
        fail_msg("%s\n%s\nnot %s", query, pick_text(answer, "errors.0.message"), text);
    assert_non_null(pick(answer, "errors.0.path"));
    assert_non_null(strchr(pick_text(answer, "errors.0.extensions.timestamp"), 'Z'));
    json_decref(answer);
}

static const struct {
    const char *query, *variables, *text;
} lacking[] = {
    {ACCOUNT("queuesBacklogAdaptiveGroups(limit:1,filter:{}){avg{messages}}"), NULL,
     "unknown field \"queuesBacklogAdaptiveGroups\""},
    {ACCOUNT("queueBacklogAdaptiveGroups(limit:1,filter:{}){count}"), NULL,
     "unknown field \"count\""},
    {ACCOUNT("queueBacklogAdaptiveGroups(limit:1,filter:{}){quantiles{messages}}"), NULL,
     "unknown field \"quantiles\""},
    {ACCOUNT("queueDelayedBacklogAdaptiveGroups(limit:1,filter:{}){avg{bytes}}"), NULL,
     "unknown field \"bytes\""},
    {ACCOUNT("queueBacklogAdaptiveGroups(limit:1,filter:{}){dimensions{queueID}}"), NULL,
     "unknown field \"queueID\""},
    {ACCOUNT("settings{queues{enabled}}"), NULL, "unknown field \"queues\""},
    {ACCOUNT("settings{queueBacklogAdaptiveGroups{maxAge}}"), NULL, "unknown field \"maxAge\""},
    {"{viewer{zones{x}}}", NULL, "unknown field \"zones\""},
    {"{me}", NULL, "unknown field \"me\""},
    {ACCOUNT("queueBacklogAdaptiveGroups(limit:1,filter:{}){avg}"), NULL,
     "object field must have selections"},
    {ACCOUNT("queueBacklogAdaptiveGroups(limit:1,filter:{}){avg{messages{x}}}"), NULL,
     "scalar fields must have no selections"},
    {ACCOUNT(BACKLOG("limit:1,filter:{queueID:\"x\"}")), NULL,
     "error parsing args for \"queueBacklogAdaptiveGroups\": filter: unknown arg queueID"},
    {ACCOUNT(BACKLOG("limit:1,filter:{actionType:\"x\"}")), NULL, "unknown arg actionType"},
    {ACCOUNT(BACKLOG("limit:1,filter:{datetime_like:\"x\"}")), NULL, "unknown arg datetime_li"},
    {ACCOUNT(BACKLOG("limit:1,filter:{datetime_geq:\"yesterday\"}")), NULL,
     "filter: datetime_geq: not an iso8601 time"},
    {ACCOUNT(BACKLOG("limit:1,filter:{datetime_geq:\"2026-02-29T00:00:00Z\"}")), NULL,
     "not an iso8601 time"},
    {ACCOUNT(BACKLOG("limit:1,filter:{date:\"2026-1-1\"}")), NULL,
     "date format should be '2006-01-02'"},
    {ACCOUNT(BACKLOG("limit:1,filter:{queueId:5}")), NULL, "expected string"},
    {ACCOUNT(BACKLOG("limit:\"1\",filter:{}")), NULL, "limit: expected uint64"},
    {ACCOUNT(BACKLOG("limit:-1,filter:{}")), NULL, "limit: expected uint64"},
    {ACCOUNT(BACKLOG("filter:{}")), NULL, "limit: it is required"},
    {ACCOUNT(BACKLOG("limit:1")), NULL, "filter: it is required"},
    {ACCOUNT(BACKLOG("limit:1,first:1,filter:{}")), NULL, "unknown arg first"},
    {ACCOUNT(BACKLOG("limit:1,filter:{},orderBy:[count_DESC]")), NULL,
     "orderBy: unknown value count_DESC"},
    {ACCOUNT(BACKLOG("limit:1,filter:{},orderBy:[avg_messages]")), NULL, "unknown value"},
    {ACCOUNT(BACKLOG("limit:1,filter:{},orderBy:[\"avg_messages_ASC\"]")), NULL,
     "orderBy: expected a name"},
    {ACCOUNT(BACKLOG("limit:1,filter:{},orderBy:[datetimeHour_ASC]")), NULL,
     "datetimeHour_ASC is not among the dimensions"},
    {"{viewer{accounts{" BACKLOG("limit:1,filter:{}") "}}}", NULL, "accountTag is required"},
    {"query($a:String!){viewer{accounts(filter:{accountTag:$a}){accountTag}}}", "{\"a\":\"x\"}",
     "unknown type \"String\""},
    {"query($a:string){viewer{accounts(filter:{accountTag:$a}){accountTag}}}", "{\"a\":\"x\"}",
     "variable $a is not of type string"},
    {"query($t:Date!)" ACCOUNT(BACKLOG("limit:1,filter:{datetime_geq:$t}")),
     "{\"t\":\"2026-01-01\"}", "variable $t is not of type Time"},
    {"query($i:[string])" ACCOUNT(BACKLOG("limit:1,filter:{queueId_in:$i}")), "{\"i\":[]}",
     "variable $i is not of type string"},
    {"query($t:Time!)" ACCOUNT(BACKLOG("limit:1,filter:{datetime_geq:$t}")), "{}",
     "variable $t has no value"},
    {"query($t:Time!)" ACCOUNT(BACKLOG("limit:1,filter:{datetime_geq:$t}")), "{\"t\":5}",
     "expected Time"},
    {"query($t:Time!)" ACCOUNT("accountTag"), "{\"t\":\"x\"}", "variable $t is never used"},
    {ACCOUNT(BACKLOG("limit:$n,filter:{}")), NULL, "variable $n is not declared"},
};

static void what_the_schema_lacks_is_refused(void **state)
{
    struct sim *s = *state;

    for (size_t i = 0; i < ARRAY_LEN(lacking); i++)
        expect_refusal(s, lacking[i].query, lacking[i].variables, lacking[i].text);
}

static void what_is_no_query_is_refused(void **state)
{
    static const char *const queries[] = {
        "",
        "{",
        "{}",
        "{viewer",
        "{viewer{}}",
        "{viewer{accounts(){x}}}",
        "mutation{x}",
        "query Q{viewer{__typename}} query R{viewer{__typename}}",
        "{viewer{...F}}",
        "{viewer @include(if:true){__typename}}",
        "{viewer{__typename __typename}}",
        "{viewer{accounts(filter:{accountTag:\"\\ud800\"}){accountTag}}}",
        "{viewer{accounts(filter:{accountTag:\"x}){accountTag}}}",
        "{viewer{accounts(filter:{accountTag:01}){accountTag}}}",
        "{viewer{accounts(filter:{a:1 a:2}){accountTag}}}",
        "query($a:string!,$a:string!){viewer{__typename}}",
        "query($a:string!=$b){viewer{__typename}}",
        "{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a}}}}}}}}}}}}}}}}}}}}}}}}}}",
        "{viewer{accounts(filter:[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    };
    struct sim *s = *state;
    json_t *answer;

    for (size_t i = 0; i < ARRAY_LEN(queries); i++)
        expect_refusal(s, queries[i], NULL, "query contains error, please review it and retry");
    assert_int_equal(sim_call(s, SIM_TOKEN, "POST", "/graphql", "nothing", &answer), 200);
    assert_int_equal(pick_size(answer, "errors"), 1);
    json_decref(answer);
    assert_int_equal(sim_call(s, SIM_TOKEN, "GET", "/graphql", NULL, NULL), 405);
}

static void variables_may_be_defaults_and_objects(void **state)
{
    static const char query[] =
        "query($a:string!=\"" SIM_ACCOUNT "\",$n:uint64!=1,"
        "$f:AccountQueueBacklogAdaptiveGroupsFilter_InputObject!,"
        "$o:[AccountQueueBacklogAdaptiveGroupsOrderBy!]){viewer{accounts(filter:{accountTag:$a}){"
        "b:queueBacklogAdaptiveGroups(limit:$n,filter:$f,orderBy:$o){dimensions{queueId}}}}}";
    struct sim *s = *state;
    json_t *answer;

    sim_seed(s, SEED);
    answer = ask(s, 200, query,
                 "{\"o\":[\"queueId_DESC\"],\"f\":{\"queueId_in\":[\"" MAIL_ID "\"],"
                 "\"date_geq\":\"2126-01-01\"}}");
    assert_int_equal(pick_size(answer, GQL_ACCOUNT "b"), 0);
    json_decref(answer);
    sim_post(s, "/__sim/options",
             "{\"graphql\":{\"limits\":{\"all\":{\"maxDuration\":99999999}}}}");
    answer = ask(s, 200, query, "{\"o\":[\"queueId_DESC\"],\"f\":{}}");
    assert_int_equal(pick_size(answer, GQL_ACCOUNT "b"), 1);
    assert_string_equal(pick_text(answer, GQL_ACCOUNT "b.0.dimensions.queueId"), MAIL_ID);
    json_decref(answer);
}

static void options_are_strict(void **state)
{
    static const char *const wrong[] = {
        "{\"graphql\":5}",
        "{\"graphql\":{\"lag\":5}}",
        "{\"graphql\":{\"lag_s\":-5}}",
        "{\"graphql\":{\"partial\":1}}",
        "{\"graphql\":{\"sample_interval\":0}}",
        "{\"graphql\":{\"answer\":\"no\"}}",
        "{\"graphql\":{\"limits\":{\"queues\":{}}}}",
        "{\"graphql\":{\"limits\":{\"all\":{\"maxAge\":5}}}}",
        "{\"graphql\":{\"limits\":{\"all\":{\"unavailable\":[\"avg\"]}}}}",
    };
    struct sim *s = *state;

    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        if (sim_control(s, "POST", "/__sim/options", wrong[i]) != 400)
            fail_msg("%s", wrong[i]);
    assert_int_equal(
        sim_control(s, "POST", "/__sim/fault", "{\"kind\":\"graphql\",\"error\":\"nothing\"}"),
        400);
    assert_int_equal(sim_control(s, "POST", "/__sim/seed", "{\"options\":{\"graphql\":1}}"), 400);
}

static void ten_thousand_queues_are_answered(void **state)
{
    struct sim *s = *state;
    json_t *rows;

    sim_seed(s, "{\"generate_queues\":10000,\"generate_history\":{\"hours\":24,\"in\":60}}");
    rows = ask_rows(s, 59,
                    "b:queueBacklogAdaptiveGroups(limit:10000,filter:{datetime_geq:{SINCE}},"
                    "orderBy:[datetimeFiveMinutes_DESC,queueId_ASC]){avg{messages}dimensions{"
                    "queueId datetimeFiveMinutes}}",
                    "b");
    assert_int_equal(json_array_size(rows), 10000);
    json_decref(rows);
    assert_in_range(count_operations(s, 59, "actionType:\"WriteMessage\""), 10000 * 59 * 60,
                    10000 * 60 * 60);
    rows = ask_rows(s, 59, usual, "b");
    assert_int_equal(json_array_size(rows), 999);
    json_decref(rows);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, start_sim, stop_sim)
int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(shapes_are_those_of_the_schema),        EACH(rows_are_filtered_sorted_and_cut),
        EACH(limit_keeps_what_comes_first),          EACH(other_accounts_are_not_there),
        EACH(what_the_schema_lacks_is_refused),      EACH(what_is_no_query_is_refused),
        EACH(variables_may_be_defaults_and_objects), EACH(options_are_strict),
        EACH(ten_thousand_queues_are_answered),
    };

    return cmocka_run_group_tests_name("simulator's graphql", tests, NULL, NULL);
}
