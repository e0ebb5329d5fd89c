/* What the API answered to an acknowledge-or-retry call (POST .../messages/ack) and to a purge of
 * peeked messages (POST .../messages/purge).  Owned like struct queue_page; strings are OUTSIDE
 * bytes. */
#ifndef MODEL_ACK_H
#define MODEL_ACK_H

#include "base/arena.h"

#include <stdint.h>

struct ack_warning {
    const char *lease_id;
    const char *text;
};

struct purge_warning {
    const char *ref;
    const char *text;
};

struct ack_result {
    struct arena arena;
    int64_t ack_count; /* -1: not said */
    int64_t retry_count;
    struct ack_warning *warnings;
    size_t n_warnings;
};

/* Errors do not say which message they are about. */
struct purge_result {
    struct arena arena;
    const char **errors;
    size_t n_errors;
    struct purge_warning *warnings;
    size_t n_warnings;
};

void ack_result_free(struct ack_result *r); /* NULL is fine */
void purge_result_free(struct purge_result *r);

#endif
