/* An aligned table for people: a head, rows, columns as wide as their widest cell, two blanks
 * between.
 *
 * Cells are made safe as they are added.  The last column is never padded. */
#pragma once

#include "cli/output.h"

struct table_column {
    const char *title;
    bool right;   /* numbers */
    int max_cols; /* longer text is cut and ends with an ellipsis; 0: never cut */
};

struct table_cell {
    char *text; /* owned, safe */
    int cols;
};

struct table {
    const struct table_column *columns; /* borrowed */
    size_t n_columns;
    struct table_cell *cells; /* row after row, the head first */
    size_t n_cells;
};

void table_init(struct table *t, const struct table_column *columns, size_t n_columns);

/* The next cell, row after row; NULL and "" are shown as "-". */
void table_add(struct table *t, const char *text);
void table_add_bytes(struct table *t, const char *bytes, size_t n);

/* Writes all rows, and frees the table's contents. */
void table_finish(struct table *t, struct output *o);
