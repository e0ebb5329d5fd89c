/* The disk thread in a test. */
#pragma once

#include "effects/state/disk.h"

#include "tests/unit/seenkit.h"

#include <poll.h>

static inline struct disk *diskkit_start(void)
{
    struct error err;
    struct disk *disk = disk_start(&err);

    if (!disk)
        fail_msg("%s", err.text);
    return disk;
}

/* All that was put is done. */
static inline void diskkit_finish(struct disk *disk, struct app *app)
{
    struct pollfd p = {.fd = disk_fd(disk), .events = POLLIN};

    while (disk_is_busy(disk)) {
        poll(&p, 1, -1);
        disk_take(disk, app);
    }
}
