/* Which queue's metrics are asked for as a stream, what counts of one, and what follows its end. */
#include "app/read/measure.h"
#include "tests/unit/refreshkit.h"

enum { INTERVAL_MS = 2000, HOUR_MS = 3600000 };

static const struct queue_stats *stats_of(struct kit *k, const char *queue_id)
{
    return queues_stats(&k->app->queues, queue_id);
}

/* A server that may stream. */
static void start(struct kit *k)
{
    kit_ready(k, 3);
    k->app->watch.again_mono_ms = 0;
}

/* The question for a stream, not yet answered. */
static struct request *ask(struct kit *k)
{
    struct request *r;

    kit_wait(k, INTERVAL_MS);
    kit_answer_metrics(k, 5);
    r = kit_open(k, OP_WATCH, NULL);
    assert_non_null(r);
    return r;
}

static void begin(struct kit *k, const struct request *r)
{
    kit_feed(k, kit_event(k, r, EV_STREAM));
}

static void sample(struct kit *k, const struct request *r, int64_t count)
{
    struct event *e = kit_event(k, r, EV_SAMPLE);

    e->u.metrics = (struct metrics){count, count * 100, -1};
    kit_feed(k, e);
}

static void end(struct kit *k, const struct request *r, enum err_kind kind, int retry_after_s)
{
    struct event *e = kit_event(k, r, kind == ERR_NONE ? EV_DONE : EV_FAILED);

    e->streamed = true;
    error_set(&e->err, kind, "%s", kind == ERR_NONE ? "" : "lost");
    e->err.retry_after_s = retry_after_s;
    kit_feed(k, e);
}

static struct request *start_stream(struct kit *k)
{
    struct request *r;

    start(k);
    r = ask(k);
    begin(k, r);
    sample(k, r, 7);
    return r;
}

/* A sample a second for so long; the others are read meanwhile. */
static void go_on(struct kit *k, const struct request *r, int64_t ms)
{
    for (int64_t at = 0; at < ms; at += 1000) {
        kit_wait(k, 1000);
        kit_answer_metrics(k, 5);
        sample(k, r, 7);
    }
}

/* How long it takes from now until a stream is asked for, in steps of a second. */
static int64_t wait_for_question(struct kit *k)
{
    int64_t from = k->now.mono_ms;

    while (!kit_open(k, OP_WATCH, NULL) && k->now.mono_ms - from < 2 * (int64_t)HOUR_MS) {
        kit_wait(k, 1000);
        kit_answer_metrics(k, 5);
        if (kit_open(k, OP_QUEUES, NULL))
            kit_list(k, 3);
    }
    return k->now.mono_ms - from;
}

static void expect_quiet(const struct kit *k)
{
    seen_expect_said(k, "");
    assert_int_equal(k->app->connection.state, CONNECTION_LIVE);
    assert_null(connection_find_read_trouble(&k->app->connection));
    assert_int_equal(k->app->call_log.failed, 0);
}

static void the_selected_queue_is_asked_about(void **state)
{
    struct kit k;
    const struct request *r;

    (void)state;
    start(&k);
    r = ask(&k);
    assert_string_equal(r->call.queue_id, "q0000");
    assert_int_equal(r->call.silent_ms, 10000);
    assert_null(kit_open(&k, OP_METRICS, "q0000"));
    kit_wait(&k, 2 * INTERVAL_MS);
    assert_int_equal(kit_count(&k, OP_WATCH), 1);
    kit_free(&k);
}

static void the_open_queue_goes_before_it(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    kit_press(&k, "j Enter Alt-1 j");
    assert_string_equal(kit_selected_queue(&k), "q0002");
    assert_string_equal(ask(&k)->call.queue_id, "q0001");
    kit_free(&k);
}

static void two_intervals_of_silence_are_allowed(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    k.app->config.options.numbers[OPT_INTERVAL] = 30000;
    kit_wait(&k, 30000);
    assert_int_equal(kit_open(&k, OP_WATCH, NULL)->call.silent_ms, 60000);
    kit_free(&k);
}

static void a_plain_answer_is_an_ordinary_one(void **state)
{
    struct kit k;
    const struct request *r;
    struct event *e;
    size_t first;
    int64_t waited;

    (void)state;
    start(&k);
    r = ask(&k);
    first = k.n;
    e = kit_event(&k, r, EV_DONE);
    e->u.metrics = (struct metrics){42, 4200, -1};
    kit_feed(&k, e);
    assert_int_equal(stats_of(&k, "q0000")->metrics.backlog_count, 42);
    assert_int_equal(refreshkit_count(&k, first, "q0000"), 0);
    kit_wait(&k, INTERVAL_MS);
    assert_int_equal(refreshkit_count(&k, first, "q0000"), 1);
    waited = wait_for_question(&k);
    assert_in_range(waited, HOUR_MS - 2 * INTERVAL_MS, HOUR_MS + 2 * INTERVAL_MS);
    kit_free(&k);
}

static void a_stream_is_read_instead(void **state)
{
    struct kit k;
    const struct request *r;
    int64_t used, share;
    size_t first;

    (void)state;
    r = start_stream(&k);
    assert_int_equal(stats_of(&k, "q0000")->metrics.backlog_count, 7);
    assert_int_equal(stats_of(&k, "q0000")->measured_mono_ms, k.now.mono_ms);
    first = k.n;
    measure_get_budget(k.app, &used, &share);
    go_on(&k, r, 60000);
    assert_int_equal(refreshkit_count(&k, first, "q0000"), 0);
    assert_true(refreshkit_count(&k, first, "q0001") > 20);
    assert_int_equal(kit_count(&k, OP_WATCH), 1);
    {
        int64_t now_used;

        measure_get_budget(k.app, &now_used, &share);
        assert_int_equal(now_used - used, k.n - first);
    }
    expect_quiet(&k);
    kit_free(&k);
}

/* Numbers do not get older because somebody streams nothing. */
static void a_late_sample_is_asked_for(void **state)
{
    struct kit k;
    size_t first;

    (void)state;
    start_stream(&k);
    first = k.n;
    kit_wait(&k, INTERVAL_MS);
    assert_int_equal(refreshkit_count(&k, first, "q0000"), 0);
    kit_wait(&k, INTERVAL_MS / 2);
    assert_int_equal(refreshkit_count(&k, first, "q0000"), 1);
    assert_false(measure_is_stale(k.app, stats_of(&k, "q0000")));
    kit_answer_metrics(&k, 8);
    assert_int_equal(stats_of(&k, "q0000")->metrics.backlog_count, 8);
    assert_int_equal(kit_count(&k, OP_WATCH), 1);
    kit_free(&k);
}

static void a_stream_is_no_slow_request(void **state)
{
    struct kit k;
    const struct request *r;

    (void)state;
    start(&k);
    r = ask(&k);
    kit_wait(&k, 5000);
    kit_answer_metrics(&k, 5);
    assert_non_null(connection_find_slow(&k.app->calls, k.now.mono_ms));
    begin(&k, r);
    kit_wait(&k, 1000);
    kit_answer_metrics(&k, 5);
    assert_null(connection_find_slow(&k.app->calls, k.now.mono_ms));
    kit_free(&k);
}

static void when_it_ends_reads_go_on_at_once(void **state)
{
    static const enum err_kind ends[] = {ERR_NONE, ERR_NETWORK, ERR_TIMEOUT};

    (void)state;
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        struct kit k;
        const struct request *r = start_stream(&k);

        go_on(&k, r, 10000);
        end(&k, r, ends[i], -1);
        kit_wait(&k, 1000); /* the pace between two reads */
        assert_non_null(kit_open(&k, OP_METRICS, "q0000"));
        expect_quiet(&k);
        kit_free(&k);
    }
}

static void waits_for_another_one_grow(void **state)
{
    static const int64_t want[] = {5000, 10000, 20000, 40000, 80000, 160000, 300000, 300000};
    struct kit k;
    const struct request *r;

    (void)state;
    r = start_stream(&k);
    for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
        int64_t waited;

        end(&k, r, ERR_NETWORK, -1);
        waited = wait_for_question(&k);
        assert_in_range(waited, want[i], want[i] + 2 * INTERVAL_MS);
        r = kit_open(&k, OP_WATCH, NULL);
        begin(&k, r);
    }
    go_on(&k, r, 60000);
    end(&k, r, ERR_NETWORK, -1);
    assert_in_range(wait_for_question(&k), want[0], want[0] + 2 * INTERVAL_MS);
    kit_free(&k);
}

static void the_server_may_want_to_wait_longer(void **state)
{
    static const struct {
        int told_s;
        int64_t want;
    } cases[] = {{-1, 5000}, {1, 5000}, {30, 30000}, {86400, 300000}};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct kit k;

        end(&k, start_stream(&k), ERR_NONE, cases[i].told_s);
        assert_in_range(wait_for_question(&k), cases[i].want, cases[i].want + 2 * INTERVAL_MS);
        kit_free(&k);
    }
}

static void what_fails_before_it_streams_is_not_told(void **state)
{
    static const struct {
        enum err_kind kind;
        int http;
        int64_t wait;
    } cases[] = {
        {ERR_API, 406, HOUR_MS},   {ERR_API, 400, HOUR_MS}, {ERR_API, 403, HOUR_MS},
        {ERR_API, 404, 5000},      {ERR_API, 429, 5000},    {ERR_API, 503, 5000},
        {ERR_RESPONSE, 200, 5000}, {ERR_NETWORK, 0, 5000},  {ERR_TIMEOUT, 0, 5000},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct kit k;
        int64_t from;

        start(&k);
        kit_fail(&k, ask(&k), cases[i].kind, cases[i].http, -1, "no");
        from = k.now.mono_ms;
        kit_wait(&k, 1000); /* the pace between two reads */
        assert_non_null(kit_open(&k, OP_METRICS, "q0000"));
        expect_quiet(&k);
        assert_false(stats_of(&k, "q0000")->failed);
        wait_for_question(&k);
        assert_in_range(k.now.mono_ms - from, cases[i].wait, cases[i].wait + 2 * INTERVAL_MS);
        kit_free(&k);
    }
}

static void another_queue_ends_it(void **state)
{
    struct kit k;
    const struct request *r;

    (void)state;
    r = start_stream(&k);
    kit_press(&k, "j");
    assert_true(kit_is_cancelled(&k, r->id));
    assert_string_equal(ask(&k)->call.queue_id, "q0000"); /* the old one, not yet over */
    kit_fail(&k, r, ERR_CANCELLED, 0, -1, "cancelled");
    r = kit_open(&k, OP_WATCH, NULL);
    assert_string_equal(r->call.queue_id, "q0001");
    begin(&k, r);
    kit_press(&k, "Enter Alt-1 k");
    assert_false(kit_is_cancelled(&k, r->id)); /* the open one stays */
    kit_wait(&k, INTERVAL_MS);
    assert_non_null(kit_open(&k, OP_METRICS, "q0000"));
    kit_free(&k);
}

/* It may be answered as any read. */
static void what_is_not_answered_is_left_alone(void **state)
{
    struct kit k;
    const struct request *r;

    (void)state;
    start(&k);
    r = ask(&k);
    kit_press(&k, "j");
    assert_false(kit_is_cancelled(&k, r->id));
    begin(&k, r);
    assert_true(kit_is_cancelled(&k, r->id));
    kit_free(&k);
}

static void keys_that_cancel_leave_it_alone(void **state)
{
    struct kit k;
    const struct request *r;

    (void)state;
    r = start_stream(&k);
    kit_wait(&k, 1500);
    kit_press(&k, "Ctrl-C");
    kit_wait(&k, 1500);
    kit_press(&k, "r");
    assert_false(kit_is_cancelled(&k, r->id));
    assert_non_null(kit_open(&k, OP_METRICS, "q0000")); /* r reads anew all the same */
    kit_free(&k);
}

static void a_silent_question_is_given_up_for_a_new_read(void **state)
{
    struct kit k;
    const struct request *r;

    (void)state;
    start(&k);
    r = ask(&k);
    kit_wait(&k, 1500);
    kit_press(&k, "r");
    assert_true(kit_is_cancelled(&k, r->id));
    kit_free(&k);
}

static void frozen_the_newest_sample_waits(void **state)
{
    struct kit k;
    const struct request *r;
    size_t held = 0, n;

    (void)state;
    r = start_stream(&k);
    kit_press(&k, "Z");
    n = k.n;
    for (int i = 0; i < 100; i++) {
        kit_wait(&k, 1000);
        sample(&k, r, 100 + i);
    }
    assert_int_equal(stats_of(&k, "q0000")->metrics.backlog_count, 7);
    for (const struct mail *m = k.app->freeze.first; m; m = m->next)
        held++;
    assert_int_equal(held, 1);
    assert_int_equal(k.n, n);
    kit_press(&k, "Z");
    assert_int_equal(stats_of(&k, "q0000")->metrics.backlog_count, 199);
    assert_int_equal(stats_of(&k, "q0000")->measured_mono_ms, k.now.mono_ms);
    kit_free(&k);
}

static void frozen_other_events_keep_their_order(void **state)
{
    struct kit k;
    const struct request *r;

    (void)state;
    r = start_stream(&k);
    kit_wait(&k, INTERVAL_MS);
    kit_press(&k, "Z");
    sample(&k, r, 100);
    kit_answer_metrics(&k, 50);
    sample(&k, r, 101);
    end(&k, r, ERR_NETWORK, -1);
    kit_press(&k, "Z");
    assert_int_equal(stats_of(&k, "q0000")->metrics.backlog_count, 101);
    assert_int_equal(stats_of(&k, "q0001")->metrics.backlog_count, 50);
    assert_null(calls_find_op(&k.app->calls, OP_WATCH, NULL));
    kit_free(&k);
}

static void leaving_ends_it(void **state)
{
    struct kit k;
    const struct request *r;

    (void)state;
    r = start_stream(&k);
    kit_press(&k, "Q");
    app_leave(k.app, k.now);
    kit_take(&k);
    assert_true(kit_is_cancelled(&k, r->id));
    kit_free(&k);
}

static void without_permission_none_is_asked_for(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    snprintf(k.app->no_metrics_reason, sizeof(k.app->no_metrics_reason), "refused");
    kit_wait(&k, INTERVAL_MS);
    assert_non_null(kit_open(&k, OP_METRICS, NULL));
    assert_null(kit_open(&k, OP_WATCH, NULL));
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_selected_queue_is_asked_about),
        cmocka_unit_test(the_open_queue_goes_before_it),
        cmocka_unit_test(two_intervals_of_silence_are_allowed),
        cmocka_unit_test(a_plain_answer_is_an_ordinary_one),
        cmocka_unit_test(a_stream_is_read_instead),
        cmocka_unit_test(a_late_sample_is_asked_for),
        cmocka_unit_test(a_stream_is_no_slow_request),
        cmocka_unit_test(when_it_ends_reads_go_on_at_once),
        cmocka_unit_test(waits_for_another_one_grow),
        cmocka_unit_test(the_server_may_want_to_wait_longer),
        cmocka_unit_test(what_fails_before_it_streams_is_not_told),
        cmocka_unit_test(another_queue_ends_it),
        cmocka_unit_test(what_is_not_answered_is_left_alone),
        cmocka_unit_test(keys_that_cancel_leave_it_alone),
        cmocka_unit_test(a_silent_question_is_given_up_for_a_new_read),
        cmocka_unit_test(frozen_the_newest_sample_waits),
        cmocka_unit_test(frozen_other_events_keep_their_order),
        cmocka_unit_test(leaving_ends_it),
        cmocka_unit_test(without_permission_none_is_asked_for),
    };

    return cmocka_run_group_tests_name("watch", tests, NULL, NULL);
}
