/* What the commands print: an aligned table for people, or the API's own objects, one a line.
 *
 * Numbers are those of base/format.h; unknown is "-". */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include "cli/output.h"
#include "model/ack.h"
#include "model/message.h"
#include "model/queue.h"

/* The pages are in the order of the list. */
void print_queues_table(struct output *o, struct queue_page *const *pages, size_t n);
void print_queues_json(struct output *o, struct queue_page *const *pages, size_t n);

void print_metrics_table(struct output *o, const char *queue_name, const struct metrics *m,
                         struct instant now);

/* json NULL: {}. */
void print_json_line(struct output *o, const char *json);

/* A pull has the lease id as its last word of each line.  cols: of the terminal, 0: none. */
void print_messages_table(struct output *o, const struct batch *b, struct instant now, int cols);
void print_messages_json(struct output *o, const struct batch *b, const char *queue_name);

/* Prints "2 of 2 leases acknowledged" and each warning (these on stderr).  leases are those sent.
 * False when the API did not take all of them. */
bool print_ack(struct output *o, const struct ack_result *r, bool retries, char *const *leases,
               size_t n_leases, bool as_json, const char *json);

#endif
