/* What was found of each check (checks.def), and how it is printed: a line each, in the order of
 * the table.  What was not looked at says why.
 *
 * Texts may hold OUTSIDE bytes; what is known to be secret is blotted out as they are set.  One
 * thread. */
#pragma once

#include "base/memory/buf.h"
#include "base/text/redact.h"

#include <stdbool.h>

enum check {
#define CHECK(id, name) CHECK_##id,
#include "cli/doctor/checks.def"
    CHECK_COUNT
};

enum finding_state {
    FINDING_NONE, /* not looked at */
    FINDING_OK,
    FINDING_WARNS, /* it works, but; or it cannot be told, or is not needed to begin with */
    FINDING_FAILS,
    FINDING_STATES
};

struct finding {
    enum finding_state state;
    char fact[600];
    char todo[200]; /* ""; nothing */
};

struct findings {
    struct finding items[CHECK_COUNT];
    const char *why_none;        /* why the rest was not looked at; literal */
    const struct redact *redact; /* borrowed; NULL: nothing is secret */
};

const char *findings_name(enum check c);

void findings_set(struct findings *f, enum check c, enum finding_state state, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* What to do about it: behind its findings_set(). */
void findings_advise(struct findings *f, enum check c, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Every check has been looked at, or says that it was not. */
void findings_end(struct findings *f);

/* Something that is needed does not work. */
bool findings_have_failed(const struct findings *f);

/* A check as a line without its end, appended.  cols: where the line is cut to them, what is to be
 * done is cut last; 0: nothing is cut. */
void findings_write_line(const struct findings *f, enum check c, int cols, struct buf *out);

/* The same as an object: ok is true, false or, where it is neither, null. */
void findings_write_json(const struct findings *f, enum check c, struct buf *out);
