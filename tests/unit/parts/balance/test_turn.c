#include "parts/balance/turn.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Counts that go on as they began, from a list of stretches. */
struct counts {
    double all[TURN_STEPS];
    int n;
};

static void add(struct counts *c, int steps, double count)
{
    while (steps-- > 0 && c->n < TURN_STEPS)
        c->all[c->n++] = count;
}

static struct turn find(const struct counts *c, double interval)
{
    return turn_find(c->all, c->n, interval);
}

static void expect_none(const struct counts *c, double interval)
{
    struct turn t = find(c, interval);

    if (t.way != TURN_NONE || t.at)
        fail_msg("turned at %d, from %g to %g", t.at, t.from, t.to);
}

static void expect(const struct counts *c, enum turn_way way, int at, double from, double to)
{
    struct turn t = find(c, 1);

    if (t.way != way || t.at != at || fabs(t.from - from) > 1e-9 || fabs(t.to - to) > 1e-9)
        fail_msg("turned %d at %d, from %g to %g", (int)t.way, t.at, t.from, t.to);
}

static void a_step_is_found_where_it_is(void **state)
{
    struct counts c = {0};

    (void)state;
    add(&c, 40, 1900);
    add(&c, 20, 700);
    expect(&c, TURN_FELL, 40, 1900, 700);
    c.n = 43; /* three minutes of it are enough, */
    expect(&c, TURN_FELL, 40, 1900, 700);
    c.n = 42; /* two are not */
    expect_none(&c, 1);
    c = (struct counts){0};
    add(&c, 5, 0);
    add(&c, 5, 8);
    expect(&c, TURN_ROSE, 5, 0, 8);
}

static void without_a_turn_there_is_a_mean(void **state)
{
    struct counts c = {0};

    (void)state;
    assert_int_equal(find(&c, 1).way, TURN_NONE);
    assert_true(find(&c, 1).to >= 0 && find(&c, 1).to <= 0);
    add(&c, 60, 30);
    expect_none(&c, 1);
    assert_true(find(&c, 1).to > 29 && find(&c, 1).to < 31);
    assert_true(find(&c, 1).from < 0);
}

static void the_last_turn_counts(void **state)
{
    struct counts c = {0};

    (void)state;
    add(&c, 20, 500);
    add(&c, 20, 100);
    add(&c, 20, 500);
    assert_int_equal(find(&c, 1).way, TURN_ROSE);
    assert_int_equal(find(&c, 1).at, 40);
    c = (struct counts){0}; /* further in the same way: it began before */
    add(&c, 20, 1900);
    add(&c, 20, 700);
    add(&c, 20, 400);
    assert_int_equal(find(&c, 1).way, TURN_FELL);
    assert_int_equal(find(&c, 1).at, 20);
    assert_true(find(&c, 1).to > 399 && find(&c, 1).to < 401);
}

static void what_is_small_is_no_turn(void **state)
{
    struct counts c = {0};

    (void)state;
    add(&c, 30, 10000); /* far above chance, and of no consequence */
    add(&c, 30, 8100);
    expect_none(&c, 1);
    c = (struct counts){0}; /* eight messages in all */
    add(&c, 57, 0);
    add(&c, 2, 3);
    add(&c, 1, 2);
    expect_none(&c, 1);
    c = (struct counts){0}; /* even numbers, from which chance is as far away */
    add(&c, 50, 20);
    add(&c, 3, 28);
    expect_none(&c, 1);
    c = (struct counts){0}; /* one minute of very many */
    add(&c, 1, 1900);
    add(&c, 59, 100);
    expect_none(&c, 1);
    c = (struct counts){0}; /* one minute without any */
    add(&c, 59, 100);
    add(&c, 1, 0);
    expect_none(&c, 1);
}

/* Where one of ten is counted, forty are four. */
static void sampled_counts_need_more(void **state)
{
    struct counts c = {0};

    (void)state;
    add(&c, 50, 20);
    add(&c, 10, 60);
    expect(&c, TURN_ROSE, 50, 20, 60);
    expect_none(&c, 50);
}

static void bursts_are_no_turns(void **state)
{
    struct counts c = {0};

    (void)state;
    for (int i = 0; i < TURN_STEPS; i++)
        add(&c, 1, i % 4 ? 10 : 900);
    for (c.n = TURN_LEAST; c.n <= TURN_STEPS; c.n++)
        expect_none(&c, 1);
}

/* Numbers by chance, the same in every run. */
static double draw(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*seed >> 11) / 9007199254740992.0;
}

static double draw_count(uint64_t *seed, double mean)
{
    double left = exp(-mean), p = draw(seed);
    int n = 0;

    while (p > left) {
        p *= draw(seed);
        n++;
    }
    return n;
}

/* Hours, two at a time, of one rate, counted by chance. */
static int count_claims(double mean, double interval, int hours)
{
    uint64_t seed = 7;
    int claims = 0;

    for (int i = 0; i < hours; i++) {
        struct counts c = {0};

        for (int k = 0; k < TURN_STEPS; k++)
            add(&c, 1, draw_count(&seed, mean / interval) * interval);
        claims += find(&c, interval).way != TURN_NONE;
    }
    return claims;
}

static void chance_is_hardly_ever_a_turn(void **state)
{
    static const struct {
        double mean, interval;
    } of[] = {{0.2, 1}, {1, 1}, {3, 1}, {8, 1}, {30, 1}, {300, 1}, {40, 10}, {1000, 100}};
    enum { HOURS = 500 };

    (void)state;
    for (size_t i = 0; i < sizeof(of) / sizeof(of[0]); i++) {
        int claims = count_claims(of[i].mean, of[i].interval, HOURS);

        if (claims * 100 > HOURS)
            fail_msg("%d of %d hours of %g turned", claims, HOURS, of[i].mean);
    }
}

/* And a rate that falls to a third is seen in five minutes, through the same chance. */
static void what_is_above_chance_is_seen(void **state)
{
    enum { HOURS = 200 };
    uint64_t seed = 7;
    int seen = 0;

    (void)state;
    for (int i = 0; i < HOURS; i++) {
        struct counts c = {0};
        struct turn t;

        for (int k = 0; k < TURN_STEPS; k++)
            add(&c, 1, draw_count(&seed, k < TURN_STEPS - 5 ? 30 : 10));
        t = find(&c, 1);
        seen += t.way == TURN_FELL && t.at >= TURN_STEPS - 7 && t.at <= TURN_STEPS - 3;
    }
    assert_true(seen * 100 >= HOURS * 95);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_is_found_where_it_is),
        cmocka_unit_test(without_a_turn_there_is_a_mean),
        cmocka_unit_test(the_last_turn_counts),
        cmocka_unit_test(what_is_small_is_no_turn),
        cmocka_unit_test(sampled_counts_need_more),
        cmocka_unit_test(bursts_are_no_turns),
        cmocka_unit_test(chance_is_hardly_ever_a_turn),
        cmocka_unit_test(what_is_above_chance_is_seen),
    };

    return cmocka_run_group_tests_name("balance turn", tests, NULL, NULL);
}
