/* The error that a body tells of, less what varies from message to message (variable.h), so that
 * bodies that failed alike have the same: "timeout after <n> of <ip>; code: 504".  Pure.
 *
 * Of values (structure.h): members whose names are those of errors ("error", "exception",
 * "reason"), and what stands beside or in them and says more ("message", "code", "stack": its first
 * line).  What reads as the message comes first and without its name, then the others by theirs.  A
 * status of 400 to 599, or a word such as "failed", makes an error of the object that it stands in.
 * Codes and states are kept as they are.  Of text: the line that names an error
 * (signature_text.h).  Else there is none. */
#pragma once

#include "body/compare/structure.h"

enum { SIGNATURE_TEXT = 200 };

struct signature {
    uint64_t hash;              /* the same in every run; 0: no error */
    uint64_t said;              /* the same of the error as this body says it */
    char text[SIGNATURE_TEXT];  /* ""; cut; may hold OUTSIDE bytes */
    char whole[SIGNATURE_TEXT]; /* as this body says it; the same */
};

void signature_find(struct signature *out, const struct body *b, const struct structure *s);

/* Sets parts[i] of each value of d that is part of the error, or holds one; not that of the
 * document itself. */
void signature_mark_parts(const struct document *d, bool *parts);
