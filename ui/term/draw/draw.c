#include "ui/term/draw/draw.h"

#include "base/text/cut.h"
#include "base/text/dtext.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

/* A run of cells on the screen. */
struct run {
    int row, col, cols;
    int cut; /* columns of it that lie left of the clipping rectangle */
};

/* false when nothing of it is visible. */
static bool clip_run(struct rect r, int row, int col, int cols, struct run *run)
{
    struct rect screen = {0, 0, getmaxy(stdscr), getmaxx(stdscr)};
    struct rect all = rect_make(r.row + row, r.col + col, 1, cols);
    struct rect seen = rect_clip(all, rect_clip(r, screen));

    *run = (struct run){seen.row, seen.col, seen.cols, seen.col - all.col};
    return !rect_is_empty(seen);
}

static int put_text(struct rect r, int row, int col, enum role role, const char *s, size_t n,
                    int skip_cols, enum dtext_style style)
{
    struct dtext text;
    struct run run;

    if (skip_cols < 0)
        skip_cols = 0;
    /* All that can be seen from col on, wherever it starts. */
    if (!clip_run(r, row, col, r.cols + (col < 0 ? -col : 0), &run))
        return 0;
    dtext_make(&text, s, n, skip_cols + run.cut, run.cols, style);
    attrset((int)theme_attr(role));
    mvaddnstr(run.row, run.col, text.s, text.len);
    attrset(A_NORMAL);
    return run.cut + text.cols;
}

int draw_text(struct rect r, int row, int col, enum role role, const char *s)
{
    return put_text(r, row, col, role, s, strlen(s), 0, DTEXT_LINE);
}

int draw_bytes(struct rect r, int row, int col, enum role role, const char *s, size_t n,
               int skip_cols)
{
    return put_text(r, row, col, role, s, n, skip_cols, DTEXT_LINE);
}

void draw_cell(struct rect r, int row, int col, int width, enum draw_align align, enum role role,
               const char *s)
{
    struct dtext cell;
    int lead;

    if (width <= 0)
        return;
    draw_fill(r, row, col, width, role);
    if (align == DRAW_MIDDLE)
        cut_middle(&cell, s, width);
    else
        dtext_make_cell(&cell, s, width);
    lead = align == DRAW_RIGHT && cell.cols < width ? width - cell.cols : 0;
    put_text(r, row, col + lead, role, cell.s, (size_t)cell.len, 0, DTEXT_CELL);
}

void draw_glyph(struct rect r, int row, int col, enum role role, enum glyph g)
{
    draw_text(r, row, col, role, glyph(g));
}

void draw_fill(struct rect r, int row, int col, int cols, enum role role)
{
    struct run run;

    if (clip_run(r, row, col, cols, &run))
        mvhline(run.row, run.col, (chtype)' ' | theme_attr(role), run.cols);
}

void draw_clear_role(struct rect r, enum role role)
{
    for (int row = 0; row < r.rows; row++)
        draw_fill(r, row, 0, r.cols, role);
}

void draw_clear(struct rect r)
{
    draw_clear_role(r, ROLE_TEXT);
}

static void make_sign(cchar_t *sign, enum glyph g, enum role role)
{
    wchar_t text[2] = {L' ', 0};
    attr_t attr = theme_attr(role);

    mbtowc(text, glyph(g), strlen(glyph(g)));
    setcchar(sign, text, attr & ~(attr_t)A_COLOR, (short)PAIR_NUMBER(attr), NULL);
}

void draw_rule(struct rect r, int row, enum role role, bool heavy)
{
    struct run run;
    cchar_t sign;

    if (!clip_run(r, row, 0, r.cols, &run))
        return;
    make_sign(&sign, heavy ? GLYPH_RULE_HEAVY : GLYPH_RULE, role);
    mvhline_set(run.row, run.col, &sign, run.cols);
}

void draw_vertical(struct rect r, int col, enum role role, bool heavy)
{
    struct run run;
    cchar_t sign;

    make_sign(&sign, heavy ? GLYPH_VERTICAL_HEAVY : GLYPH_VERTICAL, role);
    for (int row = 0; row < r.rows; row++)
        if (clip_run(r, row, col, 1, &run))
            mvhline_set(run.row, run.col, &sign, 1);
}

void draw_veil(struct rect r, enum role role)
{
    attr_t attr = theme_attr(role);
    struct run run;

    for (int row = 0; row < r.rows; row++)
        if (clip_run(r, row, 0, r.cols, &run))
            mvchgat(run.row, run.col, run.cols, attr & ~(attr_t)A_COLOR, (short)PAIR_NUMBER(attr),
                    NULL);
}

void draw_box(struct rect r, enum role role)
{
    draw_rule(r, 0, role, true);
    draw_rule(r, r.rows - 1, role, true);
    draw_vertical(r, 0, role, true);
    draw_vertical(r, r.cols - 1, role, true);
    draw_glyph(r, 0, 0, role, GLYPH_TOP_LEFT);
    draw_glyph(r, 0, r.cols - 1, role, GLYPH_TOP_RIGHT);
    draw_glyph(r, r.rows - 1, 0, role, GLYPH_BOTTOM_LEFT);
    draw_glyph(r, r.rows - 1, r.cols - 1, role, GLYPH_BOTTOM_RIGHT);
}

int draw_measure(const char *s)
{
    struct dtext text;

    dtext_make(&text, s, strlen(s), 0, DTEXT_COLS, DTEXT_LINE);
    return text.cols;
}
