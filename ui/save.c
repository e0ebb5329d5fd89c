#include "ui/save.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { NAMES_MAX = 99 };

static void make_path(char *path, size_t size, const char *name, int number)
{
    const char *dot = strrchr(name, '.');
    int stem = dot ? (int)(dot - name) : (int)strlen(name);

    if (number == 1)
        snprintf(path, size, "./%s", name);
    else
        snprintf(path, size, "./%.*s-%d%s", stem, name, number, dot ? dot : "");
}

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t written = write(fd, bytes, n);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        n -= (size_t)written;
    }
    return true;
}

static bool fail(char *path, size_t size)
{
    char why[100];

    snprintf(why, sizeof(why), "no file was written here: %s", strerror(errno));
    snprintf(path, size, "%s", why);
    return false;
}

bool save_file(const char *name, const void *bytes, size_t n, char *path, size_t size)
{
    int fd = -1;
    bool ok;

    for (int i = 1; i <= NAMES_MAX && fd < 0; i++) {
        make_path(path, size, name, i);
        fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (fd < 0 && errno != EEXIST)
            break;
    }
    if (fd < 0)
        return fail(path, size);
    ok = write_all(fd, bytes, n);
    ok = close(fd) == 0 && ok;
    if (ok)
        return true;
    n = (size_t)errno;
    unlink(path);
    errno = (int)n;
    return fail(path, size);
}
