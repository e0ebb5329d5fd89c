#include "effects/programs/scratch.h"

#include "base/memory/array.h"
#include "base/text/text_line.h"
#include "effects/files/save.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PARENTS = 3 };

#define NAME "cfqtop-body-"

static const char *find_parent(int i)
{
    const char *const parents[] = {getenv("XDG_RUNTIME_DIR"), getenv("TMPDIR"), "/tmp"};
    _Static_assert(ARRAY_LEN(parents) == PARENTS, "as many as are tried");

    return parents[i] && parents[i][0] == '/' ? parents[i] : NULL;
}

static int open_folder(int at, const char *path)
{
    return openat(at, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static bool make_folder(struct scratch *s, const char *parent)
{
    int n = snprintf(s->path, sizeof(s->path), "%s/" NAME "XXXXXX", parent);

    if (n >= (int)sizeof(s->path) || !mkdtemp(s->path)) /* of mode 0700 */
        return false;
    s->folder = open_folder(AT_FDCWD, s->path);
    if (s->folder >= 0 && flock(s->folder, LOCK_EX) == 0)
        return true;
    if (s->folder >= 0)
        close(s->folder);
    rmdir(s->path);
    return false;
}

static bool fill(struct scratch *s, const char *extension, const void *bytes, size_t n)
{
    struct text_line path = text_line_behind(s->path, sizeof(s->path));

    text_line_add(&path, "/body%s", extension);
    if (save_plainly(AT_FDCWD, s->path, bytes, n))
        return true;
    scratch_drop(s);
    return false;
}

bool scratch_make(struct scratch *s, const char *extension, const void *bytes, size_t n)
{
    s->folder = -1;
    for (int i = 0; i < PARENTS; i++) {
        const char *parent = find_parent(i);

        if (parent && make_folder(s, parent) && fill(s, extension, bytes, n))
            return true;
    }
    return false;
}

bool scratch_is_changed(const struct scratch *s, const void *bytes, size_t n)
{
    FILE *f = fopen(s->path, "re");
    const char *expected = bytes;
    size_t at = 0;
    bool same = true;
    int c;

    if (!f)
        return false;
    while (same && (c = getc(f)) != EOF) {
        same = at < n && (char)c == expected[at];
        at++;
    }
    fclose(f);
    return !same || at != n;
}

void scratch_drop(struct scratch *s)
{
    char *slash = strrchr(s->path, '/');
    int error = errno;

    if (s->folder < 0)
        return;
    /* Editors put files beside theirs, but no folders. */
    save_clear_folder(s->folder);
    *slash = '\0';
    rmdir(s->path);
    close(s->folder);
    s->folder = -1;
    errno = error;
}

/* One of ours that nobody has locked any more. */
static void sweep_one(int parent, const char *name)
{
    int folder = open_folder(parent, name);
    struct stat st;

    if (folder < 0)
        return;
    if (fstat(folder, &st) == 0 && st.st_uid == geteuid() &&
        flock(folder, LOCK_EX | LOCK_NB) == 0) {
        save_clear_folder(folder);
        unlinkat(parent, name, AT_REMOVEDIR);
    }
    close(folder);
}

void scratch_sweep(void)
{
    for (int i = 0; i < PARENTS; i++) {
        const char *parent = find_parent(i);
        DIR *list = parent ? opendir(parent) : NULL;
        int folder = list ? dirfd(list) : -1;
        struct dirent *entry;

        while (folder >= 0 && (entry = readdir(list)) != NULL)
            if (!strncmp(entry->d_name, NAME, strlen(NAME)))
                sweep_one(folder, entry->d_name);
        if (list)
            closedir(list);
    }
}
