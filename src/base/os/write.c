#include "base/os/write.h"

#include <errno.h>
#include <unistd.h>

bool write_all(int fd, const void *bytes, size_t n)
{
    size_t done = 0;

    while (done < n) { /* bytes of none may be NULL, to which nothing can be added */
        ssize_t written = write(fd, (const char *)bytes + done, n - done);

        if (written < 0 && errno != EINTR)
            return false;
        done += written > 0 ? (size_t)written : 0;
    }
    return true;
}
