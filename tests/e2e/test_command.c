/* The command line and counts, as their user types them. */
#include "base/array.h"
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

enum { ABOVE = 22, LINE = 23 }; /* rows at 80x24 */

static void start(struct inspect *i, const struct inspect_options *o)
{
    inspect_start(i, o);
    term_wait_text(i->term, "1 Queues 5");
    term_wait_text(i->term, "email +1,918");
}

static void completion_shows_what_can_follow(void **state)
{
    struct screen_point cursor;
    struct inspect i;

    (void)state;
    start(&i, &(struct inspect_options){0});
    term_keys(i.term, ":");
    term_wait_row(i.term, LINE, "^ :");
    term_wait_row(i.term, ABOVE, "^ help  quit  open  peek  pull  sort .*…");
    assert_true(term_is_cursor_visible(i.term));
    term_send(i.term, "so\t");
    term_wait_row(i.term, LINE, "^ :sort +COLUMN \\[asc\\|desc\\]");
    term_wait_row(i.term, ABOVE, "^ flags  name  backlog  rate  eta  oldest  size  dlq");
    term_send(i.term, "\t\t\t");
    term_wait_row(i.term, LINE, "^ :sort backlog ");
    term_settle(i.term);
    cursor = term_cursor(i.term);
    assert_int_equal(cursor.row, LINE);
    assert_int_equal(cursor.col, 2 + strlen("sort backlog"));
    term_send(i.term, "\033[Z\033[Z");
    term_wait_row(i.term, LINE, "^ :sort flags ");
    term_keys(i.term, "Tab Tab Enter");
    term_wait_row(i.term, 1, "sort backlog▼");
    term_wait_row(i.term, LINE, "\\? help");
    assert_false(term_is_cursor_visible(i.term));
    term_send(i.term, ":open orders-\t\r");
    term_wait_text(i.term, "2 Messages . orders-dlq . PEEK");
    term_assert_clean_output(i.term);
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

static void what_is_wrong_is_said_and_the_line_stays(void **state)
{
    struct inspect i;

    (void)state;
    start(&i, &(struct inspect_options){0});
    term_send(i.term, ":srot backlog\r");
    term_wait_row(i.term, ABOVE, "no command \"srot\": did you mean sort\\?");
    term_wait_row(i.term, LINE, "^ :srot backlog");
    term_keys(i.term, "Home Right Del Right text:r Enter"); /* mended in place */
    term_wait_row(i.term, 1, "sort backlog▼");
    term_send(i.term, ":set intervall 5s\r");
    term_wait_row(i.term, ABOVE, "no option \"intervall\": did you mean interval\\?");
    term_send(i.term, "\027\027"); /* Ctrl-W */
    term_wait_row(i.term, LINE, "^ :set +\\[OPTION");
    term_send(i.term, "\025\177"); /* Ctrl-U */
    term_wait_row(i.term, LINE, "\\? help");
    inspect_stop(&i);
}

static void history_of_this_run(void **state)
{
    struct inspect i;

    (void)state;
    start(&i, &(struct inspect_options){0});
    term_send(i.term, ":sort backlog\r:times utc\r:sort name\r");
    term_wait_row(i.term, LINE, "\\? help");
    term_keys(i.term, ": Up Up");
    term_wait_row(i.term, LINE, "^ :times utc +age");
    term_send(i.term, "\025so");
    term_keys(i.term, "Up Up");
    term_wait_row(i.term, LINE, "^ :sort backlog ");
    term_keys(i.term, "Enter");
    term_wait_row(i.term, 1, "sort backlog▼");
    inspect_stop(&i);
}

static void a_pasted_line_end_runs_nothing(void **state)
{
    struct inspect i;

    (void)state;
    start(&i, &(struct inspect_options){0});
    term_keys(i.term, ":");
    term_send(i.term, "\033[200~pull 5\r\rquit!\r\033[201~");
    term_wait_row(i.term, LINE, "^ :pull 5quit!");
    term_keys(i.term, "Esc");
    term_send(i.term, "\033[200~:quit!\r\033[201~");
    term_settle(i.term);
    assert_false(term_has_exited(i.term, NULL));
    term_wait_row(i.term, LINE, "\\? help");
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

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
    start(&i, &(struct inspect_options){.args = (const char *[]){"--interval", "1h", NULL}});
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

static void read_only_takes_the_upper_case_keys_away(void **state)
{
    struct inspect i;

    (void)state;
    start(&i, &(struct inspect_options){0});
    term_wait_row(i.term, LINE, "P pull");
    term_send(i.term, ":set read-only\r");
    term_wait_row(i.term, LINE, "read-only on");
    term_wait_row(i.term, 0, "READ-ONLY");
    term_keys(i.term, "j");
    term_wait_row(i.term, LINE, "Enter peek  / filter");
    term_keys(i.term, "P");
    term_wait_row(i.term, LINE, "read-only: by :set \\(:set noread-only ends it\\)");
    term_send(i.term, ":set noread-only\r");
    term_wait_row(i.term, LINE, "read-only off");
    term_send(i.term, "G:pull 7 5m\r"); /* orders-dlq, which can be pulled from */
    term_wait_text(i.term, "Pull from orders-dlq");
    term_wait_text(i.term, "messages 7 +lease 5m");
    term_keys(i.term, "Esc");
    inspect_stop(&i);
    start(&i, &(struct inspect_options){.args = (const char *[]){"--read-only", NULL}});
    term_send(i.term, ":set noread-only\r");
    term_wait_row(i.term, ABOVE, "read-only: started with --read-only");
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

/* Signs and colours change while the program runs, every cell of the screen with them. */
static void the_look_changes_at_once(void **state)
{
    struct inspect i;
    size_t mark, len;
    const char *raw;

    (void)state;
    start(&i, &(struct inspect_options){0});
    term_wait_row(i.term, 1, "^━━ 1 Queues");
    term_send(i.term, ":set ascii\r");
    term_wait_row(i.term, 1, "^== 1 Queues");
    term_wait_row(i.term, LINE, "ascii on");
    assert_false(term_has_text(i.term, "━|─|▲|…"));
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

static void counts_repeat_and_are_shown(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i,
                  &(struct inspect_options){.seed = "{\"reset\":true,\"generate_queues\":300}"});
    term_wait_text(i.term, "1 Queues 300 . row 1 ");
    term_keys(i.term, "5 0");
    term_wait_row(i.term, LINE, " 50$");
    term_keys(i.term, "j");
    term_wait_text(i.term, "row 51 ");
    term_wait_row(i.term, LINE, "q quit$");
    term_keys(i.term, "0 1 2 0 G");
    term_wait_text(i.term, "row 120 ");
    term_keys(i.term, "9 9");
    term_wait_row(i.term, LINE, " 99$");
    term_keys(i.term, "Esc");
    term_wait_row(i.term, LINE, "q quit$");
    term_keys(i.term, "k");
    term_wait_text(i.term, "row 119 ");
    term_send(i.term, ":7\r");
    term_wait_text(i.term, "row 7 ");
    inspect_stop(&i);
}

/* The line and what can follow are there on any size; the cursor stays in sight of a long line. */
static void any_size(void **state)
{
    static const int sizes[][2] = {{40, 12}, {20, 4}, {12, 2}};
    struct inspect i;

    (void)state;
    start(&i, &(struct inspect_options){0});
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
    term_wait_row(i.term, 1, "sort backlog▼");
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(completion_shows_what_can_follow, inspect_stop_all),
        cmocka_unit_test_teardown(what_is_wrong_is_said_and_the_line_stays, inspect_stop_all),
        cmocka_unit_test_teardown(history_of_this_run, inspect_stop_all),
        cmocka_unit_test_teardown(a_pasted_line_end_runs_nothing, inspect_stop_all),
        cmocka_unit_test_teardown(an_interval_changes_the_pace_at_once, inspect_stop_all),
        cmocka_unit_test_teardown(read_only_takes_the_upper_case_keys_away, inspect_stop_all),
        cmocka_unit_test_teardown(the_look_changes_at_once, inspect_stop_all),
        cmocka_unit_test_teardown(counts_repeat_and_are_shown, inspect_stop_all),
        cmocka_unit_test_teardown(any_size, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("command line", tests, NULL, NULL);
}
