/* Queues, consumers and messages as the API's JSON.  A queue's own JSON is kept until it changes,
 * so that a page of a thousand is copied, not made. */
#pragma once

#include "base/memory/buf.h"
#include "tests/sim/world/world.h"

void render_queue(const struct world *w, struct sim_queue *q, struct buf *out);
void render_consumer(const struct world *w, const struct sim_queue *q, const struct sim_consumer *c,
                     struct buf *out);
void render_consumers(const struct world *w, const struct sim_queue *q, struct buf *out);
void render_metrics(const struct world *w, struct sim_queue *q, struct buf *out);

/* A message as pull or peek gives it: handle_key is "lease_id" or "ref". */
void render_message(const struct world *w, const struct sim_message *m, const char *handle_key,
                    const char *handle, struct buf *out);

/* ,"result_info":{...} with the five keys. */
void render_result_info(const struct world *w, int64_t page, int64_t per_page, int64_t count,
                        int64_t total, struct buf *out);
