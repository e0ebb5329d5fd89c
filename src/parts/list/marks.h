/* Which messages of the open queue are marked: by message id, so that a mark survives a new peek or
 * a pull.  A message without an id cannot be marked.  Pure.
 *
 * A range runs from its anchor to the selected row and follows the cursor until it is ended.  Rows
 * are those of the view: what a filter hides is neither counted nor acted on, and its mark waits.
 */
#pragma once

#include "parts/list/messages.h"

#include <stdbool.h>

struct marks {
    struct string_map ids; /* its values are copies of the ids */
    char *anchor;          /* message id where a range began; NULL: no range */
};

void marks_free(struct marks *m);

bool marks_has(const struct marks *m, const char *id);
void marks_add(struct marks *m, const char *id);
/* The n rows from row on, or as many as there are; those without an id are left out. */
void marks_add_rows(struct marks *m, const struct messages *messages, size_t row, size_t n);
void marks_remove(struct marks *m, const char *id);

/* Begins a range at the selected row. */
void marks_begin_range(struct marks *m, const struct messages *messages);
/* Marks what the range covers; no-op when there is none. */
void marks_end_range(struct marks *m, const struct messages *messages);
void marks_drop_range(struct marks *m);

/* The row is marked, or covered by the range. */
bool marks_has_row(const struct marks *m, const struct messages *messages, size_t row);
size_t marks_count(const struct marks *m, const struct messages *messages);

/* Drops the marks of messages that have no row any more. */
void marks_settle(struct marks *m, const struct messages *messages);
