/* The error that a body tells of, less what varies from message to message (variable.h), so that
 * bodies that failed alike have the same: "error: timeout after <n> of <ip>; code: 504".  Pure.
 *
 * Of JSON: members whose names are those of errors ("error", "exception", "reason"), and what
 * stands beside or in them and says more ("message", "code", "stack": its first line).  A status of
 * 400 to 599, or a word such as "failed", makes an error of the object that it stands in.  Codes
 * and states are kept as they are.  Of text: its first two lines.  Else there is none. */
#pragma once

#include "body/decode/decode.h"
#include "body/json/document.h"

enum { SIGNATURE_TEXT = 200 };

struct signature {
    uint64_t hash;             /* the same in every run; 0: no error */
    char text[SIGNATURE_TEXT]; /* ""; cut; may hold OUTSIDE bytes */
};

/* d: the body read as JSON, NULL where it is none or too much. */
void signature_find(struct signature *out, const struct body *b, const struct document *d);
