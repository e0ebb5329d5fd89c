/* What the background may spend, second by second. */
#include "parts/measure/budget.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct rate untold = {-1, -1, -1, -1};

/* Sends as fast as the pace allows; the time of each in at[], which is as long as the run may be.
 */
static size_t spend(struct budget *b, int64_t share, int64_t from_ms, int64_t to_ms, int64_t *at)
{
    size_t n = 0;

    for (int64_t now = from_ms; now < to_ms;) {
        int64_t pace = budget_pace(b, share, &untold, now);

        if (pace == INT64_MAX) {
            now += 1000;
            continue;
        }
        budget_note(b, now, 1);
        if (at)
            at[n] = now;
        n++;
        now += pace;
    }
    return n;
}

static void no_five_minutes_pass_the_share(void **state)
{
    static const int64_t shares[] = {1, 7, 60, 300, 1200};
    static int64_t at[20000];

    (void)state;
    for (size_t i = 0; i < sizeof(shares) / sizeof(shares[0]); i++) {
        struct budget b = {0};
        size_t n = spend(&b, shares[i], 0, 3600 * 1000, at), first = 0;

        assert_true(n > (size_t)shares[i] * 6);
        for (size_t last = 0; last < n; last++) {
            while (at[last] - at[first] >= (BUDGET_WINDOW_S - 1) * 1000)
                first++;
            assert_true(last - first + 1 <= (size_t)shares[i]);
        }
    }
}

static void the_first_minute_is_fast(void **state)
{
    struct budget b = {0};

    (void)state;
    assert_in_range(spend(&b, 300, 0, 50000, NULL), 180, 210);
    assert_in_range(budget_used(&b, 50000), 180, 210);
}

static void what_the_keys_sent_counts(void **state)
{
    struct budget b = {0};

    (void)state;
    budget_note(&b, 0, 299);
    assert_true(budget_pace(&b, 300, &untold, 1000) < INT64_MAX);
    budget_note(&b, 1000, 1);
    assert_true(budget_pace(&b, 300, &untold, 1000) == INT64_MAX);
    assert_true(budget_pace(&b, 300, &untold, 299999) == INT64_MAX);
    assert_true(budget_pace(&b, 300, &untold, 300000) < INT64_MAX);
    assert_int_equal(budget_used(&b, 300000), 1);
    assert_int_equal(budget_used(&b, 3000000), 0);
}

static void a_share_that_shrinks_holds_at_once(void **state)
{
    struct budget b = {0};

    (void)state;
    spend(&b, 300, 0, 60000, NULL);
    assert_true(budget_pace(&b, 100, &untold, 60000) == INT64_MAX);
}

static void the_limit_is_what_the_server_told(void **state)
{
    (void)state;
    assert_int_equal(budget_share(&untold, 25), 300);
    assert_int_equal(budget_share(&(struct rate){10, 5, 400, 300}, 25), 100);
    assert_int_equal(budget_share(&(struct rate){10, 5, 40, 10}, 50), 600);
    assert_int_equal(budget_share(&(struct rate){10, 5, INT64_MAX, 1}, 25), 300);
    assert_int_equal(budget_share(&(struct rate){10, 5, 0, 0}, 100), 1200);
    assert_int_equal(budget_share(&(struct rate){10, 5, 0, 10}, 100), 1200);
    assert_int_equal(budget_share(&(struct rate){10, 5, 400, 0}, 100), 1200);
    assert_int_equal(budget_share(&(struct rate){10, 5, 1, 300}, 100), 1);
    assert_int_equal(budget_share(&(struct rate){10, 5, INT64_MAX / 300, 1}, 25), 300);
}

/* Whenever it began. */
static void the_first_minute_has_an_end(void **state)
{
    static const int64_t begins[] = {0, 5000, 7000000};

    (void)state;
    for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
        struct budget b = {0};

        assert_int_equal(budget_pace(&b, 300, &untold, begins[i]), 150);
        budget_note(&b, begins[i], 1);
        assert_int_equal(budget_pace(&b, 301, &untold, begins[i] + 59999), 150);
        assert_int_equal(budget_pace(&b, 301, &untold, begins[i] + 60000), 400);
        assert_int_equal(budget_pace(&b, 100000, &untold, begins[i] + 60000), 20);
    }
}

/* Nor does a second with very many of them begin anew. */
static void a_second_counts_to_its_end(void **state)
{
    struct budget b = {0};

    (void)state;
    budget_note(&b, 1000, 65530);
    budget_note(&b, 1999, 10);
    assert_int_equal(budget_used(&b, 1999), 65535);
    budget_note(&b, 2000, 3);
    assert_int_equal(budget_used(&b, 300999), 65538);
    assert_int_equal(budget_used(&b, 301000), 3);
    assert_int_equal(budget_used(&b, 302000), 0);
}

static void a_quarter_of_what_is_left_stays_for_the_keys(void **state)
{
    struct budget b = {0};

    (void)state;
    assert_int_equal(budget_pace(&b, 300, &(struct rate){100, 75, 1200, 300}, 0), 1000);
    assert_true(budget_pace(&b, 300, &(struct rate){1, 75, 1200, 300}, 0) == INT64_MAX);
    assert_true(budget_pace(&b, 300, &(struct rate){0, 75, 1200, 300}, 0) == INT64_MAX);
    assert_int_equal(budget_usual_pace(300, &(struct rate){20, 150, 1200, 300}), 10000);
    assert_int_equal(budget_usual_pace(300, &untold), 1400);
    assert_int_equal(budget_usual_pace(300, &(struct rate){-1, 150, 1200, 300}), 1400);
    assert_int_equal(budget_usual_pace(300, &(struct rate){20, 0, 1200, 300}), 1400);
    assert_int_equal(budget_usual_pace(0, &untold), 420000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_five_minutes_pass_the_share),
        cmocka_unit_test(the_first_minute_is_fast),
        cmocka_unit_test(the_first_minute_has_an_end),
        cmocka_unit_test(a_second_counts_to_its_end),
        cmocka_unit_test(what_the_keys_sent_counts),
        cmocka_unit_test(a_share_that_shrinks_holds_at_once),
        cmocka_unit_test(the_limit_is_what_the_server_told),
        cmocka_unit_test(a_quarter_of_what_is_left_stays_for_the_keys),
    };

    return cmocka_run_group_tests_name("budget", tests, NULL, NULL);
}
