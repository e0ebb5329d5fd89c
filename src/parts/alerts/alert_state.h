/* One alert and one queue over time: raised or not.  Pure.
 *
 * What measurements say of it is an enum filter_answer.  It is raised when two measurements in a
 * row say yes, or one does and nothing else was heard for ALERT_SETTLE_MS: measured every two
 * seconds one odd value does nothing, and what is measured once a minute does not wait for another
 * minute.  It is over when by the same rule the value is back by ALERT_BACK_PERCENT of the
 * threshold, or when all measurements of ALERT_BELOW_MS said no.  What is not known neither raises
 * nor ends it. */
#pragma once

#include "base/os/clock.h"
#include "parts/filter/filter.h"

enum { ALERT_SETTLE_MS = 10000, ALERT_BELOW_MS = 60000, ALERT_BACK_PERCENT = 10 };

/* Measurements in a row that say the same; a zeroed one is none. */
struct alert_streak {
    bool on;
    int64_t measured_mono_ms; /* the first one, */
    struct instant heard;     /* and when it was looked at */
};

struct alert_state {
    bool raised;
    struct alert_streak above; /* not raised: says yes */
    struct alert_streak below; /* raised: says no, */
    struct alert_streak back;  /* and the value is back */
};

enum alert_turn { ALERT_SAME, ALERT_RAISED, ALERT_OVER };

/* A look at a queue that was last measured at measured_mono_ms.  since gets when what the turn is
 * about began. */
enum alert_turn alert_state_step(struct alert_state *s, enum filter_answer answer, bool is_back,
                                 int64_t measured_mono_ms, const struct instant *now,
                                 struct instant *since);

/* Nothing is to be kept of it. */
bool alert_state_is_idle(const struct alert_state *s);
