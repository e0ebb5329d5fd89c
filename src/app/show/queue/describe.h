/* d: one queue in words.  Why it grows or does not drain, delivery, limits and times, where failed
 * messages go and whose come here, its consumers and producers with every setting.  UI thread. */
#pragma once

#include "base/memory/buf.h"
#include "model/queue.h"

struct app;

/* What the screen shows. */
struct described {
    char id[ID_BYTES];       /* of the queue */
    struct queue_page *page; /* what it was itself asked for; NULL: nothing yet */
    int64_t made_mono_ms;    /* the text on the screen */
    size_t why_lines;        /* of it, at the top */
};

void described_free(struct described *d);

/* All that is known of q, as text. */
void describe_print(struct buf *b, const struct app *app, const struct queue *q);

/* OP_QUEUE answered (takes the page): its fields go to the screen, if that still waits for them. */
void describe_take(struct app *app, struct queue_page *page);

/* Why it is so has ages, which are brought up to date each second while they are in sight. */
void describe_settle(struct app *app);
