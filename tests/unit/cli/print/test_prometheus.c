/* What a collector of Prometheus reads: names that need escapes, numbers that nobody knows. */
#include "cli/print/prometheus.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct measured make_unknown(const char *name)
{
    return (struct measured){.name = name,
                             .id = "id-1",
                             .backlog = -1,
                             .bytes = -1,
                             .age_ms = -1,
                             .loss_ms = -1,
                             .at_ms = -1,
                             .oldest_at_ms = -1,
                             .growth_at_ms = -1,
                             .old_ms = -1};
}

static char *print(const struct measured *items, size_t n)
{
    struct buf out;

    buf_init(&out, 100000);
    assert_true(prometheus_append(&out, items, n));
    return buf_take(&out);
}

static size_t count(const char *text, const char *part)
{
    size_t n = 0;

    for (; (text = strstr(text, part)) != NULL; text++)
        n++;
    return n;
}

static void a_name_is_escaped(void **state)
{
    struct measured m = make_unknown("a\"b\\c\nd\033[1m");
    char *text;

    (void)state;
    m.backlog = 7;
    text = print(&m, 1);
    assert_non_null(strstr(text,
                           "\ncfqtop_queue_backlog_messages{queue=\"a\\\"b\\\\c‹0A›d‹1B›[1m\","
                           "queue_id=\"id-1\"} 7\n"));
    free(text);
}

static void what_is_not_known_is_left_out(void **state)
{
    struct measured m = make_unknown("dim");
    char *text = print(&m, 1);

    (void)state;
    assert_null(strstr(text, "queue=\"dim\""));
    assert_int_equal(count(text, "# TYPE cfqtop_queue_"), 8);
    assert_int_equal(count(text, "# HELP cfqtop_queue_"), 8);
    assert_int_equal(count(text, "\n"), 16);
    free(text);
}

static void a_verdict_is_a_state_set(void **state)
{
    struct measured m = make_unknown("flood");
    char *text;

    (void)state;
    m.has_verdict = true;
    m.drain.kind = DRAIN_GROWS;
    text = print(&m, 1);
    assert_int_equal(count(text, "cfqtop_queue_verdict{"), DRAIN_COUNT - 1);
    assert_int_equal(count(text, "\"} 1\n"), 1);
    assert_non_null(strstr(text, "verdict=\"growing\"} 1\n"));
    assert_non_null(strstr(text, "verdict=\"losing\"} 0\n"));
    free(text);
}

static void samples_of_a_family_stand_together(void **state)
{
    struct measured m[] = {make_unknown("a"), make_unknown("b")};
    char *text;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        m[i].backlog = 3;
        m[i].bytes = 1500;
        m[i].has_growth = true;
        m[i].per_s = -0.25;
        m[i].loss_ms = 1500;
        m[i].paused = i ? FLAG_YES : FLAG_NO;
    }
    text = print(m, 2);
    assert_int_equal(count(text, "# TYPE cfqtop_queue_backlog_messages gauge\n"
                                 "cfqtop_queue_backlog_messages{queue=\"a\",queue_id=\"id-1\"} 3\n"
                                 "cfqtop_queue_backlog_messages{queue=\"b\",queue_id=\"id-1\"} 3\n"
                                 "# HELP cfqtop_queue_backlog_bytes "),
                     1);
    assert_int_equal(count(text, "cfqtop_queue_growth_messages_per_second{queue=\"b\","
                                 "queue_id=\"id-1\"} -0.25\n"),
                     1);
    assert_int_equal(count(text, "first_loss_seconds{queue=\"a\",queue_id=\"id-1\"} 1.5\n"), 1);
    assert_int_equal(count(text, "paused{queue=\"a\",queue_id=\"id-1\"} 0\n"), 1);
    assert_int_equal(count(text, "paused{queue=\"b\",queue_id=\"id-1\"} 1\n"), 1);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_escaped),
        cmocka_unit_test(what_is_not_known_is_left_out),
        cmocka_unit_test(a_verdict_is_a_state_set),
        cmocka_unit_test(samples_of_a_family_stand_together),
    };

    return cmocka_run_group_tests_name("the text of Prometheus", tests, NULL, NULL);
}
