/* A body laid out, and its lines as one string, for tests. */
#pragma once

#include "body/layout/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static inline void lay(struct layout *out, enum body_form form, const char *s, size_t n,
                       enum layout_view view)
{
    char *copy = malloc(n + 1);
    struct body b = {.form = form, .bytes = copy, .len = n};

    assert_non_null(copy);
    memcpy(copy, s, n);
    copy[n] = '\0';
    layout_make(out, &b, view);
    free(copy);
}

/* The lines, shown with ~ between them. */
static inline void check_lines(enum body_form form, const char *s, size_t n, enum layout_view view,
                               const char *expected)
{
    struct layout l;
    struct buf joined;

    lay(&l, form, s, n, view);
    buf_init(&joined, 10000);
    for (size_t i = 0; i < l.n; i++) {
        size_t len;
        const char *line = layout_line(&l, i, &len);

        assert_true(buf_append(&joined, line, len));
        assert_null(memchr(line, '\n', len));
        assert_true(i + 1 == l.n || buf_append_str(&joined, "~"));
    }
    assert_string_equal(joined.len ? joined.bytes : "", expected);
    assert_int_equal(l.starts[0], 0);
    assert_int_equal(l.starts[l.n], l.len);
    buf_free(&joined);
    layout_free(&l);
}
