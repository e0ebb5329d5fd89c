/* The events of one answer that streams, read and thinned: as fast as they may come, one in
 * STREAM_GAP_MS is looked at, the newest, which is as often as a person may have it read: what
 * is kept of a queue's history has its room by that.  Pure; time is an argument, monotonic ms that
 * only grow.
 */
#pragma once

#include "api/answer/event_stream.h"
#include "api/request/operation.h"
#include "base/text/redact.h"

enum { STREAM_GAP_MS = 500 };

struct stream {
    enum op op;
    const struct redact *redact; /* borrowed */
    struct event_stream parser;
    size_t bytes;     /* that came */
    int64_t due_ms;   /* no event is looked at before */
    struct buf later; /* the newest, which waits for that */
    bool waits;
    bool has_result;
    union result result; /* what the newest that was looked at says, not yet given */
};

void stream_init(struct stream *s, enum op op, const struct redact *redact);
void stream_free(struct stream *s);

void stream_read(struct stream *s, const char *bytes, size_t n, int64_t now_ms);

/* What there is to give now, then the caller's; false: nothing.  at_end: no more will come, so what
 * waits does no longer. */
bool stream_take(struct stream *s, int64_t now_ms, bool at_end, union result *out);

/* When something that waits can be given; INT64_MAX: nothing does. */
int64_t stream_next_due(const struct stream *s);
