#include "store/state_file.h"

#include "base/os/clock.h"
#include "base/os/write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { WAIT_MS = 1000, STEP_NS = 10 * 1000 * 1000, BLOCK_BYTES = 16 * 1024 };

static bool fail(const struct state_file *f, int number, struct error *err)
{
    return state_dir_fail(f->dir, f->name, number, err);
}

static bool check(const struct state_file *f, struct error *err)
{
    struct stat st;

    if (fstat(f->fd, &st))
        return fail(f, errno, err);
    if (!S_ISREG(st.st_mode))
        return state_dir_refuse(f->dir, f->name, "is not a regular file: move it away", err);
    if (st.st_uid != geteuid())
        return state_dir_refuse(f->dir, f->name, "belongs to another user: move it away", err);
    if (st.st_mode & (S_IWGRP | S_IWOTH))
        return state_dir_refuse(f->dir, f->name, "can be written by others: look at it, chmod 600",
                                err);
    if (st.st_mode & (S_IRWXG | S_IRWXO) && fchmod(f->fd, 0600) && errno != EROFS)
        return fail(f, errno, err);
    return true;
}

static enum state_found open_once(struct state_file *f, int how, struct error *err)
{
    /* Not blocked by a FIFO of that name. */
    int flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

    flags |= how & STATE_READ ? O_RDONLY : O_RDWR | O_APPEND;
    flags |= how & STATE_MAKE ? O_CREAT : 0;
    f->fd = openat(f->dir->fd, f->name, flags, 0600);
    if (f->fd < 0 && errno == ENOENT && !(how & STATE_MAKE))
        return STATE_MISSING;
    if (f->fd < 0) {
        fail(f, errno, err);
        return STATE_FAILED;
    }
    return check(f, err) ? STATE_OPEN : STATE_FAILED;
}

/* The name still leads to the file that is open. */
static bool is_current(const struct state_file *f)
{
    struct stat open, named;

    return !fstat(f->fd, &open) && !fstatat(f->dir->fd, f->name, &named, AT_SYMLINK_NOFOLLOW) &&
           open.st_ino == named.st_ino && open.st_dev == named.st_dev;
}

/* STATE_MISSING: the file was exchanged before it was locked. */
static enum state_found lock_once(struct state_file *f, int how, struct error *err)
{
    if (!flock(f->fd, (how & STATE_READ ? LOCK_SH : LOCK_EX) | LOCK_NB)) {
        f->is_new = state_file_size(f) == 0;
        return is_current(f) ? STATE_OPEN : STATE_MISSING;
    }
    if (errno == EWOULDBLOCK || errno == EINTR)
        return STATE_TAKEN;
    fail(f, errno, err);
    return STATE_FAILED;
}

enum state_found state_file_open(struct state_file *f, const struct state_dir *dir,
                                 const char *name, int how, struct error *err)
{
    static const struct timespec step = {.tv_nsec = STEP_NS};
    int64_t give_up = clock_now().mono_ms + WAIT_MS;

    *f = (struct state_file){.dir = dir, .fd = -1};
    snprintf(f->name, sizeof(f->name), "%s", name);
    for (;;) {
        enum state_found found = open_once(f, how, err);

        if (found == STATE_OPEN)
            found = lock_once(f, how, err);
        else if (found == STATE_MISSING)
            return found;
        if (found == STATE_OPEN)
            return found;
        state_file_close(f);
        if (found == STATE_FAILED)
            return found;
        if (clock_now().mono_ms >= give_up || (found == STATE_TAKEN && !(how & STATE_WAIT))) {
            state_dir_refuse(dir, name, "is in use by another cfqtop: try again", err);
            return STATE_TAKEN;
        }
        if (found == STATE_TAKEN)
            nanosleep(&step, NULL);
    }
}

void state_file_close(struct state_file *f)
{
    if (f->fd >= 0)
        close(f->fd);
    f->fd = -1;
}

void state_file_unlock(struct state_file *f)
{
    flock(f->fd, LOCK_UN);
}

off_t state_file_size(const struct state_file *f)
{
    struct stat st;

    return fstat(f->fd, &st) ? 0 : st.st_size;
}

static bool is_torn(const struct state_file *f, off_t size)
{
    char last = '\n';

    return size > 0 && pread(f->fd, &last, 1, size - 1) == 1 && last != '\n';
}

bool state_file_append(struct state_file *f, const void *bytes, size_t n, struct error *err)
{
    off_t size = state_file_size(f);
    int number;

    if ((!is_torn(f, size) || write_all(f->fd, "\n", 1)) && write_all(f->fd, bytes, n))
        return true;
    number = errno;
    if (ftruncate(f->fd, size)) /* then a torn line is left, which readers skip */
        errno = number;
    return fail(f, number, err);
}

bool state_file_copy(const struct state_file *from, off_t at, struct state_file *to,
                     struct error *err)
{
    char block[BLOCK_BYTES];
    ssize_t n;

    while ((n = pread(from->fd, block, sizeof(block), at)) > 0) {
        if (!write_all(to->fd, block, (size_t)n))
            return fail(to, errno, err);
        at += n;
    }
    return n == 0 || fail(from, errno, err);
}

off_t state_file_next_line(const struct state_file *f, off_t at)
{
    char block[BLOCK_BYTES];
    ssize_t n;

    if (at == 0)
        return 0;
    at--; /* of a line that starts at at, the end of the one before is there */
    while ((n = pread(f->fd, block, sizeof(block), at)) > 0) {
        const char *end = memchr(block, '\n', (size_t)n);

        if (end)
            return at + (end - block) + 1;
        at += n;
    }
    return state_file_size(f);
}

bool state_file_clear(struct state_file *f, struct error *err)
{
    return !ftruncate(f->fd, 0) || fail(f, errno, err);
}

bool state_file_sync(struct state_file *f, struct error *err)
{
    if (fdatasync(f->fd) || (f->is_new && fsync(f->dir->fd)))
        return fail(f, errno, err);
    return true;
}

bool state_file_begin(const struct state_file *f, struct state_file *fresh, struct error *err)
{
    char name[sizeof(f->name)];

    snprintf(name, sizeof(name), "%.*s.new", (int)sizeof(name) - 5, f->name);
    /* Only who holds the lock of f comes here, so a file of that name is left from a crash. */
    if (state_file_open(fresh, f->dir, name, STATE_MAKE, err) != STATE_OPEN)
        return false;
    if (state_file_clear(fresh, err))
        return true;
    state_file_abandon(fresh);
    return false;
}

bool state_file_exchange(struct state_file *f, struct state_file *fresh, struct error *err)
{
    if (renameat(f->dir->fd, fresh->name, f->dir->fd, f->name)) {
        fail(f, errno, err);
        state_file_abandon(fresh);
        return false;
    }
    close(f->fd);
    f->fd = fresh->fd;
    f->is_new = true;
    fresh->fd = -1;
    return true;
}

void state_file_abandon(struct state_file *fresh)
{
    unlinkat(fresh->dir->fd, fresh->name, 0);
    state_file_close(fresh);
}
