#include "tests/unit/app/show/queue/pastkit.h"

#include "app/show/queue/queue_track.h"
#include "parts/queues/queues.h"

static const int64_t now_ms = 1795000000000; /* KIT_START, 40 s into a minute */
static const int64_t start_ms = 1795000000000 - 1795000000000 % 60000 - 59 * INT64_C(60000);

enum { COLUMNS = 60 };

struct tracks {
    struct kit k;
    struct graph_track track;
};

/* An hour in columns of a minute, the newest of which is now. */
static void make(struct tracks *t, enum queue_track what)
{
    struct graph_window w = queue_track_window(t->k.app, COLUMNS * minute_ms, COLUMNS);

    assert_int_equal(w.column_ms, minute_ms);
    assert_true(w.start_ms == start_ms);
    queue_track_make(t->k.app, queues_stats(&t->k.app->queues, "q0000"), what, &w, &t->track);
}

static double read(struct tracks *t, enum queue_track what, int column)
{
    make(t, what);
    return graph_track_read(&t->track, column);
}

static void expect(struct tracks *t, enum queue_track what, int column, double want)
{
    double value = read(t, what, column);

    if (value < want || value > want)
        fail_msg("track %d, column %d: %g, not %g", (int)what, column, value, want);
}

static int64_t at(int column)
{
    return start_ms + column * minute_ms;
}

static void measure(struct tracks *t, int64_t count, int64_t bytes, int64_t oldest_ms)
{
    queues_measure(&t->k.app->queues, "q0000", &(struct metrics){count, bytes, oldest_ms},
                   t->k.now.mono_ms);
}

static void start(struct tracks *t)
{
    kit_start(&t->k, kit_config());
    kit_list(&t->k, 1);
}

static void samples_follow_history(void **state)
{
    struct tracks t;
    struct history *h;

    (void)state;
    start(&t);
    h = past_new(HISTORY_MINUTE, at(0), at(50));
    past_add_backlog(h, "q0000", at(10), 40, 4000);
    past_add_backlog(h, "q0000", at(49), 50, 5000);
    past_add_backlog(h, "other", at(20), 7, 7);
    past_put(&t.k, h);
    measure(&t, 60, 6000, -1);
    expect(&t, TRACK_BACKLOG, 10, 40);
    expect(&t, TRACK_BACKLOG, 20, -1);
    expect(&t, TRACK_BACKLOG, 49, 50);
    expect(&t, TRACK_BACKLOG, 58, -1);
    expect(&t, TRACK_BACKLOG, 59, 60);
    expect(&t, TRACK_BYTES, 10, 4000);
    expect(&t, TRACK_BYTES, 59, 6000);
    make(&t, TRACK_BACKLOG);
    assert_true(graph_track_find_seam(&t.track) == now_ms);
    kit_free(&t.k);
}

static void without_a_past_there_are_samples(void **state)
{
    struct tracks t;

    (void)state;
    start(&t);
    measure(&t, 60, -1, -1);
    expect(&t, TRACK_BACKLOG, 59, 60);
    expect(&t, TRACK_BYTES, 59, -1);
    expect(&t, TRACK_IN, 59, -1);
    kit_free(&t.k);
}

static void rates_are_of_a_minute(void **state)
{
    struct tracks t;
    struct history *h;

    (void)state;
    start(&t);
    h = past_new(HISTORY_FIVE_MINUTES, at(0) / 300000 * 300000, at(50));
    past_add_action(h, "q0000", at(0) / 300000 * 300000 + 300000, HISTORY_WRITTEN, 500);
    past_add_action(h, "q0000", at(0) / 300000 * 300000 + 300000, HISTORY_DELIVERED, 50);
    past_add_action(h, "q0000", at(0) / 300000 * 300000 + 300000, HISTORY_FAILED, 5);
    past_add_action(h, "q0000", at(0) / 300000 * 300000 + 300000, HISTORY_DEAD_LETTERED, 10);
    past_put(&t.k, h);
    expect(&t, TRACK_IN, 5, 100);
    expect(&t, TRACK_OUT, 5, 10);
    expect(&t, TRACK_FAILED, 5, 1);
    expect(&t, TRACK_DEAD, 5, 2);
    kit_free(&t.k);
}

/* Where something was done in a step, nothing else was; where nothing is told, nothing is known. */
static void what_was_not_done_is_zero_where_it_is_told(void **state)
{
    struct tracks t;
    struct history *h;

    (void)state;
    start(&t);
    h = past_new(HISTORY_MINUTE, at(0), at(50));
    past_add_action(h, "q0000", at(20), HISTORY_WRITTEN, 30);
    past_add_backlog(h, "q0000", at(21), 5, 5);
    past_put(&t.k, h);
    expect(&t, TRACK_IN, 20, 30);
    expect(&t, TRACK_DEAD, 20, 0);
    expect(&t, TRACK_DEAD, 21, -1);
    kit_free(&t.k);
}

static void what_may_be_cut_off_is_not_zero(void **state)
{
    struct tracks t;
    struct history *h;

    (void)state;
    start(&t);
    h = past_new(HISTORY_MINUTE, at(0), at(50));
    history_note_part(h, HISTORY_OPERATIONS, HISTORY_ROWS, at(20));
    past_add_action(h, "q0000", at(20), HISTORY_WRITTEN, 30);
    past_add_action(h, "q0000", at(21), HISTORY_WRITTEN, 30);
    past_put(&t.k, h);
    expect(&t, TRACK_IN, 20, 30);
    expect(&t, TRACK_DEAD, 20, -1);
    expect(&t, TRACK_DEAD, 21, 0);
    kit_free(&t.k);
}

static void a_step_that_is_not_over_says_nothing_of_rates(void **state)
{
    struct tracks t;
    struct history *h;

    (void)state;
    start(&t);
    h = past_new(HISTORY_MINUTE, at(0), at(21) + 1000);
    past_add_action(h, "q0000", at(20), HISTORY_WRITTEN, 30);
    past_add_action(h, "q0000", at(21), HISTORY_WRITTEN, 1);
    past_put(&t.k, h);
    expect(&t, TRACK_IN, 20, 30);
    expect(&t, TRACK_IN, 21, -1);
    kit_free(&t.k);
}

static void concurrency_is_a_mean(void **state)
{
    struct tracks t;
    struct history *h;

    (void)state;
    start(&t);
    h = past_new(HISTORY_MINUTE, at(0), at(50));
    past_add_work(h, "q0000", at(20), 9.5);
    past_put(&t.k, h);
    expect(&t, TRACK_WORK, 20, 9.5);
    expect(&t, TRACK_WORK, 21, -1);
    kit_free(&t.k);
}

/* It is as old as it was then; where nothing is, nothing is old. */
static void the_age_of_the_oldest_is_only_what_was_measured(void **state)
{
    static const struct {
        int64_t count, oldest_ms;
        double want;
    } cases[] = {{3, 1795000000000 - 5000, 5000}, {3, -1, -1}, {0, -1, 0}};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct tracks t;

        start(&t);
        measure(&t, cases[i].count, 100, cases[i].oldest_ms);
        t.k.now.mono_ms += 3000;
        t.k.now.wall_ms += 3000;
        app_set_now(t.k.app, t.k.now);
        expect(&t, TRACK_OLDEST, 59, cases[i].want);
        kit_free(&t.k);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_follow_history),
        cmocka_unit_test(without_a_past_there_are_samples),
        cmocka_unit_test(rates_are_of_a_minute),
        cmocka_unit_test(what_was_not_done_is_zero_where_it_is_told),
        cmocka_unit_test(what_may_be_cut_off_is_not_zero),
        cmocka_unit_test(a_step_that_is_not_over_says_nothing_of_rates),
        cmocka_unit_test(concurrency_is_a_mean),
        cmocka_unit_test(the_age_of_the_oldest_is_only_what_was_measured),
    };

    return cmocka_run_group_tests_name("queue_track", tests, NULL, NULL);
}
