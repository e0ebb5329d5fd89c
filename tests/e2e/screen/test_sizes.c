/* Any size, any number of queues, any kind of terminal. */
#include "base/memory/array.h"
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static void resize_down_to_one_cell_and_back(void **state)
{
    static const int sizes[][2] = {{160, 48}, {60, 15}, {59, 14}, {40, 12}, {20, 4},
                                   {19, 3},   {10, 3},  {3, 2},   {1, 1},   {200, 2}};
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.args = (const char *[]){"orders", NULL}});
    term_wait_text(i.term, "peeked, no lease . 5");
    for (size_t k = 0; k < ARRAY_LEN(sizes); k++) {
        size_t mark = term_raw_mark(i.term);

        term_resize(i.term, sizes[k][0], sizes[k][1]);
        term_wait_raw(i.term, mark, "\033[");
        term_keys(i.term, "P");
        term_keys(i.term, "Esc ? Down q i q / Esc");
    }
    term_resize(i.term, 80, 24);
    term_wait_text(i.term, "2 Messages . orders . peeked, no lease . 5");
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

/* The program may learn of both changes at once, and find the size that it knows; what the terminal
 * lost meanwhile is to come back. */
static void a_size_that_comes_back_at_once_is_drawn_anew(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){0});
    term_wait_text(i.term, "email +1,918");
    for (int k = 0; k < 5; k++) {
        term_resize(i.term, 20, 4);
        term_resize(i.term, 80, 24);
        term_wait_row(i.term, 1, "1 Queues 5 .* row 1 ");
        term_wait_row(i.term, 23, "^ \\? help .* q quit$");
    }
    inspect_stop(&i);
}

/* No colour sequence at all, and the selected row still tells itself apart. */
static void no_colour(void **state)
{
    struct inspect i;
    size_t len;
    const char *raw;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.env = (const char *[]){"NO_COLOR=1", NULL}});
    term_wait_text(i.term, "email +1,918");
    raw = term_raw(i.term, &len);
    assert_null(memmem(raw, len, "\033[3", 3) && !memmem(raw, len, "\033[38", 4)
                    ? NULL
                    : memmem(raw, len, "[38;5;", 6));
    assert_true(term_cell(i.term, 3, 5).reverse);
    inspect_stop(&i);
}

static void ascii_only(void **state)
{
    struct inspect i;
    size_t len;
    const char *raw;

    (void)state;
    inspect_start(&i,
                  &(struct inspect_options){.args = (const char *[]){"--ascii", "orders", NULL}});
    term_wait_text(i.term, "peeked, no lease . 5");
    raw = term_raw(i.term, &len);
    for (size_t k = 0; k < len; k++)
        if ((unsigned char)raw[k] >= 0x80)
            term_fail(i.term, "a byte outside ASCII");
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(resize_down_to_one_cell_and_back, inspect_stop_all),
        cmocka_unit_test_teardown(a_size_that_comes_back_at_once_is_drawn_anew, inspect_stop_all),
        cmocka_unit_test_teardown(no_colour, inspect_stop_all),
        cmocka_unit_test_teardown(ascii_only, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("sizes", tests, NULL, NULL);
}
