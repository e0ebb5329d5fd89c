/* What the commands print: an aligned table for people, or the API's own objects, one a line.
 *
 * Numbers are those of base/text/format.h; unknown is "-". */
#pragma once

#include "cli/print/measured.h"
#include "cli/print/output.h"
#include "cli/print/table.h"
#include "cli/settings/settings.h"
#include "model/ack.h"
#include "model/message.h"
#include "model/queue.h"
#include "net/protocol.h"

/* The pages are in the order of the list. */
void print_queues_table(struct output *o, struct queue_page *const *pages, size_t n);
void print_queues_json(struct output *o, struct queue_page *const *pages, size_t n);

/* What was measured of queues: start, a row for each, table_finish(). */
void print_measured_start(struct table *t, struct output *o);
void print_measured_row(struct table *t, const struct measured *m);

/* The queue as the API gave it, with a member "measured"; json NULL: {}. */
void print_measured_json(struct output *o, const char *json, const struct measured *m);

void print_metrics_table(struct output *o, const char *queue_name, const struct metrics *m,
                         struct instant now);

/* json NULL: {}. */
void print_json_line(struct output *o, const char *json);

/* A pull has the lease id as its last word of each line.  cols: of the terminal, 0: none. */
void print_messages_table(struct output *o, const struct batch *b, struct instant now, int cols);
void print_messages_json(struct output *o, const struct batch *b, const char *queue_name);

/* Prints "2 of 2 leases acknowledged", or each answer as the API gave it, and each warning (these
 * on stderr).  They answer n_leases of the leases of s.  False when the API did not take all of
 * s. */
bool print_acks(struct output *o, struct event *const *answers, size_t n, size_t n_leases,
                const struct settings *s);
