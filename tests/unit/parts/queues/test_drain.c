#include "tests/unit/parts/queues/drainkit.h"

#include "base/memory/array.h"
#include "parts/list/sort.h"
#include "parts/queues/trouble.h"

static void expect(const struct fixture *f, enum drain_kind kind)
{
    assert_int_equal(drain_find(&f->row, &f->now).kind, kind);
}

static void what_shrinks_has_a_time(void **state)
{
    struct fixture f;
    struct drain d;

    (void)state;
    start(&f, 2000, 1000); /* 250 a minute: 4 minutes are left */
    d = drain_find(&f.row, &f.now);
    assert_int_equal(d.kind, DRAIN_ETA);
    assert_true(d.trend.eta_low_s <= 240 && 240 <= d.trend.eta_high_s);
    assert_true(d.has_rate && !d.grows);
    f.queue.paused = FLAG_YES; /* whatever its settings say */
    f.queue.n_consumers = 0;
    expect(&f, DRAIN_ETA);
}

static void what_does_not_shrink_says_why(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, 1000, 2000);
    expect(&f, DRAIN_GROWS);
    f.queue.n_consumers = 0;
    expect(&f, DRAIN_NO_CONSUMER);
    f.queue.consumers_total = 2; /* not listed, and so not missing */
    expect(&f, DRAIN_GROWS);
    f.queue.paused = FLAG_YES;
    expect(&f, DRAIN_PAUSED);
    assert_true(drain_find(&f.row, &f.now).grows);
    f.stats.metrics.backlog_count = 0;
    expect(&f, DRAIN_EMPTY);
    start(&f, 1000, 1000);
    expect(&f, DRAIN_STEADY);
}

/* Somebody who pulls takes the oldest message away. */
static void nobody_pulls_where_the_oldest_message_stays(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, 1000, 2000);
    f.consumer.kind = CONSUMER_HTTP_PULL;
    set_oldest(&f, HOUR, 2 * MINUTE);
    expect(&f, DRAIN_GROWS);
    set_oldest(&f, HOUR, 4 * MINUTE);
    expect(&f, DRAIN_NOT_PULLED);
    f.consumer.kind = CONSUMER_WORKER;
    expect(&f, DRAIN_GROWS);
}

static void unknown_is_unknown(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, -1, -1);
    expect(&f, DRAIN_UNKNOWN);
    start(&f, -1, 10); /* not measured twice */
    expect(&f, DRAIN_UNKNOWN);
    assert_false(drain_find(&f.row, &f.now).has_rate);
}

/* A queue that leaves the screen keeps what was found, with its age, for a while. */
static void what_was_found_is_kept(void **state)
{
    struct fixture f;
    struct drain d;

    (void)state;
    start(&f, 1000, 2000);
    f.now.mono_ms += 10 * MINUTE;
    d = drain_find(&f.row, &f.now);
    assert_int_equal(d.kind, DRAIN_GROWS);
    assert_int_equal(d.old_ms, 10 * MINUTE);
    f.now.mono_ms += 6 * MINUTE;
    expect(&f, DRAIN_UNKNOWN);
    start(&f, 12000, 10000); /* 500 a minute */
    f.now.mono_ms += 10 * MINUTE;
    d = drain_find(&f.row, &f.now);
    assert_int_equal(d.kind, DRAIN_ETA);
    assert_true(d.trend.eta_s > 500 && d.trend.eta_s < 700); /* of 20 minutes */
    assert_true(d.trend.eta_low_s <= d.trend.eta_s && d.trend.eta_s <= d.trend.eta_high_s);
    assert_true(d.trend.eta_high_s < 1200);
}

/* What is kept is kept up to the ms, what is claimed is claimed from it on. */
static void what_is_kept_and_claimed_has_its_ends(void **state)
{
    static const struct {
        int64_t head_ms, old_ms; /* the oldest is the same for so long; measured so long ago */
        enum drain_kind kind;
        int64_t loss_ms;
    } cases[] = {
        {DRAIN_HEAD_MS - 1, 0, DRAIN_GROWS, 3 * DAY},
        {DRAIN_HEAD_MS, 0, DRAIN_NOT_PULLED, 3 * DAY},
        {DRAIN_HEAD_MS, DRAIN_KEPT_MS, DRAIN_NOT_PULLED, 3 * DAY - DRAIN_KEPT_MS},
        {DRAIN_HEAD_MS, DRAIN_KEPT_MS + 1, DRAIN_NOT_PULLED, -1},
        {0, DRAIN_KEPT_MS, DRAIN_GROWS, 3 * DAY - DRAIN_KEPT_MS},
        {0, DRAIN_KEPT_MS + 1, DRAIN_UNKNOWN, -1},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f;
        struct drain d;

        start(&f, 1000, 2000);
        f.consumer.kind = CONSUMER_HTTP_PULL;
        set_oldest(&f, DAY, cases[i].head_ms);
        f.now.mono_ms += cases[i].old_ms;
        f.now.wall_ms += cases[i].old_ms;
        d = drain_find(&f.row, &f.now);
        assert_int_equal(d.kind, cases[i].kind);
        assert_int_equal(d.loss_ms, cases[i].loss_ms);
        assert_int_equal(d.old_ms, cases[i].kind == DRAIN_UNKNOWN || cases[i].old_ms > DRAIN_KEPT_MS
                                       ? 0
                                       : cases[i].old_ms);
    }
}

/* Measured for so long, up to now, with a backlog that wanders: no trend can be claimed of it. */
static void start_wandering(struct fixture *f, int64_t ms)
{
    uint32_t random = 7;
    int64_t backlog = 1000;

    start(f, -1, 1000);
    for (int64_t left = ms; left >= 0; left -= EVERY) {
        random = random * 1103515245 + 12345;
        backlog += (int64_t)(random / 65536 % 21) - 10;
        trend_add(&f->stats.trend, NOW.mono_ms - left, backlog);
    }
}

/* What history says stands until there is something to say of what is measured. */
static void a_trend_of_its_own_hides_history_when_it_has_seen_enough(void **state)
{
    static const struct {
        int64_t measured_ms;
        enum drain_kind kind;
        int64_t old_ms;
    } cases[] = {{0, DRAIN_GROWS, 90000}, {100000, DRAIN_GROWS, 90000}, {300000, DRAIN_UNCLEAR, 0}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f;
        struct drain d;

        start_wandering(&f, cases[i].measured_ms);
        trend_init(&f.stats.past, 1);
        for (int64_t minute = 0; minute < 15; minute++)
            trend_add(&f.stats.past, NOW.mono_ms - 90000 - (14 - minute) * MINUTE,
                      1000 + minute * 60);
        d = drain_find(&f.row, &f.now);
        assert_int_equal(d.kind, cases[i].kind);
        assert_int_equal(d.old_ms, cases[i].old_ms);
    }
}

/* A rate that history is not sure of is more than nothing, and less than what is measured. */
static void an_unclear_past_stands_where_nothing_is_known(void **state)
{
    struct fixture f, noisy;
    struct drain d;

    (void)state;
    start_wandering(&noisy, 300000);
    start(&f, -1, 1000);
    f.stats.past = noisy.stats.trend;
    expect(&f, DRAIN_UNCLEAR);
    trend_add(&f.stats.trend, NOW.mono_ms - 60000, 1000);
    trend_add(&f.stats.trend, NOW.mono_ms - 30000, 1000);
    trend_add(&f.stats.trend, NOW.mono_ms, 1040);
    d = drain_find(&f.row, &f.now);
    assert_int_equal(d.kind, DRAIN_UNCLEAR);
    assert_int_equal(d.old_ms, 0);
}

/* A rate is shown that is not lost in its noise, and what is steady has one always. */
static void a_rate_is_no_noise(void **state)
{
    struct fixture f;
    struct drain d;

    (void)state;
    start(&f, 1000, 1000);
    d = drain_find(&f.row, &f.now);
    assert_int_equal(d.kind, DRAIN_STEADY);
    assert_true(d.has_rate);
    for (int64_t ms = 20000; ms <= 400000; ms += 20000) {
        start_wandering(&f, ms);
        d = drain_find(&f.row, &f.now);
        assert_int_equal(d.kind, DRAIN_UNCLEAR);
        assert_int_equal(d.has_rate,
                         d.trend.rate.half <= 3 * (d.trend.rate.per_s < 0 ? -d.trend.rate.per_s
                                                                          : d.trend.rate.per_s));
    }
    start_wandering(&f, 60000);
    assert_false(drain_find(&f.row, &f.now).has_rate);
    start_wandering(&f, 400000);
    assert_true(drain_find(&f.row, &f.now).has_rate);
}

static void a_loss_is_near_or_is_not_said(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, 1000, 1000);
    set_oldest(&f, 4 * DAY - 2 * HOUR, HOUR);
    expect(&f, DRAIN_LOSS);
    assert_int_equal(drain_find(&f.row, &f.now).loss_ms, 2 * HOUR);
    set_oldest(&f, 4 * DAY + HOUR, HOUR); /* it has begun */
    assert_int_equal(drain_find(&f.row, &f.now).loss_ms, 0);
    expect(&f, DRAIN_LOSS);
    set_oldest(&f, 2 * DAY, HOUR); /* two days are left */
    expect(&f, DRAIN_STEADY);
    f.queue.retention_s = 3600; /* most of an hour is left, as always */
    set_oldest(&f, 5 * MINUTE, MINUTE);
    expect(&f, DRAIN_STEADY);
    set_oldest(&f, 50 * MINUTE, MINUTE);
    expect(&f, DRAIN_LOSS);
}

static void what_drains_before_loses_nothing(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, 2000, 1000); /* 4 minutes are left */
    set_oldest(&f, 4 * DAY - HOUR, HOUR);
    expect(&f, DRAIN_ETA);
    set_oldest(&f, 4 * DAY - 3 * MINUTE, HOUR);
    expect(&f, DRAIN_LOSS);
}

/* By the time that is left; what has no end comes behind, by what stands in the way. */
static void the_longest_comes_last(void **state)
{
    enum { N = 9 };
    struct fixture f[N];
    struct queue_row *view[N];

    (void)state;
    start(&f[0], 1000, 0);
    start(&f[1], 2000, 1000);
    start(&f[2], 20000, 19000);
    for (int i = 3; i < N; i++)
        start(&f[i], 1000, i > 3 ? 2000 : 1000);
    f[5].consumer.kind = CONSUMER_HTTP_PULL;
    set_oldest(&f[5], HOUR, 4 * MINUTE);
    f[6].queue.n_consumers = 0;
    f[7].queue.paused = FLAG_YES;
    set_oldest(&f[8], 4 * DAY - HOUR, HOUR);
    for (int i = 0; i < N; i++)
        view[i] = &f[N - 1 - i].row;
    assert_int_equal(sort_queues(view, N, (struct order){QUEUE_DRAIN, false}, &f[0].now), 0);
    for (int i = 0; i < N; i++)
        assert_ptr_equal(view[i], &f[i].row);
}

static int64_t rank(const struct fixture *f)
{
    return trouble_rank(&f->row, &f->now);
}

static void the_worst_comes_first(void **state)
{
    struct fixture f;
    int64_t worst = INT64_MAX;

    (void)state;
#define EXPECT_LESS                                                                                \
    do {                                                                                           \
        assert_true(rank(&f) < worst);                                                             \
        worst = rank(&f);                                                                          \
    } while (0)
    start(&f, 1000, 1000);
    set_oldest(&f, 4 * DAY - HOUR, HOUR);
    EXPECT_LESS; /* loss in an hour, */
    set_oldest(&f, 4 * DAY - 12 * HOUR, HOUR);
    EXPECT_LESS; /* later, */
    start(&f, 1000, 5000);
    EXPECT_LESS; /* growing, */
    start(&f, 1000, 2000);
    EXPECT_LESS; /* more slowly, */
    start(&f, 5000, 5000);
    f.queue.paused = FLAG_YES;
    EXPECT_LESS; /* paused with much, */
    start(&f, 50, 50);
    f.queue.n_consumers = 0;
    EXPECT_LESS; /* nobody with little, */
    start(&f, 20000, 19000);
    EXPECT_LESS; /* draining for long, */
    start(&f, 2000, 1000);
    EXPECT_LESS; /* and soon, */
    start(&f, 1000, 1000);
    EXPECT_LESS; /* steady, */
    f.stats.metrics.backlog_count = 0;
    EXPECT_LESS; /* empty, */
    f.stats.metrics.backlog_count = -1;
    EXPECT_LESS; /* not known */
    assert_int_equal(worst, -1);
#undef EXPECT_LESS
}

/* What grows in a dead-letter queue are failures of its source. */
static void a_growing_dead_letter_queue_is_its_sources_trouble(void **state)
{
    struct fixture source, dlq, paused;
    int64_t before;

    (void)state;
    start(&source, 1000, 1000);
    start(&dlq, 1000, 1000);
    dlq.row.is_dlq = true;
    source.row.dlq = &dlq.row;
    before = rank(&source);
    assert_false(trouble_is_failing(&source.row, &source.now));
    start(&dlq, 1000, 2000);
    dlq.row.is_dlq = true;
    assert_true(trouble_is_failing(&source.row, &source.now));
    assert_true(rank(&source) > before);
    start(&paused, 5, 5);
    paused.queue.paused = FLAG_YES;
    assert_true(rank(&source) < rank(&paused));
    assert_true(rank(&dlq) < rank(&paused)); /* nor is it a flood */
    assert_true(rank(&dlq) > before);
}

/* Whatever comes into it comes from elsewhere. */
static void a_queue_that_is_its_own_dead_letter_queue_does_not_fail_by_growing(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, 1000, 2000);
    f.row.is_dlq = true;
    f.row.dlq = &f.row;
    assert_false(trouble_is_failing(&f.row, &f.now));
    f.stats.lost = (struct lost){1, NOW.mono_ms};
    assert_true(trouble_is_failing(&f.row, &f.now));
}

/* As much as half again is worse; less is the same, so that rows do not dance. */
static void how_bad_it_is_goes_in_steps(void **state)
{
    static const struct {
        int64_t to[2]; /* in four minutes */
        int order;
    } cases[] = {{{2000, 2050}, 0}, {{1667, 2033}, -1}, {{1400, 2400}, -1}, {{3000, 1500}, 1}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f[2];
        int64_t ranks[2];

        for (int k = 0; k < 2; k++) {
            start(&f[k], 1000, cases[i].to[k]);
            ranks[k] = rank(&f[k]);
        }
        assert_int_equal((ranks[0] > ranks[1]) - (ranks[0] < ranks[1]), cases[i].order);
    }
}

/* For twenty minutes. */
static void what_failed_is_trouble_for_a_while(void **state)
{
    struct fixture f;
    int64_t steady;

    (void)state;
    start(&f, 1000, 1000);
    steady = rank(&f);
    f.stats.lost = (struct lost){3, NOW.mono_ms};
    assert_true(rank(&f) > steady);
    f.now.mono_ms += 20 * MINUTE;
    assert_true(trouble_is_failing(&f.row, &f.now));
    f.now.mono_ms++;
    assert_false(trouble_is_failing(&f.row, &f.now));
}

/* It is where somebody will look one day. */
static void a_dead_letter_queue_that_nobody_reads_is_no_trouble(void **state)
{
    struct fixture f;
    int64_t steady;

    (void)state;
    start(&f, 1000, 1000);
    steady = rank(&f);
    f.queue.n_consumers = 0;
    assert_true(rank(&f) > steady);
    f.row.is_dlq = true;
    assert_int_equal(rank(&f), steady);
    start(&f, 20000, 19000);
    f.row.is_dlq = true;
    assert_true(rank(&f) > steady); /* it drains as others do */
}

/* Of two losses the sooner comes first, however near they are. */
static void the_sooner_loss_is_worse(void **state)
{
    struct fixture one, other;

    (void)state;
    start(&one, 1000, 1000);
    start(&other, 1000, 1000);
    set_oldest(&one, 4 * DAY - HOUR, HOUR);
    set_oldest(&other, 4 * DAY - 2 * HOUR, HOUR);
    assert_true(rank(&one) > rank(&other));
    set_oldest(&other, 4 * DAY - HOUR + MINUTE, HOUR);
    assert_true(rank(&one) < rank(&other));
}

/* The oldest message may have gone meanwhile: what was seen long ago is no alarm. */
static void a_loss_is_claimed_of_what_was_seen_of_late(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, 1000, 1000);
    set_oldest(&f, 4 * DAY - HOUR, HOUR);
    f.now.mono_ms += 14 * MINUTE;
    f.now.wall_ms += 14 * MINUTE;
    expect(&f, DRAIN_LOSS);
    assert_int_equal(drain_find(&f.row, &f.now).loss_ms, 46 * MINUTE);
    f.now.mono_ms += 2 * MINUTE;
    f.now.wall_ms += 2 * MINUTE;
    assert_int_equal(drain_find(&f.row, &f.now).loss_ms, -1);
    assert_int_not_equal(drain_find(&f.row, &f.now).kind, DRAIN_LOSS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_shrinks_has_a_time),
        cmocka_unit_test(what_does_not_shrink_says_why),
        cmocka_unit_test(nobody_pulls_where_the_oldest_message_stays),
        cmocka_unit_test(unknown_is_unknown),
        cmocka_unit_test(what_was_found_is_kept),
        cmocka_unit_test(a_trend_of_its_own_hides_history_when_it_has_seen_enough),
        cmocka_unit_test(what_is_kept_and_claimed_has_its_ends),
        cmocka_unit_test(an_unclear_past_stands_where_nothing_is_known),
        cmocka_unit_test(a_rate_is_no_noise),
        cmocka_unit_test(a_loss_is_near_or_is_not_said),
        cmocka_unit_test(what_drains_before_loses_nothing),
        cmocka_unit_test(the_sooner_loss_is_worse),
        cmocka_unit_test(a_loss_is_claimed_of_what_was_seen_of_late),
        cmocka_unit_test(the_longest_comes_last),
        cmocka_unit_test(the_worst_comes_first),
        cmocka_unit_test(a_growing_dead_letter_queue_is_its_sources_trouble),
        cmocka_unit_test(how_bad_it_is_goes_in_steps),
        cmocka_unit_test(what_failed_is_trouble_for_a_while),
        cmocka_unit_test(a_dead_letter_queue_that_nobody_reads_is_no_trouble),
        cmocka_unit_test(a_queue_that_is_its_own_dead_letter_queue_does_not_fail_by_growing),
    };

    return cmocka_run_group_tests_name("drain", tests, NULL, NULL);
}
