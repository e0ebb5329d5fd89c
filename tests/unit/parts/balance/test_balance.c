#include "tests/unit/parts/balance/balancekit.h"

#include <math.h>

static void expect_turned(struct past *p, int64_t ago)
{
    struct balance b = past_read(p);

    assert_int_equal(balance_turned_ms(&b), ago < 0 ? -1 : p->end_ms - ago * MINUTE);
}

static void expect_near(double value, double want)
{
    if (fabs(value - want) > want / 1000)
        fail_msg("%g, not %g", value, want);
}

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
    expect_turned(&p, -1);
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
    expect_turned(&p, 8);
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
    expect_turned(&p, -1);
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
    past_end(&p);
}

static void more_that_comes_is_a_flood(void **state)
{
    struct minute flood = USUAL;
    struct past p;

    (void)state;
    flood.in = 6000;
    past_start(&p);
    past_fill(&p, 60, 10, USUAL);
    past_fill(&p, 10, 0, flood);
    past_expect(&p, BALANCE_FLOOD);
    expect_turned(&p, 10);
    expect_near(past_read(&p).excess, 4100);
    expect_near(past_read(&p).turns[HISTORY_WRITTEN].from, 1900);
    past_end(&p);
    flood.out = flood.read = 6000; /* and it is taken */
    past_start(&p);
    past_fill(&p, 60, 10, USUAL);
    past_fill(&p, 10, 0, flood);
    past_expect(&p, BALANCE_FINE);
    past_end(&p);
}

static void a_burst_is_no_flood(void **state)
{
    struct minute flood = USUAL;
    struct past p;

    (void)state;
    flood.in = 6000;
    past_start(&p);
    past_fill(&p, 60, 2, USUAL);
    past_fill(&p, 2, 0, flood);
    past_expect(&p, BALANCE_FINE);
    past_end(&p);
    past_start(&p); /* one every four minutes */
    for (int64_t ago = 59; ago >= 0; ago--) {
        struct minute m = USUAL;

        m.in = ago % 4 ? 900 : 4900;
        past_add(&p, ago, m);
    }
    past_expect(&p, BALANCE_FINE);
    past_end(&p);
}

/* Four tries each: of 1900 that are read 400 fail, and a hundred of them for the last time. */
static const struct minute failing = {
    .in = 1900, .read = 1900, .out = 1500, .dead = 100, .lag_ms = 9000, .retries = 0, .workers = 6};

static void much_that_fails_is_poison(void **state)
{
    struct minute m = failing;
    struct past p;

    (void)state;
    past_start(&p);
    past_fill(&p, 60, 10, USUAL);
    past_fill(&p, 10, 0, m);
    past_expect(&p, BALANCE_POISON);
    expect_turned(&p, 10);
    expect_near(past_read(&p).wasted, 400.0 / 1900);
    past_end(&p);
    m.dead = 0;
    m.failed = 100; /* there is no dead-letter queue */
    past_start(&p);
    past_fill(&p, 60, 0, m);
    past_expect(&p, BALANCE_POISON);
    expect_turned(&p, -1);
    past_end(&p);
    m.failed = 0;
    m.retries = 1; /* none has failed for the last time yet */
    past_start(&p);
    past_fill(&p, 60, 0, m);
    past_expect(&p, BALANCE_POISON);
    past_end(&p);
}

static void little_that_fails_is_no_poison(void **state)
{
    struct minute m = failing;
    struct past p;

    (void)state;
    m.out = 1880;
    m.dead = 5;
    past_start(&p);
    past_fill(&p, 60, 0, m);
    past_expect(&p, BALANCE_FINE);
    past_end(&p);
    m = (struct minute){.in = 1, .read = 1, .dead = 1, .lag_ms = -1, .retries = 3, .workers = 1};
    past_start(&p); /* five messages of all that were read in five minutes */
    past_fill(&p, 60, 0, m);
    past_expect(&p, BALANCE_FINE);
    past_end(&p);
}

/* What was pulled and is still leased has not failed. */
static void reads_alone_are_no_poison(void **state)
{
    struct minute m = failing;
    struct past p;

    (void)state;
    m.dead = 0;
    past_start(&p);
    past_fill(&p, 60, 0, m);
    past_expect(&p, BALANCE_BEHIND);
    past_end(&p);
    past_start(&p); /* but where nothing is delivered any more, all that is read fails */
    m.out = 0;
    past_fill(&p, 60, 8, USUAL);
    past_fill(&p, 8, 0, m);
    past_expect(&p, BALANCE_POISON);
    expect_turned(&p, 8);
    past_end(&p);
}

/* Ten workers, which is all that there may be, take less than comes, all the time. */
static void fill_busy(struct past *p, double workers, int64_t lag_ms)
{
    struct minute m = USUAL;

    m.in = 2500;
    m.workers = workers;
    past_start(p);
    p->f.consumer.max_concurrency = 10;
    for (int64_t ago = 59; ago >= 0; ago--) {
        m.lag_ms = lag_ms < 0 ? 9000 : lag_ms * (60 - ago);
        past_add(p, ago, m);
    }
}

static void all_busy_and_later_and_later_is_too_few(void **state)
{
    struct past p;

    (void)state;
    fill_busy(&p, 9.6, 1000);
    past_expect(&p, BALANCE_TOO_FEW);
    expect_turned(&p, -1);
    p.f.consumer.max_concurrency = 20; /* there may be more */
    past_expect(&p, BALANCE_BEHIND);
    p.f.consumer.max_concurrency = -1; /* it is not known */
    past_expect(&p, BALANCE_BEHIND);
    past_end(&p);
    fill_busy(&p, 8.5, 1000);
    past_expect(&p, BALANCE_BEHIND);
    past_end(&p);
    fill_busy(&p, -1, 1000); /* how many work is not known */
    past_expect(&p, BALANCE_BEHIND);
    past_end(&p);
    fill_busy(&p, 9.6, -1); /* no later than before */
    past_expect(&p, BALANCE_BEHIND);
    past_end(&p);
}

static void fill_slow(struct past *p, int64_t out, double workers)
{
    struct minute m = USUAL;

    m.out = m.read = out;
    m.workers = workers;
    past_start(p);
    past_fill(p, 60, 20, USUAL);
    past_fill(p, 20, 0, m);
}

static void less_done_by_as_many_is_slower(void **state)
{
    struct past p;

    (void)state;
    fill_slow(&p, 700, 6);
    past_expect(&p, BALANCE_SLOWER);
    expect_turned(&p, 20);
    p.f.queue.paused = FLAG_YES;
    past_expect(&p, BALANCE_BEHIND);
    past_end(&p);
    fill_slow(&p, 700, -1); /* not counted */
    past_expect(&p, BALANCE_SLOWER);
    past_end(&p);
    fill_slow(&p, 700, 2); /* fewer of them are not slower */
    past_expect(&p, BALANCE_BEHIND);
    assert_true(past_read(&p).before.workers > 5.9);
    expect_turned(&p, 20);
    past_end(&p);
    fill_slow(&p, 1700, 6); /* hardly less */
    past_expect(&p, BALANCE_BEHIND);
    expect_turned(&p, -1);
    past_end(&p);
}

static void less_done_where_less_comes_is_fine(void **state)
{
    struct minute m = USUAL;
    struct past p;

    (void)state;
    m.in = m.out = m.read = 300;
    past_start(&p);
    past_fill(&p, 60, 20, USUAL);
    past_fill(&p, 20, 0, m);
    past_expect(&p, BALANCE_FINE);
    expect_turned(&p, -1);
    past_end(&p);
}

/* Steps of five minutes are rates a minute; longer ones are not now. */
static void steps_may_be_of_five_minutes(void **state)
{
    struct minute m = USUAL;
    struct past p;
    struct balance b;

    (void)state;
    past_start(&p);
    p.step = p.h->asked.step = HISTORY_FIVE_MINUTES;
    p.end_ms = p.h->asked.end_ms = p.end_ms / (5 * MINUTE) * 5 * MINUTE;
    past_fill(&p, 12, 4, USUAL);
    m.in = 6000;
    past_fill(&p, 4, 0, m);
    past_expect(&p, BALANCE_FLOOD);
    b = past_read(&p);
    expect_near(b.now.rate[HISTORY_WRITTEN], 1200);
    expect_near(b.turns[HISTORY_WRITTEN].from, 380);
    expect_near(b.excess, 820);
    expect_turned(&p, 20);
    past_end(&p);
    past_start(&p);
    p.step = p.h->asked.step = HISTORY_FIFTEEN_MINUTES;
    p.end_ms = p.h->asked.end_ms = p.end_ms / (15 * MINUTE) * 15 * MINUTE;
    past_fill(&p, 12, 0, USUAL);
    past_expect(&p, BALANCE_UNKNOWN);
    past_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_keeps_up_is_fine),
        cmocka_unit_test(without_rows_nothing_is_known),
        cmocka_unit_test(what_may_be_cut_off_is_not_known),
        cmocka_unit_test(a_consumer_that_takes_nothing_any_more_is_dead),
        cmocka_unit_test(the_minute_of_death_is_not_now),
        cmocka_unit_test(two_still_minutes_are_no_death),
        cmocka_unit_test(what_never_took_anything_did_not_die),
        cmocka_unit_test(little_traffic_takes_longer_to_tell),
        cmocka_unit_test(sampled_traffic_takes_longer_to_tell),
        cmocka_unit_test(rows_may_be_missing_and_late),
        cmocka_unit_test(what_drains_by_now_is_not_dead),
        cmocka_unit_test(more_that_comes_is_a_flood),
        cmocka_unit_test(a_burst_is_no_flood),
        cmocka_unit_test(much_that_fails_is_poison),
        cmocka_unit_test(little_that_fails_is_no_poison),
        cmocka_unit_test(reads_alone_are_no_poison),
        cmocka_unit_test(all_busy_and_later_and_later_is_too_few),
        cmocka_unit_test(less_done_by_as_many_is_slower),
        cmocka_unit_test(less_done_where_less_comes_is_fine),
        cmocka_unit_test(steps_may_be_of_five_minutes),
    };

    return cmocka_run_group_tests_name("balance", tests, NULL, NULL);
}
