/* What is too much to be compared as what it is, or to be listed. */
#include "base/memory/buf.h"
#include "body/compare/compare.h"
#include "body/json/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void compare(struct comparison *c, enum body_form form, const char *a, const char *b)
{
    struct body left = {.form = form, .bytes = (char *)(uintptr_t)a, .len = strlen(a)};
    struct body right = {.form = form, .bytes = (char *)(uintptr_t)b, .len = strlen(b)};

    compare_bodies(c, &left, &right);
}

static void what_is_too_much_is_compared_more_coarsely(void **state)
{
    size_t n = 2 * (DOCUMENT_VALUES + 10) + 2;
    char *a = malloc(n), *b = malloc(n);
    struct comparison c;

    (void)state;
    assert_non_null(a);
    assert_non_null(b);
    for (size_t i = 0; i + 1 < n; i++)
        a[i] = b[i] = i % 2 ? '1' : ',';
    a[0] = b[0] = '[';
    a[n - 2] = b[n - 2] = ']';
    a[n - 1] = b[n - 1] = '\0';
    b[1] = '2';
    compare(&c, BODY_JSON, a, b);
    assert_int_equal(c.form, COMPARE_TEXT);
    assert_true(c.coarse);
    assert_int_equal(c.n, 1);
    comparison_free(&c);
    free(a);
    free(b);
}

/* On either side. */
static void too_many_lines_are_compared_by_bytes(void **state)
{
    enum { MANY = COMPARE_LINES + 1 };
    char *lines = malloc(2 * MANY + 1), *more = malloc(2 * MANY + 1);

    (void)state;
    assert_non_null(lines);
    assert_non_null(more);
    for (size_t i = 0; i < 2 * MANY; i++)
        lines[i] = more[i] = i % 2 ? '\n' : 'a';
    for (int extra = 0; extra < 2; extra++)
        for (int side = 0; side < 2; side++) {
            struct comparison c;

            lines[2 * COMPARE_LINES - 2] = 'b';
            lines[2 * COMPARE_LINES] = more[2 * (COMPARE_LINES + extra)] = '\0';
            compare(&c, BODY_TEXT, side ? more : lines, side ? lines : more);
            assert_int_equal(c.form, extra ? COMPARE_BYTES : COMPARE_TEXT);
            assert_int_equal(c.coarse, extra);
            assert_true(c.n > 0);
            comparison_free(&c);
            lines[2 * COMPARE_LINES] = more[2 * (COMPARE_LINES + extra)] = 'a';
        }
    free(lines);
    free(more);
}

static void the_list_of_differences_ends(void **state)
{
    struct comparison c;
    struct buf a, b;

    (void)state;
    buf_init(&a, 100000);
    buf_init(&b, 100000);
    for (int i = 0; i < COMPARE_MOST + 7; i++) {
        buf_print(&a, "%c\"k%d\":1", i ? ',' : '{', i);
        buf_print(&b, "%c\"k%d\":2", i ? ',' : '{', i);
    }
    buf_append_byte(&a, '}');
    buf_append_byte(&b, '}');
    compare(&c, BODY_JSON, a.bytes, b.bytes);
    assert_int_equal(c.n, COMPARE_MOST);
    assert_int_equal(c.more, 7);
    comparison_free(&c);
    buf_free(&a);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_too_much_is_compared_more_coarsely),
        cmocka_unit_test(too_many_lines_are_compared_by_bytes),
        cmocka_unit_test(the_list_of_differences_ends),
    };

    return cmocka_run_group_tests_name("compare too much", tests, NULL, NULL);
}
