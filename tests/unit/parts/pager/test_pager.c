#include "parts/pager/pager.h"

#include "base/memory/buf.h"
#include "base/memory/mem.h"
#include "base/text/dtext.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool search(struct pager *p, const char *needle)
{
    struct error err;

    return pager_set_needle(p, needle, &err) && pager_search(p);
}

static void start(struct pager *p, const char *text, size_t rows, int cols, bool wrap)
{
    *p = (struct pager){.wrap = wrap};
    pager_set_size(p, rows, cols);
    pager_set_text(p, text, strlen(text));
}

static void start_lines(struct pager *p, int n, size_t rows)
{
    struct buf b;

    buf_init(&b, 1 << 20);
    for (int i = 0; i < n; i++)
        buf_print(&b, "%sline %d", i ? "\n" : "", i);
    start(p, b.bytes, rows, 80, true);
    buf_free(&b);
}

static void expect_top(const struct pager *p, size_t line, size_t at)
{
    assert_int_equal(p->top, line);
    assert_int_equal(p->top_at, at);
}

static void an_empty_pager_stays_put(void **state)
{
    struct pager p = {.wrap = true};
    struct pager_row row;

    (void)state;
    assert_false(pager_first_row(&p, &row));
    for (int m = LIST_DOWN; m <= LIST_ROW; m++)
        pager_move(&p, (enum list_move)m, 1);
    pager_set_size(&p, 10, 20);
    pager_set_wrap(&p, false);
    pager_move_side(&p, 8);
    assert_false(search(&p, "x"));
    assert_false(pager_search_next(&p, true));
    expect_top(&p, 0, 0);
    pager_set_text(&p, "", 0);
    pager_move(&p, LIST_BOTTOM, 1);
    expect_top(&p, 0, 0);
    pager_free(&p);
}

static void moves_stop_at_both_ends(void **state)
{
    struct pager p;

    (void)state;
    start_lines(&p, 100, 10);
    pager_move(&p, LIST_UP, 1);
    expect_top(&p, 0, 0);
    pager_move(&p, LIST_DOWN, 1);
    expect_top(&p, 1, 0);
    pager_move(&p, LIST_PAGE_DOWN, 1);
    expect_top(&p, 10, 0);
    pager_move(&p, LIST_HALF_DOWN, 1);
    expect_top(&p, 15, 0);
    pager_move(&p, LIST_HALF_UP, 1);
    expect_top(&p, 10, 0);
    pager_move(&p, LIST_BOTTOM, 1);
    expect_top(&p, 90, 0);
    pager_move(&p, LIST_DOWN, 1);
    pager_move(&p, LIST_PAGE_DOWN, 1);
    expect_top(&p, 90, 0);
    pager_move(&p, LIST_PAGE_UP, 1);
    expect_top(&p, 81, 0);
    pager_move(&p, LIST_TOP, 1);
    expect_top(&p, 0, 0);
    pager_free(&p);
}

static void a_short_text_does_not_scroll(void **state)
{
    struct pager p;

    (void)state;
    start_lines(&p, 5, 10);
    pager_move(&p, LIST_BOTTOM, 1);
    expect_top(&p, 0, 0);
    pager_move(&p, LIST_PAGE_DOWN, 1);
    expect_top(&p, 0, 0);
    pager_free(&p);
}

static void a_long_line_wraps_and_scrolls_by_rows(void **state)
{
    static const size_t lens[] = {10, 10, 5, 3};
    struct pager_row row;
    struct pager p;

    (void)state;
    start(&p, "0123456789abcdefghijABCDE\nend", 2, 10, true);
    assert_true(pager_first_row(&p, &row));
    for (int i = 0; i < 4; i++) {
        assert_int_equal(row.len, lens[i]);
        assert_int_equal(pager_next_row(&p, &row), i < 3);
    }
    pager_move(&p, LIST_DOWN, 1);
    expect_top(&p, 0, 10);
    pager_move(&p, LIST_BOTTOM, 1);
    expect_top(&p, 0, 20);
    pager_move(&p, LIST_UP, 1);
    expect_top(&p, 0, 10);
    pager_set_wrap(&p, false);
    expect_top(&p, 0, 0);
    assert_true(pager_first_row(&p, &row));
    assert_int_equal(row.len, 25);
    pager_move_side(&p, 8);
    assert_int_equal(p.left, 8);
    pager_move_side(&p, -100);
    assert_int_equal(p.left, 0);
    pager_set_wrap(&p, true);
    pager_move_side(&p, 8);
    assert_int_equal(p.left, 0);
    pager_free(&p);
}

static void resizing_keeps_the_place(void **state)
{
    char text[2001];
    struct pager p;

    (void)state;
    memset(text, 'x', 2000);
    text[2000] = '\0';
    start(&p, text, 10, 50, true);
    for (int i = 0; i < 20; i++)
        pager_move(&p, LIST_DOWN, 1);
    expect_top(&p, 0, 1000);
    pager_set_size(&p, 10, 30);
    assert_true(p.top_at <= 1000 && p.top_at + 30 > 1000);
    pager_set_size(&p, 10, 50);
    assert_in_range(p.top_at, 950, 1000);
    /* A view that shows all of it begins at the beginning. */
    pager_set_size(&p, 100, 80);
    expect_top(&p, 0, 0);
    pager_free(&p);
}

static void a_new_text_starts_at_its_top(void **state)
{
    struct pager p;

    (void)state;
    start_lines(&p, 100, 10);
    pager_move(&p, LIST_BOTTOM, 1);
    assert_true(search(&p, "line 95"));
    pager_set_text(&p, "new", 3);
    expect_top(&p, 0, 0);
    assert_false(p.matched);
    assert_int_equal(p.rows, 10);
    assert_true(p.wrap);
    pager_free(&p);
}

static void search_goes_both_ways_and_round(void **state)
{
    struct pager p;

    (void)state;
    start_lines(&p, 300, 10);
    assert_true(search(&p, "line 20"));
    assert_int_equal(p.match.line, 20);
    assert_true(p.top <= 20 && 20 < p.top + 10);
    assert_true(pager_search_next(&p, true));
    assert_int_equal(p.match.line, 200);
    assert_true(p.top <= 200 && 200 < p.top + 10);
    assert_true(pager_search_next(&p, false));
    assert_int_equal(p.match.line, 20);
    assert_true(pager_search_next(&p, false));
    assert_int_equal(p.match.line, 209);
    assert_true(pager_search_next(&p, true));
    assert_int_equal(p.match.line, 20);
    pager_free(&p);
}

static void a_match_on_the_screen_moves_nothing(void **state)
{
    struct pager p;

    (void)state;
    start_lines(&p, 300, 10);
    assert_true(search(&p, "line 9"));
    expect_top(&p, 0, 0);
    pager_free(&p);
}

static void a_search_that_fails_moves_nothing(void **state)
{
    struct pager p;

    (void)state;
    start_lines(&p, 300, 10);
    pager_move(&p, LIST_PAGE_DOWN, 1);
    assert_false(search(&p, "nowhere"));
    expect_top(&p, 9, 0);
    assert_false(pager_search_next(&p, true));
    assert_false(search(&p, ""));
    pager_free(&p);
}

/* A body of one line, as it was received, is searched as well: each match in turn. */
static void every_match_of_a_line_is_visited(void **state)
{
    static const size_t forward[] = {5, 30, 60, 5};
    static const size_t backward[] = {60, 30, 5, 60};
    struct pager p;

    (void)state;
    start(&p, "xxxxxneedlexxxxxxxxxxxxxxxxxxxneedlexxxxxxxxxxxxxxxxxxxxxxxxneedle", 3, 20, true);
    assert_true(search(&p, "needle"));
    assert_int_equal(p.match.at, forward[0]);
    for (int i = 1; i < 4; i++) {
        assert_true(pager_search_next(&p, true));
        assert_int_equal(p.match.at, forward[i]);
    }
    for (int i = 0; i < 4; i++) {
        assert_true(pager_search_next(&p, false));
        assert_int_equal(p.match.at, backward[i]);
    }
    pager_free(&p);
}

/* Which of them a match is, is known of the first ones. */
static void many_matches_are_not_all_counted(void **state)
{
    struct pager p;

    (void)state;
    for (int more = 0; more < 2; more++) {
        start_lines(&p, PAGER_HITS + more, 5);
        assert_true(search(&p, "line"));
        assert_int_equal(p.hits, PAGER_HITS + more);
        assert_int_equal(p.place, 1);
        assert_true(pager_search_next(&p, false));
        assert_int_equal(p.match.line, PAGER_HITS + more - 1);
        assert_int_equal(p.place, more ? 0 : PAGER_HITS);
        pager_free(&p);
    }
}

static void a_match_is_scrolled_to_sideways(void **state)
{
    char text[301];
    struct pager p;

    (void)state;
    memset(text, '.', 300);
    memcpy(text + 250, "needle", 6);
    text[300] = '\0';
    start(&p, text, 3, 40, false);
    assert_true(search(&p, "needle"));
    assert_true(p.left <= 250 && 256 <= p.left + 40);
    pager_move_side(&p, -1000);
    assert_true(pager_search_next(&p, true));
    assert_true(p.left <= 250 && 256 <= p.left + 40);
    pager_free(&p);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

static void make_random_text(struct buf *b, uint32_t *seed)
{
    static const char *const parts[] = {"a",
                                        "word ",
                                        "\t",
                                        "\n",
                                        "\r\n",
                                        "é",
                                        "漢",
                                        "漢字",
                                        "e\xcc\x81",
                                        "\xff",
                                        "\xe2\x82",
                                        "\x1b[31m",
                                        "\xf0\x9f\x98\x80",
                                        "\xe2\x80\x8b",
                                        "0123456789"};
    size_t n = next_random(seed) % 200;

    buf_clear(b);
    for (size_t i = 0; i < n; i++)
        buf_append_str(b, parts[next_random(seed) % (sizeof parts / sizeof parts[0])]);
}

/* The rows of a line one after another are the line, and each fits the width. */
static void check_rows(const struct pager *p)
{
    struct pager_row row;
    size_t line = 0, at = 0, steps = 0;
    bool more = pager_first_row(p, &row);

    while (more) {
        size_t len;
        const char *text = layout_line(&p->layout, line, &len);

        assert_int_equal(row.line, line);
        assert_int_equal(row.at, at);
        assert_ptr_equal(row.text, text + at);
        assert_true(row.at + row.len <= len);
        assert_true(row.len > 0 || len == 0);
        if (p->wrap && row.len > 1) {
            struct dtext d;

            dtext_make(&d, row.text, row.len, 0, p->cols, DTEXT_LINE);
            assert_false(d.more);
        }
        at += row.len;
        if (at == len) {
            line++;
            at = 0;
        }
        more = pager_next_row(p, &row);
        assert_true(++steps < 100000);
    }
    assert_int_equal(line, p->layout.n);
}

static void rows_are_the_text_at_any_width(void **state)
{
    uint32_t seed = 42;
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 20);
    for (int i = 0; i < 2000; i++) {
        struct pager p;

        make_random_text(&b, &seed);
        start(&p, b.bytes ? b.bytes : "", 1 + next_random(&seed) % 20,
              1 + (int)(next_random(&seed) % 60), next_random(&seed) % 4 != 0);
        check_rows(&p);
        pager_free(&p);
    }
    buf_free(&b);
}

/* Down to the end and up again, at any width, passes the same rows; the last row is reached. */
static void up_undoes_down(void **state)
{
    uint32_t seed = 4711;
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 20);
    for (int i = 0; i < 300; i++) {
        size_t tops[2000][2], n = 0;
        struct pager_row row;
        struct pager p;

        make_random_text(&b, &seed);
        start(&p, b.bytes ? b.bytes : "", 1 + next_random(&seed) % 5,
              1 + (int)(next_random(&seed) % 30), true);
        do {
            tops[n][0] = p.top;
            tops[n++][1] = p.top_at;
            pager_move(&p, LIST_DOWN, 1);
        } while (p.top != tops[n - 1][0] || p.top_at != tops[n - 1][1]);
        assert_true(pager_first_row(&p, &row));
        for (size_t k = 1; k < p.rows && pager_next_row(&p, &row); k++)
            ;
        assert_false(pager_next_row(&p, &row));
        pager_move(&p, LIST_BOTTOM, 1);
        expect_top(&p, tops[n - 1][0], tops[n - 1][1]);
        while (n-- > 0) {
            expect_top(&p, tops[n][0], tops[n][1]);
            pager_move(&p, LIST_UP, 1);
        }
        expect_top(&p, 0, 0);
        pager_free(&p);
    }
    buf_free(&b);
}

/* Any keys, sizes and searches leave a top that is a row of the text. */
static void no_sequence_breaks_it(void **state)
{
    uint32_t seed = 99;
    struct buf b;
    struct pager p = {.wrap = true};

    (void)state;
    buf_init(&b, 1 << 20);
    for (int i = 0; i < 20000; i++) {
        size_t len;

        switch (next_random(&seed) % 12) {
        case 0:
            make_random_text(&b, &seed);
            pager_set_text(&p, b.bytes ? b.bytes : "", b.len);
            break;
        case 1: pager_set_size(&p, next_random(&seed) % 12, (int)(next_random(&seed) % 30)); break;
        case 2: pager_set_wrap(&p, next_random(&seed) % 2); break;
        case 3: search(&p, "word"); break;
        case 4: pager_search_next(&p, next_random(&seed) % 2); break;
        case 5: pager_move_side(&p, (int)(next_random(&seed) % 40) - 20); break;
        default:
            pager_move(&p, (enum list_move)(next_random(&seed) % 9), next_random(&seed) % 4 + 1);
            break;
        }
        if (!p.layout.n)
            continue;
        assert_true(p.top < p.layout.n);
        layout_line(&p.layout, p.top, &len);
        assert_true(p.top_at == 0 || (p.wrap && p.top_at < len));
    }
    pager_free(&p);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_pager_stays_put),
        cmocka_unit_test(moves_stop_at_both_ends),
        cmocka_unit_test(a_short_text_does_not_scroll),
        cmocka_unit_test(a_long_line_wraps_and_scrolls_by_rows),
        cmocka_unit_test(resizing_keeps_the_place),
        cmocka_unit_test(a_new_text_starts_at_its_top),
        cmocka_unit_test(search_goes_both_ways_and_round),
        cmocka_unit_test(a_match_on_the_screen_moves_nothing),
        cmocka_unit_test(a_search_that_fails_moves_nothing),
        cmocka_unit_test(every_match_of_a_line_is_visited),
        cmocka_unit_test(many_matches_are_not_all_counted),
        cmocka_unit_test(a_match_is_scrolled_to_sideways),
        cmocka_unit_test(rows_are_the_text_at_any_width),
        cmocka_unit_test(up_undoes_down),
        cmocka_unit_test(no_sequence_breaks_it),
    };

    setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests_name("pager", tests, NULL, NULL);
}
