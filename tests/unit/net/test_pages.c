#include "net/pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* An answer whose first row is id ("": no rows). */
static struct queue_page answer(struct queue *row, const char *id, int64_t total_pages)
{
    snprintf(row->id, sizeof(row->id), "%s", id);
    return (struct queue_page){.items = row,
                               .n = *id != '\0',
                               .page = -1,
                               .per_page = -1,
                               .total_pages = total_pages,
                               .total_count = -1};
}

static void the_rest_is_asked_for_six_at_a_time(void **state)
{
    struct queue row;
    struct queue_page first = answer(&row, "a", 9), other;
    struct pages p = {0};
    struct error err;

    (void)state;
    assert_int_equal(pages_next(&p), 1);
    assert_int_equal(pages_next(&p), 0); /* nothing more before page 1 is here */
    assert_false(pages_are_all_here(&p));
    assert_true(pages_note(&p, 1, &first, &err));
    for (int64_t page = 2; page <= 7; page++)
        assert_int_equal(pages_next(&p), page);
    assert_int_equal(pages_next(&p), 0);
    other = answer(&row, "b", 9);
    assert_true(pages_note(&p, 5, &other, &err));
    assert_int_equal(pages_next(&p), 8);
    assert_int_equal(pages_next(&p), 0);
    for (int64_t page = 2; page <= 8; page++)
        if (page != 5)
            assert_true(pages_note(&p, page, &other, &err));
    assert_int_equal(pages_next(&p), 9);
    assert_int_equal(pages_next(&p), 0);
    assert_false(pages_are_all_here(&p));
    assert_true(pages_note(&p, 9, &other, &err));
    assert_true(pages_are_all_here(&p));
}

static int64_t count(int64_t total_pages, int64_t total_count, int64_t per_page)
{
    struct queue row;
    struct queue_page first = answer(&row, "a", total_pages);
    struct pages p = {0};
    struct error err;

    first.total_count = total_count;
    first.per_page = per_page;
    pages_next(&p);
    return pages_note(&p, 1, &first, &err) ? p.total : -1;
}

static void the_answer_says_how_many(void **state)
{
    (void)state;
    assert_int_equal(count(3, 1, 100), 3);
    assert_int_equal(count(-1, 201, 100), 3);
    assert_int_equal(count(-1, 200, 100), 2);
    assert_int_equal(count(-1, INT64_MAX, 1), -1);
    assert_int_equal(count(0, 0, 20), 1);
    assert_int_equal(count(-1, -1, -1), 1);
    assert_int_equal(count(-1, 5, 0), 1);
    assert_int_equal(count(PAGES_MAX, -1, -1), PAGES_MAX);
    assert_int_equal(count(PAGES_MAX + 1, -1, -1), -1);
}

static void a_server_that_repeats_a_page_is_not_believed(void **state)
{
    struct queue row;
    struct queue_page page = answer(&row, "a", 3);
    struct pages p = {0};
    struct error err;

    (void)state;
    pages_next(&p);
    assert_true(pages_note(&p, 1, &page, &err));
    assert_false(pages_note(&p, 2, &page, &err));
    assert_int_equal(err.kind, ERR_RESPONSE);
    page = answer(&row, "b", 3);
    page.page = 1;
    assert_false(pages_note(&p, 3, &page, &err));
    page.page = 3;
    assert_true(pages_note(&p, 3, &page, &err));
}

static void empty_pages_are_fine(void **state)
{
    struct queue row;
    struct queue_page page = answer(&row, "", 2);
    struct pages p = {0};
    struct error err;

    (void)state;
    pages_next(&p);
    assert_true(pages_note(&p, 1, &page, &err));
    assert_true(pages_note(&p, 2, &page, &err));
    assert_true(pages_are_all_here(&p));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rest_is_asked_for_six_at_a_time),
        cmocka_unit_test(the_answer_says_how_many),
        cmocka_unit_test(a_server_that_repeats_a_page_is_not_believed),
        cmocka_unit_test(empty_pages_are_fine),
    };

    return cmocka_run_group_tests_name("pages", tests, NULL, NULL);
}
