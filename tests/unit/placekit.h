/* A folder of its own for each test of effects/: the current one, and the one of all the user's
 * files.  What is in it is looked at as a user would, by names and bytes. */
#pragma once

#include "base/memory/array.h"
#include "base/memory/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* cmocka setup and teardown. */
static inline int place_start(void **state)
{
    static const char *const variables[] = {"HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "TMPDIR"};
    char path[] = "/tmp/cfqtop-effects-XXXXXX";

    assert_non_null(mkdtemp(path));
    assert_int_equal(chdir(path), 0);
    for (size_t i = 0; i < ARRAY_LEN(variables); i++)
        assert_int_equal(setenv(variables[i], path, 1), 0);
    *state = mem_copy_str(path);
    return 0;
}

static inline int place_remove_one(const char *path, const struct stat *st, int kind,
                                   struct FTW *where)
{
    (void)st;
    (void)kind;
    (void)where;
    return remove(path);
}

static inline int place_stop(void **state)
{
    char *path = *state;
    int failed = chdir("/") || nftw(path, place_remove_one, 8, FTW_DEPTH | FTW_PHYS);

    free(path);
    return failed;
}

static inline int place_is_named(const struct dirent *e)
{
    return strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
}

/* The names of all that is in a folder are these, with blanks between. */
static inline void place_expect_names(const char *folder, const char *want)
{
    struct dirent **entries;
    char names[1000];
    int n = scandir(folder, &entries, place_is_named, alphasort);
    size_t at = 0;

    assert_true(n >= 0);
    names[0] = '\0';
    for (int i = 0; i < n; i++) {
        if (at < sizeof(names))
            at += (size_t)snprintf(names + at, sizeof(names) - at, "%s%s", i ? " " : "",
                                   entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    assert_string_equal(names, want);
}

/* There is nothing under that name, not even a link. */
static inline void place_expect_none(const char *name)
{
    struct stat st;

    assert_int_equal(lstat(name, &st), -1);
    assert_int_equal(errno, ENOENT);
}

static inline void place_expect_mode(const char *name, mode_t want)
{
    struct stat st;

    assert_int_equal(lstat(name, &st), 0);
    assert_int_equal(st.st_mode & 07777, want);
}

/* The bytes and a NUL, valid until the next call; "" where there is no file. */
static inline const char *place_read(const char *name, size_t *n)
{
    static char bytes[1 << 20];
    FILE *f = fopen(name, "re");
    size_t len = f ? fread(bytes, 1, sizeof(bytes) - 1, f) : 0;

    if (f)
        fclose(f);
    bytes[len] = '\0';
    if (n)
        *n = len;
    return bytes;
}

static inline void place_expect_bytes(const char *name, const void *want, size_t n)
{
    size_t len;
    const char *bytes = place_read(name, &len);

    assert_int_equal(len, n);
    assert_memory_equal(bytes, want, n);
}

static inline void place_expect_text(const char *name, const char *want)
{
    assert_string_equal(place_read(name, NULL), want);
}

static inline void place_expect_part(const char *name, const char *part)
{
    if (!strstr(place_read(name, NULL), part))
        fail_msg("\"%s\" is not in %s: %s", part, name, place_read(name, NULL));
}

static inline void place_expect_no_part(const char *name, const char *part)
{
    if (strstr(place_read(name, NULL), part))
        fail_msg("\"%s\" is in %s", part, name);
}

static inline void place_write(const char *name, const char *text)
{
    FILE *f = fopen(name, "we");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

/* No file can grow past so many bytes, as on a disk that is full; RLIM_INFINITY: as before. */
static inline void place_limit(rlim_t bytes)
{
    struct rlimit limit;

    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes < limit.rlim_max ? bytes : limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}
