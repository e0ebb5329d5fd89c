/* e and :editor: the decoded body of the selected message in a external program.
 *
 * The loop reads external.wanted, gives the program the terminal and the body as a file that it
 * deletes afterwards, waits for it, and tells external_done().  What an editor does to the file
 * changes nothing.  Leases run out meanwhile, and nothing is read.  UI thread. */
#pragma once

#include "base/os/clock.h"
#include "body/decode/decode.h"

struct app;

enum external_program { EXTERNAL_PAGER, EXTERNAL_EDITOR, EXTERNAL_COUNT };

struct external {
    bool wanted;
    enum external_program program;
    struct body body;      /* while wanted */
    const char *extension; /* literal, of a file with that body: ".json" */
};

void external_free(struct external *o);

/* The program has ended; changed: it has written other bytes into the file; error: why there was
 * none, or how it failed; else NULL. */
void external_done(struct app *app, struct instant now, bool changed, const char *error);
