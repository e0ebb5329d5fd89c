/* ?: help.  Its pages lie one below the other in app->screen_pager, so that a search goes over all
 * of them; or, by :help KEY or WORD, what is known of that.  UI thread. */
#pragma once

#include "app/screens.h"
#include "app/show/help/help_layout.h"
#include "base/failure/err.h"
#include "parts/list/list.h"

enum { HELP_TOPIC_BYTES = 64 };

struct help {
    char topic[HELP_TOPIC_BYTES]; /* what was asked for; "": all pages */
    size_t n_found;               /* entries about it */
    struct help_layout layout;    /* of what the pager shows, without text and spans */
    struct help_made {            /* it was made for these */
        int cols;
        size_t rows;
        bool hides, no_mouse, ascii;
        int64_t graph;
    } made;
    enum help_page page; /* what the view began with then: */
    int entry;           /* -1: the top of the page */
    enum screen_id from; /* what was open before, and comes back */
};

void help_free(struct help *h);

/* Shows what is known of a key or word; false: nothing is, and err says so. */
bool help_show(struct app *app, const char *topic, struct error *err);

/* Shows the page of the place at hand. */
void help_open(struct app *app);

/* Back to where it was opened. */
void help_close(struct app *app);

/* Which page the view begins with. */
enum help_page help_page_in_view(const struct app *app);

/* To the top of a page, from what was found too. */
void help_go_to_page(struct app *app, enum help_page page);

/* Scrolls; by pages, the view stops at the end of each page of help, and begins at the next. */
void help_move(struct app *app, enum list_move move, size_t n);

/* A search has moved the view: where the match stands on the first screen of its page, all of that
 * is shown. */
void help_show_match(struct app *app);
