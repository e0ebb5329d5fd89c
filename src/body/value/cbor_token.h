/* One head of CBOR, read by libcbor: what cbor.c walks over.  Pure, no allocation. */
#pragma once

#include "body/value/print.h"

enum cbor_kind {
    CBOR_NONE,
    CBOR_UINT,
    CBOR_NEGINT, /* -1 - value */
    CBOR_BYTES,
    CBOR_TEXT,
    CBOR_BYTES_PIECES, /* until a break */
    CBOR_TEXT_PIECES,
    CBOR_ARRAY, /* value items */
    CBOR_ARRAY_OPEN,
    CBOR_MAP, /* value pairs */
    CBOR_MAP_OPEN,
    CBOR_TAG_HEAD,
    CBOR_FLOAT,
    CBOR_SIMPLE,
    CBOR_BREAK,
};

struct cbor_token {
    enum cbor_kind kind;
    size_t at; /* of its first byte */
    uint64_t value;
    double number;
    const uint8_t *bytes; /* value of them, of BYTES and TEXT */
};

/* Reads the next and moves p->pos behind it; false: print_fail() was called. */
bool cbor_read_token(struct print *p, struct cbor_token *t);
