/* A text that is made anew while it is read. */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_match_outlives_a_text_that_still_has_it),
    };

    return cmocka_run_group_tests_name("pager renewed", tests, NULL, NULL);
}
