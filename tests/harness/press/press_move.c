#include "tests/harness/press/press.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_ROWS = 21, ROW_BYTES = 512, SIDE_COLS = 8, SCREEN_ROWS = 24 };

/* The rows of a pager as they stand on the screen. */
struct rows {
    int n;
    char text[MAX_ROWS][ROW_BYTES];
};

/* Below the title; the footer is the last row of the screen. */
static void read_rows(const struct press *p, struct rows *out)
{
    *out = (struct rows){.n = p->place->rows};
    for (int y = 0; y < out->n; y++)
        snprintf(out->text[y], ROW_BYTES, "%s", term_row(p->t, SCREEN_ROWS - 1 - out->n + y));
}

/* b shows a moved down by that many rows, and not for want of rows that differ. */
static bool is_moved(const struct rows *a, const struct rows *b, int by)
{
    const struct rows *above = by < 0 ? b : a, *below = by < 0 ? a : b;
    int step = abs(by);

    if (!memcmp(a, b, sizeof(*a)))
        return false;
    for (int y = 0; y + step < a->n; y++)
        if (strcmp(above->text[y + step], below->text[y]) != 0)
            return false;
    return true;
}

static void settle_keys(const struct press *p, const char *keys)
{
    term_keys(p->t, keys);
    term_settle(p->t);
}

/* Rows that the step is to move by, as the table of keys says in words. */
static int find_distance(const struct press *p)
{
    int by = abs(p->step->by), rows = p->place->rows;
    int n = by == BY_HALF ? rows / 2 : by == BY_PAGE ? rows - 1 : by;

    return p->step->by < 0 ? -n : n;
}

struct expected {
    const struct press *p;
    const struct rows *from, *same; /* same: the very rows that are to be there; NULL: moved by */
    int by;
};

static bool has_come(struct term *t, void *arg)
{
    const struct expected *e = arg;
    struct rows rows;

    (void)t;
    read_rows(e->p, &rows);
    return e->same ? !memcmp(&rows, e->same, sizeof(rows)) : is_moved(e->from, &rows, e->by);
}

/* Both ends of the text, from where it stands at the first; it is left at the end to move from. */
static void find_ends(const struct press *p, struct rows *top, struct rows *bottom)
{
    read_rows(p, top);
    settle_keys(p, "G");
    read_rows(p, bottom);
    settle_keys(p, "Down");
    assert_true(has_come(p->t, &(struct expected){.p = p, .same = bottom}));
    if (p->step->by > 0)
        settle_keys(p, "g");
}

/* Frozen, so that nothing that comes from the server moves the rows meanwhile. */
static void move_pager(const struct press *p)
{
    struct rows top, bottom;
    struct expected e = {.p = p, .by = find_distance(p)};

    settle_keys(p, "Z");
    find_ends(p, &top, &bottom);
    e.from = p->step->by > 0 ? &top : &bottom;
    if (abs(p->step->by) == BY_ALL)
        e.same = p->step->by > 0 ? &bottom : &top;
    assert_true(has_come(p->t, &(struct expected){.p = p, .same = e.from}));
    assert_false(has_come(p->t, &e));
    term_keys(p->t, p->key);
    term_wait_until(p->t, has_come, &e, "the rows to move");
    settle_keys(p, "Z");
}

/* The number of the selected row: the queues' title says it, the ids of the messages hold it. */
static int find_selected(const struct press *p)
{
    bool queues = p->place->at == AT_QUEUES;
    struct screen_point at;
    const char *row;

    if (!term_find_text(p->t, queues ? "1 Queues .* row [0-9]+" : "^>[ *]L.* m[0-9]{7} ", &at))
        return -1;
    row = term_row(p->t, at.row);
    return queues ? (int)strtol(strstr(row, " row ") + 5, NULL, 10)
                  : (int)strtol(strstr(row, " m0") + 2, NULL, 10) / 10000;
}

struct selected {
    const struct press *p;
    int row;
};

static bool is_selected(struct term *t, void *arg)
{
    const struct selected *s = arg;

    (void)t;
    return find_selected(s->p) == s->row;
}

static void move_list(const struct press *p)
{
    bool down = p->step->by > 0;
    int start = down ? 1 : p->place->last, by = find_distance(p);
    struct selected s = {p, start};

    term_keys(p->t, down ? "g" : "G");
    term_wait_until(p->t, is_selected, &s, "the row to start from");
    s.row = abs(p->step->by) == BY_ALL ? p->place->last + 1 - start : start + by;
    term_keys(p->t, p->key);
    term_wait_until(p->t, is_selected, &s, "the row to move to");
}

void press_move(const struct press *p)
{
    (p->place->needle ? move_pager : move_list)(p);
}

/* Unwrapped rows begin a few columns later. */
static bool is_scrolled(const struct rows *a, const struct rows *b)
{
    for (int y = 0; y < a->n; y++) {
        size_t n = strlen(a->text[y]), skip = n < SIDE_COLS ? n : SIDE_COLS;
        size_t same = n - skip < 80 - SIDE_COLS ? n - skip : 80 - SIDE_COLS;

        if (strncmp(a->text[y] + skip, b->text[y], same) != 0)
            return false;
    }
    return memcmp(a, b, sizeof(*a)) != 0;
}

static bool has_scrolled(struct term *t, void *arg)
{
    const struct expected *e = arg;
    struct rows rows;

    (void)t;
    read_rows(e->p, &rows);
    return is_scrolled(e->from, &rows);
}

void press_move_side(const struct press *p)
{
    struct rows first;
    struct expected e = {.p = p, .from = &first, .same = &first};
    bool right = p->step->by > 0;

    settle_keys(p, "Z w");
    read_rows(p, &first);
    if (!right)
        settle_keys(p, "l");
    term_keys(p->t, p->key);
    term_wait_until(p->t, right ? has_scrolled : has_come, &e, "the rows to scroll sideways");
    settle_keys(p, "w Z");
}

/* Background and underline tell the match at hand from the others: all of a cell but its text. */
static bool is_match(struct screen_cell c)
{
    return c.bg.kind == SCREEN_COLOUR_INDEX && c.bg.index == 117;
}

/* The match at hand: its row of text, and where it stands in it. */
static bool find_match(const struct press *p, char text[ROW_BYTES], int *col)
{
    for (int y = SCREEN_ROWS - 1 - p->place->rows; y < SCREEN_ROWS - 1; y++)
        for (*col = 0; *col < 80; ++*col)
            if (is_match(term_cell(p->t, y, *col))) {
                snprintf(text, ROW_BYTES, "%s", term_row(p->t, y));
                return true;
            }
    return false;
}

static void search_for(const struct press *p, const char *key)
{
    char keys[80];

    snprintf(keys, sizeof(keys), "%s C-u text:%s Enter", key, p->place->needle);
    settle_keys(p, keys);
}

void press_search(const struct press *p)
{
    char text[ROW_BYTES];
    int col;

    settle_keys(p, "Z");
    assert_false(find_match(p, text, &col));
    term_keys(p->t, p->key);
    term_wait_text(p->t, "^ /[a-z]*$");
    search_for(p, "C-u");
    if (!find_match(p, text, &col))
        term_fail(p->t, "no match is marked");
    assert_int_equal(strncmp(text + col, p->place->needle, strlen(p->place->needle)), 0);
    settle_keys(p, "Z");
}

static bool is_elsewhere(const struct press *p, const char *text, int col)
{
    char other[ROW_BYTES];
    int at;

    if (!find_match(p, other, &at))
        term_fail(p->t, "no match is marked");
    return at != col || strcmp(text, other) != 0;
}

/* On to the next match, and back to the one before with the other key. */
void press_search_on(const struct press *p)
{
    char text[ROW_BYTES];
    int col;

    settle_keys(p, "Z");
    search_for(p, "/");
    if (!find_match(p, text, &col))
        term_fail(p->t, "no match is marked");
    if (p->step->by > 0) {
        settle_keys(p, p->key);
        assert_true(is_elsewhere(p, text, col));
    } else {
        settle_keys(p, "n");
        assert_true(is_elsewhere(p, text, col));
        settle_keys(p, p->key);
        assert_false(is_elsewhere(p, text, col));
    }
    settle_keys(p, "Z");
}
