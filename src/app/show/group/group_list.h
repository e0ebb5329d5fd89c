/* Messages in groups, the most frequent first: made anew from a view of them, in one pass.  Pure.
 */
#pragma once

#include "app/show/group/group_kinds.h"
#include "parts/list/messages.h"
#include "parts/queues/prospect.h"

enum grouping { GROUPING_OFF, GROUPING_ERROR, GROUPING_SHAPE, GROUPING_COUNT };

enum { GROUP_NONE_TEXT = 100 };

struct group {
    uint64_t key;
    const char *text; /* borrowed; may hold OUTSIDE bytes */
    size_t shared;    /* so much of it other groups begin with as well */
    bool is_named;    /* it has an error, or is grouped by shape */
    size_t n;
    size_t first;                 /* row of the view */
    size_t at;                    /* where its rows begin in rows[] of the list */
    uint64_t said;                /* that all of them said; 0: not one and the same */
    int64_t oldest_ms, newest_ms; /* Unix time; -1: not known */
    size_t n_limits;              /* those of which it is known how near they are to their last */
    size_t at_limit;              /* of these: attempts are at their limit, as the list says it */
    size_t at_end;                /* of these: the next failure is the last for sure */
};

struct group_list {
    struct group *items;
    size_t n;
    uint32_t *of_row; /* the group of each row of the view */
    uint32_t *kinds;  /* of each row, in group_kinds */
    uint32_t *rows;   /* of the view, group by group */
    size_t n_rows;
    char none_text[GROUP_NONE_TEXT]; /* what the messages without an error are called */
};

/* Of what is grouped. */
struct group_source {
    const struct messages *messages;
    struct group_kinds *kinds;
    const struct queue *queue; /* NULL: not known */
    enum grouping by;
};

/* A time that can be: others are counted for none. */
static inline bool group_knows_time(int64_t ms)
{
    return ms >= 0 && ms <= INT64_MAX / 4;
}

uint64_t group_list_key(enum grouping by, const struct group_kind *kind);

/* Takes the place of what was there. */
void group_list_make(struct group_list *l, const struct group_source *from);
void group_list_free(struct group_list *l);

/* The place of the group with that key; n: there is none. */
size_t group_list_find(const struct group_list *l, uint64_t key);
