/* What the service does with messages: leases, attempts, retries, dead letters, retention.
 *
 * Decided here, where the sources are silent or disagree (reference: Cloudflare's docs and SDK):
 *   - 1 delivery and max_retries retries; a delivery is counted when it begins (a pull);
 *   - a lease that runs out is a failed delivery, and so is an explicit retry;
 *   - a late ack or retry is good until the message is delivered anew, dead-lettered or gone;
 *   - a dead-lettered message keeps its id and content, and starts anew in the other queue:
 * attempts 0, timestamp and retention from its arrival;
 *   - a peek shows the first messages that a pull would get, also of a paused queue or one without
 *     consumers; what is leased or delayed does not show;
 *   - refs delete a message wherever it is in its queue, leased or not. */
#pragma once

#include "tests/sim/world/world.h"

enum { SIM_TICKET_BYTES = 192 }; /* a lease id or a ref, with its NUL */

/* Lets everything happen that is due by now: leases lapse, retention ends.  Cheap when nothing is.
 */
void rules_settle(struct world *w, int64_t now);

/* The next message after m (NULL: from the head) that a delivery would get now, or NULL. */
struct sim_message *rules_next_visible(const struct sim_queue *q, const struct sim_message *m,
                                       int64_t now);

/* Begins a delivery, which counts as an attempt. */
void rules_deliver(struct sim_message *m, int64_t now);

/* Ends one that succeeded: m is gone. */
void rules_acknowledge(struct world *w, struct sim_message *m, int64_t now);

/* Begins a delivery that hides m for lease_ms. */
void rules_lease(struct world *w, struct sim_message *m, int64_t lease_ms, int64_t now);

/* Ends a delivery that failed: back in the queue after delay_s, or on to the dead-letter queue, or
 * gone.  false: m is freed. */
bool rules_fail(struct world *w, struct sim_message *m, int64_t delay_s, int64_t now);

/* A new message that a producer sent, hidden for delay_s.  Takes over one reference to content. */
struct sim_message *rules_push(struct world *w, struct sim_queue *q, struct content *content,
                               int64_t delay_s, int64_t now);

/* Names of a lease (of its last delivery) and of a peeked message; peek_no makes each ref new. */
void rules_print_lease(const struct world *w, const struct sim_message *m,
                       char out[SIM_TICKET_BYTES]);
void rules_print_ref(const struct world *w, const struct sim_message *m, uint64_t peek_no,
                     char out[SIM_TICKET_BYTES]);

/* The message of q that a lease id names while that lease is its last, or NULL.  known (NULL is
 * fine) tells whether the id is one that this service made. */
struct sim_message *rules_find_lease(const struct world *w, const struct sim_queue *q,
                                     const char *lease_id, bool *known);
struct sim_message *rules_find_ref(const struct world *w, const struct sim_queue *q,
                                   const char *ref, bool *known);
