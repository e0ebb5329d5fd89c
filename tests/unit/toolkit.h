/* Runs programs of others, whose word a test compares ours with. */
#pragma once

#include "base/memory/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { TOOL_OUTPUT_MAX = 64 << 20, TOOL_NOT_THERE = 127 };

/* In the child. */
static inline void tool_become(char *const argv[], FILE *in, const int ends[2])
{
    dup2(fileno(in), STDIN_FILENO);
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    close(ends[1]);
    execvp(argv[0], argv);
    _exit(TOOL_NOT_THERE);
}

/* Gives the program n bytes to read; out (to be freed) is what it prints.  A program that is not
 * here skips the test; one that fails fails it. */
static inline void tool_run(char *const argv[], const void *bytes, size_t n, struct buf *out)
{
    FILE *in = tmpfile(); /* no pipe, which could fill while nobody reads the other one */
    char part[65536];
    int ends[2], status = 0;
    ssize_t len;
    pid_t pid;

    assert_non_null(in);
    assert_int_equal(fwrite(bytes, 1, n, in), n);
    rewind(in); /* flushes, and is where the child reads from */
    assert_int_equal(pipe(ends), 0);
    pid = fork();
    if (pid == 0)
        tool_become(argv, in, ends);
    assert_true(pid > 0);
    close(ends[1]);
    fclose(in);
    buf_init(out, TOOL_OUTPUT_MAX);
    while ((len = read(ends[0], part, sizeof part)) > 0)
        assert_true(buf_append(out, part, (size_t)len));
    close(ends[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFEXITED(status) && WEXITSTATUS(status) == TOOL_NOT_THERE) {
        buf_free(out);
        skip();
    }
    if (status)
        fail_msg("%s: wait status %d", argv[0], status);
}

/* The words of argv for tool_run(), none of which it writes to. */
#define TOOL(...) ((char *const *)(uintptr_t)(const char *const[]){__VA_ARGS__, NULL})
