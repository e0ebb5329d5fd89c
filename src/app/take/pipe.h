/* |: a shell command that reads the decoded bodies of the marked messages, else of the selected
 * one, and whose output is shown.  One message: the bytes of its body, as they are; more: one JSON
 * object a line (body/decode/message_line.h).
 *
 * The loop looks at pipe.wanted and runs the command beside itself, as long as pipe_is_shown(): to
 * leave the screen is to end the command, and so is Ctrl-C (pipe.cancelled).  It tells
 * pipe_done(). Nothing is sent to the server.  UI thread. */
#pragma once

#include "base/memory/buf.h"
#include "parts/input/prompt.h"

enum { PIPE_OUTPUT_MAX = 1 << 20 };

struct app;

struct pipe {
    bool wanted;  /* start it; the loop clears this */
    bool running; /* wanted, or under way */
    bool cancelled;
    char command[sizeof(((struct field *)0)->text)]; /* as it was typed; OUTSIDE bytes */
    struct buf input;                                /* for its stdin, while it runs */
    char outcome[80];                                /* how it ended: "status 0" */
};

void pipe_free(struct pipe *p);

/* What the command will read, for the prompt. */
void pipe_describe(const struct app *app, char *out, size_t size);

/* Its screen is what the screen shows. */
bool pipe_is_shown(const struct app *app);

/* Ctrl-C.  False: no command runs. */
bool pipe_cancel(struct app *app);

/* It has ended so ("status 0"), and n bytes are what it wrote (copied; OUTSIDE bytes). */
void pipe_done(struct app *app, const char *outcome, const char *output, size_t n);
