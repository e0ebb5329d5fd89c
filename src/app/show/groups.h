/* %: the messages of the open queue in groups of one shape and one error (body/compare/shape.h,
 * body/compare/signature.h).  The message pane shows the groups, or the messages of one of them.
 *
 * Groups are made from the view of the messages when that changes, not at each frame; what a body
 * is, is kept, so that a new peek reads only new bodies.  Row i of the view belongs to group
 * of_row[i].  While one group is shown the view holds nothing else (messages.h: narrowed).
 *
 * The cursor of the groups takes that of the messages along: what the body pane shows is of the
 * group under it.  UI thread. */
#pragma once

#include "base/failure/err.h"
#include "base/memory/hash.h"
#include "parts/list/list.h"
#include "parts/list/messages.h"

struct app;

enum { GROUP_TEXT = 64 };

enum grouping { GROUPING_OFF, GROUPING_BOTH, GROUPING_SHAPE, GROUPING_ERROR, GROUPING_COUNT };

/* What a body is. */
struct group_kind {
    uint64_t body; /* hash of its bytes and type */
    uint64_t shape, error;
    char *shape_text, *error_text; /* may hold OUTSIDE bytes; "" */
};

struct group {
    uint64_t key;
    const struct group_kind *kind; /* of its first message */
    size_t n;
    size_t first;                          /* row of the view */
    int64_t oldest_ms, newest_ms;          /* Unix time; -1: not known */
    int64_t least_attempts, most_attempts; /* -1: not known */
};

struct groups {
    enum grouping by;
    bool inside; /* one group is shown: its messages are */
    uint64_t inside_key;
    char inside_text[GROUP_TEXT]; /* what they have in common */
    struct group *items;          /* most frequent first */
    size_t n;
    uint32_t *of_row;
    uint64_t seen; /* the version of the view that they were made from */
    struct list list;
    struct group_kind **kinds; /* by body */
    size_t n_kinds;
    struct hash_table table; /* of kinds */
};

void groups_free(struct groups *g);

/* :group WORD; false: there is none such. */
bool groups_set(struct app *app, enum grouping by);
const char *const *groups_words(void); /* in the order of enum grouping */

/* Another queue is opened: nothing is grouped, and what is known of bodies is forgotten. */
void groups_leave(struct app *app);

/* Makes the groups agree with the view of the messages, and the cursors with each other. */
void groups_settle(struct app *app);

/* The message pane shows groups instead of messages. */
bool groups_are_shown(const struct app *app);

/* Into the group under the cursor, and back: from a group to the groups, from these to the
 * messages.  false: there is none to go back from. */
bool groups_back(struct app *app);

/* In the list that the message pane shows, of groups or of messages. */
void groups_move(struct app *app, enum list_move move, size_t n);
void groups_select(struct app *app, size_t row);
void groups_scroll(struct app *app, int rows);

/* Marks all messages of the group under the cursor, or none where all are marked. */
void groups_mark(struct app *app);

/* Of each group whether all its messages are marked; those without an id cannot be, and do not
 * count.  For free(). */
bool *groups_list_marked(const struct app *app);

/* The row of the view is in the group under the cursor. */
bool groups_has_row(const struct app *app, size_t row);

/* "7 groups by shape and error", "group: error: timeout"; "": there is none. */
void groups_describe(const struct app *app, char *out, size_t size);
