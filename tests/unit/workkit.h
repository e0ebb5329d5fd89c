/* Counts how often two strings are compared: work that is the same on every machine.  The Makefile
 * links the tests that include this with --wrap=strcmp. */
#pragma once

#include <stddef.h>

static size_t work_compared;

int __real_strcmp(const char *a, const char *b);
int __wrap_strcmp(const char *a, const char *b);

int __wrap_strcmp(const char *a, const char *b)
{
    work_compared++;
    return __real_strcmp(a, b);
}

/* How many since the last call. */
static inline size_t work_take(void)
{
    size_t n = work_compared;

    work_compared = 0;
    return n;
}

/* Ten times as many things made no more than ten times the work; little is what it takes for
 * however few. */
static inline bool work_is_linear(size_t few, size_t ten_times_as_many, size_t little)
{
    return ten_times_as_many <= 12 * few + little;
}
