#include "base/memory/array.h"
#include "model/history.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct history_question hour = {.parts = HISTORY_ALL_PARTS,
                                             .start_ms = 3600000,
                                             .end_ms = 7200000,
                                             .step = HISTORY_FIVE_MINUTES,
                                             .rows = 12};

static void add_backlog(struct history *h, const char *id, int64_t time_ms, int64_t messages)
{
    struct history_fact fact = history_fact(HISTORY_BACKLOG, time_ms);

    snprintf(fact.queue_id, sizeof(fact.queue_id), "%s", id);
    fact.messages = messages;
    history_add(h, &fact);
}

static void add_tally(struct history *h, const char *id, int64_t time_ms,
                      enum history_action action, struct history_tally tally)
{
    struct history_fact fact = history_fact(HISTORY_OPERATIONS, time_ms);

    snprintf(fact.queue_id, sizeof(fact.queue_id), "%s", id);
    fact.action = action;
    fact.tally = tally;
    history_add(h, &fact);
}

static void expect_nothing(const struct history_tally *did)
{
    for (size_t i = 0; i < HISTORY_ACTIONS; i++) {
        assert_int_equal(did[i].count, -1);
        assert_int_equal(did[i].lag_ms, -1);
        assert_int_equal(did[i].retries, -1);
    }
}

static void an_empty_history_knows_no_queue(void **state)
{
    struct history *h = history_new(&hour);

    (void)state;
    history_finish(h);
    assert_int_equal(h->n, 0);
    assert_null(history_find(h, "a"));
    assert_null(history_find(h, ""));
    history_free(h);
    history_free(NULL);
}

static void rows_are_sorted_by_queue_and_time(void **state)
{
    struct history *h = history_new(&hour);
    const struct history_queue *q;

    (void)state;
    add_backlog(h, "b", 4200000, 5);
    add_backlog(h, "a", 3900000, 3);
    add_backlog(h, "c", 3600000, 7);
    add_backlog(h, "a", 3600000, 2);
    add_backlog(h, "b", 3600000, 0);
    add_backlog(h, "a", 6900000, 4);
    history_finish(h);
    assert_int_equal(h->n, 3);
    q = history_find(h, "a");
    assert_string_equal(q->id, "a");
    assert_int_equal(q->n, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(q->rows[i].messages, 2 + (int64_t)i);
    assert_int_equal(q->rows[2].time_ms, 6900000);
    q = history_find(h, "b");
    assert_int_equal(q->n, 2);
    assert_int_equal(q->rows[0].messages, 0);
    assert_int_equal(q->rows[1].messages, 5);
    assert_int_equal(history_find(h, "c")->rows->messages, 7);
    assert_null(history_find(h, "ab"));
    history_free(h);
}

/* A step that only one dataset has measured, and one that none has. */
static void what_was_not_measured_is_unknown(void **state)
{
    struct history *h = history_new(&hour);
    const struct history_queue *q;

    (void)state;
    add_backlog(h, "a", 3600000, 0);
    add_tally(h, "a", 4200000, HISTORY_WRITTEN, (struct history_tally){410, 0, -1});
    history_finish(h);
    q = history_find(h, "a");
    assert_int_equal(q->n, 2);
    assert_int_equal(q->rows[0].messages, 0);
    assert_int_equal(q->rows[0].bytes, -1);
    assert_int_equal(q->rows[0].delayed, -1);
    assert_true(q->rows[0].concurrency < 0.0);
    expect_nothing(q->rows[0].did);
    assert_null(q->did);
    assert_int_equal(q->rows[1].messages, -1);
    assert_int_equal(q->rows[1].did[HISTORY_WRITTEN].count, 410);
    assert_int_equal(q->rows[1].did[HISTORY_WRITTEN].lag_ms, 0);
    assert_int_equal(q->rows[1].did[HISTORY_WRITTEN].retries, -1);
    assert_int_equal(q->rows[1].did[HISTORY_READ].count, -1);
    history_free(h);
}

static void rows_of_one_step_are_put_together_and_the_later_counts(void **state)
{
    struct history *h = history_new(&hour);
    struct history_fact fact = history_fact(HISTORY_BACKLOG, 3600000);
    struct history_row row;

    (void)state;
    add_backlog(h, "a", 3600000, 1);
    add_tally(h, "a", 3600000, HISTORY_DEAD_LETTERED, (struct history_tally){7, 5320, 2});
    fact.queue_id[0] = 'a';
    fact.bytes = 100;
    history_add(h, &fact);
    fact = history_fact(HISTORY_CONCURRENCY, 3600000);
    fact.queue_id[0] = 'a';
    history_add(h, &fact); /* which says nothing */
    fact.concurrency = 2.5;
    history_add(h, &fact);
    fact = history_fact(HISTORY_DELAYED, 3600000);
    fact.queue_id[0] = 'a';
    fact.messages = 9;
    history_add(h, &fact);
    add_backlog(h, "b", 3600000, 8);
    add_backlog(h, "a", 3600000, 0);
    add_tally(h, "a", 3600000, HISTORY_DEAD_LETTERED, (struct history_tally){8, -1, -1});
    history_finish(h);
    assert_int_equal(history_find(h, "a")->n, 1);
    row = history_find(h, "a")->rows[0];
    assert_int_equal(row.messages, 0);
    assert_int_equal(row.bytes, 100);
    assert_int_equal(row.delayed, 9);
    assert_true(row.concurrency > 2.4 && row.concurrency < 2.6);
    assert_int_equal(row.did[HISTORY_DEAD_LETTERED].count, 8);
    assert_int_equal(row.did[HISTORY_DEAD_LETTERED].lag_ms, 5320);
    assert_int_equal(row.did[HISTORY_DEAD_LETTERED].retries, 2);
    history_free(h);
}

/* However little it says. */
static void what_says_one_thing_is_a_row(void **state)
{
    static const struct history_fact facts[] = {
        {.messages = 0, .bytes = -1, .concurrency = -1, .tally = {-1, -1, -1}},
        {.messages = -1, .bytes = 0, .concurrency = -1, .tally = {-1, -1, -1}},
        {.messages = -1, .bytes = -1, .concurrency = 0, .tally = {-1, -1, -1}},
        {.messages = -1, .bytes = -1, .concurrency = -1, .tally = {0, -1, -1}},
        {.messages = -1, .bytes = -1, .concurrency = -1, .tally = {-1, 0, -1}},
        {.messages = -1, .bytes = -1, .concurrency = -1, .tally = {-1, -1, 0}},
        {.messages = -1, .bytes = -1, .concurrency = -1, .tally = {-1, -1, -1}},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(facts); i++) {
        struct history *h = history_new(&hour);

        history_add(h, &facts[i]);
        history_finish(h);
        assert_int_equal(h->n, i + 1 < ARRAY_LEN(facts));
        history_free(h);
    }
}

static void actions_of_the_whole_span_are_no_row(void **state)
{
    struct history *h = history_new(&hour);
    const struct history_queue *q;

    (void)state;
    add_backlog(h, "a", 3600000, 1);
    add_tally(h, "a", -1, HISTORY_DELIVERED, (struct history_tally){30, 100, 0});
    add_tally(h, "b", -1, HISTORY_FAILED, (struct history_tally){2, 200, 4});
    add_tally(h, "a", -1, HISTORY_WRITTEN, (struct history_tally){40, 0, 0});
    history_finish(h);
    q = history_find(h, "a");
    assert_int_equal(q->n, 1);
    expect_nothing(q->rows->did);
    assert_int_equal(q->did[HISTORY_DELIVERED].count, 30);
    assert_int_equal(q->did[HISTORY_WRITTEN].count, 40);
    assert_int_equal(q->did[HISTORY_FAILED].count, -1);
    q = history_find(h, "b");
    assert_int_equal(q->n, 0);
    assert_int_equal(q->did[HISTORY_FAILED].count, 2);
    history_free(h);
}

/* Rows come newest first: where some were cut off, the oldest step may lack some of its own. */
static void a_part_that_was_cut_off_says_from_where_it_is_whole(void **state)
{
    static const struct {
        size_t n;
        int64_t oldest_ms;
        bool cut;
        int64_t whole_from_ms;
    } cases[] = {{0, -1, false, 3600000},      {11, 3600000, false, 3600000},
                 {12, 3900000, true, 4200000}, {12, 3600000, true, 3900000},
                 {12, 6900000, true, 7200000}, {12, -1, true, 7200000}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct history *h = history_new(&hour);
        const struct history_extent *extent = &h->parts[HISTORY_BACKLOG];

        assert_false(extent->came);
        assert_int_equal(extent->whole_from_ms, 7200000);
        history_note_part(h, HISTORY_BACKLOG, cases[i].n, cases[i].oldest_ms);
        assert_true(extent->came);
        assert_int_equal(extent->cut, cases[i].cut);
        assert_int_equal(extent->whole_from_ms, cases[i].whole_from_ms);
        assert_false(h->parts[HISTORY_DELAYED].came);
        history_finish(h);
        history_free(h);
    }
}

static void ten_thousand_queues_are_found(void **state)
{
    struct history *h = history_new(&hour);
    char id[ID_BYTES];

    (void)state;
    for (int i = 0; i < 10000; i++) {
        snprintf(id, sizeof(id), "%032x", (unsigned)i * 7919U % 10007U);
        add_backlog(h, id, 3600000, i);
        add_backlog(h, id, 3900000, i + 1);
    }
    history_finish(h);
    assert_int_equal(h->n, 10000);
    for (int i = 0; i < 10000; i++) {
        const struct history_queue *q;

        snprintf(id, sizeof(id), "%032x", (unsigned)i * 7919U % 10007U);
        q = history_find(h, id);
        assert_non_null(q);
        assert_int_equal(q->n, 2);
        assert_int_equal(q->rows[0].messages, i);
        assert_int_equal(q->rows[1].messages, i + 1);
    }
    history_free(h);
}

static void steps_begin_at_round_times(void **state)
{
    const int64_t at = 1795435471999; /* 2026-11-23T12:04:31Z */
    static const int64_t want[] = {1795435440000, 1795435200000, 1795435200000, 1795435200000,
                                   1795435200000};

    (void)state;
    assert_int_equal(ARRAY_LEN(want), HISTORY_STEPS);
    for (int i = 0; i < HISTORY_STEPS; i++) {
        enum history_step step = (enum history_step)i;

        assert_int_equal(history_floor(step, at), want[i]);
        assert_int_equal(history_floor(step, want[i]), want[i]);
        assert_int_equal(86400000 % history_step_ms(step), 0);
        assert_int_equal(strncmp(history_step_dimension(step), "datetime", 8), 0);
    }
}

static int64_t count(const struct history *h, size_t row, enum history_action action)
{
    return history_count(h, &history_find(h, "a")->rows[row], action);
}

/* A minute of which something is told tells all; one that was not over tells nothing. */
static void what_was_not_done_is_zero_where_all_is_told(void **state)
{
    struct history *h = history_new(&hour);
    const int64_t step_ms = 300000;

    (void)state;
    history_note_part(h, HISTORY_OPERATIONS, 2, hour.start_ms);
    add_tally(h, "a", hour.start_ms, HISTORY_WRITTEN, (struct history_tally){30, -1, -1});
    add_backlog(h, "a", hour.start_ms + step_ms, 5);
    add_tally(h, "a", hour.end_ms - step_ms, HISTORY_WRITTEN, (struct history_tally){20, -1, -1});
    add_tally(h, "a", hour.end_ms - step_ms / 2, HISTORY_WRITTEN,
              (struct history_tally){9, -1, -1});
    history_finish(h);
    assert_int_equal(count(h, 0, HISTORY_WRITTEN), 30);
    assert_int_equal(count(h, 0, HISTORY_DEAD_LETTERED), 0);
    assert_int_equal(count(h, 1, HISTORY_WRITTEN), -1);
    assert_int_equal(count(h, 2, HISTORY_WRITTEN), 20);
    assert_int_equal(count(h, 3, HISTORY_WRITTEN), -1);
    history_note_part(h, HISTORY_OPERATIONS, 12, hour.start_ms); /* the first may be cut */
    assert_int_equal(count(h, 0, HISTORY_WRITTEN), 30);
    assert_int_equal(count(h, 0, HISTORY_DEAD_LETTERED), -1);
    assert_int_equal(count(h, 2, HISTORY_DEAD_LETTERED), 0);
    history_free(h);
}

/* Half an hour, and the one before it. */
static struct history *new_half(int64_t start_ms)
{
    struct history_question asked = hour;

    asked.start_ms = start_ms;
    asked.end_ms = start_ms + 1800000;
    return history_new(&asked);
}

/* Where the newer half was cut off, what is older cannot be whole however much of it came. */
static void what_is_joined_is_whole_as_far_back_as_both_are(void **state)
{
    enum { MIDDLE = 5400000, ALL = 12 };
    static const struct {
        size_t older, newer; /* rows that came; ALL: there may be more */
        bool cut;
        int64_t whole_from_ms;
    } cases[] = {{3, 3, false, 3600000},
                 {ALL, 3, true, 4200000},
                 {3, ALL, true, 6000000},
                 {ALL, ALL, true, 6000000}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct history *older = new_half(hour.start_ms), *newer = new_half(MIDDLE), *h;
        const struct history_extent *extent;

        history_note_part(older, HISTORY_OPERATIONS, cases[i].older, 3900000);
        history_note_part(newer, HISTORY_OPERATIONS, cases[i].newer, 5700000);
        history_note_part(newer, HISTORY_BACKLOG, 1, 5700000);
        add_tally(older, "a", 3600000, HISTORY_WRITTEN, (struct history_tally){30, 100, 2});
        add_tally(newer, "a", 6000000, HISTORY_WRITTEN, (struct history_tally){40, -1, -1});
        history_finish(older);
        history_finish(newer);
        h = history_join(older, newer);
        extent = &h->parts[HISTORY_OPERATIONS];
        assert_true(extent->came);
        assert_int_equal(extent->cut, cases[i].cut);
        assert_int_equal(extent->whole_from_ms, cases[i].whole_from_ms);
        assert_false(h->parts[HISTORY_BACKLOG].came);
        assert_int_equal(h->asked.start_ms, hour.start_ms);
        assert_int_equal(h->asked.end_ms, hour.end_ms);
        assert_int_equal(count(h, 0, HISTORY_WRITTEN), 30);
        assert_int_equal(count(h, 1, HISTORY_WRITTEN), 40);
        /* of what is not told nothing was done, where all is told */
        assert_int_equal(count(h, 0, HISTORY_FAILED), cases[i].cut ? -1 : 0);
        assert_int_equal(count(h, 1, HISTORY_FAILED), 0);
        history_free(h);
    }
}

static void of_two_that_are_joined_the_coarser_sample_is_told(void **state)
{
    static const double cases[][3] = {{1, 10, 10}, {10, 1, 10}, {-1, 1, 1}, {-1, -1, -1}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct history *older = new_half(hour.start_ms), *newer = new_half(5400000), *h;

        older->parts[HISTORY_BACKLOG].sample_interval = cases[i][0];
        newer->parts[HISTORY_BACKLOG].sample_interval = cases[i][1];
        error_set(&older->err, ERR_API, "older");
        if (i)
            error_set(&newer->err, ERR_API, "newer");
        history_finish(older);
        history_finish(newer);
        h = history_join(older, newer);
        assert_true(h->parts[HISTORY_BACKLOG].sample_interval == cases[i][2]);
        assert_string_equal(h->err.text, i ? "newer" : "older");
        history_free(h);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_history_knows_no_queue),
        cmocka_unit_test(rows_are_sorted_by_queue_and_time),
        cmocka_unit_test(what_was_not_measured_is_unknown),
        cmocka_unit_test(rows_of_one_step_are_put_together_and_the_later_counts),
        cmocka_unit_test(what_says_one_thing_is_a_row),
        cmocka_unit_test(actions_of_the_whole_span_are_no_row),
        cmocka_unit_test(a_part_that_was_cut_off_says_from_where_it_is_whole),
        cmocka_unit_test(ten_thousand_queues_are_found),
        cmocka_unit_test(steps_begin_at_round_times),
        cmocka_unit_test(what_was_not_done_is_zero_where_all_is_told),
        cmocka_unit_test(what_is_joined_is_whole_as_far_back_as_both_are),
        cmocka_unit_test(of_two_that_are_joined_the_coarser_sample_is_told),
    };

    return cmocka_run_group_tests_name("history", tests, NULL, NULL);
}
