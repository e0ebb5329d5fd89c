/* The calls under way on one curl multi handle.  Fetch thread only. */
#pragma once

#include "net/fetch.h"

struct engine;

/* Initialises libcurl when it is the first of the process.  cfg and events are borrowed; cfg's
 * defaults are filled in.  NULL: libcurl does not work. */
struct engine *engine_new(struct fetch_config *cfg, struct mailbox *events);

/* Ends what is left without events: engine_cancel_all() first. */
void engine_free(struct engine *e);

void engine_add(struct engine *e, struct request *r); /* takes r, a REQ_CALL */
void engine_cancel(struct engine *e, uint64_t id);
void engine_cancel_all(struct engine *e); /* posts the final events, tears nothing down */

/* Runs all that can run now, without waiting. */
void engine_step(struct engine *e);

/* Sleeps until a transfer, a timer or fd has something. */
void engine_wait(struct engine *e, int fd);
