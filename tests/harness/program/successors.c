#include "tests/harness/program/successors.h"

#include "tests/harness/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static size_t list_children(pid_t out[SUCCESSORS_CHILDREN])
{
    char path[64], *line, *rest, *end;
    size_t n = 0;

    snprintf(path, sizeof(path), "/proc/self/task/%ld/children", (long)getpid());
    line = file_read(path);
    assert_non_null(line);
    for (rest = line; n < SUCCESSORS_CHILDREN; rest = end) {
        pid_t pid = (pid_t)strtol(rest, &end, 10);

        if (end == rest)
            break;
        out[n++] = pid;
    }
    free(line);
    return n;
}

void successors_begin(struct successors *s)
{
    assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
    s->n = list_children(s->known);
}

void successors_wait(const struct successors *s)
{
    pid_t now[SUCCESSORS_CHILDREN];
    size_t n = list_children(now);

    for (size_t i = 0; i < n; i++) {
        bool is_new = true;

        for (size_t k = 0; k < s->n; k++)
            is_new = is_new && s->known[k] != now[i];
        if (is_new)
            assert_int_equal(waitpid(now[i], NULL, 0), now[i]);
    }
}
