/* What became of messages that were acknowledged or retried.
 *
 * Kept by lease id or ref: a message that is peeked or pulled anew starts with a clean slate. */
#ifndef PARTS_CHANGES_OUTCOMES_H
#define PARTS_CHANGES_OUTCOMES_H

#include "parts/list/messages.h"
#include "model/ack.h"

#include <stdbool.h>

enum fate {
    FATE_NONE,     /* nothing was asked */
    FATE_SENT,     /* asked, no answer yet */
    FATE_ACKED,    /* gone: by lease or by ref */
    FATE_RETRIED,  /* given back */
    FATE_EXTENDED, /* its lease has a new id and a new end */
    FATE_WARNED,   /* the API took the request and has something to say of this message */
    FATE_FAILED,   /* not done */
    FATE_UNKNOWN,  /* it may have been done */
    FATE_COUNT
};

struct fate_of {
    char *ticket;
    enum fate fate;
    char *note; /* the warning or the error, may hold OUTSIDE bytes; NULL: none */
};

struct fates {
    struct fate_of *items;
    size_t n;
    size_t size;
};

void fates_free(struct fates *f);

/* Sets the fate; note is copied, NULL: none. */
void fates_set(struct fates *f, const char *ticket, enum fate fate, const char *note);

/* Of the message's lease or ref; a fate of FATE_NONE when it has none. */
struct fate_of fates_find(const struct fates *f, const struct message *m);

struct fate_of fates_find_ticket(const struct fates *f, const char *ticket); /* NULL: none */

/* What became of those of an ack call, rest in number, that the answer has no warning about: a
 * count that leaves some out does not say which.  *why is a literal, or NULL. */
enum fate fate_judge_rest(const struct ack_result *r, bool retries, size_t rest, const char **why);

/* "acked" */
const char *fate_name(enum fate fate);

/* Nothing can or need be asked of it any more, or an answer is awaited. */
bool fate_is_over(enum fate fate);

/* Drops those of messages that nobody holds any more. */
void fates_settle(struct fates *f, const struct messages *messages);

#endif
