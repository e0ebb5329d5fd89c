/* What the simulator's analytics tell of a queue is what happened to it, or what a seed says. */
#include "tests/fetch/sim_graphql.h"

#define MAIL_ID "fedcba9876543210fedcba9876543210"

#define SEED                                                                                       \
    "{\"queues\":[{\"name\":\"orders\",\"id\":\"" ORDERS_ID "\",\"consumers\":[{"                  \
    "\"type\":\"http_pull\",\"dead_letter_queue\":\"orders-dlq\","                                 \
    "\"settings\":{\"max_retries\":1}}]},"                                                         \
    "{\"name\":\"idle\",\"messages\":[{\"size\":100,\"count\":50}]}]}"

/* A queue of 600 messages of 100 bytes with that history. */
#define PAST(history)                                                                              \
    "{\"queues\":[{\"name\":\"orders\",\"id\":\"" ORDERS_ID "\",\"consumers\":[{"                  \
    "\"type\":\"worker\",\"settings\":{\"max_retries\":3}}],\"messages\":[{\"size\":100,"          \
    "\"count\":600}],\"history\":" history "}]}"

static void push(struct sim *s, int n)
{
    for (int i = 0; i < n; i++)
        json_decref(call(s, 200, "POST", ORDERS "/messages",
                         "{\"content_type\":\"text\",\"body\":\"0123456789\"}"));
}

/* Pulls one message and acknowledges or retries it. */
static void settle_one(struct sim *s, const char *how)
{
    json_t *pulled = call(s, 200, "POST", ORDERS "/messages/pull", "{\"batch_size\":1}");
    char body[512];

    snprintf(body, sizeof(body), "{\"%s\":[{\"lease_id\":\"%s\"}]}", how,
             pick_text(pulled, "result.messages.0.lease_id"));
    json_decref(call(s, 200, "POST", ORDERS "/messages/ack", body));
    json_decref(pulled);
}

static void operations_are_counted(void **state)
{
    struct sim *s = *state;
    json_t *rows;

    sim_seed(s, SEED);
    begin_minute(s);
    push(s, 3);
    sim_advance(s, 20000);
    settle_one(s, "acks");
    for (int i = 0; i < 2; i++)
        settle_one(s, "retries");
    assert_int_equal(
        count_operations(s, 0, "actionType:\"WriteMessage\" queueId:\"" ORDERS_ID "\""), 3);
    assert_int_equal(count_operations(s, 0, "actionType:\"ReadMessage\""), 3);
    assert_int_equal(count_operations(s, 0, "actionType:\"DeleteMessage\" outcome:\"success\""), 1);
    assert_int_equal(count_operations(s, 0, "outcome_in:[\"dlq\", \"fail\"]"), 1);
    rows = ask_rows(s, 0,
                    "o:queueMessageOperationsAdaptiveGroups(limit:9,filter:{datetime_geq:{SINCE} "
                    "actionType:\"DeleteMessage\"},orderBy:[outcome_ASC]){count sum{bytes "
                    "billableOperations} avg{lagTime retryCount sampleInterval} max{messageSize} "
                    "dimensions{outcome consumerType queueId}}",
                    "o");
    assert_int_equal(json_array_size(rows), 2);
    assert_string_equal(pick_text(rows, "0.dimensions.outcome"), "dlq");
    assert_string_equal(pick_text(rows, "0.dimensions.consumerType"), "http");
    assert_string_equal(pick_text(rows, "0.dimensions.queueId"), ORDERS_ID);
    assert_int_equal(pick_int(rows, "0.avg.retryCount"), 1);
    assert_in_range(pick_int(rows, "0.avg.lagTime"), 20000, 39999);
    assert_int_equal(pick_int(rows, "0.sum.bytes"), 10);
    assert_int_equal(pick_int(rows, "0.sum.billableOperations"), 1);
    assert_int_equal(pick_int(rows, "0.max.messageSize"), 10);
    assert_string_equal(pick_text(rows, "1.dimensions.outcome"), "success");
    assert_int_equal(pick_int(rows, "1.avg.retryCount"), 0);
    assert_int_equal(pick_int(rows, "1.avg.sampleInterval"), 1);
    json_decref(rows);
}

/* A lease that runs out is a delivery that failed; the dead letter was written to its queue. */
static void lapses_and_dead_letters_are_counted(void **state)
{
    struct sim *s = *state;

    sim_seed(s, SEED);
    begin_minute(s);
    push(s, 1);
    for (int i = 0; i < 2; i++) {
        json_decref(
            call(s, 200, "POST", ORDERS "/messages/pull", "{\"visibility_timeout_ms\":60000}"));
        sim_advance(s, 60000);
    }
    assert_int_equal(count_operations(s, 2, "outcome:\"dlq\""), 1);
    assert_int_equal(count_operations(s, 2, "actionType:\"WriteMessage\""), 2);
    assert_int_equal(
        count_operations(s, 2, "actionType:\"WriteMessage\" queueId_neq:\"" ORDERS_ID "\""), 1);
}

static void idle_minutes_have_no_rows(void **state)
{
    static const char backlog[] =
        "b:queueBacklogAdaptiveGroups(limit:99,filter:{datetime_geq:{SINCE}},orderBy:"
        "[datetimeMinute_ASC]){avg{messages bytes}dimensions{datetimeMinute queueId}}";
    struct sim *s = *state;
    char first[32], last[32];
    json_t *rows;

    sim_seed(s, SEED);
    begin_minute(s);
    push(s, 4);
    sim_advance(s, 600000);
    settle_one(s, "acks");
    rows = ask_rows(s, 60, backlog, "b");
    assert_int_equal(json_array_size(rows), 2);
    assert_string_equal(pick_text(rows, "0.dimensions.queueId"), ORDERS_ID);
    assert_string_equal(pick_text(rows, "0.dimensions.datetimeMinute"), minutes_ago(s, 10, first));
    assert_string_equal(pick_text(rows, "1.dimensions.datetimeMinute"), minutes_ago(s, 0, last));
    assert_in_range(pick_int(rows, "0.avg.messages"), 1, 4);
    assert_in_range(pick_int(rows, "1.avg.messages"), 3, 4);
    json_decref(rows);
}

static void delays_are_counted(void **state)
{
    struct sim *s = *state;
    json_t *rows;

    sim_seed(s, SEED);
    begin_minute(s);
    json_decref(call(s, 200, "POST", ORDERS "/messages/batch",
                     "{\"delay_seconds\":3600,\"messages\":[{\"body\":{}},{\"body\":{}}]}"));
    sim_advance(s, 60000);
    json_decref(call(s, 200, "POST", ORDERS "/messages", "{\"body\":{}}"));
    rows = ask_rows(s, 1,
                    "d:queueDelayedBacklogAdaptiveGroups(limit:9,filter:{datetime_geq:{SINCE}},"
                    "orderBy:[datetimeMinute_ASC]){avg{messages}dimensions{datetimeMinute}}",
                    "d");
    assert_int_equal(json_array_size(rows), 2);
    assert_int_equal(pick_int(rows, "1.avg.messages"), 2);
    json_decref(rows);
}

/* Rates of a past are those of its minutes, and its backlog goes to where the queue is. */
static void phases_make_a_past(void **state)
{
    static const char backlog[] =
        "b:queueBacklogAdaptiveGroups(limit:99,filter:{datetime_geq:{SINCE}},orderBy:"
        "[datetimeMinute_ASC]){avg{messages bytes}dimensions{datetimeMinute}}";
    struct sim *s = *state;
    json_t *rows;

    begin_minute(s);
    sim_seed(s, PAST("[{\"minutes\":60,\"in\":100,\"lag_ms\":250},{\"minutes\":10,\"in\":100,"
                     "\"out\":40,\"dlq\":6,\"fail\":4,\"lag_ms\":250,\"concurrency\":2.5}]"));
    assert_int_equal(count_operations(s, 70, "actionType:\"WriteMessage\""), 7000);
    assert_int_equal(count_operations(s, 70, "outcome:\"success\""), 6000 + 400);
    assert_in_range(count_operations(s, 9, "outcome:\"dlq\""), 54, 55);
    assert_in_range(count_operations(s, 9, "outcome:\"fail\""), 36, 37);
    assert_in_range(count_operations(s, 9, "actionType:\"ReadMessage\""), 9 * 80, 9 * 80 + 10);
    rows = ask_rows(s, 70, backlog, "b");
    assert_int_equal(json_array_size(rows), 71);
    assert_int_equal(pick_int(rows, "20.avg.messages"), 100);
    assert_in_range(pick_int(rows, "69.avg.messages"), 560, 574);
    for (size_t i = 61; i < 70; i++) {
        json_t *row = json_array_get(rows, i);
        long long n = pick_int(row, "avg.messages");

        assert_in_range(n - pick_int(json_array_get(rows, i - 1), "avg.messages"), 49, 51);
        assert_in_range(pick_int(row, "avg.bytes"), 100 * n - 50, 100 * n + 50);
    }
    json_decref(rows);
    rows = ask_rows(s, 5,
                    "c:queueConsumerMetricsAdaptiveGroups(limit:9,filter:{datetime_geq:{SINCE}})"
                    "{avg{concurrency}dimensions{date}}"
                    "o:queueMessageOperationsAdaptiveGroups(limit:1,filter:{datetime_geq:{SINCE} "
                    "outcome:\"dlq\"}){avg{lagTime retryCount}dimensions{consumerType}}",
                    "c");
    assert_float_equal(json_number_value(pick(rows, "0.avg.concurrency")), 2.5, 0.001);
    json_decref(rows);
}

/* Bursts and waves change the minutes, not what fits together. */
static void pasts_add_up(void **state)
{
    struct sim *s = *state;
    long long in, out;
    json_t *rows;

    begin_minute(s);
    sim_seed(s, PAST("{\"hours\":3,\"in\":60,\"capacity\":400,\"burst\":900,\"burst_s\":600,"
                     "\"swing_percent\":40,\"period_s\":420}"));
    in = count_operations(s, 170, "actionType:\"WriteMessage\"");
    out = count_operations(s, 170, "actionType:\"DeleteMessage\"");
    assert_in_range(in, 170 * 60 + 16 * 900, 170 * 60 + 18 * 900);
    rows = ask_rows(s, 170,
                    "b:queueBacklogAdaptiveGroups(limit:9999,filter:{datetime_geq:{SINCE}},orderBy:"
                    "[datetimeMinute_ASC]){avg{messages}dimensions{datetimeMinute}}",
                    "b");
    assert_true(llabs(in - out) <= 900);
    assert_int_equal(json_array_size(rows), 171);
    json_decref(rows);
}

/* Buckets hold their minutes, and a query that begins or ends within a minute has a part of it. */
static void buckets_hold_minutes(void **state)
{
    static const char *const steps[] = {"datetimeMinute",         "datetimeFiveMinutes",
                                        "datetimeFifteenMinutes", "datetimeHour",
                                        "datetimeSixHours",       "date"};
    static const int64_t minutes[] = {1, 5, 15, 60, 360, 1440};
    struct sim *s = *state;

    begin_minute(s);
    sim_seed(s, PAST("{\"hours\":30,\"in\":60}"));
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        char fields[512];
        json_t *rows;

        snprintf(fields, sizeof(fields),
                 "o:queueMessageOperationsAdaptiveGroups(limit:9999,filter:{datetime_geq:{SINCE} "
                 "actionType:\"WriteMessage\"},orderBy:[%s_DESC]){count dimensions{%s}}",
                 steps[i], steps[i]);
        rows = ask_rows(s, 1700, fields, "o");
        assert_in_range(json_array_size(rows), 1700 / minutes[i], 1700 / minutes[i] + 2);
        if (minutes[i] < 360)
            assert_int_equal(pick_int(rows, "1.count"), 60 * minutes[i]);
        json_decref(rows);
    }
}

static void ends_cut_minutes(void **state)
{
    struct sim *s = *state;
    char fields[512], from[32], until[32];
    json_t *rows;

    begin_minute(s);
    sim_seed(s, PAST("{\"hours\":1,\"in\":600}"));
    snprintf(fields, sizeof(fields),
             "o:queueMessageOperationsAdaptiveGroups(limit:9,filter:{actionType:\"WriteMessage\","
             "datetime_geq:\"%.17s30Z\",datetime_lt:\"%.17s15Z\"},orderBy:[datetimeMinute_ASC])"
             "{count dimensions{datetimeMinute}}",
             minutes_ago(s, 20, from), minutes_ago(s, 18, until));
    rows = ask_rows(s, 0, fields, "o");
    assert_int_equal(json_array_size(rows), 3);
    assert_int_equal(pick_int(rows, "0.count"), 300);
    assert_int_equal(pick_int(rows, "1.count"), 600);
    assert_int_equal(pick_int(rows, "2.count"), 150);
    json_decref(rows);
}

/* Traffic of a seed goes on as the clock does, and is its own past. */
static void traffic_lives(void **state)
{
    struct sim *s = *state;
    json_t *metrics;

    begin_minute(s);
    sim_seed(s, "{\"queues\":[{\"name\":\"orders\",\"id\":\"" ORDERS_ID "\",\"messages\":["
                "{\"size\":100,\"count\":3000}],\"consumers\":[{\"type\":\"worker\"}],"
                "\"traffic\":{\"made\":480,\"taken\":180},\"history\":2}]}");
    sim_advance(s, 600000);
    metrics = call(s, 200, "GET", ORDERS "/metrics", NULL);
    assert_in_range(pick_int(metrics, "result.backlog_count"), 5990, 6050);
    json_decref(metrics);
    assert_in_range(count_operations(s, 10, "actionType:\"WriteMessage\""), 4790, 4900);
    assert_in_range(count_operations(s, 10, "outcome:\"success\""), 1790, 1850);
    assert_in_range(count_operations(s, 20, "actionType:\"WriteMessage\""), 9590, 9700);
    assert_in_range(count_operations(s, 20, "outcome:\"success\""), 3590, 3650);
    sim_seed(s, "{\"reset\":true}");
    assert_int_equal(count_operations(s, 20, ""), 0);
}

static void the_demo_has_a_past(void **state)
{
    static const char *const args[] = {"--demo", NULL};
    struct sim *s = sim_start(args);
    json_t *rows;

    (void)state;
    rows = ask_rows(s, 400,
                    "b:queueBacklogAdaptiveGroups(limit:9999,filter:{datetime_geq:{SINCE}},orderBy:"
                    "[avg_messages_DESC]){avg{messages}dimensions{queueId datetimeHour}}"
                    "d:queueMessageOperationsAdaptiveGroups(limit:9,filter:{datetime_geq:{SINCE},"
                    "outcome:\"dlq\"}){count dimensions{outcome}}",
                    "b");
    assert_in_range(json_array_size(rows), 7 * 6, 8 * 8);
    assert_in_range(pick_int(rows, "0.avg.messages"), 40000, 84210);
    json_decref(rows);
    assert_in_range(count_operations(s, 400, "outcome:\"dlq\""), 200, 312);
    sim_stop(s);
}

static void seeds_are_strict(void **state)
{
    static const char *const wrong[] = {
        "\"history\":{\"minutes\":5,\"inn\":1}",
        "\"history\":{\"in\":1}",
        "\"history\":{\"minutes\":5,\"in\":-1}",
        "\"history\":3",
        "\"traffic\":{\"make\":5}",
        "\"traffic\":{\"made\":\"5\"}",
    };
    struct sim *s = *state;

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        char body[256];
        int status;

        snprintf(body, sizeof(body), "{\"queues\":[{\"name\":\"orders\",%s}]}", wrong[i]);
        status = sim_control(s, "POST", "/__sim/seed", body);
        if (status != 400)
            fail_msg("%s: %d", wrong[i], status);
    }
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, start_sim, stop_sim)
int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(operations_are_counted),
        EACH(lapses_and_dead_letters_are_counted),
        EACH(idle_minutes_have_no_rows),
        EACH(delays_are_counted),
        EACH(phases_make_a_past),
        EACH(pasts_add_up),
        EACH(buckets_hold_minutes),
        EACH(ends_cut_minutes),
        EACH(traffic_lives),
        cmocka_unit_test(the_demo_has_a_past),
        EACH(seeds_are_strict),
    };

    return cmocka_run_group_tests_name("simulator's history", tests, NULL, NULL);
}
