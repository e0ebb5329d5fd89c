/* Sorting and filtering both lists, as seen on the screen. */
#include "base/array.h"
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static void start(struct inspect *i)
{
    inspect_start(i, &(struct inspect_options){0});
    term_wait_text(i->term, "orders-dlq +312");
    term_wait_text(i->term, "email +1,918");
    term_wait_text(i->term, "empty +0 ");
}

/* Rows of the queue pane stand one below the other in this order. */
static void expect_rows(struct inspect *i, const char *const *names)
{
    char regex[200];

    for (int k = 0; names[k]; k++) {
        snprintf(regex, sizeof(regex), "^[ >][ PWH]{3} +%s ", names[k]);
        term_wait_row(i->term, 3 + k, regex);
    }
}

static void the_menu_sorts_by_any_column(void **state)
{
    static const char *const by_backlog[] = {"email",  "orders-dlq", "billing",
                                             "orders", "empty",      NULL};
    static const char *const by_name[] = {"billing", "email",      "empty",
                                          "orders",  "orders-dlq", NULL};
    struct screen_point at;
    struct inspect i;

    (void)state;
    start(&i);
    term_wait_row(i.term, 2, "FL +QUEUE▲ +BACKLOG ");
    term_keys(i.term, "s");
    term_wait_text(i.term, "Sort queues by");
    term_wait_text(i.term, "> n name +A to Z");
    term_keys(i.term, "b");
    term_wait_row(i.term, 1, "1 Queues 5 . row 3 . sort backlog▼ ");
    term_wait_row(i.term, 2, "QUEUE +BACKLOG▼ ");
    assert_false(term_has_text(i.term, "Sort queues by"));
    term_find_text(i.term, "BACKLOG▼", &at);
    assert_true(term_cell(i.term, at.row, at.col).bold);
    expect_rows(&i, by_backlog);
    term_wait_text(i.term, "^>P H billing");
    term_keys(i.term, "I");
    term_wait_row(i.term, 2, "BACKLOG▲ ");
    term_wait_row(i.term, 3, "empty +0");
    term_keys(i.term, "F6 Up Enter");
    term_wait_row(i.term, 2, "QUEUE▲ +BACKLOG ");
    expect_rows(&i, by_name);
    term_keys(i.term, ">");
    term_wait_row(i.term, 1, "sort backlog▼");
    term_keys(i.term, "< <");
    term_wait_row(i.term, 1, "sort flags▲");
    term_wait_row(i.term, 2, "FL▲ ");
    term_assert_clean_output(i.term);
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

static void a_filter_narrows_as_it_is_typed(void **state)
{
    struct screen_point cursor;
    struct inspect i;

    (void)state;
    start(&i);
    term_keys(i.term, "/");
    term_wait_row(i.term, 23, "^ / .*:paused :nonempty :dlq :worker :pull :growing");
    term_keys(i.term, "text:ord");
    term_wait_row(i.term, 1, "1 Queues 2/5 . /ord ");
    term_settle(i.term);
    cursor = term_cursor(i.term);
    assert_int_equal(cursor.row, 23);
    assert_int_equal(cursor.col, 5);
    term_keys(i.term, "Space text:!dlq");
    term_wait_row(i.term, 1, "1 Queues 1/5 . /ord !dlq ");
    assert_false(term_has_text(i.term, "email"));
    term_keys(i.term, "Enter");
    term_wait_row(i.term, 23, "/ filter.*q back");
    term_wait_row(i.term, 1, "1 Queues 1/5 . /ord !dlq ");
    term_keys(i.term, "F4 text:nothing");
    term_wait_text(i.term, "No queue matches /nothing  \\(Esc shows all\\)");
    term_keys(i.term, "Esc");
    term_wait_row(i.term, 1, "1 Queues 1/5 . /ord !dlq ");
    term_keys(i.term, "Esc");
    term_wait_row(i.term, 1, "1 Queues 5 . row 4 ");
    term_wait_row(i.term, 23, "q quit");
    inspect_stop(&i);
}

static void states_filter_queues(void **state)
{
    struct inspect i;

    (void)state;
    start(&i);
    term_keys(i.term, "/ text::pau");
    term_wait_row(i.term, 1, "1 Queues 1/5 . /:pau ");
    term_wait_row(i.term, 3, "billing");
    term_keys(i.term, "C-u text:!:nonempty");
    term_wait_row(i.term, 1, "1 Queues 1/5 ");
    term_wait_row(i.term, 3, "empty");
    term_keys(i.term, "C-u text::what");
    term_wait_row(i.term, 22, "^there is no state :what: paused, nonempty, dlq");
    inspect_stop(&i);
}

static void messages_sort_and_filter(void **state)
{
    struct inspect i;

    (void)state;
    start(&i);
    term_keys(i.term, "/ text:orders Enter Enter");
    term_wait_text(i.term, "2 Messages . orders . PEEK \\(no lease\\) 5");
    term_keys(i.term, "/");
    term_wait_row(i.term, 23, "^ / .*!not re: .path attempts age");
    term_keys(i.term, "text:world");
    term_wait_text(i.term, "2 Messages 1/5 . orders . .* . /world ");
    term_wait_text(i.term, "3 Body .* text . 11 B");
    term_keys(i.term, "C-u text:nowhere");
    term_wait_text(i.term, "No message matches /nowhere");
    term_wait_text(i.term, "No message selected");
    term_keys(i.term, "Esc");
    term_wait_text(i.term, "2 Messages . orders");
    term_keys(i.term, "s s");
    term_wait_text(i.term, "2 Messages . orders . .* . sort size▼");
    term_wait_text(i.term, "SIZE▼");
    term_keys(i.term, "s t");
    term_wait_text(i.term, "ATT/MAX▼ ");
    inspect_stop(&i);
}

static void messages_filter_by_fields_and_paths(void **state)
{
    struct inspect i;

    (void)state;
    start(&i);
    term_keys(i.term, "/ text:orders Enter Enter");
    term_wait_text(i.term, "2 Messages . orders . PEEK \\(no lease\\) 5");
    term_keys(i.term, "/ text:type:v");
    term_wait_text(i.term, "2 Messages 1/5 . orders ");
    term_keys(i.term, "C-u text:.to Tab");
    term_wait_row(i.term, 23, "^ /\\.total ");
    term_keys(i.term, "Space text:< Space text:100000");
    term_wait_text(i.term, "No message matches /.total < 100000");
    term_keys(i.term, "C-u text:.total>=100000");
    term_wait_text(i.term, "2 Messages 1/5 . orders ");
    term_keys(i.term, "C-u text:re:(");
    term_wait_row(i.term, 22, "^re: missing closing parenthesis, at the end");
    term_keys(i.term, "Enter C-u text:foo=1");
    term_wait_row(i.term, 22, "^no foo: attempts, age, size, type");
    inspect_stop(&i);
}

/* What is read again puts other rows above: the cursor stays on its queue, the filter stays. */
static void filter_and_cursor_survive_a_refresh(void **state)
{
    struct inspect i;

    (void)state;
    start(&i);
    term_keys(i.term, "/ text:!dlq Enter");
    term_wait_row(i.term, 1, "1 Queues 4/5 . /!dlq ");
    term_keys(i.term, "G k");
    term_wait_row(i.term, 5, "^> +empty ");
    sim_seed(i.sim, "{\"queues\":[{\"name\":\"aaa\"},{\"name\":\"aaa-dlq\"},"
                    "{\"name\":\"zzz\"}]}");
    term_keys(i.term, "r");
    term_wait_row(i.term, 1, "1 Queues 6/8 . /!dlq ");
    term_wait_row(i.term, 3, "^  +aaa ");
    term_wait_row(i.term, 6, "^> +empty ");
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

/* So do marks and the cursor of messages, by id, when others come and the order changes. */
static void marks_and_cursor_survive_a_peek(void **state)
{
    static const char seed[] = "{\"reset\":true,\"queues\":[{\"name\":\"orders\",\"messages\":["
                               "{\"id\":\"aa000000\",\"body\":\"ten bytes!\"},"
                               "{\"id\":\"bb000000\",\"body\":\"a few bytes more\"},"
                               "{\"id\":\"cc000000\",\"body\":\"two\"}]}]}";
    struct inspect i;

    (void)state;
    inspect_start(
        &i, &(struct inspect_options){.seed = seed, .args = (const char *[]){"orders", NULL}});
    term_wait_text(i.term, "PEEK \\(no lease\\) 3");
    term_keys(i.term, "s s");
    term_wait_text(i.term, "sort size▼");
    term_keys(i.term, "g Space");
    term_wait_text(i.term, "^\\*  .* bb000000 ");
    term_wait_text(i.term, "^>  .* aa000000 ");
    sim_seed(i.sim, "{\"queues\":[{\"name\":\"orders\",\"messages\":["
                    "{\"body\":\"much longer than all of the others\",\"count\":2}]}]}");
    term_keys(i.term, "p");
    term_wait_text(i.term, "2 Messages . orders . 1 marked . PEEK \\(no lease\\) 5 .* sort size▼");
    term_wait_text(i.term, "^\\*  .* bb000000 ");
    term_wait_text(i.term, "^>  .* aa000000 ");
    term_keys(i.term, "g i");
    term_wait_text(i.term, "body +34 B decoded");
    inspect_stop(&i);
}

static void menu_and_filter_fit_any_screen(void **state)
{
    static const int sizes[][2] = {{40, 12}, {20, 4}, {10, 3}, {3, 2}, {1, 1}};
    struct inspect i;

    (void)state;
    start(&i);
    for (size_t k = 0; k < ARRAY_LEN(sizes); k++) {
        term_resize(i.term, sizes[k][0], sizes[k][1]);
        term_keys(i.term, "s Down Down Down Down Down Down");
        term_settle(i.term);
        term_keys(i.term, "Esc");
        term_settle(i.term);
        term_keys(i.term, "/ text:x");
        term_settle(i.term);
        term_keys(i.term, "Esc");
    }
    term_resize(i.term, 80, 24);
    term_wait_row(i.term, 1, "1 Queues 5 ");
    inspect_stop(&i);
}

static void without_unicode_the_arrow_is_ascii(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.args = (const char *[]){"--ascii", NULL}});
    term_wait_row(i.term, 2, "QUEUE\\^ ");
    term_keys(i.term, "I");
    term_wait_row(i.term, 2, "QUEUEv ");
    inspect_stop(&i);
}

/* Every key is answered by a frame at once, whatever is in the list. */
static void ten_thousand_queues_are_filtered_as_it_is_typed(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i,
                  &(struct inspect_options){.seed = "{\"reset\":true,\"generate_queues\":10000}"});
    term_wait_text(i.term, "1 Queues 10,000 ");
    term_keys(i.term, "s b");
    term_wait_text(i.term, "sort backlog▼ \\([0-9,]+ unknown\\)");
    term_keys(i.term, "/ text:queue-0");
    term_wait_text(i.term, "1 Queues 9,999/10,000 ");
    term_keys(i.term, "text:999");
    term_wait_text(i.term, "1 Queues 10/10,000 ");
    term_keys(i.term, "Esc");
    term_wait_text(i.term, "1 Queues 10,000 . row 1 ");
    term_keys(i.term, "G");
    term_wait_text(i.term, "1 Queues 10,000 . row 10,000");
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_menu_sorts_by_any_column, inspect_stop_all),
        cmocka_unit_test_teardown(a_filter_narrows_as_it_is_typed, inspect_stop_all),
        cmocka_unit_test_teardown(states_filter_queues, inspect_stop_all),
        cmocka_unit_test_teardown(messages_sort_and_filter, inspect_stop_all),
        cmocka_unit_test_teardown(messages_filter_by_fields_and_paths, inspect_stop_all),
        cmocka_unit_test_teardown(filter_and_cursor_survive_a_refresh, inspect_stop_all),
        cmocka_unit_test_teardown(marks_and_cursor_survive_a_peek, inspect_stop_all),
        cmocka_unit_test_teardown(menu_and_filter_fit_any_screen, inspect_stop_all),
        cmocka_unit_test_teardown(without_unicode_the_arrow_is_ascii, inspect_stop_all),
        cmocka_unit_test_teardown(ten_thousand_queues_are_filtered_as_it_is_typed,
                                  inspect_stop_all),
    };

    return cmocka_run_group_tests_name("sort and filter", tests, NULL, NULL);
}
