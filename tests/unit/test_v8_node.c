/* What node serialises, against what node says the value is (v8_values.mjs, beside this file). */
#include "body/v8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { VALUES = 400, SEED = 20261126, NOT_THERE = 127 };

/* Starts node; *out is what it prints. */
static pid_t start_node(FILE **out)
{
    char count[12], seed[12];
    int ends[2];
    pid_t pid;

    snprintf(count, sizeof count, "%d", VALUES);
    snprintf(seed, sizeof seed, "%d", SEED);
    assert_int_equal(pipe(ends), 0);
    pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execlp("node", "node", "tests/unit/v8_values.mjs", count, seed, (char *)NULL);
        _exit(NOT_THERE);
    }
    assert_true(pid > 0);
    close(ends[1]);
    *out = fdopen(ends[0], "r");
    assert_non_null(*out);
    return pid;
}

/* Decodes a line of hex digits in place; false at the end. */
static bool read_line(FILE *in, char **line, size_t *room, size_t *n)
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

static void values_read_as_node_says(void **state)
{
    char *bytes = NULL, *text = NULL;
    size_t bytes_room = 0, text_room = 0, n, len;
    int values = 0, status = 0;
    FILE *in;
    pid_t pid = start_node(&in);

    (void)state;
    while (read_line(in, &bytes, &bytes_room, &n) && read_line(in, &text, &text_room, &len)) {
        struct print_end end;
        struct buf out;

        buf_init(&out, 1 << 20);
        assert_true(v8_print(bytes, n, &out, &end));
        assert_string_equal(out.bytes, text);
        assert_int_equal(out.len, len);
        buf_free(&out);
        values++;
    }
    free(bytes);
    free(text);
    fclose(in);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_THERE)
        skip(); /* node is not here */
    assert_int_equal(status, 0);
    assert_int_equal(values, VALUES);
}

/* The bytes of v8.serialize({a: 1}), so that something is tested without node too. */
static void one_value_of_node_is_read_without_it(void **state)
{
    struct print_end end;
    struct buf out;

    (void)state;
    buf_init(&out, 1000);
    assert_true(v8_print("\xff\x0fo\"\x01"
                         "aI\x02{\x01",
                         10, &out, &end));
    assert_string_equal(out.bytes, "{\n  a: 1\n}");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_read_as_node_says),
        cmocka_unit_test(one_value_of_node_is_read_without_it),
    };

    return cmocka_run_group_tests_name("v8 node", tests, NULL, NULL);
}
