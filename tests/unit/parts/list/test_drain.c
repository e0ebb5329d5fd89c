#include "base/memory/array.h"
#include "parts/list/drain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { NOW = 100000, MINUTE = 60000 };

/* A queue measured twice, a minute apart. */
struct fixture {
    struct queue queue;
    struct consumer consumer;
    struct queue_stats stats;
    struct queue_row row;
};

static void start(struct fixture *f, int64_t before, int64_t backlog)
{
    *f = (struct fixture){.queue = {.name = "q", .consumers_total = -1},
                          .stats = {.metrics = {backlog, -1, -1}}};
    f->row = (struct queue_row){.queue = &f->queue, .stats = &f->stats};
    if (before < 0)
        return;
    series_add(&f->stats.series, NOW - MINUTE, before);
    series_add(&f->stats.series, NOW, backlog);
}

static void add_consumer(struct fixture *f, enum consumer_kind kind)
{
    f->consumer.kind = kind;
    f->queue.consumers = &f->consumer;
    f->queue.n_consumers = 1;
}

static void expect(struct fixture *f, enum drain_kind kind, int64_t eta_ms)
{
    struct drain d = drain_find(&f->row, NOW);

    assert_int_equal(d.kind, kind);
    assert_int_equal(d.eta_ms, eta_ms);
    series_free(&f->stats.series);
}

static void what_shrinks_has_a_time(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, 1000, 900); /* 100 a minute */
    expect(&f, DRAIN_ETA, 9 * MINUTE);
    start(&f, 3, 2);
    add_consumer(&f, CONSUMER_HTTP_PULL);
    expect(&f, DRAIN_ETA, 2 * MINUTE);
    start(&f, INT64_MAX / 4, INT64_MAX / 8);
    expect(&f, DRAIN_ETA, MINUTE);
}

static void what_does_not_shrink_says_why(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, 10, 11);
    add_consumer(&f, CONSUMER_WORKER);
    expect(&f, DRAIN_NEVER, 0);
    start(&f, 10, 10);
    add_consumer(&f, CONSUMER_WORKER);
    expect(&f, DRAIN_STEADY, 0);
    start(&f, 10, 11);
    add_consumer(&f, CONSUMER_HTTP_PULL);
    expect(&f, DRAIN_PULL_ONLY, 0);
    start(&f, 10, 10);
    expect(&f, DRAIN_NOBODY, 0);
    start(&f, 10, 9);
    f.queue.paused = FLAG_YES;
    expect(&f, DRAIN_PAUSED, 0);
    start(&f, 10, 0);
    f.queue.paused = FLAG_YES;
    expect(&f, DRAIN_EMPTY, 0);
}

/* The list may have left consumers out: then they are not said to be missing. */
static void consumers_not_listed_are_not_nobody(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, 10, 11);
    f.queue.consumers_total = 2;
    expect(&f, DRAIN_NEVER, 0);
}

static void unknown_is_unknown(void **state)
{
    struct fixture f;

    (void)state;
    start(&f, -1, -1);
    expect(&f, DRAIN_UNKNOWN, 0);
    start(&f, -1, 10); /* measured once */
    expect(&f, DRAIN_UNKNOWN, 0);
}

static void the_longest_ranks_highest(void **state)
{
    static const struct drain rising[] = {
        {DRAIN_UNKNOWN, 0},      {DRAIN_EMPTY, 0},  {DRAIN_ETA, 1},
        {DRAIN_ETA, 5 * MINUTE}, {DRAIN_STEADY, 0}, {DRAIN_NEVER, 0},
        {DRAIN_PULL_ONLY, 0},    {DRAIN_NOBODY, 0}, {DRAIN_PAUSED, 0},
    };

    (void)state;
    assert_int_equal(drain_rank(&rising[0]), -1);
    for (size_t i = 1; i < ARRAY_LEN(rising); i++)
        assert_true(drain_rank(&rising[i - 1]) < drain_rank(&rising[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_shrinks_has_a_time),
        cmocka_unit_test(what_does_not_shrink_says_why),
        cmocka_unit_test(consumers_not_listed_are_not_nobody),
        cmocka_unit_test(unknown_is_unknown),
        cmocka_unit_test(the_longest_ranks_highest),
    };

    return cmocka_run_group_tests_name("drain", tests, NULL, NULL);
}
