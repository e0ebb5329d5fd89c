/* Folding, and the cursor of a value. */
#include "parts/pager/pager.h"

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

static void start(struct pager *p, const char *json, size_t rows, int cols)
{
    struct body b = {.form = BODY_JSON, .bytes = (char *)(uintptr_t)json, .len = strlen(json)};
    struct layout layout;

    pager_set_size(p, rows, cols);
    layout_make(&layout, &b, LAYOUT_AUTO);
    pager_set_layout(p, &layout);
}

/* The lines on the screen by their numbers, the cursor's in brackets, a folded one with a +. */
static void expect_rows(const struct pager *p, const char *expected)
{
    char seen[400] = "";
    struct pager_row row;
    bool more = pager_first_row(p, &row);
    size_t n = 0;

    for (size_t i = 0; more && i < p->rows; i++, more = pager_next_row(p, &row)) {
        const char *fold = pager_is_folded(p, row.line) ? "+" : "";
        bool at = row.line == p->cursor;

        n += (size_t)snprintf(seen + n, sizeof(seen) - n, "%s%s%zu%s%s", i ? " " : "",
                              at ? "[" : "", row.line, fold, at ? "]" : "");
    }
    assert_string_equal(seen, expected);
}

/* Lines: a opens 1, its object 4 to 6, a closes 7; b 8 to 12 with k 9 to 11; c 13 to 17, end 18. */
static const char nested[] = "{\"a\":[1,2,{\"x\":[]}],\"b\":{\"k\":{\"m\":1}},\"c\":[{\"d\":2}]}";

static void a_fold_hides_what_is_inside(void **state)
{
    struct pager p = {0};

    (void)state;
    start(&p, nested, 30, 40);
    expect_rows(&p, "[0] 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18");
    pager_move(&p, LIST_DOWN, 1);
    assert_true(pager_toggle_fold(&p));
    expect_rows(&p, "0 [1+] 8 9 10 11 12 13 14 15 16 17 18");
    pager_move(&p, LIST_DOWN, 1);
    expect_rows(&p, "0 1+ [8] 9 10 11 12 13 14 15 16 17 18");
    pager_move(&p, LIST_UP, 1);
    assert_true(pager_toggle_fold(&p));
    expect_rows(&p, "0 [1] 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18");
    /* On an item: what it stands in. */
    pager_move(&p, LIST_DOWN, 2);
    assert_true(pager_toggle_fold(&p));
    expect_rows(&p, "0 [1+] 8 9 10 11 12 13 14 15 16 17 18");
    pager_move(&p, LIST_TOP, 1);
    assert_true(pager_toggle_fold(&p));
    expect_rows(&p, "[0+]");
    pager_move(&p, LIST_BOTTOM, 1);
    expect_rows(&p, "[0+]");
    /* What was folded within stays so. */
    assert_true(pager_toggle_fold(&p));
    expect_rows(&p, "[0] 1+ 8 9 10 11 12 13 14 15 16 17 18");
    pager_free(&p);
}

static void levels_fold_all_over(void **state)
{
    struct pager p = {0};

    (void)state;
    start(&p, nested, 30, 40);
    assert_true(pager_step_level(&p, -1));
    expect_rows(&p, "[0] 1 2 3 4+ 7 8 9+ 12 13 14+ 17 18");
    assert_true(pager_step_level(&p, -1));
    expect_rows(&p, "[0] 1+ 8+ 13+ 18");
    assert_false(pager_step_level(&p, -1));
    expect_rows(&p, "[0] 1+ 8+ 13+ 18");
    assert_true(pager_step_level(&p, 5));
    expect_rows(&p, "[0] 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18");
    assert_int_equal(p.level, 0);
    /* The next body is folded like this one. */
    pager_step_level(&p, -2);
    start(&p, "[[1],[2]]", 30, 40);
    expect_rows(&p, "[0] 1+ 4+ 7");
    pager_free(&p);
}

static void left_and_right_fold_and_go_out(void **state)
{
    struct pager p = {0};

    (void)state;
    start(&p, nested, 30, 40);
    pager_move(&p, LIST_ROW, 11);
    expect_rows(&p, "0 1 2 3 4 5 6 7 8 9 [10] 11 12 13 14 15 16 17 18");
    pager_go_left(&p, 8);
    assert_int_equal(p.cursor, 9);
    pager_go_left(&p, 8);
    expect_rows(&p, "0 1 2 3 4 5 6 7 8 [9+] 12 13 14 15 16 17 18");
    pager_go_left(&p, 8);
    assert_int_equal(p.cursor, 8);
    pager_move(&p, LIST_DOWN, 1);
    pager_go_right(&p, 8);
    expect_rows(&p, "0 1 2 3 4 5 6 7 8 [9] 10 11 12 13 14 15 16 17 18");
    /* There is nothing to unfold: the text moves, and comes back first. */
    pager_go_right(&p, 8);
    assert_int_equal(p.left, 8);
    pager_go_left(&p, 8);
    assert_int_equal(p.left, 0);
    assert_int_equal(p.cursor, 9);
    pager_free(&p);
}

static void a_match_is_unfolded(void **state)
{
    struct pager p = {0};

    (void)state;
    start(&p, nested, 30, 40);
    pager_toggle_fold(&p);
    assert_true(search(&p, "\"m\""));
    expect_rows(&p, "0 1 2 3 4 5 6 7 8 9 [10] 11 12 13 14 15 16 17 18");
    pager_free(&p);
}

static void the_view_follows_the_cursor(void **state)
{
    struct pager p = {0};

    (void)state;
    start(&p, nested, 4, 40);
    pager_move(&p, LIST_DOWN, 4);
    expect_rows(&p, "1 2 3 [4]");
    pager_move(&p, LIST_UP, 3);
    expect_rows(&p, "[1] 2 3 4");
    pager_move(&p, LIST_PAGE_DOWN, 1);
    expect_rows(&p, "[4] 5 6 7");
    pager_move(&p, LIST_BOTTOM, 1);
    expect_rows(&p, "15 16 17 [18]");
    pager_move(&p, LIST_PAGE_UP, 1);
    expect_rows(&p, "12 13 14 [15]");
    pager_scroll(&p, -3);
    expect_rows(&p, "9 10 11 [12]");
    pager_scroll(&p, 30);
    expect_rows(&p, "[15] 16 17 18");
    pager_move(&p, LIST_HALF_DOWN, 1);
    expect_rows(&p, "15 16 17 [18]");
    assert_true(pager_select_row(&p, 1));
    expect_rows(&p, "15 [16] 17 18");
    assert_false(pager_select_row(&p, 9));
    pager_free(&p);
}

/* A string that is longer than the view is read through by the same key. */
static void a_long_line_is_scrolled_through(void **state)
{
    struct pager p = {.wrap = true};
    char json[200] = "[\"";

    (void)state;
    memset(json + 2, 'x', 100);
    memcpy(json + 102, "\",1]", 5);
    start(&p, json, 3, 11);
    pager_move(&p, LIST_DOWN, 1);
    assert_int_equal(p.cursor, 1);
    assert_int_equal(p.top, 1);
    assert_int_equal(p.top_at, 0);
    for (size_t i = 1; i <= 8; i++) {
        pager_move(&p, LIST_DOWN, 1);
        assert_int_equal(p.cursor, 1);
        assert_int_equal(p.top_at, i * 10);
    }
    pager_move(&p, LIST_DOWN, 1);
    assert_int_equal(p.cursor, 2);
    pager_move(&p, LIST_UP, 1);
    assert_int_equal(p.cursor, 1);
    pager_free(&p);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

static void append_random(struct buf *out, uint32_t *seed, int depth)
{
    uint32_t n = next_random(seed) % 5;

    if (depth > 5 || next_random(seed) % 3 == 0) {
        buf_print(out, "\"%.*s\"", (int)(next_random(seed) % 60),
                  "0123456789 word 0123456789 word 0123456789 word 0123456789 word");
        return;
    }
    buf_append_byte(out, '[');
    for (uint32_t i = 0; i < n; i++) {
        buf_append_str(out, i ? "," : "");
        append_random(out, seed, depth + 1);
    }
    buf_append_byte(out, ']');
}

/* Down through all rows passes each line that is not folded away once, in order; up the same. */
static void check_walk(const struct pager *p)
{
    size_t lines[4000], n = 0;
    struct pager walk = *p;

    walk.rows = 1;
    walk.top = walk.top_at = walk.cursor = 0;
    do {
        lines[n++] = walk.top;
        pager_scroll(&walk, 1);
    } while (walk.top != lines[n - 1] || (n > 1 && walk.top_at && n < 3999));
    for (size_t i = 1; i < n; i++)
        assert_true(lines[i] >= lines[i - 1]);
    while (walk.top || walk.top_at) {
        size_t before = walk.top;

        pager_scroll(&walk, -1);
        assert_true(walk.top <= before);
        assert_true(n-- > 0);
    }
}

/* Whatever is pressed, cursor and top are lines that are not folded away, and the cursor is in the
 * view. */
static void no_sequence_loses_the_cursor(void **state)
{
    struct pager p = {0};
    uint32_t seed = 7;

    (void)state;
    for (int round = 0; round < 300; round++) {
        struct buf json;

        buf_init(&json, 1 << 20);
        buf_append_byte(&json, '[');
        append_random(&json, &seed, 0);
        buf_append_byte(&json, ']');
        p.wrap = next_random(&seed) % 2;
        start(&p, json.bytes, 1 + next_random(&seed) % 12, 2 + (int)(next_random(&seed) % 40));
        for (int i = 0; i < 60; i++) {
            struct pager_row row;
            bool more, found = false;

            switch (next_random(&seed) % 9) {
            case 0: pager_toggle_fold(&p); break;
            case 1: pager_step_level(&p, next_random(&seed) % 2 ? 1 : -1); break;
            case 2: pager_go_left(&p, 8); break;
            case 3: pager_go_right(&p, 8); break;
            case 4: pager_scroll(&p, (int)(next_random(&seed) % 9) - 4); break;
            case 5: search(&p, "word"); break;
            case 6: pager_set_size(&p, 1 + next_random(&seed) % 12, p.cols); break;
            default:
                pager_move(&p, (enum list_move)(next_random(&seed) % 9),
                           1 + next_random(&seed) % 3);
                break;
            }
            for (size_t up = p.layout.tree[p.cursor].parent; up != TREE_NONE;
                 up = p.layout.tree[up].parent)
                assert_false(p.folded[up]);
            more = pager_first_row(&p, &row);
            for (size_t k = 0; more && k < p.rows; k++, more = pager_next_row(&p, &row))
                found = found || row.line == p.cursor;
            assert_true(found);
        }
        if (p.layout.n < 1000)
            check_walk(&p);
        buf_free(&json);
    }
    pager_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fold_hides_what_is_inside),
        cmocka_unit_test(levels_fold_all_over),
        cmocka_unit_test(left_and_right_fold_and_go_out),
        cmocka_unit_test(a_match_is_unfolded),
        cmocka_unit_test(the_view_follows_the_cursor),
        cmocka_unit_test(a_long_line_is_scrolled_through),
        cmocka_unit_test(no_sequence_loses_the_cursor),
    };

    return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
