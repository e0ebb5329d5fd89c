/* The shape of a body: which keys JSON has and what kinds of values, whatever the values are.
 * Pure.
 *
 * The order of keys does not count.  The items of an array are one, which has what any of them has.
 * Keys that look like ids, numbers or dates (variable.h) are one, <id>: an object with such keys is
 * a map, and its members differ from message to message.  What is no JSON has the shape of its
 * form: "text", "bytes PNG", "v8". */
#pragma once

#include "body/decode/decode.h"
#include "body/json/document.h"

enum { SHAPE_TEXT = 200 };

struct shape {
    uint64_t hash; /* the same in every run */
    /* "{order: {id: number, lines: [{…}]}, type: string}", keys in order of the alphabet, cut; may
     * hold OUTSIDE bytes. */
    char text[SHAPE_TEXT];
};

/* d: the body read as JSON, NULL where it is none or too much. */
void shape_find(struct shape *out, const struct body *b, const struct document *d);
