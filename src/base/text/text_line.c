#include "base/text/text_line.h"

#include "base/text/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct text_line text_line(char *out, size_t size)
{
    out[0] = '\0';
    return (struct text_line){.s = out, .size = size};
}

struct text_line text_line_behind(char *out, size_t size)
{
    return (struct text_line){.s = out, .size = size, .len = strlen(out)};
}

__attribute__((format(printf, 2, 0))) static void add(struct text_line *l, const char *fmt,
                                                      va_list ap)
{
    size_t room = l->size - l->len;
    int n = l->cut ? 0 : vsnprintf(l->s + l->len, room, fmt, ap);

    l->cut = l->cut || n < 0 || (size_t)n >= room;
    l->len = l->cut ? utf8_trim(l->s, strlen(l->s)) : l->len + (size_t)n;
    l->s[l->len] = '\0';
}

void text_line_add(struct text_line *l, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    add(l, fmt, ap);
    va_end(ap);
}

void text_line_join(struct text_line *l, const char *between, const char *fmt, ...)
{
    va_list ap;

    if (l->len)
        text_line_add(l, "%s", between);
    va_start(ap, fmt);
    add(l, fmt, ap);
    va_end(ap);
}
