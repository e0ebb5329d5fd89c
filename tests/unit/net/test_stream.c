/* Which events of a stream are looked at, and when they are given. */
#include "net/stream.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void read_text(struct stream *s, const char *text, int64_t now_ms)
{
    stream_read(s, text, strlen(text), now_ms);
}

static void read_count(struct stream *s, int count, int64_t now_ms)
{
    char text[60];

    snprintf(text, sizeof(text), "data: {\"backlog_count\":%d}\n\n", count);
    read_text(s, text, now_ms);
}

/* -1: there is nothing to give. */
static int64_t take(struct stream *s, int64_t now_ms)
{
    union result u;

    return stream_take(s, now_ms, false, &u) ? u.metrics.backlog_count : -1;
}

static void start(struct stream *s)
{
    stream_init(s, OP_WATCH, NULL);
}

static void an_event_is_given_at_once_and_once(void **state)
{
    struct stream s;

    (void)state;
    start(&s);
    assert_int_equal(take(&s, 1000), -1);
    assert_true(stream_next_due(&s) == INT64_MAX);
    read_count(&s, 5, 1000);
    assert_true(stream_next_due(&s) <= 1000);
    assert_int_equal(take(&s, 1000), 5);
    assert_int_equal(take(&s, 1000), -1);
    assert_true(stream_next_due(&s) == INT64_MAX);
    read_count(&s, 6, 1000 + STREAM_GAP_MS);
    assert_int_equal(take(&s, 1000 + STREAM_GAP_MS), 6);
    stream_free(&s);
}

/* Those that say nothing too. */
static void every_byte_is_counted(void **state)
{
    struct stream s;

    (void)state;
    start(&s);
    read_text(&s, ": a comment\n\n", 1000);
    assert_int_equal(s.bytes, 13);
    read_text(&s, "data: {", 1000);
    read_text(&s, "}\n\n", 1001);
    assert_int_equal(s.bytes, 23);
    stream_free(&s);
}

static void of_those_that_come_too_fast_the_newest_is_given(void **state)
{
    struct stream s;

    (void)state;
    start(&s);
    for (int i = 0; i < 100000; i++)
        read_count(&s, i, 1000);
    assert_int_equal(take(&s, 1000), 0);
    assert_int_equal(take(&s, 1000 + STREAM_GAP_MS - 1), -1);
    assert_true(stream_next_due(&s) == 1000 + STREAM_GAP_MS);
    assert_int_equal(take(&s, 1000 + STREAM_GAP_MS), 99999);
    assert_true(stream_next_due(&s) == INT64_MAX);
    assert_true(s.later.size < 1000 && s.parser.data.size < 1000);
    stream_free(&s);
}

static void a_flood_is_given_at_a_pace(void **state)
{
    struct stream s;
    int given = 0;

    (void)state;
    start(&s);
    for (int ms = 0; ms < 5 * STREAM_GAP_MS; ms++) {
        for (int i = 0; i < 10; i++)
            read_count(&s, ms * 10 + i, ms);
        given += take(&s, ms) >= 0;
    }
    assert_int_equal(given, 5);
    stream_free(&s);
}

static void what_says_nothing_hides_nothing(void **state)
{
    struct stream s;

    (void)state;
    start(&s);
    read_count(&s, 5, 1000);
    read_text(&s, "data: {\n\n", 1000);
    assert_int_equal(take(&s, 1000), 5);
    assert_int_equal(take(&s, 1000 + STREAM_GAP_MS), -1);
    read_text(&s, "data: {}\n\n", 9000);
    read_count(&s, 6, 9000);
    assert_int_equal(take(&s, 9000), -1);
    assert_int_equal(take(&s, 9000 + STREAM_GAP_MS), 6);
    stream_free(&s);
}

/* However much of it comes, it is looked at as seldom as the rest. */
static void what_says_nothing_is_thinned_too(void **state)
{
    struct stream s;

    (void)state;
    start(&s);
    for (int i = 0; i < 1000; i++)
        read_text(&s, "data: {\n\n", 1000);
    assert_true(s.waits);
    assert_true(stream_next_due(&s) == 1000 + STREAM_GAP_MS);
    assert_int_equal(take(&s, 1000 + STREAM_GAP_MS), -1);
    assert_true(stream_next_due(&s) == INT64_MAX);
    stream_free(&s);
}

static void at_the_end_nothing_waits(void **state)
{
    struct stream s;
    union result u;

    (void)state;
    start(&s);
    read_count(&s, 5, 1000);
    assert_int_equal(take(&s, 1000), 5);
    read_count(&s, 6, 1001);
    assert_int_equal(take(&s, 1001), -1);
    assert_true(stream_take(&s, 1001, true, &u));
    assert_int_equal(u.metrics.backlog_count, 6);
    assert_false(stream_take(&s, 1001, true, &u));
    stream_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_is_given_at_once_and_once),
        cmocka_unit_test(every_byte_is_counted),
        cmocka_unit_test(of_those_that_come_too_fast_the_newest_is_given),
        cmocka_unit_test(a_flood_is_given_at_a_pace),
        cmocka_unit_test(what_says_nothing_hides_nothing),
        cmocka_unit_test(what_says_nothing_is_thinned_too),
        cmocka_unit_test(at_the_end_nothing_waits),
    };

    return cmocka_run_group_tests_name("stream", tests, NULL, NULL);
}
