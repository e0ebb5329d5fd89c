/* Where in a JSON document a value stands, written as jq does: .order.lines[2].sku,
 * .a["odd key"], .lines[].sku (of any item, or of any member of an object), . (the whole).
 * layout_append_path() prints such paths.
 *
 * Who parsed a path frees it; a zeroed one is that of the whole.  Pure. */
#pragma once

#include "base/failure/err.h"
#include "base/memory/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum { PATH_STEPS = 64 };

enum path_kind { PATH_KEY, PATH_INDEX, PATH_ALL };

struct path_step {
    enum path_kind kind;
    char *key; /* unescaped, owned */
    size_t index;
};

struct path {
    struct path_step *steps;
    size_t n;
};

enum path_result {
    PATH_OK,
    PATH_UNFINISHED, /* the text ends within a step */
    PATH_WRONG,      /* err says what is wrong and where, in one line */
};

/* Reads the path that s[0..n) begins with; *used is its length.  p is empty unless all is well. */
enum path_result path_parse(struct path *p, const char *s, size_t n, size_t *used,
                            struct error *err);
void path_free(struct path *p);

/* Gives each value (offset and length in s) at the path to visit, until that returns true; true: it
 * did.  s is valid JSON (json_check()).  Where a key is there twice, it goes through both.  The
 * work is bounded by the number of steps times n. */
bool path_visit(const struct path *p, const char *s, size_t n,
                bool (*visit)(void *arg, size_t at, size_t len), void *arg);

/* Appends .key, or .["odd key"] where out is empty and ["odd key"] where not; key is n bytes as
 * they are written, with their quotes if they have some. */
void path_append_key(struct buf *out, const char *key, size_t n);

/* Appends [item], an item of an array from 0; behind a point where out is empty. */
void path_append_item(struct buf *out, size_t item);

/* Appends the whole path, so that path_parse() reads the same: each path is written in one way. */
void path_append(struct buf *out, const struct path *p);
