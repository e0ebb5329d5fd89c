/* The simulated service: accounts, queues, consumers, messages, the clock and the switches.
 *
 * One struct world, made in main.c, used by one thread.  It owns its queues, a queue owns its
 * consumers and messages, messages share their contents by a count.  What the service does with
 * them (leases, attempts, dead letters) is in rules.h; here they are only made, found, linked,
 * freed. */
#pragma once

#include "tests/sim/graphql/rate.h"
#include "tests/sim/graphql/schema/settings.h"
#include "tests/sim/history/delays.h"
#include "tests/sim/world/content.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SIM_ID_BYTES = 33 }; /* 32 hex digits and a NUL */

enum sim_consumer_kind { SIM_WORKER, SIM_HTTP_PULL, SIM_OTHER_CONSUMER };

struct sim_consumer {
    char id[SIM_ID_BYTES];
    enum sim_consumer_kind kind;
    char *type; /* as it is sent */
    char *script;
    char *dead_letter_queue; /* a queue name; "": none */
    char *settings;          /* of another type, as seeded: JSON; "": numbers */
    int64_t created_ms;
    int64_t batch_size;
    int64_t max_retries;
    int64_t retry_delay_s;
    int64_t max_wait_ms;
    int64_t max_concurrency; /* -1: null */
    int64_t visibility_timeout_ms;
};

struct sim_message {
    struct sim_message *prev; /* in its queue, in order of arrival */
    struct sim_message *next;
    struct sim_message *chain; /* in world.buckets */
    struct sim_queue *queue;
    struct content *content;
    uint64_t serial; /* unique; leases and refs name it */
    uint64_t lease;  /* number of the last lease; 0: never leased, or settled by a retry */
    int64_t timestamp_ms;
    int64_t visible_ms; /* hidden before that time, by a lease or a delay */
    int64_t attempts;   /* deliveries begun */
    bool leased;        /* hidden by a lease, not by a delay */
    char id[SIM_ID_BYTES];
};

struct history;
struct traffic;

struct sim_queue {
    char id[SIM_ID_BYTES];
    char *name;
    size_t account;
    char *jurisdiction; /* NULL: none */
    char *producers;    /* a JSON array, as it is sent */
    size_t n_producers;
    struct sim_consumer *consumers;
    size_t n_consumers;
    int64_t created_ms;
    int64_t modified_ms;
    int64_t purged_ms; /* start of the last purge; 0: none */
    int64_t delay_s;
    int64_t retention_s;
    bool paused;
    struct sim_message *first;
    struct sim_message *last;
    int64_t count;
    int64_t bytes;
    int64_t oldest_ms; /* of all messages; valid unless oldest_stale */
    bool oldest_stale;
    int64_t next_due_ms;     /* nothing lapses or expires before */
    struct sim_queue *chain; /* in world.queue_buckets */
    char *json;              /* rendered; NULL after a change */
    size_t json_len;
    bool json_real; /* options.real_numbers when it was rendered */
    struct delays delays;
    struct history *history; /* NULL: nothing was ever done */
};

enum peek_mode { PEEK_OK, PEEK_405, PEEK_10405, PEEK_404 };

/* What tests may switch (POST /__sim/options). */
struct sim_options {
    bool plain_json;
    bool real_numbers;
    bool extend;
    bool event_stream; /* metrics come as a stream where that is asked for */
    enum peek_mode peek;
    int64_t rate_limit; /* requests per 300 s; 0: counted, never refused */
    int64_t latency_ms;
    int64_t per_page_max;
    struct gql_settings graphql;
};

struct sim_account {
    char id[SIM_ID_BYTES];
    const char *name;
};

struct world {
    struct sim_account accounts[2];
    size_t n_accounts;
    struct sim_queue **queues; /* in order of creation */
    size_t n_queues;
    struct sim_queue **queue_buckets;
    struct sim_message **buckets;
    size_t n_buckets;
    size_t n_messages;
    uint64_t last_serial;
    uint64_t last_lease;
    uint64_t last_peek;
    uint64_t seed;
    int64_t clock_offset_ms;
    int64_t next_due_ms;
    int64_t rate_window_ms; /* when the window of the rate limit began */
    int64_t rate_used;
    struct gql_rates gql_rates;
    uint64_t gql_serial; /* of the last answer of the analytics */
    struct sim_options options;
    struct traffic *traffic; /* who sends and takes what; the service's */
};

void world_init(struct world *w, uint64_t seed);
void world_free(struct world *w);

/* Unix ms: the real clock and what tests added to it. */
int64_t world_now(const struct world *w);

/* All queues and messages go; the options and the clock stay. */
void world_reset(struct world *w);

/* A new queue with the API's defaults.  id NULL: derived from the name.  NULL when the id is taken.
 */
struct sim_queue *world_add_queue(struct world *w, size_t account, const char *name,
                                  const char *id);
void world_remove_queue(struct world *w, struct sim_queue *q);
struct sim_queue *world_find_queue(const struct world *w, size_t account, const char *id);
struct sim_queue *world_find_name(const struct world *w, size_t account, const char *name);

/* Something that shows in the queue's own JSON changed. */
void world_touch_queue(struct sim_queue *q, int64_t now);

/* A new consumer with the API's defaults. The pointer is valid until the next one is added. */
struct sim_consumer *world_add_consumer(struct world *w, struct sim_queue *q,
                                        enum sim_consumer_kind kind);
void world_remove_consumer(struct sim_queue *q, struct sim_consumer *c);
const struct sim_consumer *world_find_consumer(const struct sim_queue *q,
                                               enum sim_consumer_kind kind);

/* A new message at the tail; takes over one reference to content.  id NULL: a new one. */
struct sim_message *world_add_message(struct world *w, struct sim_queue *q, struct content *content,
                                      const char *id, int64_t timestamp_ms);
void world_remove_message(struct world *w, struct sim_message *m);

/* Hides m by a delay. */
void world_delay_message(struct sim_message *m, int64_t until_ms);
struct sim_message *world_find_message(const struct world *w, uint64_t serial);

/* Recounts what is due when timestamps, leases or retention were changed. */
void world_note_due(struct world *w, struct sim_queue *q, int64_t due_ms);

/* Unix ms of the oldest message; 0 when there is none. */
int64_t world_oldest(struct sim_queue *q);

/* Replaces *field by a copy of text. */
void world_set_text(char **field, const char *text);
