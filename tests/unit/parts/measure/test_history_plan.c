#include "base/memory/array.h"
#include "parts/measure/history_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const int64_t now_ms = 1796025637000, minute_ms = 60000, hour_ms = 3600000,
                     day_ms = 86400000; /* 08:00:37 */

static struct history_question ask(const struct history_plan *a, int64_t range_ms)
{
    struct history_question q;

    assert_true(history_plan_make(a, HISTORY_ALL_PARTS,
                                  &(struct history_plan_span){now_ms - range_ms, now_ms, now_ms},
                                  history_plan_step(a, range_ms), &q));
    return q;
}

static void a_range_begins_with_a_step_and_ends_now(void **state)
{
    struct history_question q;
    struct history_plan a;

    (void)state;
    history_plan_init(&a);
    q = ask(&a, hour_ms);
    assert_int_equal(q.step, HISTORY_MINUTE);
    assert_int_equal(q.start_ms % minute_ms, 0);
    assert_in_range(now_ms - q.start_ms, hour_ms, hour_ms + minute_ms);
    assert_int_equal(q.end_ms, now_ms);
    assert_int_equal(q.rows, HISTORY_ROWS);
    assert_int_equal(q.parts, HISTORY_ALL_PARTS);
}

static void longer_ranges_come_in_longer_steps(void **state)
{
    struct history_plan a;

    (void)state;
    history_plan_init(&a);
    assert_int_equal(history_plan_step(&a, 3 * hour_ms), HISTORY_MINUTE);
    assert_int_equal(history_plan_step(&a, 12 * hour_ms), HISTORY_FIVE_MINUTES);
    assert_int_equal(history_plan_step(&a, 2 * day_ms), HISTORY_FIFTEEN_MINUTES);
    assert_int_equal(history_plan_step(&a, 14 * day_ms), HISTORY_HOUR);
    assert_int_equal(history_plan_step(&a, 60 * day_ms), HISTORY_SIX_HOURS);
}

static void each_step_has_its_longest_range(void **state)
{
    static const struct {
        int64_t range_ms;
        enum history_step step;
    } cases[] = {
        {0, HISTORY_MINUTE},
        {10800000, HISTORY_MINUTE},
        {10800001, HISTORY_FIVE_MINUTES},
        {43200000, HISTORY_FIVE_MINUTES},
        {43200001, HISTORY_FIFTEEN_MINUTES},
        {172800000, HISTORY_FIFTEEN_MINUTES},
        {172800001, HISTORY_HOUR},
        {1296000000, HISTORY_HOUR},
        {1296000001, HISTORY_SIX_HOURS},
        {INT64_MAX / 1000 * 1000, HISTORY_SIX_HOURS},
    };
    struct history_plan a;

    (void)state;
    history_plan_init(&a);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        a.coarser = 0;
        assert_int_equal(history_plan_step(&a, cases[i].range_ms), cases[i].step);
        a.coarser = 1; /* and no longer step than there is */
        assert_int_equal(history_plan_step(&a, cases[i].range_ms),
                         cases[i].step < HISTORY_SIX_HOURS ? cases[i].step + 1 : HISTORY_SIX_HOURS);
    }
}

/* As far back as both limits let it, to a step; the age a minute inside. */
static void a_question_begins_where_the_limits_end(void **state)
{
    static const struct {
        int64_t range_s, span_s, age_s;
        int64_t from_s; /* before the end */
    } cases[] = {
        {3600, -1, -1, 3600},     {3600, 3600, -1, 3600}, {3660, 3600, -1, 3600},
        {3600, 3599, -1, 3540},   {3600, 3661, -1, 3600}, {3600, -1, 3660, 3600},
        {3660, -1, 3660, 3600},   {3600, -1, 3659, 3540}, {3600, 1800, 3660, 1800},
        {3600, 3600, 1860, 1800},
    };
    const int64_t end_ms = now_ms / minute_ms * minute_ms;
    struct history_question q;
    struct history_plan a;

    (void)state;
    history_plan_init(&a);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        a.span_s = cases[i].span_s;
        a.age_s = cases[i].age_s;
        assert_true(history_plan_make(
            &a, HISTORY_ALL_PARTS,
            &(struct history_plan_span){end_ms - cases[i].range_s * 1000, end_ms, end_ms},
            HISTORY_MINUTE, &q));
        assert_int_equal(q.end_ms, end_ms);
        assert_int_equal(q.end_ms - q.start_ms, cases[i].from_s * 1000);
    }
}

static void what_has_no_time_or_no_part_is_not_asked(void **state)
{
    static const struct {
        int64_t start_ms, end_ms;
        unsigned parts;
        bool asked;
    } cases[] = {
        {60000, 120000, HISTORY_ALL_PARTS, true},  {60000, 60999, HISTORY_ALL_PARTS, false},
        {60000, 61000, HISTORY_ALL_PARTS, true},   {60000, 120000, 0, false},
        {-120000, 60000, HISTORY_ALL_PARTS, true}, {-120000, 0, HISTORY_ALL_PARTS, false}};
    struct history_question q;
    struct history_plan a;

    (void)state;
    history_plan_init(&a);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        bool asked = history_plan_make(
            &a, cases[i].parts,
            &(struct history_plan_span){cases[i].start_ms, cases[i].end_ms, cases[i].end_ms},
            HISTORY_MINUTE, &q);

        assert_int_equal(asked, cases[i].asked);
        assert_int_equal(q.start_ms, cases[i].start_ms < 0 ? 0 : cases[i].start_ms);
    }
}

/* A hundred rows are few enough. */
static void rows_are_halved_while_they_are_many(void **state)
{
    static const struct {
        int64_t rows, then;
    } cases[] = {{10000, 5000}, {101, 50}, {100, 100}, {50, 50}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct history_plan a;

        history_plan_init(&a);
        a.rows = cases[i].rows;
        assert_int_equal(history_plan_adapt(&a, &(struct graphql_trouble){GRAPHQL_COST, -1, 0}, 0),
                         cases[i].then < cases[i].rows);
        assert_int_equal(a.rows, cases[i].then);
        assert_int_equal(history_plan_fit(&a, (size_t)a.rows), 1);
        assert_int_equal(history_plan_fit(&a, (size_t)a.rows + 1), 1);
        assert_int_equal(history_plan_fit(&a, (size_t)a.rows / 2), 2);
    }
}

static void what_the_account_may_ask_is_kept_to(void **state)
{
    struct history_limits limits = {.parts = {[HISTORY_DELAYED] = {FLAG_NO, -1, -1, -1, -1}}};
    struct history_question q;
    struct history_plan a;

    (void)state;
    history_plan_init(&a);
    limits.parts[HISTORY_BACKLOG] = (struct history_limit){FLAG_YES, 7200, 86400, 500, 30};
    limits.parts[HISTORY_OPERATIONS] = (struct history_limit){FLAG_YES, 3600, -1, 1000, 30};
    history_plan_learn(&a, &limits);
    q = ask(&a, 6 * hour_ms);
    assert_int_equal(q.parts, HISTORY_ALL_PARTS & ~HISTORY_PART(HISTORY_DELAYED));
    assert_int_equal(q.rows, 500);
    assert_true(q.end_ms - q.start_ms <= hour_ms);
    assert_true(q.end_ms - q.start_ms > hour_ms - 10 * minute_ms);
    assert_int_equal(history_plan_fit(&a, 15), 33);
    assert_int_equal(history_plan_fit(&a, 1000), 1);
}

static void nothing_older_than_is_kept_is_asked_for(void **state)
{
    struct history_question q;
    struct history_plan a;

    (void)state;
    history_plan_init(&a);
    a.age_s = 3600;
    q = ask(&a, 6 * hour_ms);
    assert_true(now_ms - q.start_ms < hour_ms);
    assert_true(now_ms - q.start_ms > hour_ms - 15 * minute_ms);
    a.age_s = 30; /* not even a minute */
    assert_false(history_plan_make(&a, HISTORY_ALL_PARTS,
                                   &(struct history_plan_span){now_ms - hour_ms, now_ms, now_ms},
                                   HISTORY_MINUTE, &q));
}

static bool adapt(struct history_plan *a, enum graphql_kind kind, int64_t limit)
{
    return history_plan_adapt(a, &(struct graphql_trouble){kind, limit, 0}, HISTORY_ALL_PARTS);
}

static void every_refusal_that_names_a_limit_teaches(void **state)
{
    struct history_plan a;

    (void)state;
    history_plan_init(&a);
    assert_true(adapt(&a, GRAPHQL_TOO_OLD, 7200));
    assert_int_equal(a.age_s, 7200);
    assert_false(adapt(&a, GRAPHQL_TOO_OLD, 7200)); /* and no endless loop */
    assert_true(adapt(&a, GRAPHQL_TOO_WIDE, 3600));
    assert_int_equal(a.span_s, 3600);
    assert_false(adapt(&a, GRAPHQL_TOO_WIDE, -1));
    assert_true(adapt(&a, GRAPHQL_ROWS, 1000));
    assert_int_equal(a.rows, 1000);
    assert_true(adapt(&a, GRAPHQL_ROWS, -1)); /* the limit is not said */
    assert_int_equal(a.rows, 500);
    assert_true(adapt(&a, GRAPHQL_TOO_MUCH, -1));
    assert_int_equal(a.rows, 250);
    assert_int_equal(history_plan_step(&a, hour_ms), HISTORY_FIVE_MINUTES);
    assert_false(adapt(&a, GRAPHQL_SERVER, -1));
    assert_false(adapt(&a, GRAPHQL_OTHER, -1));
}

static void of_too_many_fields_the_least_go_first(void **state)
{
    struct history_plan a;

    (void)state;
    history_plan_init(&a);
    assert_true(adapt(&a, GRAPHQL_FIELDS, 10));
    assert_int_equal(a.parts, HISTORY_ALL_PARTS & ~HISTORY_PART(HISTORY_DELAYED));
    assert_true(adapt(&a, GRAPHQL_FIELDS, 10));
    assert_true(adapt(&a, GRAPHQL_FIELDS, 10));
    assert_int_equal(a.parts, HISTORY_PART(HISTORY_BACKLOG));
    assert_true(adapt(&a, GRAPHQL_FIELDS, 10));
    assert_false(adapt(&a, GRAPHQL_FIELDS, 10));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_range_begins_with_a_step_and_ends_now),
        cmocka_unit_test(longer_ranges_come_in_longer_steps),
        cmocka_unit_test(each_step_has_its_longest_range),
        cmocka_unit_test(a_question_begins_where_the_limits_end),
        cmocka_unit_test(what_has_no_time_or_no_part_is_not_asked),
        cmocka_unit_test(rows_are_halved_while_they_are_many),
        cmocka_unit_test(what_the_account_may_ask_is_kept_to),
        cmocka_unit_test(nothing_older_than_is_kept_is_asked_for),
        cmocka_unit_test(every_refusal_that_names_a_limit_teaches),
        cmocka_unit_test(of_too_many_fields_the_least_go_first),
    };

    return cmocka_run_group_tests_name("history plan", tests, NULL, NULL);
}
