/* What is asked of the account's analytics, when, and what becomes of the answers. */
#include "app/read/measure.h"
#include "base/memory/array.h"
#include "parts/queues/trouble.h"
#include "tests/unit/app/read/pastaskkit.h"

static void the_growing_queue_is_on_top_before_it_is_measured(void **state)
{
    static const struct slope slopes[] = {
        {"q0000", 500, 0, -1}, {"q0001", 100, 0, -1}, {"q0002", 1000, 90, -1}};
    const struct queue_row *row;
    struct kit k;

    (void)state;
    start(&k, 3);
    answer_limits(&k);
    assert_int_equal(question(&k)->call.n_queue_ids, 0); /* about all */
    assert_int_equal(question(&k)->call.history.step, HISTORY_MINUTE);
    assert_int_equal(question(&k)->call.history.parts,
                     HISTORY_PART(HISTORY_BACKLOG) | HISTORY_PART(HISTORY_OPERATIONS));
    answer(&k, slopes, ARRAY_LEN(slopes));
    kit_wait(&k, 1500);
    row = k.app->queues.view[0];
    assert_string_equal(row->queue->id, "q0002");
    assert_int_equal(drain_find(row, &k.app->now).kind, DRAIN_GROWS);
    assert_int_equal(row->stats->metrics.backlog_count, 1000 + 14 * 90);
    assert_true(measure_is_stale(k.app, row->stats)); /* it is minutes old */
    assert_int_equal(measure_count(k.app), 3);
    kit_free(&k);
}

static void the_hour_comes_next_and_then_the_selected_queue(void **state)
{
    static const struct slope slope = {"q0000", 100, 5, -1};
    struct kit k;

    (void)state;
    start(&k, 3);
    answer_limits(&k);
    answer(&k, &slope, 1);
    assert_true(question(&k)->call.history.end_ms - question(&k)->call.history.start_ms >=
                60 * minute_ms);
    answer(&k, &slope, 1);
    assert_int_equal(hour_at(&k.app->queues.rows[0].stats->hour, k.now.wall_ms - 60 * minute_ms),
                     100 + 4 * 5);
    assert_null(question(&k));
    kit_wait(&k, 1000); /* the cursor rests */
    assert_int_equal(question(&k)->call.n_queue_ids, 1);
    assert_string_equal(question(&k)->call.queue_ids[0], "q0000");
    assert_int_equal(question(&k)->call.history.parts, HISTORY_ALL_PARTS);
    answer(&k, &slope, 1);
    assert_non_null(history_find(past_find(k.app), "q0000"));
    kit_free(&k);
}

static void it_is_asked_again_once_a_minute(void **state)
{
    static const struct slope slope = {"q0001", 100, 0, -1};
    struct kit k;
    size_t n;

    (void)state;
    start(&k, 3);
    answer_limits(&k);
    kit_press(&k, "j"); /* the cursor stays where it is */
    run(&k, 5000, &slope);
    n = run(&k, 5 * minute_ms, &slope);
    assert_in_range(n, 9, 11); /* all queues, and the selected one */
    assert_int_equal(kit_count(&k, OP_HISTORY_LIMITS), 1);
    kit_free(&k);
}

/* Each queue once in a round, in as many questions as the rows of an answer ask for. */
static void a_large_account_is_asked_about_in_parts(void **state)
{
    static const struct slope none = {"nobody", 0, 0, -1};
    enum { N = 2001 };
    bool *asked = mem_new(N, sizeof(*asked));
    struct kit k;
    size_t n = 0, parts = 0;

    (void)state;
    start(&k, N);
    answer_limits(&k);
    for (; n < N; parts++) {
        const struct call *call = &question(&k)->call;

        assert_in_range(call->n_queue_ids, 1, 10000 / 15);
        for (size_t i = 0; i < call->n_queue_ids; i++) {
            size_t at = strtoul(call->queue_ids[i] + 1, NULL, 10);

            assert_false(asked[at]);
            asked[at] = true;
            n++;
        }
        answer(&k, &none, 1);
    }
    assert_in_range(parts, 4, 5);
    assert_int_equal(question(&k)->call.history.step, HISTORY_FIVE_MINUTES); /* the hour */
    free(asked);
    kit_free(&k);
}

/* However few are left for the last question of a round. */
/* By minutes what comes and goes is known; of many queues that is too much for one answer. */
static void of_few_queues_all_is_asked_by_minutes(void **state)
{
    static const struct {
        size_t queues;
        bool in_total;
    } cases[] = {{2, false}, {111, false}, {112, true}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct kit k;

        start(&k, cases[i].queues);
        answer_limits(&k);
        assert_int_equal(question(&k)->call.history.operations_in_total, cases[i].in_total);
        kit_free(&k);
    }
}

static void a_large_account_is_asked_about_again_in_minutes(void **state)
{
    static const struct slope none = {"nobody", 0, 0, -1};
    struct kit k;
    size_t before;

    (void)state;
    start(&k, 2001);
    answer_limits(&k);
    run(&k, 10000, &none);
    before = kit_count(&k, OP_HISTORY);
    run(&k, 2 * minute_ms, &none);
    assert_true(kit_count(&k, OP_HISTORY) >= before + 5);
    kit_free(&k);
}

/* Half of the queues are deleted while a round waits for its next question. */
static void a_list_that_shrinks_begins_a_round_anew(void **state)
{
    static const struct slope none = {"nobody", 0, 0, -1};
    struct kit k;

    (void)state;
    start(&k, 2001);
    answer_limits(&k);
    for (int i = 0; i < 3; i++)
        answer(&k, &none, 1);
    kit_fail(&k, question(&k), ERR_API, 429, -1, "rate limiter budget depleted");
    kit_press(&k, "r");
    kit_list(&k, 1001);
    for (int i = 0; !kit_open(&k, OP_HISTORY_LIMITS, NULL) && i < 400; i++)
        kit_wait(&k, 1000);
    answer_limits(&k);
    assert_string_equal(question(&k)->call.queue_ids[0], "q0000");
    assert_in_range(question(&k)->call.n_queue_ids, 1, 500);
    kit_free(&k);
}

/* What one part may not be asked for does not end the others. */
static void without_backlog_the_rest_is_asked_for(void **state)
{
    static const struct slope none = {"nobody", 0, 0, -1};
    struct event *e;
    struct kit k;

    (void)state;
    start(&k, 3);
    e = kit_event(&k, kit_open(&k, OP_HISTORY_LIMITS, NULL), EV_DONE);
    e->u.history_limits = mem_new(1, sizeof(*e->u.history_limits));
    for (int part = 0; part < HISTORY_PARTS; part++)
        e->u.history_limits->parts[part] =
            (struct history_limit){part == HISTORY_BACKLOG ? FLAG_NO : FLAG_YES, -1, -1, -1, -1};
    kit_feed(&k, e);
    assert_int_equal(question(&k)->call.history.parts, HISTORY_PART(HISTORY_OPERATIONS));
    answer(&k, &none, 1);
    kit_wait(&k, 1000);
    assert_int_equal(question(&k)->call.n_queue_ids, 1); /* the selected one */
    assert_true(question(&k)->call.history.parts & HISTORY_PART(HISTORY_CONCURRENCY));
    kit_free(&k);
}

static void the_permission_may_have_been_given_meanwhile(void **state)
{
    struct kit k;

    (void)state;
    start(&k, 3);
    kit_fail(&k, kit_open(&k, OP_HISTORY_LIMITS, NULL), ERR_API, 403, -1,
             "not authorized for that account");
    kit_wait(&k, 2000);
    assert_null(kit_open(&k, OP_HISTORY_LIMITS, NULL));
    kit_press(&k, "r");
    assert_non_null(kit_open(&k, OP_HISTORY_LIMITS, NULL));
    kit_free(&k);
}

static void without_permission_it_is_told_once_and_nothing_else_is_lost(void **state)
{
    struct kit k;

    (void)state;
    start(&k, 3);
    kit_answer_metrics(&k, 5);
    kit_fail(&k, kit_open(&k, OP_HISTORY_LIMITS, NULL), ERR_API, 403, -1,
             "not authorized for that account");
    assert_non_null(strstr(k.app->status.text, "Account Analytics Read"));
    assert_int_equal(k.app->status.kind, STATUS_INFO);
    assert_int_equal(k.app->connection.state, CONNECTION_LIVE);
    assert_non_null(strstr(past_find_trouble(k.app), "Account Analytics Read"));
    kit_press(&k, "j");
    refreshkit_run(&k, 10 * minute_ms);
    seen_expect_said(&k, "");
    assert_int_equal(kit_count(&k, OP_HISTORY) + kit_count(&k, OP_HISTORY_LIMITS), 1);
    kit_free(&k);
}

static void where_there_is_no_graphql_nobody_is_told(void **state)
{
    struct kit k;

    (void)state;
    start(&k, 3);
    kit_answer_metrics(&k, 5);
    kit_fail(&k, kit_open(&k, OP_HISTORY_LIMITS, NULL), ERR_API, 404, -1, "no such route");
    seen_expect_said(&k, "");
    refreshkit_run(&k, 10 * minute_ms);
    assert_int_equal(kit_count(&k, OP_HISTORY), 0);
    kit_free(&k);
}

static void a_limit_that_is_told_is_kept_to_at_once(void **state)
{
    struct kit k;
    int64_t span_ms;

    (void)state;
    start(&k, 3);
    answer_limits(&k);
    kit_fail(&k, question(&k), ERR_API, 200, -1, "cannot request a time range wider than 300s");
    span_ms = question(&k)->call.history.end_ms - question(&k)->call.history.start_ms;
    assert_in_range(span_ms, minute_ms, 5 * minute_ms);
    kit_free(&k);
}

/* Longer than the pause that it asks for, and neither the header nor the status speak of it. */
static void a_failure_waits_and_leaves_the_screen_alone(void **state)
{
    static const struct slope none = {"nobody", 0, 0, -1};
    struct kit k;
    size_t before;

    (void)state;
    start(&k, 3);
    answer_limits(&k);
    kit_answer_metrics(&k, 5);
    kit_fail(&k, question(&k), ERR_API, 429, -1,
             "rate limiter budget depleted, try again after 5 minutes");
    assert_int_equal(k.app->connection.state, CONNECTION_LIVE);
    seen_expect_said(&k, "");
    before = kit_count(&k, OP_HISTORY);
    run(&k, 290000, &none);
    assert_int_equal(kit_count(&k, OP_HISTORY), before);
    run(&k, 20000, &none);
    assert_true(kit_count(&k, OP_HISTORY) > before);
    assert_string_equal(past_find_trouble(k.app), "");
    kit_free(&k);
}

static void a_try_that_waits_does_not_make_the_header_wait(void **state)
{
    struct kit k;

    (void)state;
    start(&k, 3);
    kit_answer_metrics(&k, 5);
    kit_retrying(&k, kit_open(&k, OP_HISTORY_LIMITS, NULL), 5000);
    assert_int_equal(k.app->connection.state, CONNECTION_LIVE);
    kit_wait(&k, 4000);
    assert_null(connection_find_slow(&k.app->calls, k.now.mono_ms));
    kit_free(&k);
}

static void the_first_sweep_waits_and_spares_what_history_knows(void **state)
{
    enum { N = 150 };
    struct slope slopes[N];
    char ids[N][ID_BYTES];
    struct kit k;

    (void)state;
    for (int i = 0; i < N; i++) {
        snprintf(ids[i], ID_BYTES, "q%04d", i);
        slopes[i] = (struct slope){ids[i], 50, 0, -1};
    }
    start(&k, N);
    answer_limits(&k);
    kit_wait(&k, 1000);
    assert_false(k.app->measuring.swept);
    answer(&k, slopes, N);
    kit_wait(&k, 1000);
    assert_true(k.app->measuring.swept);
    assert_int_equal(k.app->measuring.sweep_left, 0);
    kit_free(&k);
    start(&k, N); /* and where history never comes it begins all the same */
    answer_limits(&k);
    for (int i = 0; i < 11; i++) {
        kit_answer_metrics(&k, 5);
        kit_wait(&k, 1000);
    }
    assert_true(k.app->measuring.sweep_left > 0);
    kit_free(&k);
}

static void what_failed_for_good_is_the_queues_trouble(void **state)
{
    static const struct slope slopes[] = {
        {"q0000", 500, 0, 0}, {"q0001", 100, 0, 12}, {"q0002", 1000, 0, -1}};
    struct kit k;

    (void)state;
    start(&k, 3);
    answer_limits(&k);
    answer(&k, slopes, ARRAY_LEN(slopes));
    kit_wait(&k, 1500);
    assert_string_equal(k.app->queues.view[0]->queue->id, "q0001");
    assert_true(trouble_is_failing(k.app->queues.view[0], &k.app->now));
    assert_false(trouble_is_failing(k.app->queues.view[1], &k.app->now));
    k.app->now.mono_ms += 30 * minute_ms; /* that was half an hour ago */
    assert_false(trouble_is_failing(k.app->queues.view[0], &k.app->now));
    kit_free(&k);
}

/* What is missing for good is not asked for again; without a reason it may come yet. */
static void a_part_that_is_refused_is_left_out(void **state)
{
    static const struct slope slope = {"q0000", 5, 0, -1};
    unsigned most = HISTORY_ALL_PARTS & ~HISTORY_PART(HISTORY_CONCURRENCY);
    struct kit k;

    (void)state;
    for (int refused = 0; refused < 2; refused++) {
        start(&k, 1);
        answer_limits(&k);
        answer(&k, &slope, 1);
        answer(&k, &slope, 1);
        kit_wait(&k, 1000);
        answer_parts(&k, &slope, 1, most, refused ? "not authorized for that account" : NULL);
        for (int i = 0; i < 600 && (!question(&k) || !question(&k)->call.n_queue_ids); i++) {
            if (question(&k))
                answer(&k, &slope, 1);
            kit_wait(&k, 500);
            kit_answer_metrics(&k, 5);
        }
        assert_int_equal(question(&k)->call.history.parts, refused ? most : HISTORY_ALL_PARTS);
        kit_free(&k);
    }
}

/* History may come so late that a measurement begins a trend of its own: until that says something,
 * what history says is told with its age. */
static void a_measurement_does_not_hide_history_that_is_late(void **state)
{
    static const struct slope slope = {"q0000", 1000, 60, -1};
    const struct queue_row *row;
    struct drain d;
    struct kit k;

    (void)state;
    start(&k, 1);
    answer_limits(&k);
    answer(&k, &slope, 1);
    k.now.mono_ms += 5 * minute_ms; /* as if the last of it were so old */
    k.now.wall_ms += 5 * minute_ms;
    kit_wait(&k, 1);
    kit_answer_metrics(&k, 2200);
    row = &k.app->queues.rows[0];
    d = drain_find(row, &k.app->now);
    assert_int_equal(d.kind, DRAIN_GROWS);
    assert_in_range(d.old_ms, 5 * minute_ms, 7 * minute_ms);
    for (int i = 1; i <= 40; i++) { /* it stands still by now */
        kit_wait(&k, 6000);
        kit_answer_metrics(&k, 2200);
    }
    d = drain_find(row, &k.app->now);
    assert_int_equal(d.kind, DRAIN_STEADY);
    assert_int_equal(d.old_ms, 0);
    kit_free(&k);
}

/* A queue that is measured keeps its samples: history only goes before them. */
static void samples_that_came_first_count_on(void **state)
{
    static const struct slope slope = {"q0000", 1000, 60, -1};
    const struct queue_stats *stats;
    struct kit k;

    (void)state;
    start(&k, 1);
    kit_answer_metrics(&k, 1910);
    answer_limits(&k);
    answer(&k, &slope, 1);
    stats = k.app->queues.rows[0].stats;
    assert_int_equal(stats->metrics.backlog_count, 1910);
    assert_int_equal(trend_last(&stats->trend), k.now.mono_ms);
    assert_int_equal(drain_find(&k.app->queues.rows[0], &k.app->now).kind, DRAIN_GROWS);
    kit_free(&k);
}

/* History does not say which message is the oldest: that one was not seen to stay. */
static void history_does_not_say_that_nobody_pulls(void **state)
{
    static const struct slope slope = {"q0000", 1000, 60, -1};
    struct kit k;

    (void)state;
    start(&k, 1);
    queues_measure(&k.app->queues, "q0000", &(struct metrics){1800, 180000, k.now.wall_ms - 60000},
                   k.now.mono_ms - 5 * minute_ms);
    answer_limits(&k);
    answer(&k, &slope, 1);
    assert_int_equal(drain_find(&k.app->queues.rows[0], &k.app->now).kind, DRAIN_GROWS);
    queues_measure(&k.app->queues, "q0000", &(struct metrics){1900, 190000, k.now.wall_ms - 60000},
                   k.now.mono_ms);
    assert_int_equal(drain_find(&k.app->queues.rows[0], &k.app->now).kind, DRAIN_NOT_PULLED);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_growing_queue_is_on_top_before_it_is_measured),
        cmocka_unit_test(the_hour_comes_next_and_then_the_selected_queue),
        cmocka_unit_test(it_is_asked_again_once_a_minute),
        cmocka_unit_test(a_large_account_is_asked_about_in_parts),
        cmocka_unit_test(of_few_queues_all_is_asked_by_minutes),
        cmocka_unit_test(a_large_account_is_asked_about_again_in_minutes),
        cmocka_unit_test(a_list_that_shrinks_begins_a_round_anew),
        cmocka_unit_test(without_backlog_the_rest_is_asked_for),
        cmocka_unit_test(the_permission_may_have_been_given_meanwhile),
        cmocka_unit_test(without_permission_it_is_told_once_and_nothing_else_is_lost),
        cmocka_unit_test(where_there_is_no_graphql_nobody_is_told),
        cmocka_unit_test(a_limit_that_is_told_is_kept_to_at_once),
        cmocka_unit_test(a_failure_waits_and_leaves_the_screen_alone),
        cmocka_unit_test(a_try_that_waits_does_not_make_the_header_wait),
        cmocka_unit_test(the_first_sweep_waits_and_spares_what_history_knows),
        cmocka_unit_test(what_failed_for_good_is_the_queues_trouble),
        cmocka_unit_test(a_part_that_is_refused_is_left_out),
        cmocka_unit_test(a_measurement_does_not_hide_history_that_is_late),
        cmocka_unit_test(samples_that_came_first_count_on),
        cmocka_unit_test(history_does_not_say_that_nobody_pulls),
    };

    return cmocka_run_group_tests_name("past", tests, NULL, NULL);
}
