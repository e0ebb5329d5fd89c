/* %: the messages of the open queue in groups of one error (body/compare/signature.h), or of one
 * shape (body/compare/shape.h).  The message pane shows the groups, or the messages of one of them.
 *
 * Groups are made from the view of the messages when that changes, not at each frame; what a body
 * is, is kept (group_kinds.h).  Row i of the view belongs to group of_row[i].  While one group is
 * shown the view holds nothing else (messages.h: narrowed).
 *
 * The cursor of the groups takes that of the messages along: what the body pane shows is of the
 * group under it.  UI thread. */
#pragma once

#include "app/show/group/group_facts.h"
#include "app/show/group/group_kinds.h"
#include "app/show/group/group_list.h"
#include "base/failure/err.h"
#include "parts/list/list.h"

struct app;

enum { GROUP_TEXT = 64 };

struct groups {
    enum grouping by;
    bool inside; /* one group is shown: its messages are */
    uint64_t inside_key;
    char inside_text[GROUP_TEXT]; /* what they have in common */
    struct group_list made;
    uint64_t seen;   /* the version of the view that they were made from */
    uint64_t limits; /* what was known of the queue's last attempts then */
    struct list list;
    struct group_kinds kinds;
    struct group_facts facts;
};

void groups_free(struct groups *g);

/* :group WORD; false: no queue is open. */
bool groups_set(struct app *app, enum grouping by);
const char *const *groups_words(void); /* in the order of enum grouping */

/* Another queue is opened: nothing is grouped, and what is known of bodies is forgotten. */
void groups_leave(struct app *app);

/* Makes the groups agree with the view of the messages, and the cursors with each other. */
void groups_settle(struct app *app);

/* And what the group under the cursor has in common, for a frame. */
void groups_settle_facts(struct app *app);

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

/* All messages of group i are marked; those without an id cannot be, and do not count. */
bool groups_is_marked(const struct app *app, size_t i);

/* The row of the view is in the group under the cursor. */
bool groups_has_row(const struct app *app, size_t row);

/* The group of a row of the view. */
size_t groups_of_row(const struct app *app, size_t row);

/* "group: timeout after <n> ms", inside of one; else "". */
void groups_describe(const struct app *app, char *out, size_t size);
