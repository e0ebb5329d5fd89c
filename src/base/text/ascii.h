/* Classes of ASCII characters: of any int, and unlike those of ctype.h the same in every locale. */
#pragma once

#include <stdbool.h>

static inline bool ascii_is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static inline bool ascii_is_lower(int c)
{
    return c >= 'a' && c <= 'z';
}

static inline bool ascii_is_upper(int c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool ascii_is_letter(int c)
{
    return ascii_is_lower(c) || ascii_is_upper(c);
}

static inline int ascii_to_lower(int c)
{
    return ascii_is_upper(c) ? c - 'A' + 'a' : c;
}

/* The value of a hex digit; -1: it is none. */
static inline int ascii_read_hex(int c)
{
    if (ascii_is_digit(c))
        return c - '0';
    c = ascii_to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
