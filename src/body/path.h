/* The path of a value as jq writes it, ".order.lines[2].sku", step by step.  Pure. */
#ifndef BODY_PATH_H
#define BODY_PATH_H

#include "base/buf.h"

/* Adds a member; key as it is written, with its quotes if it has some. */
void path_append_key(struct buf *out, const char *key, size_t n);

/* Adds an item of an array, from 0. */
void path_append_item(struct buf *out, size_t item);

#endif
