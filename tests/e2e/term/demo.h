/* Starts termdemo, which stands beside the tests that include this, and says whose the terminal is:
 * the program's or the shell's. */
#pragma once

#include "tests/harness/term/term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

enum { PASTE_MARKS = 2004, MOUSE_CLICKS = 1000, MOUSE_DECIMAL = 1006 };

static char demo_program[4096];

/* From the path of the test itself, its argv[0]. */
static inline void demo_find(const char *test)
{
    const char *slash = strrchr(test, '/');

    snprintf(demo_program, sizeof(demo_program), "%.*stermdemo",
             slash ? (int)(slash - test + 1) : 0, test);
}

/* option may be NULL; 0 columns and rows: 80x24; env as in struct term_options. */
static inline struct term *demo_run_sized(const char *option, int cols, int rows,
                                          const char *const *env)
{
    const char *const argv[] = {demo_program, option, NULL};
    const struct term_options o = {.cols = cols, .rows = rows, .argv = argv, .env = env};
    struct term *t = term_start(&o);

    term_wait_text(t, "^size");
    return t;
}

static inline struct term *demo_run(void)
{
    return demo_run_sized(NULL, 0, 0, NULL);
}

static inline void demo_assert_restored(struct term *t)
{
    assert_true(term_is_cooked(t));
    assert_false(term_is_alternate(t));
    assert_true(term_is_cursor_visible(t));
    assert_false(term_mode(t, PASTE_MARKS));
    assert_false(term_mode(t, MOUSE_CLICKS));
    assert_false(term_mode(t, MOUSE_DECIMAL));
}

static inline void demo_assert_taken(struct term *t)
{
    term_wait_mode(t, PASTE_MARKS, true);
    term_wait_mode(t, MOUSE_DECIMAL, true);
    assert_true(term_mode(t, MOUSE_CLICKS));
    assert_false(term_is_cooked(t));
    assert_true(term_is_alternate(t));
    assert_false(term_is_cursor_visible(t));
}

static inline void demo_wait_exit(struct term *t, int expected)
{
    int status = -1;

    term_wait_exit(t, &status);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), expected);
    demo_assert_restored(t);
}
