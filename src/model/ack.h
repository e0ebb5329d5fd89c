/* What the API answered to an acknowledge-or-retry call (POST .../messages/ack).  Owned like
 * struct queue_page; strings are OUTSIDE bytes. */
#ifndef MODEL_ACK_H
#define MODEL_ACK_H

#include "base/arena.h"

#include <stdint.h>

struct ack_warning {
    const char *lease_id;
    const char *text;
};

struct ack_result {
    struct arena arena;
    int64_t ack_count; /* -1: not said */
    int64_t retry_count;
    struct ack_warning *warnings;
    size_t n_warnings;
};

void ack_result_free(struct ack_result *r); /* NULL is fine */

#endif
