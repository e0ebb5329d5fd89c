/* A column of help: entries wrapped between words.  Pure; the holder owns the rows. */
#pragma once

#include "app/show/help/help_entry.h"

enum { HELP_ROW_BYTES = 500, HELP_ROW_SPANS = 3 };

struct help_row_span {
    size_t at, len;
    enum role role;
};

struct help_row {
    char s[HELP_ROW_BYTES];
    size_t len;
    int cols;
    struct help_row_span spans[HELP_ROW_SPANS];
    size_t n_spans;
    int entry; /* index, -1: none */
};

struct help_column {
    int cols;
    int head_cols; /* of a head that has its text beside it */
    struct help_row *rows;
    size_t n;
};

/* Heads of at most a fourth of the columns, of many columns a third, stand beside their texts,
 * which begin below each other. */
void help_column_start(struct help_column *c, int cols);
void help_column_fit(struct help_column *c, const struct help_entry *entry);
void help_column_free(struct help_column *c);

void help_column_add_blank(struct help_column *c);
void help_column_add_title(struct help_column *c, const char *title);
void help_column_add(struct help_column *c, const struct help_entry *entry, int index);
