#include "effects/files/save.h"

#include "base/os/write.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAMES_MAX = 99 };

bool save_name_beside(char *out, size_t size, const char *path, size_t n)
{
    const char *slash = memrchr(path, '/', n);
    int folder = slash ? (int)(slash + 1 - path) : 0;

    errno = ENAMETOOLONG;
    return snprintf(out, size, "%.*s.cfqtop-XXXXXX", folder, path) < (int)size;
}

bool save_start(struct save *s, const char *path)
{
    s->error = 0;
    s->fd = -1;
    if (save_name_beside(s->temporary, sizeof(s->temporary), path, strlen(path)))
        s->fd = mkostemp(s->temporary, O_CLOEXEC); /* of mode 0600 */
    return s->fd >= 0;
}

void save_clear_folder(int folder)
{
    int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = copy < 0 ? NULL : fdopendir(copy);
    struct dirent *entry;

    while (list && (entry = readdir(list)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            unlinkat(folder, entry->d_name, 0);
    if (list)
        closedir(list);
}

bool save_write(struct save *s, const void *bytes, size_t n)
{
    if (!s->error && !write_all(s->fd, bytes, n))
        s->error = errno;
    errno = s->error;
    return !s->error;
}

void save_write_back(const struct save *s)
{
    sync_file_range(s->fd, 0, 0, SYNC_FILE_RANGE_WRITE);
}

void save_drop(struct save *s)
{
    int error = errno;

    if (s->fd < 0)
        return;
    close(s->fd);
    s->fd = -1;
    unlink(s->temporary);
    errno = error;
}

/* Some file systems know only the one, some only the other. */
static bool rename_new(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    if (link(from, to) < 0)
        return false;
    unlink(from);
    return true;
}

bool save_sync(int fd)
{
    return fsync(fd) == 0 || errno == EINVAL; /* a pipe, a device */
}

bool save_finish(struct save *s, const char *path)
{
    if (!s->error && rename_new(s->temporary, path)) {
        close(s->fd);
        s->fd = -1;
        return true;
    }
    if (s->error)
        errno = s->error;
    if (s->error || errno != EEXIST)
        save_drop(s);
    return false;
}

bool save_replace(struct save *s, const char *path)
{
    if (s->error || rename(s->temporary, path) < 0) {
        errno = s->error ? s->error : errno;
        save_drop(s);
        return false;
    }
    close(s->fd);
    s->fd = -1;
    return true;
}

bool save_plainly(int folder, const char *name, const void *bytes, size_t n)
{
    struct save s = {.fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    bool ok = s.fd >= 0 && save_write(&s, bytes, n);
    int error = errno;

    if (s.fd >= 0)
        close(s.fd);
    errno = error;
    return ok;
}

static void make_path(char *path, size_t size, const char *name, int number)
{
    const char *dot = strrchr(name, '.');
    int stem = dot ? (int)(dot - name) : (int)strlen(name);

    if (number == 1)
        snprintf(path, size, "./%s", name);
    else
        snprintf(path, size, "./%.*s-%d%s", stem, name, number, dot ? dot : "");
}

static bool fail(char *path, size_t size)
{
    snprintf(path, size, "no file was written here: %s", strerror(errno));
    return false;
}

bool save_file(const char *name, const void *bytes, size_t n, char *path, size_t size)
{
    struct save s = {.fd = -1};
    bool saved = false;

    if (!save_start(&s, "./"))
        return fail(path, size);
    if (save_write(&s, bytes, n) && !save_sync(s.fd))
        s.error = errno;
    for (int i = 1; i <= NAMES_MAX && s.fd >= 0 && !saved; i++) {
        make_path(path, size, name, i);
        saved = save_finish(&s, path);
    }
    save_drop(&s);
    return saved || fail(path, size);
}
