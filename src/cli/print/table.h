/* An aligned table for people: a head, rows, columns as wide as their widest cell, two blanks
 * between.
 *
 * Cells are made safe as they are added.  The last column is never padded.  Nothing is cut where
 * the output is no terminal: grep has to find what is there.  What is longer than its column may be
 * stands out of it then, so that it does not widen every other row. */
#pragma once

#include "cli/print/output.h"

struct table_column {
    const char *title;
    bool right;   /* numbers */
    int max_cols; /* longer text is cut and ends with an ellipsis; 0: never cut.  For terminals */
};

struct table_cell {
    char *text; /* owned, safe */
    int cols;
};

struct table {
    const struct table_column *columns; /* borrowed */
    size_t n_columns;
    struct output *output;    /* borrowed */
    bool whole;               /* it is no terminal */
    struct table_cell *cells; /* row after row, the head first */
    size_t n_cells;
};

void table_init(struct table *t, struct output *o, const struct table_column *columns,
                size_t n_columns);

/* The next cell, row after row; NULL and "" are shown as "-". */
void table_add(struct table *t, const char *text);
void table_add_bytes(struct table *t, const char *bytes, size_t n);

/* Writes all rows, and frees the table's contents. */
void table_finish(struct table *t);
