/* A table: which of its columns fit into a width and how wide each is, its heading, its rows. */
#pragma once

#include "ui/term/draw/draw.h"

#include <stdint.h>

enum { TABLE_DROPPED = -1 };

struct column {
    const char *title; /* may hold OUTSIDE bytes */
    int width;         /* 0: takes what is left, at least min; TABLE_DROPPED: is not there; after
                          table_fit() what it has, 0: no room */
    int min;           /* of the one with width 0 */
    int keep;          /* when room is short the smallest goes first; 0 never goes */
    enum draw_align align;
    int gap; /* blanks before it */
};

struct table {
    struct column *columns; /* a copy of one's own, for table_fit() */
    int n;
    int left;   /* screen columns before the first: marks of the row */
    int sorted; /* the column the rows are in order of, from 1; 0: none */
    bool descending;
};

struct cell {
    enum role role;
    char text[512]; /* may hold OUTSIDE bytes */
};

void cell_set(struct cell *c, enum role role, const char *text);

/* Fits the columns of a table into cols screen columns. */
void table_fit(struct table *t, int cols);

/* The column that has column col of the screen, -1: none. */
int table_find(const struct table *t, int col);

/* Where column i of the table stands on the screen; -1: it has no room. */
int table_place(const struct table *t, int i);

/* The heading; the sorted column's has an arrow. */
void table_draw_head(const struct table *t, struct rect r, int row);

/* As theme_select(), but on the bar what warns of nothing is one colour: each change of colours
 * costs 30 bytes at every key. */
enum role table_role(enum role role, bool bar);

/* A size in that column, if it has room: the digits of all rows in line, and behind them the unit,
 * dim.  bytes below 0: not known. */
enum { TABLE_DIGITS = 4, TABLE_SIZE_COLS = TABLE_DIGITS + 3 };
void table_draw_size(const struct table *t, int column, struct rect r, int row, enum role role,
                     int64_t bytes, bool bar);

/* One row with cells[t->n]; the selected one has a marker, and a bar where its pane is focused. */
void table_draw_row(const struct table *t, struct rect r, int row, const struct cell *cells,
                    bool selected, bool focused);
