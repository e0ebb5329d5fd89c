/* The own decoder of a queue: a shell command, by :decoder or the config file, that gets the body
 * of the open message on its stdin (base64 and compression undone, body_unpack()), and whose output
 * is shown in its place wherever that body is read, see model/message.h.
 *
 * decoder_settle() says what is to run: one command at a time, once for each message, for the one
 * that is open; to move on ends it.  The loop runs what is wanted beside itself, ends what does not
 * run here any more, and tells decoder_done().  Nothing is sent to the server.  UI thread. */
#pragma once

#include "body/decode/decode.h"
#include "model/message.h"

enum { DECODER_OUTPUT_MAX = 1 << 20, DECODER_MS = 10000 };

struct app;

struct decoder {
    bool wanted;  /* start it; the loop clears this */
    bool running; /* wanted, or under way */
    char *command;
    struct body input;       /* its bytes are for stdin, its chain says what was undone */
    char queue_id[ID_BYTES]; /* the answer is for the message of this queue */
    struct message message;  /* that is this one; id and body are copies */
};

void decoder_free(struct decoder *d);

/* Makes what runs agree with what is shown. */
void decoder_settle(struct app *app);

/* The command has ended, or is to: n bytes are its answer (copied; OUTSIDE bytes), or why is what
 * went wrong, which may hold OUTSIDE bytes, too; NULL: nothing did. */
void decoder_done(struct app *app, const char *why, const char *bytes, size_t n);

/* What is to be said of it beside the open message: "decoder runs", "decoder failed" or "". */
void decoder_describe(const struct app *app, char *out, size_t size);
