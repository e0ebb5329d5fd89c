/* What the messages of a list have in common: what is so of all of them is said once, in the title,
 * and has no column.  Found when the view is made, from all rows, so that nothing jumps while one
 * scrolls or filters.  UI thread.
 *
 * What the previews begin with is skipped in the list.  It ends where a value or a word begins, and
 * is found from some rows alone: who draws a row asks whether it begins so.  Rows of another form
 * than most ("v8› ", "gzip› ", text among JSON) do not count. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct message_row;

struct alike {
    bool type;                      /* all have the same, or none has one */
    bool attempts;                  /* all were delivered as often */
    bool lease;                     /* all are held until the same time, or all were peeked */
    int64_t most_attempts;          /* -1: not known of any */
    int64_t oldest_ms;              /* Unix time of the oldest; -1: not known of any */
    int64_t first_deadline_mono_ms; /* of the leases that are not known to be over; -1: none */
    int64_t last_deadline_mono_ms;
    char *begin; /* of the previews; owned; NULL: nothing in common */
    size_t begin_len;
};

/* Frees what was in a.  The first n_pulled of n rows are pulled. */
void alike_find(struct alike *a, const struct message_row *rows, size_t n, size_t n_pulled);
void alike_free(struct alike *a);

/* How much of a preview is skipped: 0 or begin_len. */
size_t alike_skip(const struct alike *a, const char *preview);
