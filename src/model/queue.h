/* A queue, its consumers and producers, as the API describes them.
 *
 * A struct queue_page is one decoded answer and owns everything in it (its arena): free the page
 * when no row of it is shown any more.  Strings are OUTSIDE bytes, NUL-terminated.  Any field may
 * be missing: -1 for numbers, NULL for strings, UNKNOWN for flags. */
#pragma once

#include "base/failure/err.h"
#include "base/memory/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum { ID_BYTES = 33 }; /* account and queue ids: 1 to 32 of [A-Za-z0-9_-], and a NUL */

/* The text is such an id: asked before one reaches a request. */
bool queue_check_id(const char *id);

/* The same; where it is none, err says that it is not what ("a queue") id. */
bool queue_require_id(const char *id, const char *what, struct error *err);

enum flag { FLAG_UNKNOWN, FLAG_NO, FLAG_YES, FLAG_COUNT };

enum consumer_kind { CONSUMER_WORKER, CONSUMER_HTTP_PULL, CONSUMER_NOTIFICATION, CONSUMER_OTHER };

/* Of a consumer whose settings are lists or not known, one. */
struct consumer_setting {
    const char *name;
    const char *value; /* a notification's destinations, else JSON */
};

struct consumer {
    enum consumer_kind kind;
    const char *type; /* as received */
    const char *id;
    const char *script; /* of a worker */
    const char *created_on;
    const char *dead_letter_queue; /* a queue NAME; NULL: none */
    int64_t batch_size;
    int64_t max_retries;
    int64_t retry_delay_s;
    int64_t max_wait_ms;
    int64_t max_concurrency;
    int64_t visibility_timeout_ms;
    struct consumer_setting *settings; /* not of a worker or a pull consumer */
    size_t n_settings;
};

struct producer {
    const char *type;
    const char *name; /* script or bucket_name */
};

struct queue {
    char id[ID_BYTES];
    const char *name; /* never NULL; the id where the API gave none */
    const char *created_on;
    const char *modified_on;
    const char *jurisdiction;
    int64_t producers_total;
    int64_t consumers_total;
    int64_t delivery_delay_s;
    int64_t retention_s;
    enum flag paused;
    struct producer *producers;
    size_t n_producers;
    struct consumer *consumers;
    size_t n_consumers;
    const char *json; /* the item as the API wrote it, when the request asked for it */
};

struct queue_page {
    struct arena arena;
    struct queue *items;
    size_t n;
    int64_t page; /* from 1; -1: the answer did not say */
    int64_t per_page;
    int64_t total_pages; /* -1: the answer did not say */
    int64_t total_count;
};

void queue_page_free(struct queue_page *page); /* NULL is fine */

/* Nothing consumes it.  Consumers that the answer leaves out are not said to be missing. */
bool queue_lacks_consumer(const struct queue *q);

/* The first consumer of that kind, or NULL. */
const struct consumer *queue_find_consumer(const struct queue *q, enum consumer_kind kind);

/* Where failed messages go, or NULL: the first consumer that names a dead-letter queue. */
const char *queue_find_dlq(const struct queue *q);

enum { QUEUE_USUAL_BATCH = 10 };

/* How many messages may leave at once: what its Worker takes, 1 where nothing consumes it, else
 * QUEUE_USUAL_BATCH. */
int64_t queue_find_batch(const struct queue *q);

/* Failed deliveries allowed by the queue's consumer; -1 when nothing says. */
int64_t queue_find_max_retries(const struct queue *q);
