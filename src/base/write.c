#include "base/write.h"

#include <errno.h>
#include <unistd.h>

bool write_all(int fd, const void *bytes, size_t n)
{
    const char *at = bytes, *end = at + n;

    while (at < end) {
        ssize_t written = write(fd, at, (size_t)(end - at));

        if (written < 0 && errno != EINTR)
            return false;
        at += written > 0 ? written : 0;
    }
    return true;
}
