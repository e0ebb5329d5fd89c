/* The columns that queues and messages can be ordered by.
 *
 * What is unknown comes last in both directions; of equals queues are in order of name, and
 * messages the oldest first, then by id, so that an order never depends on the one before.  UI
 * thread. */
#pragma once

#include "base/os/clock.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct queue_row;
struct message_row;
struct path_columns;

enum queue_column {
#define QUEUE_COLUMN(id, ...) QUEUE_##id,
#define QUEUE_ORDER(id, ...)  QUEUE_##id,
#include "parts/queues/queue_columns.def"
    QUEUE_COLUMNS
};

enum message_column {
#define MESSAGE_COLUMN(id, ...) MESSAGE_##id,
#define MESSAGE_ORDER(id, ...)  MESSAGE_##id,
#include "parts/list/message_columns.def"
    MESSAGE_COLUMNS
};

struct order {
    int column;
    bool descending;
};

struct sort_column {
    char key; /* in the menu */
    const char *name;
    const char *hint; /* what comes first, in its own direction */
    bool descending;  /* its own direction: the one it starts with */
    bool measured;    /* changes with every measurement */
};

struct sort_columns {
    const struct sort_column *items;
    int n;
    int first; /* the one that a list starts with */
};

const struct sort_columns *sort_queue_columns(void);
const struct sort_columns *sort_message_columns(void);

/* Column in its own direction. */
struct order sort_order(const struct sort_columns *columns, int column);

/* Puts n rows in order; equals stay as they are.  Returns how many have an unknown value. */
size_t sort_queues(struct queue_row **rows, size_t n, struct order order,
                   const struct instant *now);

/* A column behind those of the table is one of paths, whose values were read; all: row 0 of them.
 */
size_t sort_messages(struct message_row **rows, size_t n, struct order order,
                     const struct path_columns *paths, const struct message_row *all);
