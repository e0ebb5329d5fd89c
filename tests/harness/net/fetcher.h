/* A fetch thread with its books kept: every event it posted, in order, and what each call got.
 *
 * fetcher_stop() checks what must hold for any run: each call got exactly one final event and
 * nothing after it, and no text of any event holds the credentials.  Failures fail the running
 * cmocka test.  Not thread-safe. */
#pragma once

#include "net/fetch.h"

struct fetcher {
    struct fetch *fetch;
    struct event *first, *last; /* taken so far, chained by mail.next */
    uint64_t calls;             /* their ids are 1 to calls */
    bool has_quit;
};

/* Token SIM_TOKEN, retries within a millisecond or so. */
void fetcher_start(struct fetcher *f, const char *base_url);
/* Takes cfg over. */
void fetcher_start_with(struct fetcher *f, struct fetch_config *cfg);
struct fetch_config fetcher_config(const char *base_url);

/* A call on the simulator's account; queue_id may be NULL. */
struct call fetcher_new_call(enum op op, const char *queue_id);

/* Sends it (takes c's arrays); returns its id. */
uint64_t fetcher_call(struct fetcher *f, struct call *c);
void fetcher_cancel(struct fetcher *f, uint64_t id);

/* The final event, which stays f's; waits for it, 20 s at most. */
struct event *fetcher_wait(struct fetcher *f, uint64_t id);

/* Waits for the n-th event of that kind (n from 1). */
struct event *fetcher_wait_for(struct fetcher *f, uint64_t id, enum ev_kind kind, int n);

/* Call and wait. */
struct event *fetcher_do(struct fetcher *f, struct call *c);

int fetcher_count(const struct fetcher *f, uint64_t id, enum ev_kind kind);

/* Quits and waits for the final events of all calls. */
void fetcher_quit(struct fetcher *f);

/* Quits, takes the last events, checks and frees all. */
void fetcher_stop(struct fetcher *f);
