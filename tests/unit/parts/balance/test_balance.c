#include "tests/unit/parts/balance/balancekit.h"

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
    past_expect_turned(&p, 10);
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

/* More comes and less goes: what goes is the consumer's. */
static void a_flood_leaves_the_consumer_as_it_was(void **state)
{
    struct minute m = USUAL;
    struct past p;

    (void)state;
    m.in = 6000;
    m.out = m.read = 700;
    m.workers = 10;
    past_start(&p);
    p.f.consumer.max_concurrency = 10; /* all of them busy */
    past_fill(&p, 60, 10, USUAL);
    past_fill(&p, 10, 0, m);
    past_expect(&p, BALANCE_SLOWER);
    past_end(&p);
    m.in = 1900; /* nor is it that they are too few */
    m.lag_ms = 60000;
    past_start(&p);
    p.f.consumer.max_concurrency = 10;
    past_fill(&p, 60, 10, USUAL);
    past_fill(&p, 10, 0, m);
    past_expect(&p, BALANCE_SLOWER);
    past_end(&p);
    m.in = 6000;
    m.workers = 2;
    past_start(&p);
    past_fill(&p, 60, 10, USUAL);
    past_fill(&p, 10, 0, m);
    past_expect(&p, BALANCE_BEHIND);
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
    past_expect_turned(&p, 10);
    expect_near(past_read(&p).wasted, 400.0 / 1900);
    past_end(&p);
    m.dead = 0;
    m.failed = 100; /* there is no dead-letter queue */
    past_start(&p);
    past_fill(&p, 60, 0, m);
    past_expect(&p, BALANCE_POISON);
    past_expect_turned(&p, -1);
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
    past_expect_turned(&p, 8);
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
    past_expect_turned(&p, -1);
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

static void fill_lag(struct past *p, int64_t before_ms, int64_t now_ms)
{
    struct minute m = USUAL;

    m.in = 2500;
    m.workers = 10;
    m.lag_ms = before_ms;
    past_start(p);
    p->f.consumer.max_concurrency = 10;
    past_fill(p, 60, 5, m);
    m.lag_ms = now_ms;
    past_fill(p, 5, 0, m);
}

/* Where lag is not known, the backlog says whether it rises. */
static void lag_rises_above_its_noise(void **state)
{
    struct past p;

    (void)state;
    fill_lag(&p, 9000, 9500);
    past_expect(&p, BALANCE_BEHIND);
    past_end(&p);
    fill_lag(&p, 9000, 10500);
    past_expect(&p, BALANCE_TOO_FEW);
    past_end(&p);
    fill_lag(&p, -1, 9000);
    past_expect(&p, BALANCE_BEHIND);
    start(&p.f, 1000, 9000);
    snprintf(p.f.queue.id, sizeof(p.f.queue.id), "q");
    p.f.consumer.max_concurrency = 10;
    past_expect(&p, BALANCE_TOO_FEW);
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
    past_expect_turned(&p, 20);
    p.f.queue.paused = FLAG_YES;
    past_expect(&p, BALANCE_BEHIND);
    past_end(&p);
    fill_slow(&p, 700, -1); /* not counted */
    past_expect(&p, BALANCE_SLOWER);
    past_end(&p);
    fill_slow(&p, 700, 2); /* fewer of them are not slower */
    past_expect(&p, BALANCE_BEHIND);
    assert_true(past_read(&p).before.workers > 5.9);
    past_expect_turned(&p, 20);
    past_end(&p);
    fill_slow(&p, 1700, 6); /* hardly less */
    past_expect(&p, BALANCE_BEHIND);
    past_expect_turned(&p, -1);
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
    past_expect_turned(&p, -1);
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
    past_expect_turned(&p, 20);
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
        cmocka_unit_test(more_that_comes_is_a_flood),
        cmocka_unit_test(a_flood_leaves_the_consumer_as_it_was),
        cmocka_unit_test(a_burst_is_no_flood),
        cmocka_unit_test(much_that_fails_is_poison),
        cmocka_unit_test(little_that_fails_is_no_poison),
        cmocka_unit_test(reads_alone_are_no_poison),
        cmocka_unit_test(all_busy_and_later_and_later_is_too_few),
        cmocka_unit_test(lag_rises_above_its_noise),
        cmocka_unit_test(less_done_by_as_many_is_slower),
        cmocka_unit_test(less_done_where_less_comes_is_fine),
        cmocka_unit_test(steps_may_be_of_five_minutes),
    };

    return cmocka_run_group_tests_name("balance", tests, NULL, NULL);
}
