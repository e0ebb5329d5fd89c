/* The wire format of protobuf as text, without a schema, see print.h.  Pure.
 *
 *   {
 *     1: 150,                          a varint; 18446744073709551615 (-1) where it may be negative
 *     2: "text",
 *     3: {                             bytes that can be a message
 *       1: 1
 *     },
 *     4: fixed32 0x3fc00000 (1.5),     the number that it is as a float
 *     4: fixed64 0x3ff8000000000000 (1.5),
 *     5: <01 02 03>,
 *     6: group {}
 *   }
 * Bytes are a string where they are text (and not a message that begins with a line end: 0a is the
 * head of field 1), else a message where they read as one, else bytes: a guess.  Fields that are
 * there twice are shown twice. */
#pragma once

#include "body/value/print.h"

enum { PROTOBUF_DEPTH = 64 /* messages within messages; deeper ones are bytes */ };

struct protobuf_facts {
    size_t fields; /* how many, groups' among them */
    bool sorted;   /* their numbers never fall, as most encoders write them */
};

/* The n bytes look as encoders write them: all fields read, to the end, their numbers are small and
 * take no more bytes than they need. */
bool protobuf_check(const char *bytes, size_t n, struct protobuf_facts *facts);
