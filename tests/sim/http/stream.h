/* The metrics of a queue as a stream of events: one at first, one when they have changed, at most
 * one a second, and a comment when nothing was said for a while.  It ends when the queue is gone.
 *
 * Faults: truncate ends the connection in the middle of the second event, hang_body says the
 * first twice and nothing more until faults are deleted, invalid_json puts what is no event of
 * metrics before every one, endless sends events as fast as they are taken. */
#pragma once

#include "tests/sim/http/exchange.h"

/* The answer to x, which lives as long as s. */
struct MHD_Response *stream_make_response(struct service *s, struct exchange *x);
