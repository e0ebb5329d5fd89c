#include "tests/unit/parts/balance/balancekit.h"

static void what_keeps_up_is_fine(void **state)
{
    struct past p;
    struct balance b;

    (void)state;
    past_start(&p);
    past_fill(&p, 60, 0, USUAL);
    past_expect(&p, BALANCE_FINE);
    b = past_read(&p);
    assert_int_equal(b.now.n, BALANCE_NOW);
    expect_near(b.now.rate[HISTORY_WRITTEN], 1900);
    expect_near(b.before.rate[HISTORY_DELIVERED], 1900);
    expect_near(b.now.lag_ms, 3000);
    expect_near(b.now.workers, 6);
    assert_true(b.end_ms == p.end_ms);
    assert_true(b.excess >= 0 && b.excess <= 0);
    past_expect_turned(&p, -1);
    past_end(&p);
}

/* Nothing is made of what is not there. */
static void without_rows_nothing_is_known(void **state)
{
    struct past p;
    struct drain d = {0};
    struct balance b;

    (void)state;
    past_start(&p);
    past_expect(&p, BALANCE_UNKNOWN);
    b = balance_find(NULL, &p.f.row, &d, p.f.now.wall_ms);
    assert_int_equal(b.kind, BALANCE_UNKNOWN);
    assert_true(b.now.rate[HISTORY_WRITTEN] < 0 && b.now.lag_ms < 0 && b.end_ms < 0);
    past_end(&p);
    past_start(&p); /* of another queue */
    past_fill(&p, 60, 0, USUAL);
    snprintf(p.f.queue.id, sizeof(p.f.queue.id), "other");
    past_expect(&p, BALANCE_UNKNOWN);
    past_end(&p);
    past_start(&p); /* two minutes are none */
    past_fill(&p, 2, 0, USUAL);
    past_expect(&p, BALANCE_UNKNOWN);
    past_end(&p);
    past_start(&p);
    past_fill(&p, 3, 0, USUAL);
    past_expect(&p, BALANCE_FINE);
    past_end(&p);
    past_start(&p); /* it was, and is not known any more */
    past_fill(&p, 60, 16, USUAL);
    past_expect(&p, BALANCE_UNKNOWN);
    past_end(&p);
}

/* It is not known what was before one that was cut off. */
static void what_may_be_cut_off_is_not_known(void **state)
{
    struct past p;

    (void)state;
    past_start(&p);
    past_fill(&p, 60, 0, USUAL);
    history_note_part(p.h, HISTORY_OPERATIONS, HISTORY_ROWS, p.end_ms - 3 * MINUTE);
    past_expect(&p, BALANCE_UNKNOWN);
    past_end(&p);
}

static const struct minute stopped = {
    .in = 1900, .lag_ms = -1, .retries = -1, .workers = 0, .read = 0};

static void a_consumer_that_takes_nothing_any_more_is_dead(void **state)
{
    struct past p;

    (void)state;
    past_start(&p);
    past_fill(&p, 60, 8, USUAL);
    past_fill(&p, 8, 0, stopped);
    past_expect(&p, BALANCE_DEAD);
    past_expect_turned(&p, 8);
    p.f.queue.paused = FLAG_YES; /* it may not */
    past_expect(&p, BALANCE_BEHIND);
    p.f.queue.paused = FLAG_UNKNOWN;
    past_expect(&p, BALANCE_DEAD);
    p.f.queue.n_consumers = 0; /* there is none */
    past_expect(&p, BALANCE_BEHIND);
    p.f.queue.n_consumers = 1;
    p.f.stats.metrics.backlog_count = 0; /* nothing waits for it */
    past_expect(&p, BALANCE_FINE);
    past_end(&p);
}

/* Where it was not measured, history may tell whether anything waits. */
static void a_backlog_may_be_known_by_history(void **state)
{
    struct history_fact f = history_fact(HISTORY_BACKLOG, 0);
    struct past p;

    (void)state;
    past_start(&p);
    past_fill(&p, 60, 8, USUAL);
    past_fill(&p, 8, 0, stopped);
    p.f.stats.metrics.backlog_count = -1;
    past_expect(&p, BALANCE_BEHIND);
    past_end(&p);
    past_start(&p);
    past_fill(&p, 60, 8, USUAL);
    past_fill(&p, 8, 0, stopped);
    snprintf(f.queue_id, sizeof(f.queue_id), "q");
    f.time_ms = p.end_ms - MINUTE;
    f.messages = 400;
    history_add(p.h, &f);
    p.f.stats.metrics.backlog_count = -1;
    past_expect(&p, BALANCE_DEAD);
    past_end(&p);
}

/* A few reads, and nothing comes of them: it lives, and whether it fails is not known. */
static void few_reads_are_a_sign_of_life(void **state)
{
    struct minute m = stopped;
    struct past p;

    (void)state;
    m.read = 1;
    m.workers = 6;
    past_start(&p);
    past_fill(&p, 60, 8, USUAL);
    past_fill(&p, 8, 0, m);
    past_expect(&p, BALANCE_BEHIND);
    past_end(&p);
}

/* The minute in which it died has some of both. */
static void the_minute_of_death_is_not_now(void **state)
{
    struct minute half = USUAL;
    struct past p;

    (void)state;
    past_start(&p);
    half.out = half.read = 500;
    past_fill(&p, 60, 4, USUAL);
    past_add(&p, 3, half);
    past_fill(&p, 3, 0, stopped);
    past_expect(&p, BALANCE_DEAD);
    expect_near(past_read(&p).now.rate[HISTORY_WRITTEN], 1900);
    assert_int_equal(past_read(&p).now.n, 3);
    past_end(&p);
}

static void two_still_minutes_are_no_death(void **state)
{
    struct past p;

    (void)state;
    past_start(&p);
    past_fill(&p, 60, 2, USUAL);
    past_fill(&p, 2, 0, stopped);
    past_expect(&p, BALANCE_FINE);
    past_end(&p);
    past_start(&p); /* one that passed */
    past_fill(&p, 60, 8, USUAL);
    past_add(&p, 7, stopped);
    past_fill(&p, 7, 0, USUAL);
    past_expect(&p, BALANCE_FINE);
    past_end(&p);
    past_start(&p); /* the newest is not over yet, */
    past_fill(&p, 60, 2, USUAL);
    past_fill(&p, 2, -1, stopped);
    past_expect(&p, BALANCE_FINE);
    past_end(&p);
    past_start(&p); /* and three are missing */
    past_fill(&p, 60, 3, USUAL);
    past_expect(&p, BALANCE_FINE);
    past_end(&p);
}

static void what_never_took_anything_did_not_die(void **state)
{
    struct past p;

    (void)state;
    past_start(&p);
    past_fill(&p, 60, 0, stopped);
    past_expect(&p, BALANCE_BEHIND);
    past_expect_turned(&p, -1);
    past_end(&p);
}

/* One in half a minute: three minutes without may be chance, twenty may not. */
static void little_traffic_takes_longer_to_tell(void **state)
{
    struct minute few = USUAL, none = stopped;
    struct past p;

    (void)state;
    few.in = few.read = few.out = none.in = 2;
    past_start(&p);
    past_fill(&p, 60, 3, few);
    past_fill(&p, 3, 0, none);
    past_expect(&p, BALANCE_FINE);
    past_end(&p);
    past_start(&p);
    past_fill(&p, 60, 20, few);
    past_fill(&p, 20, 0, none);
    past_expect(&p, BALANCE_DEAD);
    past_end(&p);
}

/* Where one in ten is counted, that is two that were. */
static void sampled_traffic_takes_longer_to_tell(void **state)
{
    struct minute few = USUAL, none = stopped;
    struct past p;

    (void)state;
    few.in = few.read = few.out = none.in = 20;
    past_start(&p);
    past_fill(&p, 60, 4, few);
    past_fill(&p, 4, 0, none);
    past_expect(&p, BALANCE_DEAD);
    p.h->parts[HISTORY_OPERATIONS].sample_interval = 10;
    past_expect(&p, BALANCE_FINE);
    past_end(&p);
}

static void rows_far_apart_are_not_now(void **state)
{
    struct past p;

    (void)state;
    past_start(&p);
    for (int64_t ago = 50; ago >= 0; ago -= 10)
        past_add(&p, ago, USUAL);
    past_expect(&p, BALANCE_UNKNOWN);
    assert_int_equal(past_read(&p).now.n, 2);
    past_end(&p);
}

/* A clock that is behind the API's: of more than two hours the newest are taken. */
static void rows_may_be_ahead_of_the_clock(void **state)
{
    struct past p;

    (void)state;
    past_start(&p);
    past_fill(&p, 160, 8, USUAL);
    past_fill(&p, 8, 0, stopped);
    p.f.now.wall_ms -= 40 * MINUTE;
    past_expect(&p, BALANCE_DEAD);
    past_end(&p);
}

/* Means are of what is known. */
static void lag_and_workers_may_be_missing(void **state)
{
    struct minute m = USUAL;
    struct past p;

    (void)state;
    m.lag_ms = -1;
    m.workers = -1;
    past_start(&p);
    past_fill(&p, 60, 4, USUAL);
    past_fill(&p, 4, 0, m);
    past_expect(&p, BALANCE_FINE);
    expect_near(past_read(&p).now.lag_ms, 3000);
    expect_near(past_read(&p).now.workers, 6);
    past_end(&p);
}

/* Every other row, and late: what is left is looked at. */
static void rows_may_be_missing_and_late(void **state)
{
    struct past p;

    (void)state;
    past_start(&p);
    for (int64_t ago = 60; ago > 4; ago -= 2)
        past_add(&p, ago, ago > 14 ? USUAL : stopped);
    past_expect(&p, BALANCE_DEAD);
    assert_int_equal(past_read(&p).now.n, BALANCE_NOW);
    assert_true(past_read(&p).end_ms == p.end_ms - 6 * MINUTE);
    past_end(&p);
}

/* What is measured is newer: by now somebody takes them. */
static void what_drains_by_now_is_not_dead(void **state)
{
    struct past p;

    (void)state;
    past_start(&p);
    past_fill(&p, 60, 8, USUAL);
    past_fill(&p, 8, 0, stopped);
    start(&p.f, 9000, 1000);
    snprintf(p.f.queue.id, sizeof(p.f.queue.id), "q");
    past_expect(&p, BALANCE_FINE);
    p.f.now.mono_ms += 5 * MINUTE; /* that was found a while ago */
    past_expect(&p, BALANCE_DEAD);
    past_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_keeps_up_is_fine),
        cmocka_unit_test(without_rows_nothing_is_known),
        cmocka_unit_test(what_may_be_cut_off_is_not_known),
        cmocka_unit_test(a_consumer_that_takes_nothing_any_more_is_dead),
        cmocka_unit_test(a_backlog_may_be_known_by_history),
        cmocka_unit_test(few_reads_are_a_sign_of_life),
        cmocka_unit_test(the_minute_of_death_is_not_now),
        cmocka_unit_test(two_still_minutes_are_no_death),
        cmocka_unit_test(what_never_took_anything_did_not_die),
        cmocka_unit_test(little_traffic_takes_longer_to_tell),
        cmocka_unit_test(sampled_traffic_takes_longer_to_tell),
        cmocka_unit_test(rows_far_apart_are_not_now),
        cmocka_unit_test(rows_may_be_ahead_of_the_clock),
        cmocka_unit_test(lag_and_workers_may_be_missing),
        cmocka_unit_test(rows_may_be_missing_and_late),
        cmocka_unit_test(what_drains_by_now_is_not_dead),
    };

    return cmocka_run_group_tests_name("balance dead", tests, NULL, NULL);
}
