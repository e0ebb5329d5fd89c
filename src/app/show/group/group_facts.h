/* What the messages of one group have in common: the verdict below the list of groups.  Found when
 * the group or its messages change, not at each frame.  Pure.
 *
 * Bodies are read again for two of the facts; of a large group only the first are, and of the other
 * messages as many. */
#pragma once

#include "app/show/group/group_list.h"
#include "body/compare/contrast.h"

enum {
    FACTS_TEXT = 200,
    FACTS_BODIES = 200,    /* read, on each side, */
    FACTS_BYTES = 4 << 20, /* as long as they hold no more than that */
    FACTS_ATTEMPTS = 16,   /* counted one by one: the last is that many, and more */
    FACTS_CELLS = 20,      /* of the histogram of when they were sent */
    FACTS_LEAST_SINCE = 3  /* messages, for most of them to have come since a time */
};

struct group_facts {
    bool is_made;
    uint64_t key;  /* of the group */
    uint64_t seen; /* the version of the view */
    size_t n;
    char error[FACTS_TEXT]; /* the most frequent one; may hold OUTSIDE bytes, as all texts */
    size_t error_n;         /* that have it; 0: none names an error */
    char shape[FACTS_TEXT];
    size_t shape_n;
    struct contrast_result where;
    size_t looked_at; /* of its bodies, for where; n: all */
    size_t others_looked_at, others;
    size_t attempts[FACTS_ATTEMPTS];
    size_t cells[FACTS_CELLS]; /* when they were sent, over the time of all messages shown */
    int64_t start_ms, end_ms;  /* of that time; -1: not known */
    int64_t since_ms;          /* most of them came since then, which is late in it; -1: not so */
};

/* Of the group at place i of l. */
void group_facts_make(struct group_facts *f, const struct group_list *l, size_t i,
                      const struct group_source *from);
