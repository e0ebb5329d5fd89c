/* The two clocks.  What depends on time takes a struct instant, so that tests choose it; only the
 * loops (ui/, net/, cli/) read the clock. */
#pragma once

#include <stdint.h>

struct instant {
    int64_t mono_ms; /* monotonic, including time asleep: deadlines, ages of data */
    int64_t wall_ms; /* Unix time: timestamps of messages, what is printed */
};

struct instant clock_now(void);

/* Which start of the machine mono_ms counts from; "": it cannot be told. */
const char *clock_boot_id(void);
