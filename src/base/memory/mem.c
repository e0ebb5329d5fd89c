#include "base/memory/mem.h"

#include "base/failure/die.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *mem_new(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size ? size : 1);

    if (!p)
        die_now("out of memory");
    return p;
}

void *mem_resize(void *p, size_t n, size_t size)
{
    size_t total = n * size;
    void *q;

    if (size && n > SIZE_MAX / size)
        die_now("out of memory");
    q = realloc(p, total > 0 ? total : 1);
    if (!q)
        die_now("out of memory");
    return q;
}

void *mem_grow(void *items, size_t n, size_t size)
{
    enum { FIRST = 16 };

    if (n == 0)
        return mem_resize(items, FIRST, size);
    return n < FIRST || n & (n - 1) ? items : mem_resize(items, 2 * n, size);
}

char *mem_copy_bytes(const void *p, size_t n)
{
    char *copy = mem_resize(NULL, n + 1, 1);

    if (n)
        memcpy(copy, p, n);
    copy[n] = '\0';
    return copy;
}

char *mem_copy_str(const char *s)
{
    return s ? mem_copy_bytes(s, strlen(s)) : NULL;
}

char *mem_print(const char *fmt, ...)
{
    va_list ap;
    char *text;
    int n;

    va_start(ap, fmt);
    n = vasprintf(&text, fmt, ap);
    va_end(ap);
    if (n < 0)
        die_now("out of memory");
    return text;
}
