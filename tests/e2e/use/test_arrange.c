/* Sorting and filtering both lists, as seen on the screen. */
#include "base/memory/array.h"
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

/* Rows of the queue pane stand one below the other in this order. */
static void expect_rows(struct inspect *i, const char *const *names)
{
    char regex[200];

    for (int k = 0; names[k]; k++) {
        snprintf(regex, sizeof(regex), "^[ >][ PWH] %s ", names[k]);
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
    inspect_start_queues(&i, &(struct inspect_options){0});
    term_wait_row(i.term, 2, "^   QUEUE↑ +BACKLOG ");
    term_keys(i.term, "s");
    term_wait_text(i.term, "Sort queues by");
    term_wait_text(i.term, "> n name +A to Z");
    term_keys(i.term, "b");
    term_wait_row(i.term, 1, "1 Queues 5 . by backlog↓ .* row 1 ");
    term_wait_row(i.term, 2, "QUEUE +↓BACKLOG ");
    assert_false(term_has_text(i.term, "Sort queues by"));
    term_find_text(i.term, "↓BACKLOG", &at);
    assert_true(term_cell(i.term, at.row, at.col).bold);
    expect_rows(&i, by_backlog);
    term_wait_text(i.term, "^> *W +email");
    term_keys(i.term, "I");
    term_wait_row(i.term, 2, "↑BACKLOG ");
    term_wait_row(i.term, 3, "empty +0");
    term_keys(i.term, "F6 Up Enter");
    term_wait_row(i.term, 2, "QUEUE↑ +BACKLOG ");
    expect_rows(&i, by_name);
    term_keys(i.term, ">");
    term_wait_row(i.term, 1, "by backlog↓");
    term_keys(i.term, "< <");
    term_wait_row(i.term, 1, "by flags↑");
    term_wait_row(i.term, 2, "^ ↑ QUEUE ");
    term_assert_clean_output(i.term);
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

static void menu_and_filter_fit_any_screen(void **state)
{
    static const int sizes[][2] = {{40, 12}, {20, 4}, {10, 3}, {3, 2}, {1, 1}};
    struct inspect i;

    (void)state;
    inspect_start_queues(&i, &(struct inspect_options){0});
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_menu_sorts_by_any_column, inspect_stop_all),
        cmocka_unit_test_teardown(menu_and_filter_fit_any_screen, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("sort and filter", tests, NULL, NULL);
}
