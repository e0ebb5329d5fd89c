/* What a person searches for: a text, or with "re:" before it a regular expression (PCRE2).
 *
 * ASCII letters of a text are compared without case unless it has a capital.  So is a regular
 * expression, where the letter behind a backslash does not count (\S, \D); in it ^ and $ stand at
 * every line and . does not match a line end.  Bytes that are not UTF-8 match nothing in it.
 *
 * The work of a regular expression is bounded: see pattern_hit_limit().
 *
 * Who makes a pattern frees it; a zeroed one is that of an empty text.  Pure; one thread at a
 * time, as finding keeps its notes in the pattern. */
#pragma once

#include "base/failure/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pattern_regex;

struct pattern {
    unsigned char *bytes;        /* of a text, owned; NULL: a regular expression, or nothing */
    size_t len;                  /* 0: nothing is searched for, nothing is found */
    unsigned char fold[256];     /* what a byte counts as */
    uint32_t forward[256];       /* by the byte under the text's end: how far to move on */
    struct pattern_regex *regex; /* owned; NULL: a text */
};

/* false: it is no regular expression; err then says in one line what is wrong and where, and p is
 * empty.  "" and "re:" are patterns that find nothing. */
bool pattern_make(struct pattern *p, const char *text, struct error *err);

/* The same of n bytes, where it is known which of the two they are. */
void pattern_make_text(struct pattern *p, const char *s, size_t n);
bool pattern_make_regex(struct pattern *p, const char *s, size_t n, struct error *err);

void pattern_free(struct pattern *p);

/* The first match in s[0..n) that begins at byte from or behind it; a regular expression sees what
 * stands before from.  A match is never empty. */
bool pattern_find(struct pattern *p, const char *s, size_t n, size_t from, size_t *at, size_t *len);

/* A regular expression needed too much work somewhere since it was made, and what it looked for
 * there was not found for that reason alone: "no match" is then not known. */
bool pattern_hit_limit(const struct pattern *p);
void pattern_forget_limit(struct pattern *p);
