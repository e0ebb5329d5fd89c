/* The inspector in a folder of its own, with the queue named orders opened: five messages, the
 * first of which is "hello world". */
#pragma once

#include "base/memory/buf.h"
#include "tests/harness/file.h"
#include "tests/harness/inspect.h"
#include "tests/harness/program/run.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct take {
    struct inspect i;
    char before[4096]; /* the folder that the test was in */
    char folder[40];
};

static inline void take_write(const char *name, const char *text)
{
    FILE *f = fopen(name, "we");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static inline void take_enter(struct take *k)
{
    snprintf(k->folder, sizeof(k->folder), "/tmp/cfqtop-take-XXXXXX");
    assert_non_null(getcwd(k->before, sizeof(k->before)));
    assert_non_null(mkdtemp(k->folder));
    assert_int_equal(chdir(k->folder), 0);
}

/* With a program of that name in the folder (NULL: none), and words for cfqtop that open the queue
 * (NULL: none, it is opened by keys). */
static inline void take_start_with(struct take *k, const char *program, const char *text,
                                   const char *const *env, const char *const *args)
{
    take_enter(k);
    if (program) {
        take_write(program, text);
        assert_int_equal(chmod(program, 0700), 0);
    }
    inspect_start(&k->i, &(struct inspect_options){.env = env, .args = args});
    if (!args) {
        inspect_wait_queues(&k->i);
        inspect_open_orders(&k->i);
    }
    term_wait_text(k->i.term, "2 Messages . orders . (peeked, no lease .|PULLED) 5");
}

static inline void take_start(struct take *k, const char *const *env)
{
    take_start_with(k, NULL, NULL, env, NULL);
}

/* How many files the folder of the test has; forget: and deletes them. */
static inline int take_list_files(bool forget)
{
    DIR *folder = opendir(".");
    struct dirent *entry;
    int n = 0;

    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        n++;
        if (forget)
            assert_int_equal(unlink(entry->d_name), 0);
    }
    closedir(folder);
    return n;
}

static inline int take_count_files(void)
{
    return take_list_files(false);
}

static inline void take_stop(struct take *k)
{
    inspect_stop(&k->i);
    take_list_files(true);
    assert_int_equal(chdir(k->before), 0);
    assert_int_equal(rmdir(k->folder), 0);
}

static inline int take_stop_all(void **state)
{
    return inspect_stop_all(state);
}

/* The whole file, NUL behind; free() it. */
static inline char *take_read(const char *name)
{
    char *text = file_read(name);

    if (!text)
        fail_msg("%s is not there", name);
    return text;
}

static inline void take_assert_private(const char *name)
{
    struct stat st;

    assert_int_equal(lstat(name, &st), 0);
    assert_true(S_ISREG(st.st_mode));
    assert_int_equal(st.st_mode & 07777, 0600);
}
