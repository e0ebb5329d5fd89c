/* For tests against another implementation: a program that prints pairs of lines of hex digits, the
 * bytes it made of a value and the text that has to be printed for them. */
#pragma once

#include "body/value/printer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { PEER_VALUES = 400, PEER_SEED = 20261126, PEER_NOT_THERE = 127 };

/* Starts program script [form] values seed; *out is what it prints. */
static inline pid_t peer_start(const char *program, const char *script, const char *form,
                               FILE **out)
{
    char count[12], seed[12];
    int ends[2];
    pid_t pid;

    snprintf(count, sizeof count, "%d", PEER_VALUES);
    snprintf(seed, sizeof seed, "%d", PEER_SEED);
    assert_int_equal(pipe(ends), 0);
    pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execlp(program, program, script, count, seed, form, (char *)NULL);
        _exit(PEER_NOT_THERE);
    }
    assert_true(pid > 0);
    close(ends[1]);
    *out = fdopen(ends[0], "r");
    assert_non_null(*out);
    return pid;
}

/* Decodes a line of hex digits in place; false at the end. */
static inline bool peer_read_line(FILE *in, char **line, size_t *room, size_t *n)
{
    ssize_t len = getline(line, room, in);

    if (len < 0)
        return false;
    for (*n = 0; 2 * *n + 1 < (size_t)len; ++*n) {
        char digits[3] = {(*line)[2 * *n], (*line)[2 * *n + 1], '\0'};

        (*line)[*n] = (char)strtoul(digits, NULL, 16);
    }
    (*line)[*n] = '\0';
    return true;
}

/* Skips the test where the program, or what it needs, is not here. */
static inline void peer_compare(const char *program, const char *script, const char *form,
                                printer_function *print)
{
    char *bytes = NULL, *text = NULL;
    size_t bytes_room = 0, text_room = 0, n, len;
    int values = 0, status = 0;
    FILE *in;
    pid_t pid = peer_start(program, script, form, &in);

    while (peer_read_line(in, &bytes, &bytes_room, &n) &&
           peer_read_line(in, &text, &text_room, &len)) {
        struct print_end end;
        struct buf out;

        buf_init(&out, 1 << 20);
        assert_true(print(bytes, n, &out, &end, NULL));
        assert_string_equal(out.bytes, text);
        assert_int_equal(out.len, len);
        buf_free(&out);
        values++;
    }
    free(bytes);
    free(text);
    fclose(in);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFEXITED(status) && WEXITSTATUS(status) == PEER_NOT_THERE)
        skip();
    assert_int_equal(status, 0);
    assert_int_equal(values, PEER_VALUES);
}
