/* Messages, as one answer of peek or pull brought them.
 *
 * A struct batch owns the answer's bytes; the messages in it point into those bytes (a body is kept
 * once, as received) or into its arena.  Free the batch when none of its messages is shown or held.
 * All strings are OUTSIDE bytes.  Missing: -1, NULL. */
#pragma once

#include "base/memory/arena.h"
#include "base/os/clock.h"
#include "model/metrics.h"
#include "model/queue.h"

enum content_type {
    CONTENT_NONE,
    CONTENT_TEXT,
    CONTENT_JSON,
    CONTENT_BYTES,
    CONTENT_V8,
    CONTENT_OTHER,
    CONTENT_COUNT
};

enum batch_source { BATCH_PEEK, BATCH_PULL };

/* What the decoder that its user has for a queue made of a message (app/show/decoder.h). */
struct own_answer {
    bool failed;       /* nothing: the message is shown as without it, and it is not asked again */
    bool base64;       /* the message came as base64, */
    size_t sent;       /* of so many bytes, */
    const char *steps; /* and this was undone for the decoder: "base64 → gzip" */
    const char *bytes; /* the answer; OUTSIDE */
    size_t len;
};

struct message {
    const char *id;       /* never NULL; "" when missing */
    const char *lease_id; /* pulled only */
    const char *ref;      /* peeked only */
    const char
        *body; /* as the API gave it (JSON string unescaped), body_len bytes; NULL: missing */
    size_t body_len;
    int64_t attempts;
    int64_t timestamp_ms;
    int64_t deadline_mono_ms; /* of a lease that was extended; 0: as its batch says */
    bool lease_over;          /* before that: as the server has said */
    enum content_type type;
    const char *type_text; /* CF-Content-Type as received; NULL: none */
    const char *metadata;  /* the metadata value as the API wrote it (JSON text); NULL: missing */
    const char *json; /* the whole message as the API wrote it, when the request asked for it */
    const struct own_answer *own; /* NULL: not asked; in the arena of its batch */
    const struct glance *glance;  /* what a list shows of it (body/decode/decode.h), once it has; in
                                     the arena of its batch */
};

struct batch {
    enum batch_source source;
    char queue_id[ID_BYTES];
    struct instant asked;    /* when the request was sent */
    struct instant received; /* when the whole answer was here */
    int64_t batch_size;      /* messages asked for */
    int64_t lease_ms;        /* pull: the visibility timeout asked for */
    int64_t backlog_count;   /* message_backlog_count; -1: not said */
    struct metrics metrics;  /* metadata.metrics; all -1: not said */
    struct message *items;
    size_t n;
    char *bytes; /* malloc'd: the answer */
    size_t bytes_len;
    struct arena arena;
    size_t own_bytes; /* of answers in the arena, also of those that no message has any more */
    size_t holds;
};

/* What a change is asked by: the lease id or the ref, NULL where the API gave neither. */
static inline const char *message_handle(const struct message *m)
{
    return m->lease_id ? m->lease_id : m->ref;
}

void batch_free(struct batch *b); /* NULL is fine */

/* Messages in the queue, as far as the answer says; -1: it does not.  Why none of them came is one
 * of these. */
int64_t batch_backlog(const struct batch *b);
#define BATCH_WHY_EMPTY "delayed, leased elsewhere, or not there yet"

/* Puts one batch_free() off: it does nothing but undo this. */
void batch_hold(struct batch *b);

/* What a CF-Content-Type means; NULL is fine. */
enum content_type content_type_read(const char *text);
