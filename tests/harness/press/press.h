/* Presses keys in every place of the inspector and looks for what they bring: what test_keys.c says
 * in a table.
 *
 * One inspector at 80x24 serves them all, on an account made for it: a-orders with 60 messages, all
 * pulled, b-orders-dlq and 20 more queues.  A step that leaves its mark gets an inspector of its
 * own.  One thread. */
#pragma once

#include "parts/input/action.h"
#include "tests/harness/inspect.h"

#include <stdbool.h>

enum {
    AT_QUEUES = 1,
    AT_MESSAGES = 2,
    AT_BODY = 4,
    AT_HELP = 8,
    AT_INFO = 16,
    AT_DESCRIBE = 32,
    AT_JOURNAL = 64,
    AT_GRAPH = 128,
    AT_LISTS = AT_QUEUES | AT_MESSAGES,
    AT_PANES = AT_LISTS | AT_BODY,
    AT_SCREENS = AT_HELP | AT_INFO | AT_DESCRIBE | AT_JOURNAL,
    AT_PAGERS = AT_BODY | AT_SCREENS,
    AT_VALUES = AT_PAGERS & ~AT_HELP, /* and other texts that are not laid out */
    AT_TEXTS = AT_PANES | AT_SCREENS, /* and lists */
    AT_ALL = AT_TEXTS | AT_GRAPH,
};

struct press_place {
    int at;
    enum where where;
    const char *name;
    const char *keys;   /* lead there from any pane, to its first row */
    const char *title;  /* regex: there it is */
    const char *needle; /* stands in it more than once; NULL: it is a list */
    int last;           /* rows of the list */
    int rows;           /* that it shows */
};

enum { PRESS_PLACES = 8, PRESS_STEPS = 4 };
extern const struct press_place press_places[PRESS_PLACES];

struct press;

/* What a key brings, and how that shows. */
struct press_step {
    int at;                             /* AT_, or-ed: where the step is for */
    const char *first;                  /* keys that lead up to it */
    const char *after;                  /* regex: not there before the key, and there after it */
    const char *gone;                   /* regex: there before the key, and not after it */
    const char *undo;                   /* keys that lead back to a pane */
    void (*run)(const struct press *p); /* presses and looks itself, instead of after and gone */
    int by;                             /* for run: how far */
    const char *op;                     /* for run: of the request that the key sends */
    bool fresh;                         /* in an inspector of its own */
};

enum { BY_HALF = 1000, BY_PAGE, BY_ALL }; /* beside 1; negative: up */

struct press_kit {
    struct inspect i;
    bool read_only;
};

/* One press of one key, under way. */
struct press {
    struct sim *sim;
    struct term *t;
    const struct press_step *step;
    const struct press_place *place;
    const char *key; /* as the harness calls it */
};

/* The inspector, with all messages of a-orders in sight; read-only: peeked, else pulled. */
void press_start(struct press_kit *k);
void press_stop(struct press_kit *k);

/* A cmocka teardown that says what was being pressed when the test failed. */
int press_end(void **state);

/* Goes to the place, does the step with key (as the key table names it) and goes back to a pane. */
void press_key(struct press_kit *k, const struct press_step *step, const struct press_place *place,
               const char *action, const char *key);

/* For press_step.run.  In a pager, how rows move is looked at; in a list, which is selected. */
void press_move(const struct press *p);
void press_move_side(const struct press *p);
void press_search(const struct press *p);
void press_search_on(const struct press *p); /* by 1 or -1 */
void press_reads(const struct press *p);     /* a request of op reaches the server */
void press_stays(const struct press *p);     /* nothing changes */
void press_redraws(const struct press *p);
void press_suspends(const struct press *p);
void press_quits(const struct press *p);
