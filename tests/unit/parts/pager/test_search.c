/* What is searched for: where it stands, and in a text that is made anew while it is read. */
#include "parts/pager/pager.h"

#include "base/memory/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void start(struct pager *p, const char *text)
{
    struct error err;

    *p = (struct pager){.wrap = true};
    pager_set_size(p, 4, 20);
    pager_set_text(p, text, strlen(text));
    assert_true(pager_set_needle(p, "word", &err) && pager_search(p));
}

/* What was found stays found where it is, and is forgotten with its line or its place in it. */
static void a_match_outlives_a_text_that_still_has_it(void **state)
{
    static const struct {
        const char *text;
        size_t at, gone;
        bool matched;
        size_t line;
    } cases[] = {
        {"a\nb\nthe word\nd", 0, 0, true, 2},
        {"a\nb\nthe ", 0, 0, false, 2},
        {"a\nb\nthe w", 0, 0, true, 2},
        {"a\nb", 0, 0, false, 2},
        {"a", 0, 0, false, 2},
        {"b\nthe word\nd", 0, 1, true, 1},
        {"a\nthe word\nd", 1, 1, true, 1},
        {"a\nb\nd", 2, 1, false, 2},
        {"a\nthe word", 1, 2, false, 1},
        {"a\nb\nthe word", 3, 1, true, 2},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct pager p;

        start(&p, "a\nb\nthe word\nd");
        pager_renew_text(&p, cases[i].text, strlen(cases[i].text), cases[i].at, cases[i].gone,
                         false);
        assert_int_equal(p.matched, cases[i].matched);
        if (cases[i].matched) {
            assert_int_equal(p.match.line, cases[i].line);
            assert_int_equal(p.match.at, 4);
        }
        pager_free(&p);
    }
}

/* Without wrapping it is scrolled to sideways only where it does not fit beside the edge, as far as
 * twenty columns of it. */
static void a_match_stands_whole_in_the_view(void **state)
{
    static const struct {
        int at, len, left, then;
    } cases[] = {
        {33, 6, 0, 0},   {34, 6, 0, 14},  {19, 30, 0, 0},  {20, 30, 0, 0},  {21, 30, 0, 1},
        {50, 6, 50, 50}, {49, 6, 50, 29}, {83, 6, 50, 50}, {84, 6, 50, 64}, {5, 6, 50, 0},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct pager p = {.wrap = false};
        struct error err;
        char text[200], needle[40] = "";

        memset(text, '.', sizeof(text));
        memset(text + cases[i].at, 'x', (size_t)cases[i].len);
        memset(needle, 'x', (size_t)cases[i].len);
        pager_set_size(&p, 4, 40);
        pager_set_text(&p, text, sizeof(text));
        pager_move_side(&p, cases[i].left);
        assert_true(pager_set_needle(&p, needle, &err) && pager_search(&p));
        assert_int_equal(p.left, cases[i].then);
        pager_free(&p);
    }
}

/* From the first line in sight on. */
static void a_search_begins_where_one_looks(void **state)
{
    struct pager p;

    (void)state;
    start(&p, "word\n1\n2\nword\n4\n5\n6\nword\n8\n9\n");
    assert_int_equal(p.match.line, 0);
    pager_move(&p, LIST_DOWN, 2);
    assert_true(pager_search(&p));
    assert_int_equal(p.match.line, 3);
    pager_free(&p);
}

static void what_is_no_pattern_is_not_searched_for(void **state)
{
    struct pager p = {.wrap = true};
    struct error err;

    (void)state;
    assert_false(pager_gave_up(&p));
    pager_set_size(&p, 4, 20);
    pager_set_text(&p, "a(b", 3);
    assert_false(pager_set_needle(&p, "re:(", &err));
    assert_false(pager_search(&p));
    assert_false(pager_gave_up(&p));
    pager_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_match_outlives_a_text_that_still_has_it),
        cmocka_unit_test(a_match_stands_whole_in_the_view),
        cmocka_unit_test(a_search_begins_where_one_looks),
        cmocka_unit_test(what_is_no_pattern_is_not_searched_for),
    };

    return cmocka_run_group_tests_name("pager search", tests, NULL, NULL);
}
