/* When an alert is raised and when it is over: values that come every so often. */
#include "tests/unit/parts/alerts/alertskit.h"

#include "base/memory/array.h"

enum { OFTEN = 2000, MINUTE = 60000 };

static void two_measurements_in_a_row_raise_it(void **state)
{
    struct watched w;

    (void)state;
    start(&w, "backlog>1000");
    measure(&w, OFTEN, "mail", 1001);
    assert_int_equal(w.raised, 0);
    measure(&w, OFTEN, "mail", 900); /* one odd value */
    measure(&w, OFTEN, "mail", 1001);
    wait_ms(&w, OFTEN); /* looked at twice, measured once */
    assert_int_equal(w.raised, 0);
    measure(&w, OFTEN, "mail", 1002);
    assert_int_equal(w.raised, 1);
    assert_string_equal(w.last, "mail: backlog 1,002 > 1,000");
    stop(&w);
}

static void what_is_measured_rarely_waits_ten_seconds(void **state)
{
    struct watched w;

    (void)state;
    start(&w, "backlog>1000");
    measure(&w, MINUTE, "mail", 2000);
    wait_ms(&w, 9999);
    assert_int_equal(w.raised, 0);
    wait_ms(&w, 1);
    assert_int_equal(w.raised, 1);
    measure(&w, MINUTE, "mail", 100);
    wait_ms(&w, 9999);
    assert_int_equal(w.over, 0);
    wait_ms(&w, 1);
    assert_int_equal(w.over, 1);
    stop(&w);
}

/* An hour about the threshold, every two seconds, and within a tenth of it. */
static void a_value_that_swings_about_the_threshold_raises_once(void **state)
{
    static const int64_t swing[] = {1001, 1090, 1005, 960, 901, 940, 1000, 1003, 999, 1100};
    struct watched w;

    (void)state;
    start(&w, "backlog>1000");
    for (int i = 0; i < 1800; i++)
        measure(&w, OFTEN, "mail", swing[i % (int)ARRAY_LEN(swing)]);
    assert_int_equal(w.raised, 1);
    assert_int_equal(w.over, 0);
    stop(&w);
}

static void a_tenth_below_ends_it(void **state)
{
    struct watched w;

    (void)state;
    start(&w, "backlog>1000");
    measure(&w, OFTEN, "mail", 5000);
    measure(&w, OFTEN, "mail", 5000);
    measure(&w, OFTEN, "mail", 901);
    measure(&w, OFTEN, "mail", 901);
    measure(&w, OFTEN, "mail", 900);
    assert_int_equal(w.over, 0);
    measure(&w, OFTEN, "mail", 901); /* not in a row */
    measure(&w, OFTEN, "mail", 900);
    assert_int_equal(w.over, 0);
    measure(&w, OFTEN, "mail", 900);
    assert_int_equal(w.over, 1);
    assert_string_equal(w.last, "mail: backlog 5,000 > 1,000");
    stop(&w);
}

static void a_minute_just_below_ends_it(void **state)
{
    struct watched w;

    (void)state;
    start(&w, "backlog>1000");
    measure(&w, OFTEN, "mail", 5000);
    measure(&w, OFTEN, "mail", 5000);
    for (int i = 0; i < 30; i++)
        measure(&w, OFTEN, "mail", 999);
    assert_int_equal(w.over, 0);
    measure(&w, OFTEN, "mail", 999);
    assert_int_equal(w.over, 1);
    stop(&w);
}

static void a_threshold_of_nothing_ends_after_a_minute(void **state)
{
    struct watched w;

    (void)state;
    start(&w, "backlog>0");
    measure(&w, OFTEN, "mail", 1);
    measure(&w, OFTEN, "mail", 1);
    measure(&w, OFTEN, "mail", 0);
    measure(&w, OFTEN, "mail", 0);
    assert_int_equal(w.over, 0);
    measure(&w, MINUTE, "mail", 0);
    assert_int_equal(w.over, 1);
    stop(&w);
}

static void less_is_back_by_more(void **state)
{
    struct watched w;

    (void)state;
    start(&w, "backlog<100");
    measure(&w, OFTEN, "mail", 99);
    measure(&w, OFTEN, "mail", 99);
    assert_int_equal(w.raised, 1);
    measure(&w, OFTEN, "mail", 109);
    measure(&w, OFTEN, "mail", 109);
    assert_int_equal(w.over, 0);
    measure(&w, OFTEN, "mail", 110);
    measure(&w, OFTEN, "mail", 110);
    assert_int_equal(w.over, 1);
    stop(&w);
}

static void what_is_not_measured_neither_raises_nor_ends(void **state)
{
    struct watched w;

    (void)state;
    start(&w, "backlog>1000");
    wait_ms(&w, MINUTE);
    measure(&w, OFTEN, "mail", -1);
    wait_ms(&w, MINUTE);
    assert_int_equal(w.raised, 0);
    measure(&w, OFTEN, "mail", 2000);
    measure(&w, OFTEN, "mail", 2000);
    assert_int_equal(w.raised, 1);
    measure(&w, OFTEN, "mail", 950); /* and then nothing more */
    for (int i = 0; i < 60; i++)
        wait_ms(&w, MINUTE);
    assert_int_equal(w.over, 0);
    measure(&w, OFTEN, "mail", 950); /* which begins anew */
    assert_int_equal(w.over, 0);
    measure(&w, OFTEN, "prod-a", 2000);
    for (int64_t after = 0; after < 20 * MINUTE; after += 5 * MINUTE + 1)
        measure(&w, 5 * MINUTE + 1, "mail", 2000);
    assert_int_equal(w.raised, 1);
    stop(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_measurements_in_a_row_raise_it),
        cmocka_unit_test(what_is_measured_rarely_waits_ten_seconds),
        cmocka_unit_test(a_value_that_swings_about_the_threshold_raises_once),
        cmocka_unit_test(a_tenth_below_ends_it),
        cmocka_unit_test(a_minute_just_below_ends_it),
        cmocka_unit_test(a_threshold_of_nothing_ends_after_a_minute),
        cmocka_unit_test(less_is_back_by_more),
        cmocka_unit_test(what_is_not_measured_neither_raises_nor_ends),
    };

    return cmocka_run_group_tests_name("alert state", tests, NULL, NULL);
}
