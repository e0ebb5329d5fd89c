/* The shape of a body: which keys it has and what kinds of values, whatever the values are.  Pure.
 *
 * The order of keys does not count.  The items of an array are one, which has what any of them has.
 * Keys that look like ids, numbers or dates (variable.h) are one, <id>: an object with such keys is
 * a map, and its members differ from message to message.  What is no JSON has its form in front:
 * "v8 {id: number}", "xml {order: ...}".  Of a text the shape is its first line, less what varies;
 * of bytes what they are: "bytes PNG". */
#pragma once

#include "body/compare/structure.h"

enum { SHAPE_TEXT = 200 };

struct shape {
    uint64_t hash; /* the same in every run */
    /* "{order: {id: number, lines: [{…}]}, type: string}", keys in order of the alphabet, cut; may
     * hold OUTSIDE bytes. */
    char text[SHAPE_TEXT];
};

void shape_find(struct shape *out, const struct body *b, const struct structure *s);

/* The same in fewer words, keys as they come and without the usual kinds:
 * "{type, order: {id, lines: [{…}]}, note: null}". */
void shape_print_brief(char out[SHAPE_TEXT], const struct body *b, const struct structure *s);
