/* The app as the loop in ui/ runs it: keys, events and the clock go in; state and requests come
 * out.
 *
 * The loop calls app_key(), app_click(), app_event() and app_tick(), sends what app_take_request()
 * gives, does the effects that take/ and change/trash.h want, calls app_settle() and draws.  UI
 * thread only. */
#pragma once

#include "app/events.h"
#include "app/keys/keys.h"
#include "app/settle.h"
#include "app/state.h"

/* Takes cfg's contents.  The first requests are made at once. */
struct app *app_new(struct app_config *cfg, struct instant now);
void app_free(struct app *app);
void app_config_free(struct app_config *c); /* of one that no app took */

void app_tick(struct app *app, struct instant now);

/* When app_tick() is next needed, monotonic ms; INT64_MAX: never. */
int64_t app_next_due(const struct app *app);

void app_set_sizes(struct app *app, const struct app_sizes *sizes, struct instant now);

/* The next request to hand to the fetch thread (owned by the caller), or NULL. */
struct request *app_take_request(struct app *app);
