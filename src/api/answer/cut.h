/* Long strings cut out of a JSON text, so that a parser that costs 136 instructions a byte sees
 * only what is small: quotes are found with memchr(), the parser gets "\u0000N" for string N.
 *
 * Cut is every string value longer than CUT_BYTES, and every one that itself begins with \u0000: so
 * no text from outside can pass for a placeholder.  Keys are left alone (a string before a colon).
 * What is not JSON stays not JSON.  Pure; the source must stay as long as the struct cut is used.
 */
#pragma once

#include "base/memory/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    CUT_BYTES = 256,
    CUT_TEXT_BYTES =
        8 * 1024 * 1024 /* what is left for the parser, which takes 40 times that in memory */
};

struct cut_string {
    size_t at;         /* offset in the source of the first byte inside the quotes */
    size_t len;        /* without the quotes, escapes as written */
    bool plain;        /* no escapes in it */
    const char **text; /* for the decoder's use: where the string belongs; NULL: nowhere */
    size_t *text_len;
};

struct cut {
    const char *source;
    const char *text; /* the source itself when nothing was cut, else out */
    size_t len;
    struct cut_string *strings; /* in the order of the source */
    size_t n;
    struct buf out;
};

/* false: more than CUT_TEXT_BYTES are left; cut_free() either way. */
bool cut_make(struct cut *c, const char *source, size_t len);
void cut_free(struct cut *c);

/* The string that a parsed placeholder stands for, or NULL: value is an ordinary string. */
struct cut_string *cut_find(const struct cut *c, const char *value, size_t len);

/* Appends one JSON value taken from c->text (white space may have gone) with its strings put back.
 */
void cut_expand(const struct cut *c, const char *value, size_t len, struct buf *out);
