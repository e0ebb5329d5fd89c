/* The JSON of a body that paths lead into, for filters, columns and completion: of JSON the body
 * itself; of V8, CBOR, MessagePack and protobuf their values as JSON (body/compare/printed.h), so
 * that a path is the one that the body pane shows.  Other forms have none.  Pure. */
#pragma once

#include "base/memory/buf.h"
#include "body/decode/decode.h"

struct body_json {
    const char *text; /* borrowed from the body or from made; NULL: there is none */
    size_t len;
    struct buf made;
};

/* b, as decoded, stays as long as j. */
void body_json_read(struct body_json *j, const struct body *b);
void body_json_free(struct body_json *j);
