/* Who may ask the simulator's /graphql, how much, and what goes wrong there when a test wants it.
 */
#include "tests/fetch/sim_graphql.h"

#include "base/memory/array.h"

#define SEED                                                                                       \
    "{\"queues\":[{\"name\":\"orders\",\"id\":\"" ORDERS_ID "\",\"messages\":[{\"size\":100,"      \
    "\"count\":5000}],\"history\":{\"hours\":2,\"in\":600}}]}"

#define ACCOUNT(fields) "{viewer{accounts(filter:{accountTag:\"" SIM_ACCOUNT "\"}){" fields "}}}"
#define TAG             ACCOUNT("accountTag")

/* Two datasets; what stands in the first one's arguments may be wrong. */
#define TWO(args)                                                                                  \
    "b:queueBacklogAdaptiveGroups(" args "){avg{messages bytes}dimensions{datetimeMinute}}"        \
    "o:queueMessageOperationsAdaptiveGroups(limit:9,filter:{datetime_geq:{SINCE}}){count}"

static void set_graphql(struct sim *s, const char *settings)
{
    sim_post(s, "/__sim/options", "{\"graphql\":%s}", settings);
}

/* What the only error's text begins with, its code (NULL: none), and that there is no data. */
static void expect_error(json_t *answer, const char *text, const char *code)
{
    const json_t *got = pick(answer, "errors.0.extensions.code");

    assert_true(json_is_null(pick(answer, "data")));
    assert_int_equal(pick_size(answer, "errors"), 1);
    if (strncmp(pick_text(answer, "errors.0.message"), text, strlen(text)) != 0)
        fail_msg("%s\nnot %s", pick_text(answer, "errors.0.message"), text);
    if (code)
        assert_string_equal(json_string_value(got), code);
    else
        assert_null(got);
    json_decref(answer);
}

static void credentials_decide(void **state)
{
    static const char *const bad[] = {"nobody", "sim-expired-token", "sim-disabled-token", NULL};
    static const char *const good[] = {SIM_TOKEN, SIM_READ_TOKEN, "sim-account-token"};
    struct sim *s = *state;

    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        expect_error(ask_as(s, bad[i], 401, TAG, NULL), "Unauthorized", NULL);
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        json_t *answer = ask_as(s, good[i], 200, TAG, NULL);

        assert_string_equal(pick_text(answer, GQL_ACCOUNT "accountTag"), SIM_ACCOUNT);
        json_decref(answer);
    }
}

/* It may do with queues what the first token may, but not read analytics. */
static void a_token_for_queues_reads_no_analytics(void **state)
{
    struct sim *s = *state;
    json_t *requests;

    sim_seed(s, SEED);
    assert_int_equal(sim_call(s, SIM_QUEUES_TOKEN, "POST", ORDERS "/messages/peek", "{}", NULL),
                     200);
    assert_int_equal(
        sim_call(s, SIM_QUEUES_TOKEN, "POST", ORDERS "/messages", "{\"body\":{}}", NULL), 200);
    expect_error(ask_as(s, SIM_QUEUES_TOKEN, 200, TAG, NULL), "not authorized for that account",
                 NULL);
    set_graphql(s, "{\"http_errors\":true}");
    expect_error(ask_as(s, SIM_QUEUES_TOKEN, 403, TAG, NULL), "not authorized for that account",
                 NULL);
    requests = sim_get(s, "/__sim/requests");
    assert_string_equal(pick_text(requests, "2.op"), "graphql");
    assert_string_equal(pick_text(requests, "2.auth"), "queues_token");
    json_decref(requests);
}

static void analytics_can_be_missing(void **state)
{
    struct sim *s = *state;
    json_t *answer;

    set_graphql(s, "{\"answer\":\"absent\"}");
    answer = ask(s, 404, TAG, NULL);
    assert_int_equal(pick_int(answer, "errors.0.code"), 7003);
    json_decref(answer);
    set_graphql(s, "{\"answer\":\"forbidden\"}");
    expect_error(ask(s, 200, TAG, NULL), "not authorized for that account", NULL);
    set_graphql(s, "{\"answer\":\"yes\"}");
    json_decref(ask(s, 200, TAG, NULL));
}

static void settings_say_what_may_be_asked(void **state)
{
    struct sim *s = *state;
    json_t *answer;

    set_graphql(s, "{\"limits\":{\"all\":{\"maxPageSize\":500},\"queueBacklogAdaptiveGroups\":{"
                   "\"notOlderThan\":7200,\"maxDuration\":3600,\"maxNumberOfFields\":3,"
                   "\"unavailable\":[\"avg_bytes\",\"count\"]},\"queueConsumerMetricsAdaptiveGroups"
                   "\":{\"enabled\":false}}}");
    answer = ask(s, 200,
                 ACCOUNT("settings{__typename queueBacklogAdaptiveGroups{__typename enabled "
                         "maxDuration maxNumberOfFields maxPageSize notOlderThan availableFields}"
                         "c:queueConsumerMetricsAdaptiveGroups{enabled}"
                         "o:queueMessageOperationsAdaptiveGroups{maxPageSize maxDuration "
                         "notOlderThan maxNumberOfFields availableFields}}"),
                 NULL);
#define SETTINGS GQL_ACCOUNT "settings."
    assert_string_equal(pick_text(answer, SETTINGS "__typename"), "AccountSettings");
    assert_true(json_is_true(pick(answer, SETTINGS "queueBacklogAdaptiveGroups.enabled")));
    assert_int_equal(pick_int(answer, SETTINGS "queueBacklogAdaptiveGroups.maxDuration"), 3600);
    assert_int_equal(pick_int(answer, SETTINGS "queueBacklogAdaptiveGroups.notOlderThan"), 7200);
    assert_int_equal(pick_int(answer, SETTINGS "queueBacklogAdaptiveGroups.maxNumberOfFields"), 3);
    assert_int_equal(pick_int(answer, SETTINGS "queueBacklogAdaptiveGroups.maxPageSize"), 500);
    assert_int_equal(pick_size(answer, SETTINGS "queueBacklogAdaptiveGroups.availableFields"), 10);
    assert_string_equal(pick_text(answer, SETTINGS "queueBacklogAdaptiveGroups.availableFields.0"),
                        "avg_messages");
    assert_true(json_is_false(pick(answer, SETTINGS "c.enabled")));
    assert_int_equal(pick_int(answer, SETTINGS "o.maxPageSize"), 500);
    assert_int_equal(pick_int(answer, SETTINGS "o.maxNumberOfFields"), 30);
    assert_int_equal(pick_size(answer, SETTINGS "o.availableFields"), 18);
    json_decref(answer);
}

static void limits_are_kept(void **state)
{
    static const struct {
        const char *limits; /* of each dataset */
        int since;          /* of the query, in minutes */
        int http;
        const char *documented, *live, *code;
    } cases[] = {
        {"\"enabled\":false", 9, 403,
         "account \"" SIM_ACCOUNT "\" does not have access to the path. Refer to "
         "https://developers.cloudflare.com/analytics/graphql-api/errors/",
         NULL, NULL},
        {"\"maxPageSize\":8", 9, 400, "limit must be positive number and not greater than 8", NULL,
         NULL},
        {"\"maxNumberOfFields\":2", 9, 400, "number of fields can't be more than 2", NULL, NULL},
        {"\"unavailable\":[\"avg_bytes\"]", 9, 403,
         "account \"" SIM_ACCOUNT
         "\" does not have access to the field \"avg_bytes\" from the path",
         NULL, NULL},
        {"\"notOlderThan\":694861", 11700, 400, "cannot request data older than 694861s",
         "account \"" SIM_ACCOUNT "\" cannot request data older than 1w1d1h1m1s, but your query "
         "requests data from 1w1d3h",
         "quota"},
        {"\"maxDuration\":3600", 120, 400,
         "query time range is too large for account \"" SIM_ACCOUNT
         "\". Time range can't be wider than 3600s, but it's 7200s",
         "account \"" SIM_ACCOUNT "\" cannot request a time range wider than 1h, but your query "
         "time range spans 2h",
         "quota"},
    };
    static const char all[] = "{\"http_errors\":%s,\"live_texts\":%s,\"limits\":{\"all\":{"
                              "\"enabled\":true,\"maxPageSize\":99,\"maxNumberOfFields\":30,"
                              "\"unavailable\":[],\"notOlderThan\":9999999,\"maxDuration\":9999999,"
                              "%s}}}";
    struct sim *s = *state;

    sim_seed(s, SEED);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        for (int live = 0; live < 2; live++) {
            const char *text = live && cases[i].live ? cases[i].live : cases[i].documented;
            char settings[512], query[512], start[32], end[32];

            begin_minute(s);
            snprintf(settings, sizeof(settings), all, live ? "true" : "false",
                     live ? "true" : "false", cases[i].limits);
            set_graphql(s, settings);
            snprintf(query, sizeof(query),
                     ACCOUNT("queueBacklogAdaptiveGroups(limit:9,filter:{datetime_geq:\"%s\","
                             "datetime_lt:\"%s\"}){avg{messages bytes}dimensions{"
                             "datetimeMinute}}"),
                     minutes_ago(s, cases[i].since, start), minutes_ago(s, 0, end));
            expect_error(ask(s, live ? cases[i].http : 200, query, NULL), text,
                         live ? cases[i].code : NULL);
        }
    }
}

/* Without bounds a query asks for all that there may be. */
static void no_bounds_are_the_widest(void **state)
{
    struct sim *s = *state;
    json_t *answer;

    sim_seed(s, SEED);
    expect_error(ask_account(s, 0, "queueBacklogAdaptiveGroups(limit:9,filter:{}){avg{messages}}"),
                 "query time range is too large", NULL);
    set_graphql(s, "{\"limits\":{\"all\":{\"notOlderThan\":3600}}}");
    answer = ask_account(s, 0, "b:queueBacklogAdaptiveGroups(limit:9,filter:{}){avg{messages}}");
    assert_int_equal(pick_size(answer, GQL_ACCOUNT "b"), 1);
    json_decref(answer);
}

static void errors_can_be_partial(void **state)
{
    struct sim *s = *state;
    json_t *answer;

    sim_seed(s, SEED);
    expect_error(ask_account(s, 5, TWO("limit:10001,filter:{}")),
                 "limit must be positive number and not greater than 10000", NULL);
    set_graphql(s, "{\"partial\":true}");
    answer = ask_account(s, 5, TWO("limit:10001,filter:{}"));
    assert_true(json_is_null(pick(answer, GQL_ACCOUNT "b")));
    assert_int_equal(pick_size(answer, GQL_ACCOUNT "o"), 1);
    assert_int_equal(pick_size(answer, "errors"), 1);
    assert_int_equal(pick_size(answer, "errors.0.path"), 4);
    assert_string_equal(pick_text(answer, "errors.0.path.0"), "viewer");
    assert_string_equal(pick_text(answer, "errors.0.path.1"), "accounts");
    assert_string_equal(pick_text(answer, "errors.0.path.2"), "0");
    assert_string_equal(pick_text(answer, "errors.0.path.3"), "b");
    json_decref(answer);
}

static void work_is_bounded(void **state)
{
    struct sim *s = *state;

    sim_seed(s, SEED);
    set_graphql(s, "{\"max_points\":30}");
    expect_error(ask_account(s, 90,
                             "queueBacklogAdaptiveGroups(limit:10,filter:{datetime_geq:{SINCE}}){"
                             "avg{messages}dimensions{datetimeHour}}"),
                 "limit reached, please try reduced time period", NULL);
    set_graphql(s, "{\"max_points\":0,\"max_nodes\":1,\"live_texts\":true}");
    expect_error(ask_account(s, 5, TWO("limit:10,filter:{datetime_geq:{SINCE}}")),
                 "in combination, your request queries too many nodes, zones and accounts", NULL);
}

/* Their own limit, for each credential or for the account, apart from that of the API. */
static void requests_are_limited(void **state)
{
    static const char *const by_account[] = {"Authorization: Bearer " SIM_TOKEN,
                                             "X-Rate-Limit-Type: account-based", NULL};
    struct sim *s = *state;
    json_t *answer;
    char headers[2048];

    set_graphql(s, "{\"rate_limit\":5,\"live_texts\":true}");
    for (int i = 0; i < 5; i++)
        json_decref(ask(s, 200, TAG, NULL));
    expect_error(ask(s, 200, TAG, NULL), "rate limiter budget depleted, try again after 5 minutes",
                 "budget");
    json_decref(ask_as(s, SIM_READ_TOKEN, 200, TAG, NULL));
    json_decref(call(s, 200, "GET", QUEUES, NULL));
    for (int i = 0; i < 6; i++) {
        assert_int_equal(sim_call_with(s, by_account, "POST", "/graphql",
                                       "{\"query\":\"{viewer{__typename}}\"}", &answer, headers,
                                       sizeof(headers)),
                         200);
        assert_null(strcasestr(headers, "ratelimit"));
        if (i < 5)
            json_decref(answer);
    }
    expect_error(answer,
                 "account " SIM_ACCOUNT " has exceeded its rate limit. Please try again after 5 "
                 "minutes.",
                 "budget");
    sim_advance(s, 299000);
    set_graphql(s, "{\"http_errors\":true}");
    for (int i = 0; i < 5; i++)
        json_decref(ask(s, 200, TAG, NULL));
    json_decref(ask(s, 429, TAG, NULL));
    sim_advance(s, 300000);
    json_decref(ask(s, 200, TAG, NULL));
}

/* Sampled counts are multiples of the interval, near what they stand for, and change. */
static void samples_differ(void **state)
{
    static const char counts[] =
        "o:queueMessageOperationsAdaptiveGroups(limit:99,filter:{datetime_geq:{SINCE},actionType:"
        "\"WriteMessage\"},orderBy:[datetimeMinute_ASC]){count avg{sampleInterval}dimensions{"
        "datetimeMinute}}";
    struct sim *s = *state;
    json_t *first, *second;

    sim_seed(s, SEED);
    set_graphql(s, "{\"sample_interval\":10}");
    first = ask_rows(s, 60, counts, "o");
    second = ask_rows(s, 60, counts, "o");
    assert_in_range(json_array_size(first), 60, 61);
    assert_false(json_equal(first, second));
    for (size_t i = 1; i < 60; i++) {
        const json_t *row = json_array_get(first, i);

        assert_int_equal(pick_int(row, "avg.sampleInterval"), 10);
        assert_int_equal(pick_int(row, "count") % 10, 0);
        assert_in_range(pick_int(row, "count"), 400, 800);
    }
    json_decref(first);
    json_decref(second);
    first = ask_rows(s, 60,
                     "b:queueBacklogAdaptiveGroups(limit:99,filter:{datetime_geq:{SINCE}},orderBy:"
                     "[datetimeMinute_ASC]){avg{messages}dimensions{datetimeMinute}}",
                     "b");
    for (size_t i = 1; i < 60; i++)
        assert_in_range(pick_int(json_array_get(first, i), "avg.messages"), 4800, 5200);
    json_decref(first);
}

static void minutes_can_be_late_or_missing(void **state)
{
    static const char minutes[] =
        "b:queueBacklogAdaptiveGroups(limit:999,filter:{datetime_geq:{SINCE}},orderBy:"
        "[datetimeMinute_DESC]){avg{messages}dimensions{datetimeMinute}}";
    struct sim *s = *state;
    char newest[32];
    json_t *rows, *again;

    begin_minute(s);
    sim_seed(s, SEED);
    sim_post(s, "/__sim/seed", "{\"options\":{\"graphql\":{\"lag_s\":90}}}");
    rows = ask_rows(s, 100, minutes, "b");
    assert_string_equal(pick_text(rows, "0.dimensions.datetimeMinute"), minutes_ago(s, 2, newest));
    assert_int_equal(json_array_size(rows), 99);
    json_decref(rows);
    set_graphql(s, "{\"lag_s\":0,\"missing_percent\":40}");
    rows = ask_rows(s, 100, minutes, "b");
    again = ask_rows(s, 100, minutes, "b");
    assert_in_range(json_array_size(rows), 35, 85);
    assert_true(json_equal(rows, again));
    json_decref(rows);
    json_decref(again);
}

static void faults_hit_analytics(void **state)
{
    struct sim *s = *state;
    json_t *answer;

    sim_seed(s, SEED);
    sim_post(s, "/__sim/fault", "{\"op\":\"graphql\",\"kind\":\"graphql\",\"error\":\"busy\"}");
    expect_error(ask(s, 200, TAG, NULL), "too many queries in progress, please try again later",
                 NULL);
    sim_post(s, "/__sim/fault",
             "{\"op\":\"graphql\",\"kind\":\"graphql\",\"message\":\"no idea\",\"status\":500}");
    expect_error(ask(s, 500, TAG, NULL), "no idea", NULL);
    sim_post(s, "/__sim/fault",
             "{\"op\":\"graphql\",\"kind\":\"graphql\",\"error\":\"older\",\"at\":\"b\"}");
    answer = ask_account(s, 5, TWO("limit:10,filter:{datetime_geq:{SINCE}}"));
    assert_string_equal(pick_text(answer, "errors.0.message"),
                        "cannot request data older than 604800s");
    assert_string_equal(pick_text(answer, "errors.0.path.3"), "b");
    assert_true(json_is_null(pick(answer, GQL_ACCOUNT "b")));
    assert_int_equal(pick_size(answer, GQL_ACCOUNT "o"), 1);
    json_decref(answer);
    sim_post(s, "/__sim/fault", "{\"op\":\"graphql\",\"kind\":\"wrong_types\"}");
    answer = ask_account(s, 5, TWO("limit:10,filter:{datetime_geq:{SINCE}}"));
    assert_string_equal(pick_text(answer, GQL_ACCOUNT "o.0.count"), "12");
    json_decref(answer);
    json_decref(ask(s, 200, TAG, NULL));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, start_sim, stop_sim)
int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(credentials_decide),
        EACH(a_token_for_queues_reads_no_analytics),
        EACH(analytics_can_be_missing),
        EACH(settings_say_what_may_be_asked),
        EACH(limits_are_kept),
        EACH(no_bounds_are_the_widest),
        EACH(errors_can_be_partial),
        EACH(work_is_bounded),
        EACH(requests_are_limited),
        EACH(samples_differ),
        EACH(minutes_can_be_late_or_missing),
        EACH(faults_hit_analytics),
    };

    return cmocka_run_group_tests_name("simulator's analytics", tests, NULL, NULL);
}
