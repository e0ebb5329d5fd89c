/* What holds whatever the samples are. */
#include "base/memory/array.h"
#include "model/trend.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

static const int64_t STEP = 2000; /* ms between samples */

struct random {
    uint64_t state;
};

static int64_t pick(struct random *r, int64_t below)
{
    r->state = r->state * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)(r->state >> 33) % below;
}

/* It takes three points and five errors; the noise that was known before a restart counts. */
static void what_is_known_of_noise_tells_a_surprise(void **state)
{
    struct trend_filters f = {.points = 0};

    (void)state;
    for (int i = 0; i < 30; i++)
        trend_filters_feed(&f, i, i % 2);
    trend_filters_restart(&f);
    for (int i = 30; i < 33; i++) {
        assert_true(trend_filters_surprise(&f, i, 1e6) == 0);
        trend_filters_feed(&f, i, i % 2);
    }
    assert_true(trend_filters_surprise(&f, 33, 1e6) > 9e5);
    assert_true(trend_filters_surprise(&f, 33, 1) == 0);
    f.n_errors = 5;
    assert_true(trend_filters_surprise(&f, 33, 1e6) > 9e5);
    f.n_errors = 4;
    assert_true(trend_filters_surprise(&f, 33, 1e6) == 0);
}

/* What was said stays until there is more than a little reason to say something else; where the
 * interval has reached 0 by then, a time has no upper end. */
static void a_verdict_does_not_come_and_go(void **state)
{
    enum trend_verdict said = TREND_UNKNOWN;
    int claimed = 0, kept = 0, endless = 0;
    struct random random = {10};
    int64_t count = 5000;
    struct trend t;

    (void)state;
    trend_init(&t, 10);
    for (int64_t i = 0; i < 1800; i++) {
        struct trend_estimate e;
        double sure;

        count += pick(&random, 41) - 20 + (i < 900 ? -2 : 2);
        count = count < 0 ? 0 : count;
        trend_add(&t, i * STEP, count);
        e = trend_read(&t, i * STEP);
        sure = e.has_rate ? fabs(e.rate.per_s) / e.rate.half : 0;
        if (e.verdict == TREND_DRAINING || e.verdict == TREND_GROWING) {
            assert_true(sure > (e.verdict == said ? 1.3 * 0.6 : 1.3));
            claimed += e.verdict != said;
            kept += sure <= 1.3;
        }
        if (e.verdict == TREND_DRAINING) {
            assert_true(sure > 1 || !e.has_eta_high);
            assert_true(e.has_eta && e.eta_low_s < e.eta_s);
            endless += !e.has_eta_high;
        }
        said = e.verdict;
    }
    assert_true(claimed > 0 && claimed < 10);
    assert_true(kept > 20 && endless > 0);
}

static int64_t pick_count(struct random *r, int64_t before)
{
    static const int64_t odd[] = {0, 1, 2, 10, 100, 777, -1, INT32_MAX, INT64_MIN, INT64_MAX};
    const int64_t kind = pick(r, 4);

    if (kind == 0)
        return odd[pick(r, ARRAY_LEN(odd))];
    if (kind == 1)
        return before;
    if (kind == 2)
        return pick(r, INT32_MAX) << pick(r, 32);
    return before < INT64_MAX / 2 ? before + pick(r, 2001) - 1000 : before / 2;
}

static int64_t pick_pause(struct random *r)
{
    static const int64_t odd[] = {0,    1,     2,      499,    500,    501,    999,     3999,
                                  4000, 60000, 150000, 150001, 200001, 300001, 1000000, -1};

    return pick(r, 2) ? odd[pick(r, ARRAY_LEN(odd))] : pick(r, 4000);
}

static void check_sane(const struct trend_estimate *e)
{
    const bool moves = e->verdict == TREND_DRAINING || e->verdict == TREND_GROWING;

    assert_true(isfinite(e->rate.per_s) && isfinite(e->rate.half) && isfinite(e->rate.window_s));
    assert_true(isfinite(e->confidence) && isfinite(e->eta_s));
    assert_true(isfinite(e->eta_low_s) && isfinite(e->eta_high_s));
    assert_int_equal(e->has_rate, e->rate.half > 0);
    assert_int_equal(e->has_rate, e->rate.window_s > 0);
    assert_true(moves ? e->has_rate && e->confidence > 0.5 && e->confidence <= 0.99
                      : e->confidence == 0);
    assert_int_equal(e->has_eta, e->verdict == TREND_DRAINING && !e->jump_waits);
    assert_true(e->has_eta || !e->has_eta_high);
    assert_true(0 <= e->eta_low_s && e->eta_low_s <= e->eta_s);
    assert_true(!e->has_eta_high || e->eta_s <= e->eta_high_s);
    assert_true(-1 <= e->lowest && e->lowest <= e->highest);
    assert_true(e->verdict == TREND_UNKNOWN || e->lowest >= 0);
}

/* Whatever the server says, at whatever times. */
static void every_number_is_one(void **state)
{
    struct random random = {1};
    int said[TREND_VERDICTS] = {0};

    (void)state;
    for (int series = 0; series < 500; series++) {
        int64_t ms = pick(&random, 2) ? 0 : pick(&random, INT32_MAX) * pick(&random, INT32_MAX);
        int64_t count = pick(&random, 100000);
        struct trend t;

        trend_init(&t, pick(&random, 120) - 10);
        for (int i = 0; i < 200; i++) {
            struct trend_estimate e;

            ms += pick_pause(&random);
            count = pick_count(&random, count < 0 ? 0 : count);
            trend_add(&t, ms, count);
            e = trend_read(&t, ms + pick_pause(&random));
            check_sane(&e);
            said[e.verdict]++;
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(said); i++)
        assert_true(said[i] > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_known_of_noise_tells_a_surprise),
        cmocka_unit_test(a_verdict_does_not_come_and_go),
        cmocka_unit_test(every_number_is_one),
    };

    return cmocka_run_group_tests_name("trend of noise", tests, NULL, NULL);
}
