/* The one line that `cfqtop check` answers with.  Pure.
 *
 * Names are OUTSIDE bytes: they are made safe, and for a plugin of Nagios without the bar that
 * begins its numbers. */
#pragma once

#include "base/memory/buf.h"
#include "base/text/format.h"
#include "cli/print/measured.h"

enum { CHECK_LINE_BYTES = 4 * 1024 * 1024 };

struct check_line {
    struct buf facts;   /* "orders: backlog 84,210 > 50,000; ..." */
    struct buf unknown; /* names */
    struct buf numbers; /* of a plugin: what stands behind the bar */
    size_t n_failing, n_unknown, n;
    bool nagios;
};

void check_line_init(struct check_line *l, bool nagios);
void check_line_free(struct check_line *l);

enum check_finding {
    CHECK_NOT_MEANT,
    /* by any condition: it counts nowhere */ CHECK_HOLDS_NOT,
    CHECK_HOLDS,
    CHECK_UNKNOWN
};

/* One queue; facts are the fact of each alert that holds for it, for CHECK_HOLDS. */
void check_line_add(struct check_line *l, const struct measured *m, enum check_finding finding,
                    const char *facts);

/* Appends the line, without its end, and returns the exit status. */
int check_line_finish(struct check_line *l, int64_t for_ms, struct buf *out);

/* The same where nothing could be asked: why is the reason.  For a plugin alone. */
void check_line_fail(const char *why, struct buf *out);
