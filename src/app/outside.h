/* e: the decoded body of the selected message in a program outside, the user's pager.
 *
 * The loop looks at outside.wanted, gives the program the terminal and the body as a file that is
 * gone afterwards, waits for it, and tells outside_done().  Leases run out meanwhile, and nothing
 * is read.  UI thread. */
#ifndef APP_OUTSIDE_H
#define APP_OUTSIDE_H

#include "base/clock.h"
#include "body/decode.h"

struct app;

struct outside {
    bool wanted;
    struct body body;      /* while wanted */
    const char *extension; /* literal, of a file with that body: ".json" */
};

void outside_free(struct outside *o);

void outside_open(struct app *app);

/* The program has ended; error: why there was none, or how it failed; else NULL. */
void outside_done(struct app *app, struct instant now, const char *error);

#endif
