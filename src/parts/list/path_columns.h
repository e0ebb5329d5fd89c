/* Columns of the message list that show what stands at a path of the bodies (:column).
 *
 * They are those of the open queue.  A path is read as filters read it, and written in one way.
 * Bodies are read when their row comes into sight, or all of them once when the list is sorted by
 * such a column; what was read is kept until the rows change: of each value its beginning.  UI
 * thread. */
#pragma once

#include "base/failure/err.h"
#include "base/memory/arena.h"
#include "base/memory/buf.h"
#include "body/json/path.h"

#include <stdint.h>

enum {
    PATH_COLUMNS_MAX = 8,
    PATH_COLUMN_NAME = 200,                                   /* bytes of a path, with the NUL */
    PATH_COLUMNS_BYTES = PATH_COLUMNS_MAX * PATH_COLUMN_NAME, /* of all of them, printed */
    PATH_VALUE_BYTES = 64                                     /* of a value that are kept */
};

struct message_row;

/* In the order in which they come when sorted. */
enum column_kind {
    COLUMN_NULL,
    COLUMN_FALSE,
    COLUMN_TRUE,
    COLUMN_NUMBER,
    COLUMN_STRING,
    COLUMN_OTHER, /* { } or [ ], or a number that is not kept whole */
    COLUMN_ABSENT
};

struct path_value {
    enum column_kind kind;
    bool cut;      /* text is its beginning */
    uint32_t more; /* values at the path behind this one */
    uint32_t len;
    char text[]; /* OUTSIDE bytes; a string without quotes and escapes, others as written */
};

struct path_column {
    char signed_name[PATH_COLUMN_NAME + 1]; /* "-.order.id": what takes it out */
    struct path path;
    const struct path_value **values; /* by row; NULL: not read yet */
    int cols;                         /* that the widest value seen needs */
    bool numbers;                     /* all that were seen are, and one was */
    bool others;                      /* one was seen that is none */
};

struct path_columns {
    struct path_column *items[PATH_COLUMNS_MAX];
    size_t n;
    size_t n_rows;
    struct arena values;
};

void path_columns_free(struct path_columns *c);

/* ".error .code[0]" adds columns, "-.error" takes one out, "off" all.  false: err says why, and
 * nothing has changed. */
bool path_columns_change(struct path_columns *c, const char *text, struct error *err);

/* ".error", as path_append() writes it. */
const char *path_columns_name(const struct path_columns *c, size_t i);

/* Appends all names with a blank between them. */
void path_columns_print(const struct path_columns *c, struct buf *out);

/* There are n rows now, or bodies are others than they were: what was read is forgotten. */
void path_columns_forget(struct path_columns *c, size_t n_rows);

/* The body of row number i is another. */
void path_columns_forget_row(struct path_columns *c, size_t i);

/* Reads what the columns show of row number i, if it was not read. */
void path_columns_read(struct path_columns *c, const struct message_row *row, size_t i);

/* Of a row that was read. */
const struct path_value *path_columns_value(const struct path_columns *c, size_t column, size_t i);

/* Below 0, 0, above 0: numbers as numbers, texts byte by byte.  What is absent has no order. */
int path_value_compare(const struct path_value *a, const struct path_value *b);

/* As a cell: a string without quotes where it cannot be taken for something else; OUTSIDE bytes. */
void path_value_print(const struct path_value *v, char *out, size_t size);

/* The first value at the path of a message, as JSON writes it: for free(); NULL: there is none. */
char *path_columns_copy_json(const struct path *path, const struct message_row *row, size_t *n);
