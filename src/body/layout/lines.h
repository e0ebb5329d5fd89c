/* Lines while they are being laid out: what layout.c and its parts write into.  Pure; who makes it
 * hands it over to a layout or frees it. */
#pragma once

#include "base/memory/buf.h"

#include <stdbool.h>

struct lines {
    struct buf text;
    size_t *starts; /* offset of each line */
    size_t n;
};

/* One empty line; cap is that of the text. */
void lines_begin(struct lines *l, size_t cap);
void lines_free(struct lines *l);

/* A line starts where the text ends. */
void lines_start(struct lines *l);

/* Ends the line and starts one that is indented for so many levels: by two blanks each, to 32
 * levels, because deeper ones would make 500 MB of 1. */
void lines_break(struct lines *l, size_t depth);

/* Appends a text by its line ends; crlf: each is a carriage return and a line feed. */
void lines_add_text(struct lines *l, const char *s, size_t n, bool crlf);
