#include "store/state_dir.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 60 }; /* of a path in an error line */

/* path cut from the left, so that an error line keeps its end: what is wrong. */
static const char *shorten(const char *path)
{
    size_t n = strlen(path);

    return n <= PATH_BYTES ? path : path + (n - PATH_BYTES);
}

bool state_dir_refuse(const struct state_dir *d, const char *name, const char *why,
                      struct error *err)
{
    char *path = name ? mem_print("%s/%s", d->path, name) : mem_copy_str(d->path);

    error_set(err, ERR_USAGE, "%s %s", shorten(path), why);
    free(path);
    return false;
}

bool state_dir_fail(const struct state_dir *d, const char *name, int number, struct error *err)
{
    static const struct {
        int number;
        const char *why;
    } rows[] = {
        {ENOSPC, "cannot be written, the disk is full: free some space"},
        {EDQUOT, "cannot be written, the quota is used up: free some space"},
        {EFBIG, "cannot grow, files are limited in size: see ulimit -f"},
        {EROFS, "is on a read-only disk: set XDG_STATE_HOME elsewhere"},
        {EACCES, "is not yours to use: set XDG_STATE_HOME elsewhere"},
        {EPERM, "is not yours to use: set XDG_STATE_HOME elsewhere"},
        {ELOOP, "is a link: replace it by what it points to"},
        {ENOTDIR, "is a link or not a folder: move it away"},
        {EISDIR, "is a folder: move it away"},
        {ENXIO, "is not a regular file: move it away"},
    };
    char *other;

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (rows[i].number == number)
            return state_dir_refuse(d, name, rows[i].why, err);
    other = mem_print("cannot be used: %s", strerror(number));
    state_dir_refuse(d, name, other, err);
    free(other);
    return false;
}

static const char *find_home(void)
{
    const char *home = getenv("HOME");

    return home && *home == '/' ? home : NULL;
}

/* The folder's whole path; NULL: the environment names none.  *given: how much of it is not ours to
 * make. */
static char *find_path(const char *home, size_t *given)
{
    const char *base = getenv("XDG_STATE_HOME");

    *given = 0;
    if (base && *base == '/')
        return mem_print("%s/cfqtop", base);
    if (!home)
        return NULL;
    *given = strlen(home);
    return mem_print("%s/.local/state/cfqtop", home);
}

static char *name_for_people(const char *path, const char *home)
{
    size_t n = home ? strlen(home) : 0;

    if (n > 1 && !strncmp(path, home, n) && path[n] == '/')
        return mem_print("~%s", path + n);
    return mem_copy_str(path);
}

static void make_folder(const char *path, int *first)
{
    if (mkdir(path, 0700) && errno != EEXIST && !*first)
        *first = errno;
}

/* As mkdir -p does.  Returns the first errno that tells why a folder could not be made; it matters
 * only where the last one cannot be opened. */
static int make_folders(char *path, size_t given)
{
    int first = 0;

    for (char *slash = strchr(path + given + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        make_folder(path, &first);
        *slash = '/';
    }
    make_folder(path, &first);
    return first;
}

static bool check(const struct state_dir *d, struct error *err)
{
    struct stat st;

    if (fstat(d->fd, &st))
        return state_dir_fail(d, NULL, errno, err);
    if (st.st_uid != geteuid())
        return state_dir_refuse(d, NULL, "belongs to another user: set XDG_STATE_HOME elsewhere",
                                err);
    if (st.st_mode & (S_IWGRP | S_IWOTH))
        return state_dir_refuse(d, NULL, "can be written by others: chmod go-w it", err);
    return true;
}

bool state_dir_open(struct state_dir *d, struct error *err)
{
    const char *home = find_home();
    size_t given;
    char *path = find_path(home, &given);
    int number;
    bool ok;

    *d = (struct state_dir){.fd = -1};
    if (!path)
        return error_set(err, ERR_USAGE, "no place for state files: set HOME or XDG_STATE_HOME");
    d->path = name_for_people(path, home);
    number = make_folders(path, given);
    d->fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (d->fd < 0 && (errno != ENOENT || !number))
        number = errno;
    ok = d->fd < 0 ? state_dir_fail(d, NULL, number, err) : check(d, err);
    free(path);
    if (!ok)
        state_dir_close(d);
    return ok;
}

void state_dir_close(struct state_dir *d)
{
    if (d->fd >= 0)
        close(d->fd);
    free(d->path);
    *d = (struct state_dir){.fd = -1};
}
