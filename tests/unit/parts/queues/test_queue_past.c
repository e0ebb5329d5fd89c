/* What history says of a queue beside what was measured of it. */
#include "base/memory/array.h"
#include "parts/queues/queue_past.h"
#include "tests/unit/parts/queues/drainkit.h"

static void measure(struct fixture *f, int64_t ago_ms, int64_t count)
{
    const struct sample s = {NOW.mono_ms - ago_ms, count, -1, -1};

    series_add(&f->stats.series, &s);
    trend_add(&f->stats.trend, s.mono_ms, s.count);
}

static struct history_row minute(int64_t began_ago_ms, int64_t messages)
{
    return (struct history_row){
        .time_ms = NOW.wall_ms - began_ago_ms, .messages = messages, .bytes = messages * 10};
}

static void take(struct fixture *f, const struct history_row *rows, size_t n)
{
    queue_past_take(&f->stats, &(struct history_queue){.rows = rows, .n = n}, &f->now);
}

/* Means of the time that was measured are not put in its place; one of them is of the moment of the
 * first measurement. */
static void history_only_goes_before_what_was_measured(void **state)
{
    struct history_row rows[15];
    struct fixture f;
    struct drain d;

    (void)state;
    start(&f, -1, 1000);
    for (int64_t ms = 4 * MINUTE; ms >= 0; ms -= EVERY)
        measure(&f, ms, 1000);
    for (int i = 0; i < 15; i++)
        rows[i] = minute((15 - i) * MINUTE + MINUTE / 2, i < 11 ? 1000 : 5000 + i * 300);
    take(&f, rows, ARRAY_LEN(rows));
    d = drain_find(&f.row, &f.now);
    assert_int_equal(d.kind, DRAIN_STEADY);
    assert_int_equal(d.trend.lowest, 1000);
    assert_int_equal(d.trend.highest, 1000);
    assert_int_equal(trend_last(&f.stats.past), NOW.mono_ms - MINUTE); /* the middle of its last */
    series_free(&f.stats.series);
}

/* A minute is known at its end, and at the latest now: also where it is not over, or the server's
 * clock is ahead.  What was measured later stands. */
static void the_newest_minute_is_as_old_as_its_end(void **state)
{
    static const struct {
        int64_t began_ago, measured_ago; /* -1: never */
        int64_t messages, want, want_age;
    } cases[] = {
        {180000, -1, 7, 7, 120000},     {61000, -1, 7, 7, 1000}, {60000, -1, 7, 7, 0},
        {59000, -1, 7, 7, 0},           {-300000, -1, 7, 7, 0},  {180000, 120001, 7, 7, 120000},
        {180000, 120000, 7, 5, 120000}, {180000, 0, 7, 5, 0},    {180000, 120001, -1, 5, 120001},
        {180000, 120001, 0, 0, 120000},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int64_t ago = cases[i].measured_ago;
        struct history_row row = minute(cases[i].began_ago, cases[i].messages);
        struct fixture f;

        start(&f, -1, 5);
        f.stats.metrics.backlog_bytes = 55;
        f.stats.measured_mono_ms = ago < 0 ? -1 : NOW.mono_ms - ago;
        take(&f, &row, 1);
        assert_int_equal(f.stats.metrics.backlog_count, cases[i].want);
        assert_int_equal(f.stats.metrics.backlog_bytes,
                         cases[i].want == 5 ? 55 : cases[i].want * 10);
        assert_int_equal(NOW.mono_ms - f.stats.measured_mono_ms, cases[i].want_age);
    }
}

/* What is not known of the one is not subtracted from the other. */
static void what_failed_for_good_is_added_up(void **state)
{
    static const struct {
        int64_t dead, failed, want;
    } cases[] = {{-1, -1, 0}, {0, 0, 0}, {-1, 3, 3}, {4, -1, 4}, {4, 3, 7}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct history_tally did[HISTORY_ACTIONS] = {
            [HISTORY_DEAD_LETTERED] = {.count = cases[i].dead},
            [HISTORY_FAILED] = {.count = cases[i].failed}};
        struct fixture f;

        start(&f, 5, 5);
        queue_past_take(&f.stats, &(struct history_queue){.did = did}, &f.now);
        assert_int_equal(f.stats.lost.n, cases[i].want);
        assert_int_equal(f.stats.lost.end_mono_ms, NOW.mono_ms);
    }
}

/* By minutes they say the same. */
static void what_failed_in_its_minutes_is_added_up(void **state)
{
    struct history_row rows[] = {minute(3 * MINUTE, 5), minute(2 * MINUTE, 5)};
    struct fixture f;

    (void)state;
    start(&f, 5, 5);
    rows[0].did[HISTORY_DEAD_LETTERED].count = 4;
    rows[0].did[HISTORY_FAILED].count = -1;
    rows[1].did[HISTORY_DEAD_LETTERED].count = -1;
    rows[1].did[HISTORY_FAILED].count = 3;
    take(&f, rows, ARRAY_LEN(rows));
    assert_int_equal(f.stats.lost.n, 7);
    take(&f, rows, 1); /* what it is now, not since the beginning */
    assert_int_equal(f.stats.lost.n, 4);
}

/* Where operations did not come, that is no news of them. */
static void an_answer_without_operations_forgets_no_failure(void **state)
{
    struct history_row row = minute(2 * MINUTE, 5);
    struct fixture f;

    (void)state;
    start(&f, 5, 5);
    row.did[HISTORY_DEAD_LETTERED].count = 4;
    take(&f, &row, 1);
    for (int action = 0; action < HISTORY_ACTIONS; action++)
        row.did[action].count = -1;
    f.now.mono_ms += MINUTE;
    take(&f, &row, 1);
    assert_int_equal(f.stats.lost.n, 4);
    assert_int_equal(f.stats.lost.end_mono_ms, NOW.mono_ms); /* and is as old as it is */
    row.did[HISTORY_WRITTEN].count = 1;
    take(&f, &row, 1);
    assert_int_equal(f.stats.lost.n, 0);
}

static void a_flow_is_told_as_long_as_a_trend(void **state)
{
    static const struct {
        int64_t end_ms, now_ms;
        bool told;
    } cases[] = {{-1, 0, false},
                 {0, 0, true},
                 {5000, 5000 + DRAIN_KEPT_MS - 1, true},
                 {5000, 5000 + DRAIN_KEPT_MS, false}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct queue_stats stats = {.flow = {.end_wall_ms = cases[i].end_ms}};

        assert_int_equal(queue_past_has_flow(&stats, cases[i].now_ms), cases[i].told);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(history_only_goes_before_what_was_measured),
        cmocka_unit_test(the_newest_minute_is_as_old_as_its_end),
        cmocka_unit_test(what_failed_for_good_is_added_up),
        cmocka_unit_test(what_failed_in_its_minutes_is_added_up),
        cmocka_unit_test(an_answer_without_operations_forgets_no_failure),
        cmocka_unit_test(a_flow_is_told_as_long_as_a_trend),
    };

    return cmocka_run_group_tests_name("queue past", tests, NULL, NULL);
}
