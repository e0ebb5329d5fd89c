/* The line that check answers with, and its exit status. */
#include "cli/print/check_line.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void add(struct check_line *l, const char *name, enum check_finding finding,
                const char *facts)
{
    struct measured m = {.name = name, .backlog = 5, .age_ms = 61500};

    check_line_add(l, &m, finding, facts);
}

static void expect(struct check_line *l, int status, const char *want)
{
    struct buf out;

    buf_init(&out, CHECK_LINE_BYTES);
    assert_int_equal(check_line_finish(l, 10000, &out), status);
    assert_string_equal(out.bytes, want);
    buf_free(&out);
    check_line_free(l);
}

static void it_names_what_fails_and_what_is_not_known(void **state)
{
    struct check_line l;

    (void)state;
    check_line_init(&l, false);
    add(&l, "a", CHECK_HOLDS, "backlog 5 > 1");
    add(&l, "b", CHECK_UNKNOWN, "");
    add(&l, "c", CHECK_HOLDS, "growing");
    expect(&l, 3, "failing: a: backlog 5 > 1; c: growing; not known within 10s: b");
    check_line_init(&l, false);
    add(&l, "a", CHECK_HOLDS_NOT, "");
    add(&l, "other", CHECK_NOT_MEANT, "");
    expect(&l, 0, "ok: 1 queue");
}

static void nothing_that_could_be_judged_is_no_pass(void **state)
{
    struct check_line l;

    (void)state;
    check_line_init(&l, false);
    add(&l, "a", CHECK_UNKNOWN, "");
    expect(&l, 1, "unknown: 0 queues; not known within 10s: a");
    check_line_init(&l, false);
    add(&l, "a", CHECK_NOT_MEANT, "");
    expect(&l, 1, "unknown: 0 queues");
    check_line_init(&l, false);
    add(&l, "a", CHECK_UNKNOWN, "");
    add(&l, "b", CHECK_HOLDS_NOT, "");
    expect(&l, 0, "ok: 1 queue; not known within 10s: a");
}

static void many_unknown_are_counted(void **state)
{
    struct check_line l;
    char name[16];

    (void)state;
    check_line_init(&l, false);
    for (int i = 0; i < 12; i++) {
        snprintf(name, sizeof name, "q%d", i);
        add(&l, name, CHECK_UNKNOWN, "");
    }
    expect(&l, 1,
           "unknown: 0 queues; not known within 10s: q0, q1, q2, q3, q4, q5, q6, q7, q8, q9 "
           "and 2 more");
}

/* A bar in a name would begin the numbers, and a quote or = in a label end it. */
static void a_plugin_reads_names_that_are_odd(void **state)
{
    struct check_line l;
    struct buf out;

    (void)state;
    check_line_init(&l, true);
    add(&l, "a|b'=\033", CHECK_HOLDS, "growing");
    expect(&l, 2, "CRITICAL - a_b'=‹1B›: growing|'a_b__‹1B›_backlog'=5 'a_b__‹1B›_oldest'=61s");
    check_line_init(&l, true);
    add(&l, "a", CHECK_UNKNOWN, "");
    expect(&l, 3, "UNKNOWN - 0 queues; not known within 10s: a|'a_backlog'=5 'a_oldest'=61s");
    buf_init(&out, 1000);
    check_line_fail("no | network\n", &out);
    assert_string_equal(out.bytes, "UNKNOWN - no _ network‹0A›");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_names_what_fails_and_what_is_not_known),
        cmocka_unit_test(nothing_that_could_be_judged_is_no_pass),
        cmocka_unit_test(many_unknown_are_counted),
        cmocka_unit_test(a_plugin_reads_names_that_are_odd),
    };

    return cmocka_run_group_tests_name("the line of check", tests, NULL, NULL);
}
