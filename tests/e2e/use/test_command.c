/* The command line and counts, as their user types them. */
#include "base/memory/array.h"
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

enum { ABOVE = 22, LINE = 23 }; /* rows at 80x24 */

struct reads {
    struct inspect *inspect;
    int more_than;
};

static bool has_more_reads(struct term *t, void *arg)
{
    struct reads *r = arg;

    (void)t;
    return sim_count_requests(r->inspect->sim, "metrics") > r->more_than;
}

static void an_interval_changes_the_pace_at_once(void **state)
{
    struct inspect i;
    struct reads reads = {&i, 0};

    (void)state;
    inspect_start_queues(
        &i, &(struct inspect_options){.args = (const char *[]){"--interval", "1h", NULL}});
    term_wait_text(i.term, "live [3-9]s"); /* with the usual interval it would never be */
    assert_int_equal(sim_count_requests(i.sim, "metrics"), 5);
    reads.more_than = 7;
    term_send(i.term, ":set interval 500ms\r");
    term_wait_row(i.term, LINE, "interval 500ms");
    term_wait_until(i.term, has_more_reads, &reads, "the backlogs are not read again");
    term_send(i.term, ":set\r");
    term_wait_text(i.term, "━ Settings ━");
    term_wait_text(i.term, "^  interval +500ms +500ms to 1h");
    inspect_stop(&i);
}

/* Signs and colours change while the program runs, every cell of the screen with them. */
static void the_look_changes_at_once(void **state)
{
    struct inspect i;
    size_t mark, len;
    const char *raw;

    (void)state;
    inspect_start_queues(&i, &(struct inspect_options){0});
    term_wait_row(i.term, 1, "^━━ 1 Queues");
    term_send(i.term, ":set ascii\r");
    term_wait_row(i.term, 1, "^== 1 Queues");
    term_wait_row(i.term, LINE, "ascii on");
    assert_false(term_has_text(i.term, "━|─|▲|↑|…"));
    mark = term_raw_mark(i.term);
    term_send(i.term, ":set no-color\r");
    term_wait_row(i.term, LINE, "no-color on");
    term_settle(i.term);
    assert_true(term_cell(i.term, 3, 5).reverse);
    mark = term_raw_mark(i.term);
    term_send(i.term, "\f"); /* all of the screen again */
    term_wait_raw(i.term, mark, "1 Queues");
    term_settle(i.term);
    raw = term_raw_since(i.term, mark, &len);
    assert_null(memmem(raw, len, "[38;5;", 6));
    term_send(i.term, ":set noascii\r:set no-color off\r");
    term_wait_row(i.term, 1, "^━━ 1 Queues");
    term_wait_row(i.term, LINE, "no-color off");
    term_settle(i.term);
    assert_false(term_cell(i.term, 4, 5).reverse);
    inspect_stop(&i);
}

/* The line and what can follow are there on any size; the cursor stays in sight of a long line. */
static void any_size(void **state)
{
    static const int sizes[][2] = {{40, 12}, {20, 4}, {12, 2}};
    struct inspect i;

    (void)state;
    inspect_start_queues(&i, &(struct inspect_options){0});
    for (size_t k = 0; k < ARRAY_LEN(sizes); k++) {
        int cols = sizes[k][0], rows = sizes[k][1];

        term_resize(i.term, cols, rows);
        term_send(i.term, ":set inter");
        term_wait_row(i.term, rows - 1, "^ :set inter");
        term_wait_row(i.term, rows - 2, "^ interval");
        term_send(i.term, "val 99 hours and a long way to go");
        term_wait_row(i.term, rows - 1, "^ :.*y to go");
        term_settle(i.term);
        assert_int_equal(term_cursor(i.term).row, rows - 1);
        assert_true(term_cursor(i.term).col < cols);
        term_keys(i.term, "Enter");
        term_wait_row(i.term, rows - 2, "^interval: ");
        term_keys(i.term, "Esc");
        term_wait_gone(i.term, "interval: ");
    }
    term_resize(i.term, 1, 1);
    term_send(i.term, ":sort backlog\r");
    term_resize(i.term, 80, 24);
    term_wait_row(i.term, 1, "by backlog↓");
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(an_interval_changes_the_pace_at_once, inspect_stop_all),
        cmocka_unit_test_teardown(the_look_changes_at_once, inspect_stop_all),
        cmocka_unit_test_teardown(any_size, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("command line", tests, NULL, NULL);
}
