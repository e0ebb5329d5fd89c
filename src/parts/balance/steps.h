/* The steps of a queue's last hours of which all is known that was done with its messages, the
 * oldest first.  Steps that are missing are left out, not made 0.  A plain value, rows are
 * borrowed. */
#pragma once

#include "parts/balance/balance.h"

struct steps {
    int n;
    int64_t step_ms;
    double interval;
    const struct history_row *rows[TURN_STEPS];
    double counts[HISTORY_ACTIONS][TURN_STEPS];
};

/* history may be NULL. */
void steps_read(const struct history *h, const char *queue_id, int64_t now_wall_ms,
                struct steps *out);

/* Of steps from to to - 1. */
struct balance_flow steps_mean(const struct steps *s, int from, int to);
