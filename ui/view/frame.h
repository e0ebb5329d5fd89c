/* Where everything stands on the screen: a pure function of its size and of what has the focus.
 *
 * No curses; tested without a terminal.  Rectangles never overlap and never leave the screen; what
 * has no room is empty.  Below 60x15 only the focused pane is there, below 20x4 only its bare rows.
 */
#pragma once

#include "app/state.h"
#include "ui/term/draw/rect.h"

struct frame {
    struct rect header;
    struct rect alert;             /* the line of an unseen alert, below the header */
    struct rect panes[PANE_COUNT]; /* each with its title row */
    struct rect strip;             /* backlog graph, with its title row */
    struct rect group;             /* what messages have in common, with its title row */
    struct rect facts;             /* settings of the selected queue, with its title row */
    struct rect attempts;          /* how often the messages were delivered, with its title row */
    struct rect fields;            /* of the selected message, with its title row */
    struct rect calls;             /* the newest API calls, with its title row */
    struct rect divider;           /* between two columns of panes */
    struct rect screen;            /* help, fields; with its title row */
    struct rect footer;
    bool bare;     /* no titles, no headings: name and backlog, nothing else */
    bool headings; /* lists with room for it have a heading row */
};

/* What the screen is for: the panes, one of them, or what stands in their place. */
enum frame_use {
    FRAME_PANES,
    FRAME_QUEUES, /* no queue is open: the list of them, and the graph of the selected one */
    FRAME_ZOOMED, /* the focused pane alone */
    FRAME_SCREEN
};

/* Rows that the lists have, whatever is filtered: what a list does not need goes to its neighbour.
 * SIZE_MAX: more than fit, or not known yet. */
struct frame_lists {
    size_t queues, messages;
};

struct frame frame_make(struct rect screen, enum pane focus, enum frame_use use,
                        struct frame_lists lists);

bool frame_has_heading(const struct frame *f, enum pane pane);

/* Makes room below n_groups groups in the message pane for what those under the cursor have in
 * common; in focus the pane takes it from its neighbours where it has too little.  None where there
 * is too little in all. */
void frame_add_group(struct frame *f, enum pane focus, size_t n_groups);

/* Makes room for an alert below the header, on a screen that has all panes: the pane in focus gives
 * a row for it, and what stands above that goes down by one. */
void frame_add_alert(struct frame *f, enum pane focus);

/* What is left of a pane for its rows. */
struct rect frame_rows(const struct frame *f, enum pane pane);
