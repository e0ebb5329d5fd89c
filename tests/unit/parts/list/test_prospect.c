#include "base/array.h"
#include "parts/list/prospect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { DAY_MS = 86400000 };

static struct prospect find(int64_t max_retries, int64_t attempts, bool pulled, const char *dlq)
{
    static struct consumer c;
    struct queue q = {.consumers = &c, .n_consumers = 1};
    struct message m = {.attempts = attempts};

    c = (struct consumer){.max_retries = max_retries, .dead_letter_queue = dlq};
    return prospect_find(&q, &m, pulled);
}

static void the_limit_is_taken_early(void **state)
{
    static const struct {
        int64_t max, attempts;
        bool pulled;
        enum prospect_kind kind;
    } cases[] = {
        /* peeked: the delivery to come counts */
        {3, 0, false, PROSPECT_SAFE},
        {3, 1, false, PROSPECT_SAFE},
        {3, 2, false, PROSPECT_LAST},
        {3, 3, false, PROSPECT_OVER},
        {3, 9, false, PROSPECT_OVER},
        /* pulled: this delivery has been counted */
        {3, 1, true, PROSPECT_SAFE},
        {3, 2, true, PROSPECT_SAFE},
        {3, 3, true, PROSPECT_LAST},
        {3, 4, true, PROSPECT_OVER},
        /* no retries: the first delivery is the last */
        {0, 0, false, PROSPECT_LAST},
        {0, 1, true, PROSPECT_LAST},
        {1, 0, false, PROSPECT_LAST},
        {100, 98, false, PROSPECT_SAFE},
        {100, 99, false, PROSPECT_LAST},
        /* not known */
        {-1, 3, false, PROSPECT_UNKNOWN},
        {3, -1, true, PROSPECT_UNKNOWN},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(find(cases[i].max, cases[i].attempts, cases[i].pulled, NULL).kind,
                         cases[i].kind);
}

static void where_it_goes(void **state)
{
    struct message m = {.attempts = 1};

    (void)state;
    assert_string_equal(find(3, 2, false, "dead").to, "dead");
    assert_null(find(3, 2, false, NULL).to);
    assert_int_equal(prospect_find(NULL, &m, false).kind, PROSPECT_UNKNOWN);
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
    assert_int_equal(prospect_first_expires_in(&q, &m, 5000), 7000);
    assert_int_equal(prospect_first_expires_in(&q, &none, 5000), -1);
    assert_int_equal(prospect_count_last(&q, &m, 10), 2);
    assert_int_equal(prospect_count_last(&q, &m, 2), 1);
    assert_int_equal(prospect_count_last(&q, &none, 2), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_limit_is_taken_early),
        cmocka_unit_test(where_it_goes),
        cmocka_unit_test(retention_ends),
        cmocka_unit_test(counts_over_messages),
    };

    return cmocka_run_group_tests_name("prospect", tests, NULL, NULL);
}
