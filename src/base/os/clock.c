#include "base/os/clock.h"

#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

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

const char *clock_boot_id(void)
{
    static char id[40];
    int fd = id[0] ? -1 : open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, id, sizeof(id) - 1);

    if (n >= 0)
        id[n] = '\0';
    id[strcspn(id, "\n")] = '\0';
    if (fd >= 0)
        close(fd);
    return id;
}
