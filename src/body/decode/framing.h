/* What other systems put around a body: a schema's number, a length, the name of a type.  Pure.
 *
 *   confluent schema 9     00, the schema's number in four bytes; protobuf has its index behind it
 *   gRPC                   00 or 01, the length in four bytes, so many bytes
 *   avro schema 1f0a...    C3 01 and the schema's fingerprint (single object encoding)
 *   .NET string            a string or bytes as the binary XML of .NET writes them
 *   java string            a string as Java serialises it
 *   delimited              protobuf behind its length
 *   2 B                    so few bytes before JSON, or before what is packed
 * Which of them it is shows in what is inside: find one, look into it, else ask for the next. */
#pragma once

#include "base/memory/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* How much must be known of the inside for the framing to be no accident. */
enum framing_needs {
    FRAMING_NOTHING,  /* it is certain by itself */
    FRAMING_READABLE, /* JSON, a form, or what unpacks */
    FRAMING_TEXT,
    FRAMING_PROTOBUF, /* that, though it is a guess */
    FRAMING_CERTAIN,  /* all of JSON, or what unpacks to its end */
};

struct framing {
    char name[48];
    enum framing_needs needs;
    bool opaque; /* what is inside is not text, though it may look so */
    bool last;   /* only for bytes that are nothing else */
    struct buf inside;
};

/* The next framing, from number *next on, that the n bytes can have; total: how many there are in
 * all.  f->inside is to be freed.  false: there is no more. */
bool framing_find(const char *bytes, size_t n, size_t total, int *next, struct framing *f);
