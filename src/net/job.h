/* One call under way: its parts (one transfer each; several for a list of pages) and its events.
 * Fetch thread only.  A job ends with its one final event; then it is over, and is freed by
 * whoever holds it. */
#pragma once

#include "net/pages.h"
#include "net/protocol.h"
#include "net/transfer.h"

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
    struct pages pages;                    /* of all_pages */
    struct mailbox *events;                /* borrowed */
    const struct credentials *credentials; /* borrowed: no event may hold them */
    struct rate rate;                      /* as last said */
    struct instant sent;
    size_t bytes;
    bool over;
};

/* Takes r. */
struct job *job_new(struct request *r, struct mailbox *events,
                    const struct credentials *credentials);
void job_free(struct job *job);

/* Starts the part's next try on multi; a call that is not fit to be sent ends the job. */
void job_start_part(struct part *part, CURLM *multi, const struct policy *policy);

/* Takes what a transfer brought (and end's bytes): posts events, plans another try or more pages.
 */
void job_end_part(struct part *part, struct transfer_end *end, int64_t retry_base_ms,
                  uint32_t chance);

/* Posts the final event of a call that is given up on request. */
void job_cancel(struct job *job);
