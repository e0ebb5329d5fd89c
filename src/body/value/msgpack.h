/* MessagePack as text written like JavaScript, see print.h.  Pure.
 *
 * Beyond what print.h says: timestamps are Date(...), other extensions ext(5) <01 02>.  Keys that
 * are no strings are printed as values. */
#ifndef BODY_VALUE_MSGPACK_H
#define BODY_VALUE_MSGPACK_H

#include "body/value/print.h"

/* Appends the object that the n bytes are, as v8_print() does; facts may be NULL. */
bool msgpack_print(const char *bytes, size_t n, struct buf *out, struct print_end *end,
                   struct print_facts *facts);

#endif
