/* A line of text put together in an array of char, which it never leaves: what there is no room for
 * is cut off at the end, between two characters, and from then on nothing is added.  Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct text_line {
    char *s; /* borrowed; NUL behind the last byte */
    size_t size;
    size_t len;
    bool cut;
};

/* An empty line in the size (> 0) bytes at out. */
struct text_line text_line(char *out, size_t size);

/* Goes on behind the text that stands at out. */
struct text_line text_line_behind(char *out, size_t size);

void text_line_add(struct text_line *l, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* As text_line_add(), with between in front where something stands there already. */
void text_line_join(struct text_line *l, const char *between, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
