/* Whose turn it is. */
#include "parts/measure/schedule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MANY = 1000, PERIOD_MS = 10000 };

static struct schedule_queue items[MANY];
static size_t counts[MANY];

static void set(size_t n, enum schedule_class class, size_t from)
{
    for (size_t i = from; i < from + n; i++)
        items[i] =
            (struct schedule_queue){.place = i, .class = class, .asked_mono_ms = -1, .weight = 1.0};
}

/* One pick every step_ms; each is asked again period_ms after it was. */
static void run(size_t n, int64_t step_ms, int64_t period_ms, size_t picks)
{
    struct schedule s = {0};
    int64_t due;

    memset(counts, 0, sizeof(counts));
    for (size_t i = 0; i < picks; i++) {
        int64_t now = (int64_t)i * step_ms;
        size_t best = schedule_pick(&s, items, n, now, &due);

        if (best == SIZE_MAX)
            continue;
        counts[best]++;
        items[best].asked_mono_ms = now;
        items[best].due_mono_ms = now + period_ms;
    }
}

static size_t sum(size_t from, size_t n)
{
    size_t total = 0;

    for (size_t i = from; i < from + n; i++)
        total += counts[i];
    return total;
}

static void each_class_has_its_part(void **state)
{
    (void)state;
    set(2, SCHEDULE_FOCUS, 0);
    set(20, SCHEDULE_SIGHT, 2);
    set(500, SCHEDULE_REST, 22);
    run(522, 1000, 0, 1000);
    assert_in_range(sum(0, 2), 395, 405);
    assert_in_range(sum(2, 20), 345, 355);
    assert_in_range(sum(22, 500), 245, 255);
}

static void what_has_nothing_to_do_gives_its_part_away(void **state)
{
    (void)state;
    set(1, SCHEDULE_FOCUS, 0);
    set(500, SCHEDULE_REST, 1);
    run(501, 1000, PERIOD_MS, 1000);
    assert_in_range(counts[0], 90, 100);
    assert_in_range(sum(1, 500), 890, 910);
}

/* Nor does it take everything when it has something to do again. */
static void nothing_is_saved_up(void **state)
{
    struct schedule s = {0};
    int64_t due;
    size_t n = 0;

    (void)state;
    set(1, SCHEDULE_FOCUS, 0);
    set(500, SCHEDULE_REST, 1);
    items[0].due_mono_ms = INT64_MAX;
    for (int i = 0; i < 1000; i++)
        assert_int_not_equal(schedule_pick(&s, items, 501, 0, &due), 0);
    items[0].due_mono_ms = 0;
    for (int i = 0; i < 100; i++)
        n += schedule_pick(&s, items, 501, 0, &due) == 0;
    assert_in_range(n, 60, 66); /* 0.4 beside 0.25 */
}

/* Of its own part it has one more, once. */
static void what_had_nothing_to_do_has_saved_one_request(void **state)
{
    static const char want[] = "FFFRFFRFRFFR";
    struct schedule s = {0};
    int64_t due;

    (void)state;
    set(1, SCHEDULE_FOCUS, 0);
    set(500, SCHEDULE_REST, 1);
    items[0].due_mono_ms = INT64_MAX;
    for (int i = 0; i < 1000; i++)
        schedule_pick(&s, items, 501, 0, &due);
    items[0].due_mono_ms = 0;
    for (size_t i = 0; i < sizeof(want) - 1; i++)
        assert_int_equal(schedule_pick(&s, items, 501, 0, &due) == 0 ? 'F' : 'R', want[i]);
}

/* Whoever has nothing to do now and then has no more than its part all the same. */
static void who_pauses_has_no_more_than_its_part(void **state)
{
    (void)state;
    set(500, SCHEDULE_FOCUS, 0);
    set(1, SCHEDULE_REST, 500);
    run(501, 1000, 2000, 1000);
    assert_in_range(counts[500], 380, 390); /* 0.25 beside 0.4 */
}

static void parts_are_parts_of_all(void **state)
{
    double all = 0;

    (void)state;
    for (int i = 0; i < SCHEDULE_CLASSES; i++) {
        assert_true(schedule_part((enum schedule_class)i) > 0.2);
        all += schedule_part((enum schedule_class)i);
    }
    assert_true(all > 0.999 && all < 1.001);
}

static void every_queue_has_its_turn(void **state)
{
    (void)state;
    set(2, SCHEDULE_FOCUS, 0);
    set(20, SCHEDULE_SIGHT, 2);
    set(500, SCHEDULE_REST, 22);
    for (size_t i = 22; i < 522; i += 7)
        items[i].weight = 8.0;
    run(522, 1000, 0, 20000);
    for (size_t i = 0; i < 522; i++)
        assert_true(counts[i] >= 3);
    assert_true(counts[22] > 5 * counts[23]);
}

static void who_was_never_asked_comes_first(void **state)
{
    struct schedule s = {0};
    int64_t due;

    (void)state;
    set(5, SCHEDULE_REST, 0);
    for (size_t i = 0; i < 5; i++)
        items[i].asked_mono_ms = 1000;
    items[1].weight = 100.0;
    items[3].asked_mono_ms = -1;
    items[4].asked_mono_ms = -1;
    items[4].weight = 2.0;
    assert_int_equal(schedule_pick(&s, items, 5, 5000, &due), 4);
    items[4].due_mono_ms = INT64_MAX;
    assert_int_equal(schedule_pick(&s, items, 5, 5000, &due), 3);
    items[3].due_mono_ms = INT64_MAX;
    assert_int_equal(schedule_pick(&s, items, 5, 5000, &due), 1);
}

static void it_says_when_the_next_is_due(void **state)
{
    struct schedule s = {0};
    int64_t due;

    (void)state;
    assert_true(schedule_pick(&s, items, 0, 0, &due) == SIZE_MAX);
    assert_true(due == INT64_MAX);
    set(3, SCHEDULE_SIGHT, 0);
    items[0].due_mono_ms = 700;
    items[1].due_mono_ms = 600;
    items[2].due_mono_ms = INT64_MAX;
    assert_true(schedule_pick(&s, items, 3, 599, &due) == SIZE_MAX);
    assert_int_equal(due, 600);
    assert_int_equal(schedule_pick(&s, items, 3, 600, &due), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_class_has_its_part),
        cmocka_unit_test(what_has_nothing_to_do_gives_its_part_away),
        cmocka_unit_test(nothing_is_saved_up),
        cmocka_unit_test(what_had_nothing_to_do_has_saved_one_request),
        cmocka_unit_test(who_pauses_has_no_more_than_its_part),
        cmocka_unit_test(parts_are_parts_of_all),
        cmocka_unit_test(every_queue_has_its_turn),
        cmocka_unit_test(who_was_never_asked_comes_first),
        cmocka_unit_test(it_says_when_the_next_is_due),
    };

    return cmocka_run_group_tests_name("schedule", tests, NULL, NULL);
}
