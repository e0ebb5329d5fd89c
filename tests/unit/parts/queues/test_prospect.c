#include "base/memory/array.h"
#include "parts/queues/prospect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { DAY_MS = 86400000 };

static struct prospect find(int64_t max_retries, int64_t attempts, const char *dlq)
{
    static struct consumer c;
    struct queue q = {.consumers = &c, .n_consumers = 1};

    c = (struct consumer){.max_retries = max_retries, .dead_letter_queue = dlq};
    return prospect_find(&q, attempts);
}

/* max_retries are retries: with 3 the fourth delivery is the last. */
static void one_more_than_the_retries_is_the_last(void **state)
{
    static const struct {
        int64_t max, attempts;
        enum prospect_kind kind;
    } cases[] = {
        {3, 0, PROSPECT_SAFE},
        {3, 2, PROSPECT_SAFE},
        {3, 3, PROSPECT_MAYBE},
        {3, 4, PROSPECT_LAST},
        {3, 9, PROSPECT_LAST},
        {1, 1, PROSPECT_MAYBE},
        {1, 2, PROSPECT_LAST},
        /* no retries: the first delivery is the last */
        {0, 0, PROSPECT_SAFE},
        {0, 1, PROSPECT_LAST},
        {100, 99, PROSPECT_SAFE},
        {100, 100, PROSPECT_MAYBE},
        {100, 101, PROSPECT_LAST},
        /* not known */
        {-1, 3, PROSPECT_UNKNOWN},
        {3, -1, PROSPECT_UNKNOWN},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(find(cases[i].max, cases[i].attempts, NULL).kind, cases[i].kind);
}

static void it_is_said_in_words(void **state)
{
    struct prospect p = find(3, 3, NULL);
    char text[80];

    (void)state;
    assert_string_equal(prospect_print(text, sizeof(text), &p), "attempt 3 may be the last");
    p = find(3, 4, NULL);
    assert_string_equal(prospect_print(text, sizeof(text), &p), "attempt 4 is the last");
    p = find(3, 2, NULL);
    assert_string_equal(prospect_print(text, sizeof(text), &p), "attempt 2 is not the last");
}

static void where_it_goes(void **state)
{
    (void)state;
    assert_string_equal(find(3, 2, "dead").to, "dead");
    assert_null(find(3, 2, NULL).to);
    assert_int_equal(prospect_find(NULL, 1).kind, PROSPECT_UNKNOWN);
}

static void retention_ends(void **state)
{
    struct queue q = {.retention_s = 4 * 86400};
    struct queue unknown = {.retention_s = -1}, absurd = {.retention_s = INT64_MAX};

    (void)state;
    assert_int_equal(prospect_expires_in(&q, 1000, 1000), INT64_C(4) * DAY_MS);
    assert_int_equal(prospect_expires_in(&q, 1000, 1000 + INT64_C(3) * DAY_MS), DAY_MS);
    assert_int_equal(prospect_expires_in(&q, 1000, 1000 + INT64_C(9) * DAY_MS), 0);
    assert_int_equal(prospect_expires_in(&q, -1, 1000), -1);
    assert_int_equal(prospect_expires_in(&q, INT64_MAX, 1000), -1);
    assert_int_equal(prospect_expires_in(&unknown, 1000, 1000), -1);
    assert_int_equal(prospect_expires_in(&absurd, 1000, 1000), -1);
    assert_int_equal(prospect_expires_in(NULL, 1000, 1000), -1);
}

static void counts_over_messages(void **state)
{
    struct message items[] = {{.attempts = 2, .timestamp_ms = 5000},
                              {.attempts = 0, .timestamp_ms = 2000},
                              {.attempts = 7, .timestamp_ms = -1}};
    struct batch b = {.items = items, .n = 3};
    struct message_row rows[] = {{&b, &items[0], 0}, {&b, &items[1], 1}, {&b, &items[2], 2}};
    struct consumer c = {.max_retries = 3};
    struct queue q = {.consumers = &c, .n_consumers = 1, .retention_s = 10};
    struct messages m = {.peek = &b, .rows = rows, .n_rows = 3}, none = {.n_rows = 0};

    (void)state;
    alike_find(&m.alike, rows, 3, 0);
    assert_int_equal(prospect_first_expires_in(&q, &m, 5000), 7000);
    assert_int_equal(prospect_first_expires_in(&q, &none, 5000), -1);
    assert_int_equal(prospect_count_next(&q, &m, 10, PROSPECT_MAYBE), 1);
    assert_int_equal(prospect_count_next(&q, &m, 10, PROSPECT_LAST), 1);
    assert_int_equal(prospect_count_next(&q, &m, 2, PROSPECT_LAST), 0);
    assert_int_equal(prospect_count_next(&q, &none, 2, PROSPECT_MAYBE), 0);
}

static void soon_is_within_a_day_and_with_little_left(void **state)
{
    static const struct {
        int64_t retention_s, left_ms;
        bool soon;
    } cases[] = {
        {345600, 86400000, true},   {345600, 86400001, false}, /* four days: a day is a quarter */
        {345600, 0, true},          {345600, -1, false},       {3600, 3540000, false},
        {3600, 900000, true},       {3600, 901000, false},     {1209600, 86400000, true},
        {1209600, 86400001, false}, {60, 15000, true},         {60, 16000, false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(prospect_is_soon(&(struct queue){.retention_s = cases[i].retention_s},
                                          cases[i].left_ms),
                         cases[i].soon);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(soon_is_within_a_day_and_with_little_left),
        cmocka_unit_test(one_more_than_the_retries_is_the_last),
        cmocka_unit_test(it_is_said_in_words),
        cmocka_unit_test(where_it_goes),
        cmocka_unit_test(retention_ends),
        cmocka_unit_test(counts_over_messages),
    };

    return cmocka_run_group_tests_name("prospect", tests, NULL, NULL);
}
