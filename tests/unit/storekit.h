/* A state folder of one's own for the tests of store/, and programs beside this one. */
#pragma once

#include "base/memory/mem.h"
#include "store/state_dir.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct kit {
    char home[40];        /* $XDG_STATE_HOME */
    struct state_dir dir; /* home/cfqtop */
    struct error err;
};

static inline void kit_make_home(struct kit *k)
{
    *k = (struct kit){.home = "/tmp/cfqtop-store-XXXXXX", .dir = {.fd = -1}};
    assert_non_null(mkdtemp(k->home));
    assert_int_equal(setenv("XDG_STATE_HOME", k->home, 1), 0);
}

static inline int kit_start(void **state)
{
    struct kit *k = mem_new(1, sizeof(*k));

    kit_make_home(k);
    if (!state_dir_open(&k->dir, &k->err))
        fail_msg("%s", k->err.text);
    *state = k;
    return 0;
}

/* Removes the folder and what is in it, two levels deep at the most. */
static inline void kit_remove(int at, const char *name)
{
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *d = fd < 0 ? NULL : fdopendir(fd);

    for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d))
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
            unlinkat(fd, e->d_name, 0))
            kit_remove(fd, e->d_name);
    if (d)
        closedir(d);
    unlinkat(at, name, AT_REMOVEDIR);
}

static inline int kit_stop(void **state)
{
    struct kit *k = *state;

    state_dir_close(&k->dir);
    kit_remove(AT_FDCWD, k->home);
    free(k);
    return 0;
}

static inline void kit_write(struct kit *k, const char *name, const char *text)
{
    int fd = openat(k->dir.fd, name, O_WRONLY | O_CREAT | O_APPEND, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    assert_int_equal(close(fd), 0);
}

/* The file's bytes, malloc'd. */
static inline char *kit_read(struct kit *k, const char *name, size_t *n)
{
    int fd = openat(k->dir.fd, name, O_RDONLY);
    struct stat st;
    char *bytes;

    *n = 0;
    assert_true(fd >= 0);
    assert_int_equal(fstat(fd, &st), 0);
    *n = (size_t)st.st_size;
    bytes = mem_new(*n + 1, 1);
    assert_int_equal(read(fd, bytes, *n), *n);
    close(fd);
    return bytes;
}

/* -1: there is no file. */
static inline long kit_size(struct kit *k, const char *name)
{
    struct stat st;

    return fstatat(k->dir.fd, name, &st, AT_SYMLINK_NOFOLLOW) ? -1 : (long)st.st_size;
}

static inline void kit_assert_mode(struct kit *k, const char *name, mode_t mode)
{
    struct stat st;

    assert_int_equal(fstatat(k->dir.fd, name, &st, AT_SYMLINK_NOFOLLOW), 0);
    assert_int_equal(st.st_mode & 07777, mode);
}

static inline void kit_assert_error(const struct kit *k, const char *what)
{
    assert_int_equal(k->err.kind, ERR_USAGE);
    if (!strstr(k->err.text, what))
        fail_msg("\"%s\" is not in \"%s\"", what, k->err.text);
}

/* Runs work in a program of its own that is killed -9 when work has returned true: what it held is
 * left as it was. */
static inline void kit_kill_after(bool (*work)(struct kit *k), struct kit *k)
{
    int ready[2];
    char byte = 0;
    pid_t pid;

    assert_int_equal(pipe(ready), 0);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        byte = work(k) ? 'y' : 'n';
        if (write(ready[1], &byte, 1) == 1)
            pause();
        _exit(1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    kill(pid, SIGKILL);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    close(ready[0]);
    close(ready[1]);
    assert_int_equal(byte, 'y');
}

/* Starts work in a program of its own; kit_join() asserts that it returned true. */
static inline pid_t kit_fork(bool (*work)(struct kit *k), struct kit *k)
{
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0)
        _exit(work(k) ? 0 : 1);
    return pid;
}

static inline void kit_join(pid_t pid)
{
    int status;

    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}
