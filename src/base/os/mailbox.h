/* A one-way queue of owned messages between two threads: all that the threads share.
 *
 * mailbox_put() takes the message over; mailbox_take() gives the whole chain to the caller, oldest
 * first.  The reader sleeps in poll() on mailbox_fd(): nothing is ever waited for with a tick. */
#pragma once

#include <stdbool.h>

struct mail {
    struct mail *next;
}; /* the first member of every message */

struct mailbox;

/* NULL when no pipe is to be had (errno says why). */
struct mailbox *mailbox_new(void);

/* Only when no other thread uses it any more; messages still in it are given to free_mail. */
void mailbox_free(struct mailbox *mb, void (*free_mail)(struct mail *));

void mailbox_put(struct mailbox *mb, struct mail *m); /* any thread */
struct mail *mailbox_take(struct mailbox *mb);        /* the reader; NULL when empty */
int mailbox_fd(const struct mailbox *mb);             /* readable when there may be mail */
