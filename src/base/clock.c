#include "base/clock.h"

#include <time.h>

/* A closed laptop must not stretch a lease: CLOCK_BOOTTIME counts suspended time where it exists.
 */
#ifdef CLOCK_BOOTTIME
#define CLOCK_STEADY CLOCK_BOOTTIME
#else
#define CLOCK_STEADY CLOCK_MONOTONIC
#endif

static int64_t read_ms(clockid_t id)
{
    struct timespec ts;

    clock_gettime(id, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

struct instant clock_now(void)
{
    return (struct instant){.mono_ms = read_ms(CLOCK_STEADY), .wall_ms = read_ms(CLOCK_REALTIME)};
}
