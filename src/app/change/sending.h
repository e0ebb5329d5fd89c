/* Batches on their way to the server: a few at once, the others wait in order.
 *
 * What waits has asked nothing of the server yet: its leases are held, so quitting gives them back,
 * and giving it up leaves every message as it was. */
#pragma once

#include "app/state.h"

/* Puts what asked is about (empty after) behind what waits. */
void sending_add(struct app *app, struct change_batch *asked);

/* Sends what waits, as far as there is room: after sending_add(), and after each answer.  On the
 * way out, and once nothing may be changed any more, what a person asked for is given up instead.
 */
void sending_run(struct app *app);

/* Gives up what waits for queue_id (NULL: all of it), and says so with why.  Returns how many
 * messages that were. */
size_t sending_stop(struct app *app, const char *queue_id, const char *why);

/* Gives up what waits for the trash under that id, and says nothing.  false: there was nothing. */
bool sending_give_up(struct app *app, uint64_t trash_id);

/* Says how far an answer of a person has been carried out. */
void sending_say(struct app *app, const struct change_summary *s);
