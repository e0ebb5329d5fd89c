#include "tests/unit/refreshkit.h"

#include "app/read/measure.h"

static void never_more_than_six_at_a_time(void **state)
{
    struct kit k;

    (void)state;
    kit_start(&k, kit_config());
    kit_list(&k, 20);
    assert_int_equal(kit_count(&k, OP_METRICS), 6);
    kit_wait(&k, REFRESHKIT_MINUTE);
    assert_int_equal(kit_count(&k, OP_METRICS), 6);
    kit_answer_metrics(&k, 1);
    assert_int_equal(kit_count(&k, OP_METRICS), 12);
    kit_free(&k);
}

static void no_queue_is_asked_about_twice_at_a_time(void **state)
{
    struct kit k;

    (void)state;
    kit_start(&k, kit_config());
    kit_list(&k, 1);
    for (int i = 0; i < 100; i++)
        kit_wait(&k, 1000);
    assert_int_equal(kit_count(&k, OP_METRICS), 1);
    kit_free(&k);
}

static void a_list_under_way_is_not_due_again(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_wait(&k, 60000);
    for (int i = 0; i < 300; i++) {
        kit_answer_metrics(&k, 1);
        kit_wait(&k, 1000);
        assert_true(app_next_due(k.app) > k.now.mono_ms);
    }
    assert_int_equal(kit_count(&k, OP_QUEUES), 2);
    kit_free(&k);
}

static void the_selected_queue_is_read_first(void **state)
{
    struct app_config config = kit_config();
    struct kit k;

    (void)state;
    config.queue = mem_copy_str("queue-0015");
    kit_start(&k, config);
    kit_list(&k, 20);
    assert_string_equal(kit_open(&k, OP_METRICS, NULL)->call.queue_id, "q0015");
    kit_free(&k);
}

/* Whatever the screen shows: in five minutes, and what is in sight oftener. */
static void every_queue_is_measured(void **state)
{
    struct kit k;

    (void)state;
    kit_start(&k, kit_config());
    kit_list(&k, 527);
    kit_answer_metrics(&k, 1);
    refreshkit_run(&k, 5 * REFRESHKIT_MINUTE);
    assert_int_equal(measure_count(k.app), 527);
    for (size_t i = 0; i < 527; i++)
        assert_true(refreshkit_count(&k, 0, k.app->queues.rows[i].queue->id) >= (i < 20 ? 4 : 1));
    assert_in_range(k.n, 600, 527 + 300 + 10);
    kit_free(&k);
}

/* A new start is not a new share. */
static void the_first_sweep_is_the_only_one(void **state)
{
    struct kit k;
    size_t first;

    (void)state;
    kit_start(&k, kit_config());
    kit_list(&k, 527);
    refreshkit_run(&k, 5 * REFRESHKIT_MINUTE);
    for (int i = 0; i < 3; i++) {
        first = k.n;
        refreshkit_run(&k, 5 * REFRESHKIT_MINUTE);
        assert_in_range(k.n - first, 200, 300);
    }
    kit_free(&k);
}

/* Of 10,000 in no more time than the share takes for them. */
static void the_time_until_all_are_measured_is_known(void **state)
{
    struct kit k;
    int64_t left;

    (void)state;
    kit_start(&k, kit_config());
    kit_list(&k, 2000);
    refreshkit_run(&k, 6 * REFRESHKIT_MINUTE);
    left = measure_time_left(k.app);
    assert_in_range(left, 60 * REFRESHKIT_MINUTE, 180 * REFRESHKIT_MINUTE);
    refreshkit_run(&k, left + left / 4);
    assert_int_equal(measure_count(k.app), 2000);
    kit_free(&k);
}

static void a_queue_counts_as_measured_once(void **state)
{
    struct kit k;

    (void)state;
    kit_start(&k, kit_config());
    kit_list(&k, 3);
    assert_int_equal(measure_count(k.app), 0);
    for (int i = 0; i < 4; i++) {
        kit_answer_metrics(&k, 1);
        kit_wait(&k, 5000);
    }
    assert_int_equal(measure_count(k.app), 3);
    assert_true(refreshkit_count(&k, 0, NULL) > 3);
    kit_free(&k);
}

static void few_queues_are_read_at_the_interval(void **state)
{
    struct kit k;
    size_t first;

    (void)state;
    kit_ready(&k, 3);
    first = k.n;
    refreshkit_run(&k, REFRESHKIT_MINUTE);
    for (size_t i = 0; i < 3; i++)
        assert_in_range(refreshkit_count(&k, first, k.app->queues.rows[i].queue->id), 28, 31);
    kit_free(&k);
}

static void start_with_40(struct kit *k)
{
    kit_start(k, kit_config());
    kit_set_sizes(k, 40);
    kit_list(k, 40);
    kit_answer_metrics(k, 1);
}

/* A quarter of the 1,200 requests in 5 minutes that all tools of a user have together. */
static void five_minutes_stay_within_the_budget(void **state)
{
    struct kit k;

    (void)state;
    start_with_40(&k);
    refreshkit_run(&k, 5 * REFRESHKIT_MINUTE);
    assert_in_range(k.n, 250, 300);
    kit_free(&k);
}

static void many_queues_do_not_slow_the_selected_one(void **state)
{
    size_t first, least = SIZE_MAX;
    struct kit k;

    (void)state;
    start_with_40(&k);
    kit_press(&k, "j j j");
    refreshkit_run(&k, REFRESHKIT_MINUTE);
    first = k.n;
    refreshkit_run(&k, 5 * REFRESHKIT_MINUTE);
    assert_in_range(refreshkit_count(&k, first, "q0003"), 50, 151);
    for (size_t i = 0; i < 40; i++) {
        size_t count = refreshkit_count(&k, first, k.app->queues.rows[i].queue->id);

        least = count < least ? count : least;
    }
    assert_in_range(least, 1, 5);
    kit_free(&k);
}

/* An interval that would take the whole budget leaves some for the other rows. */
static void a_short_interval_does_not_starve_the_others(void **state)
{
    struct app_config config = kit_config();
    struct kit k;

    (void)state;
    config.options.numbers[OPT_INTERVAL] = 100;
    kit_start(&k, config);
    kit_list(&k, 20);
    kit_answer_metrics(&k, 1);
    refreshkit_run(&k, 2 * REFRESHKIT_MINUTE);
    for (size_t i = 0; i < 20; i++)
        assert_true(refreshkit_count(&k, 0, k.app->queues.rows[i].queue->id) >= 5);
    kit_free(&k);
}

static void say_rate(struct kit *k, int64_t remaining, int64_t reset_s)
{
    struct request *r = kit_open(k, OP_METRICS, NULL);
    struct event *e = kit_event(k, r, EV_DONE);

    e->u.metrics = (struct metrics){1, 1, -1};
    e->rate = (struct rate){remaining, reset_s, 1200, 300};
    kit_feed(k, e);
}

static void a_short_limit_slows_it(void **state)
{
    struct kit k;
    size_t first;

    (void)state;
    start_with_40(&k);
    refreshkit_run(&k, REFRESHKIT_MINUTE);
    kit_wait(&k, 10000);
    say_rate(&k, 8, 300);
    kit_answer_metrics(&k, 1);
    first = k.n;
    refreshkit_run(&k, REFRESHKIT_MINUTE);
    assert_in_range(refreshkit_count(&k, first, NULL), 1, 3);
    kit_free(&k);
}

/* Also when there was so little to read that a whole burst had been saved up. */
static void a_spent_limit_stops_the_burst(void **state)
{
    struct kit k;
    size_t first;

    (void)state;
    kit_ready(&k, 3);
    refreshkit_run(&k, REFRESHKIT_MINUTE);
    kit_wait(&k, 2500);
    say_rate(&k, 0, 120);
    kit_answer_metrics(&k, 1);
    first = k.n;
    refreshkit_run(&k, REFRESHKIT_MINUTE);
    assert_in_range(refreshkit_count(&k, first, NULL), 0, 2);
    refreshkit_run(&k, 3 * REFRESHKIT_MINUTE);
    assert_true(refreshkit_count(&k, first, NULL) >= 1);
    kit_free(&k);
}

static void a_queue_without_metrics_is_told_once(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_wait(&k, 5000);
    kit_fail(&k, kit_open(&k, OP_METRICS, NULL), ERR_API, 404, -1, "no such route");
    assert_true(seen_is_error(&k));
    kit_press(&k, "Down");
    assert_true(seen_is_error(&k)); /* nobody can have read it yet */
    kit_wait(&k, 1000);
    assert_true(seen_is_error(&k));
    kit_press(&k, "Down");
    seen_expect_said(&k, "");
    kit_wait(&k, 5000);
    kit_fail(&k, kit_open(&k, OP_METRICS, NULL), ERR_API, 404, -1, "no such route");
    seen_expect_said(&k, "");
    kit_free(&k);
}

static void none_while_a_read_is_tried_again(void **state)
{
    struct request *r;
    struct kit k;
    size_t first;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "j");
    kit_wait(&k, 2000);
    r = kit_open(&k, OP_METRICS, "q0001");
    for (int i = 0; i < 3; i += 2)
        kit_fail(&k, kit_open(&k, OP_METRICS, i ? "q0002" : "q0000"), ERR_CANCELLED, 0, -1, "");
    kit_retrying(&k, r, 8000);
    assert_int_equal(k.app->connection.state, CONNECTION_RETRYING);
    first = k.n;
    for (int i = 0; i < 30; i++)
        kit_wait(&k, 1000);
    assert_int_equal(refreshkit_count(&k, first, NULL), 0);
    kit_answer_metrics(&k, 1);
    assert_int_equal(k.app->connection.state, CONNECTION_LIVE);
    assert_true(refreshkit_count(&k, first, NULL) > 0);
    kit_free(&k);
}

static void a_failed_read_is_stale_and_keeps_the_number(void **state)
{
    const struct queue_stats *stats;
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    stats = k.app->queues.rows[0].stats;
    assert_false(measure_is_stale(k.app, stats));
    kit_wait(&k, 2000);
    kit_fail(&k, kit_open(&k, OP_METRICS, NULL), ERR_API, 500, -1, "down");
    assert_true(measure_is_stale(k.app, stats));
    assert_int_equal(stats->metrics.backlog_count, 5);
    assert_int_equal(k.app->connection.state, CONNECTION_FAILED);
    kit_wait(&k, 2000);
    kit_answer_metrics(&k, 6);
    assert_false(measure_is_stale(k.app, stats));
    kit_free(&k);
}

static void a_number_goes_stale_after_two_periods(void **state)
{
    const struct queue_stats *stats;
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    stats = k.app->queues.rows[0].stats;
    kit_wait(&k, 4000);
    assert_false(measure_is_stale(k.app, stats));
    kit_wait(&k, 1);
    assert_true(measure_is_stale(k.app, stats));
    kit_free(&k);
}

/* One tick a second for the ages, one wake for each read: nothing spins. */
static void a_minute_takes_few_wakes(void **state)
{
    static const size_t counts[] = {0, 1, 3, 40};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct kit k;
        size_t first, wakes;

        kit_ready(&k, counts[i]);
        first = k.n;
        wakes = refreshkit_run(&k, REFRESHKIT_MINUTE);
        assert_in_range(wakes, 55, 65 + (k.n - first));
        kit_free(&k);
    }
}

static void nothing_is_due_before_the_first_answer(void **state)
{
    struct app_config config = kit_config();
    struct kit k;

    (void)state;
    kit_start(&k, config);
    assert_true(app_next_due(k.app) == INT64_MAX);
    kit_free(&k);
    config.account_id[0] = '\0';
    kit_start(&k, config);
    assert_true(app_next_due(k.app) == INT64_MAX);
    kit_free(&k);
}

/* Whatever is pressed and however requests end, the loop never finds itself due in the past. */
static void what_is_due_lies_ahead(void **state)
{
    static const char *const keys[] = {"j", "k", "G", "Enter", "q", "P", "Esc", "r", "p", "i", "?"};
    uint32_t random = 1;
    struct kit k;

    (void)state;
    kit_ready(&k, 30);
    for (int i = 0; i < 3000; i++) {
        struct request *r;

        random = random * 1664525 + 1013904223;
        kit_press(&k, keys[(random >> 16) % (sizeof keys / sizeof keys[0])]);
        kit_wait(&k, (random >> 8) % 700);
        if (seen_has_left(&k)) {
            kit_free(&k);
            kit_ready(&k, 30);
        }
        if (!*seen_open(&k) && (random >> 20) % 3 == 0 &&
            (r = kit_open(&k, OP_METRICS, NULL)) != NULL) {
            if ((random >> 4) % 8 == 0)
                kit_retrying(&k, r, 500);
            kit_fail(&k, r, ERR_NETWORK, 0, -1, "reset");
        }
        kit_answer_metrics(&k, i);
        app_tick(k.app, k.now);
        kit_take(&k);
        assert_true(app_next_due(k.app) > k.now.mono_ms);
    }
    kit_free(&k);
}

static void the_list_is_read_again_now_and_then(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    refreshkit_run(&k, 5 * REFRESHKIT_MINUTE);
    assert_in_range(kit_count(&k, OP_QUEUES), 5, 7);
    kit_free(&k);
}

/* 40 pages: a minute is too short. */
static void a_long_list_is_read_less_often(void **state)
{
    struct kit k;

    (void)state;
    kit_start(&k, kit_config());
    for (size_t i = 0; i < 40; i++)
        kit_page(&k, kit_make_page("queue", i, 1));
    kit_list_end(&k);
    kit_wait(&k, 119999);
    assert_int_equal(kit_count(&k, OP_QUEUES), 1);
    kit_wait(&k, 1);
    assert_int_equal(kit_count(&k, OP_QUEUES), 2);
    kit_free(&k);
}

/* It has no message that could be the oldest. */
static void an_emptied_queue_has_no_oldest_message(void **state)
{
    struct event *e;
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    k.app->queues.rows[0].stats->metrics.oldest_ms = 123456;
    kit_wait(&k, 5000);
    e = kit_event(&k, kit_open(&k, OP_METRICS, NULL), EV_DONE);
    e->u.metrics = (struct metrics){0, 0, -1};
    kit_feed(&k, e);
    assert_int_equal(k.app->queues.rows[0].stats->metrics.oldest_ms, -1);
    kit_free(&k);
}

static void a_shrunken_list_is_not_read_past_its_end(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 100);
    kit_press(&k, "G r");
    kit_list(&k, 2);
    assert_string_equal(kit_selected_queue(&k), "q0001");
    kit_wait(&k, 5000);
    kit_answer_metrics(&k, 1);
    kit_press(&k, "r");
    kit_list(&k, 0);
    assert_string_equal(kit_selected_queue(&k), "");
    kit_press(&k, "j Enter P p i x 3 j G 2 1");
    kit_wait(&k, 5000);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(never_more_than_six_at_a_time),
        cmocka_unit_test(no_queue_is_asked_about_twice_at_a_time),
        cmocka_unit_test(a_list_under_way_is_not_due_again),
        cmocka_unit_test(the_selected_queue_is_read_first),
        cmocka_unit_test(every_queue_is_measured),
        cmocka_unit_test(the_first_sweep_is_the_only_one),
        cmocka_unit_test(the_time_until_all_are_measured_is_known),
        cmocka_unit_test(a_queue_counts_as_measured_once),
        cmocka_unit_test(few_queues_are_read_at_the_interval),
        cmocka_unit_test(five_minutes_stay_within_the_budget),
        cmocka_unit_test(many_queues_do_not_slow_the_selected_one),
        cmocka_unit_test(a_short_interval_does_not_starve_the_others),
        cmocka_unit_test(a_short_limit_slows_it),
        cmocka_unit_test(a_spent_limit_stops_the_burst),
        cmocka_unit_test(a_queue_without_metrics_is_told_once),
        cmocka_unit_test(none_while_a_read_is_tried_again),
        cmocka_unit_test(a_failed_read_is_stale_and_keeps_the_number),
        cmocka_unit_test(a_number_goes_stale_after_two_periods),
        cmocka_unit_test(a_minute_takes_few_wakes),
        cmocka_unit_test(nothing_is_due_before_the_first_answer),
        cmocka_unit_test(what_is_due_lies_ahead),
        cmocka_unit_test(the_list_is_read_again_now_and_then),
        cmocka_unit_test(a_long_list_is_read_less_often),
        cmocka_unit_test(an_emptied_queue_has_no_oldest_message),
        cmocka_unit_test(a_shrunken_list_is_not_read_past_its_end),
    };

    return cmocka_run_group_tests_name("app: background reads", tests, NULL, NULL);
}
