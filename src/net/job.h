/* One call under way: its parts (one transfer each; several for a list of pages) and its events.
 * Fetch thread only.  A job ends with its one final event; then it is over, and is freed by
 * whoever holds it. */
#pragma once

#include "net/pages.h"
#include "net/protocol.h"
#include "net/token_check.h"
#include "net/transfer.h"

enum { JOB_BYTES_MAX = 64 * 1024 * 1024 }; /* of the answers to one call */

struct part {
    struct part *next;
    struct job *job;
    int64_t page;              /* 0: not of a list */
    int tries;                 /* started */
    int64_t start_at_ms;       /* monotonic; while transfer is NULL */
    struct transfer *transfer; /* NULL: waiting to start */
};

struct job {
    struct job *next;
    uint64_t id;
    struct call call;
    struct part *parts;
    struct pages pages;     /* of all_pages */
    struct mailbox *events; /* borrowed */
    struct rate rate;       /* as last said */
    struct arrival arrival; /* of the last answer */
    struct instant sent;
    size_t bytes;
    bool over;
    bool streams;              /* its answer is a stream, which was told */
    struct token_check *check; /* of the thread's own call about its token; else NULL; borrowed */
    struct error held; /* a failure that waits for what the API says of the token; else ERR_NONE */
};

/* Takes r. */
struct job *job_new(struct request *r, struct mailbox *events);
void job_free(struct job *job);

/* Starts the part's next try on multi; a call that is not fit to be sent ends the job. */
void job_start_part(struct part *part, CURLM *multi, const struct policy *policy);

/* Posts what is new in the answer of a part, where that is a stream; at_end: nothing more comes. */
void job_hand_out(struct part *part, bool at_end);

/* Takes what a transfer brought (and end's bytes): posts events, plans another try or more pages,
 * or holds a failure that is worth a question about the token where holds is set. */
void job_end_part(struct part *part, struct transfer_end *end, int64_t retry_base_ms,
                  uint32_t chance, bool holds);

/* The failure that waited is told, with what is known of the token. */
void job_tell_held(struct job *job, enum token_state token);

/* Posts the final event of a call that is given up on request. */
void job_cancel(struct job *job);
