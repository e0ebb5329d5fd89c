/* text/event-stream (WHATWG HTML, 9.2.6), byte by byte as it comes: pieces may end anywhere.
 *
 * What is kept is the event that is being read, EVENT_STREAM_BYTES at most: a longer one is left
 * out, and so is any other line however long it is.  Of an event only its data counts, whatever its
 * name; of the rest retry is read.  The bytes are OUTSIDE: what an event says is not looked at. */
#pragma once

#include "base/memory/buf.h"

enum { EVENT_STREAM_BYTES = 64 * 1024, EVENT_STREAM_RETRY_MAX_MS = 86400000 };

struct event_stream {
    struct buf data;  /* of the event that is being read; the last one stays until the next call */
    struct buf line;  /* the line that is being read, without its end */
    size_t line_len;  /* of the whole line: what is too long is not kept */
    bool at_start;    /* nothing was read yet: a byte order mark may come */
    bool after_cr;    /* a line feed would be of the line end before it */
    bool has_data;    /* the event has a data field */
    bool too_large;   /* the event is left out */
    bool given;       /* data was given, and goes with the next call */
    int64_t retry_ms; /* after how long the server wants to be asked again; -1: it does not say */
};

void event_stream_init(struct event_stream *s);
void event_stream_free(struct event_stream *s);

/* Reads from *bytes, and moves it and *n on, up to the end of the next event; false: there is none,
 * and all was read.  The event's data is s->data, "" (NULL) too, good until the next call. */
bool event_stream_next(struct event_stream *s, const char **bytes, size_t *n);
