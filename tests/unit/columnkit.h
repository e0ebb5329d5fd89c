/* A queue that is open, with bodies of one's own, for the tests of columns and of what is done with
 * values. */
#pragma once

#include "tests/unit/list_orderkit.h"

/* Bodies until NULL; ids are m0, m1 and so on. */
static inline void columnkit_fill(struct kit *k, const char *const *bodies)
{
    struct request *r = kit_open(k, OP_PEEK, NULL);
    struct batch *b;
    size_t n = 0;

    while (bodies[n])
        n++;
    b = kit_make_batch(k, r, n, "m");
    for (size_t i = 0; i < n; i++) {
        b->items[i].body = bodies[i];
        b->items[i].body_len = strlen(bodies[i]);
        b->items[i].type = CONTENT_JSON;
    }
    kit_batch(k, r, b);
}

static inline void columnkit_open(struct kit *k, const char *const *bodies)
{
    kit_ready(k, 3);
    kit_press(k, "Enter");
    columnkit_fill(k, bodies);
}

static inline void columnkit_type(struct kit *k, const char *line)
{
    kit_press(k, ":");
    kit_type(k, line, false);
    kit_press(k, "Enter");
}

/* What the column shows of the row of the view. */
static inline const char *columnkit_cell(const struct kit *k, size_t column, size_t row)
{
    const struct messages *m = &k->app->messages;
    static char text[300];

    path_value_print(path_columns_value(&m->columns, column, (size_t)(m->view[row] - m->rows)),
                     text, sizeof(text));
    return text;
}

/* The paths shown, with a blank between them. */
static inline const char *columnkit_columns(const struct kit *k)
{
    static char text[PATH_COLUMNS_BYTES];
    struct buf b;

    buf_init(&b, sizeof(text) - 1);
    path_columns_print(&k->app->messages.columns, &b);
    snprintf(text, sizeof(text), "%s", b.len ? b.bytes : "");
    buf_free(&b);
    return text;
}
