/* For tests of printers: bytes written as hex digits, and the text they have to become. */
#pragma once

#include "body/value/print.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct vector {
    const char *hex; /* blanks between are ignored */
    const char *text;
};

/* The bytes in an allocation of their own size. */
static inline char *kit_bytes(const char *hex, size_t *n)
{
    char *bytes = malloc(strlen(hex) / 2 + 1);

    assert_non_null(bytes);
    for (*n = 0; *hex; hex++) {
        char digits[3] = {hex[0], hex[0] == ' ' ? '\0' : hex[1], '\0'};

        if (*hex == ' ')
            continue;
        bytes[(*n)++] = (char)strtoul(digits, NULL, 16);
        hex++;
    }
    return realloc(bytes, *n ? *n : 1);
}

static inline void kit_check(printer_function *print, const struct vector *v)
{
    struct print_facts facts;
    struct print_end end;
    struct buf out;
    size_t n;
    char *bytes = kit_bytes(v->hex, &n);
    bool whole;

    buf_init(&out, 1 << 20);
    whole = print(bytes, n, &out, &end, &facts);
    free(bytes);
    assert_string_equal(out.bytes, v->text);
    assert_int_equal(whole, strstr(v->text, "// byte") == NULL);
    assert_int_equal(facts.whole, whole);
    buf_free(&out);
}

/* Cut anywhere, the bytes are never whole, and the last line says where they end. */
static inline void kit_check_cuts(printer_function *print, const char *hex)
{
    size_t n;
    char *bytes = kit_bytes(hex, &n);

    for (size_t len = 0; len < n; len++) {
        struct print_facts facts;
        struct print_end end;
        struct buf out;
        char *part = malloc(len + 1), line[PRINT_END_LINE];

        memcpy(part, bytes, len);
        part = realloc(part, len ? len : 1);
        buf_init(&out, 1 << 20);
        assert_false(print(part, len, &out, &end, &facts));
        assert_true(facts.is_short);
        assert_true(end.at <= len);
        snprintf(line, sizeof line, "// byte %zu: %s", end.at, end.why);
        assert_non_null(strstr(out.bytes, line));
        buf_free(&out);
        free(part);
    }
    free(bytes);
}

/* head repeated: brackets in brackets, too deep.  The stack holds and the text stays small. */
static inline void kit_check_depth(printer_function *print, const char *head, size_t n_head)
{
    enum { TIMES = 100000 };
    char *bytes = malloc(TIMES * n_head);
    struct print_facts facts;
    struct print_end end;
    struct buf out;

    for (size_t i = 0; i < TIMES; i++)
        memcpy(bytes + i * n_head, head, n_head);
    buf_init(&out, 1 << 24);
    assert_false(print(bytes, TIMES * n_head, &out, &end, &facts));
    assert_false(out.overflow);
    assert_non_null(strstr(end.why, "nested deeper than 200"));
    assert_true(out.len < 20000);
    buf_free(&out);
    free(bytes);
}
