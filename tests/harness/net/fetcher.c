#include "tests/harness/net/fetcher.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/os/clock.h"
#include "tests/harness/net/sim.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { WAIT_MS = 20000 };

static int64_t slow_factor(void)
{
    const char *slow = getenv("CFQTOP_TEST_SLOW");
    long n = slow ? strtol(slow, NULL, 10) : 1;

    return n > 0 ? n : 1;
}

struct fetch_config fetcher_config(const char *base_url)
{
    struct fetch_config cfg = {.base_url = mem_copy_str(base_url), .retry_base_ms = 1};

    cfg.credentials.token = secret_take(mem_copy_str(SIM_TOKEN));
    return cfg;
}

void fetcher_start_with(struct fetcher *f, struct fetch_config *cfg)
{
    struct error err;
    sigset_t all, old;

    signal(SIGPIPE, SIG_IGN);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    *f = (struct fetcher){.fetch = fetch_start(cfg, &err)};
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (!f->fetch)
        fail_msg("fetch_start: %s", err.text);
}

void fetcher_start(struct fetcher *f, const char *base_url)
{
    struct fetch_config cfg = fetcher_config(base_url);

    fetcher_start_with(f, &cfg);
}

struct call fetcher_new_call(enum op op, const char *queue_id)
{
    struct call c = {.op = op,
                     .batch_size = 10,
                     .visibility_timeout_ms = 30000,
                     .history = {.parts = HISTORY_ALL_PARTS,
                                 .start_ms = 1796025600000, /* 2026-11-30, 8 to 9 */
                                 .end_ms = 1796029200000,
                                 .step = HISTORY_FIVE_MINUTES}};

    memcpy(c.account_id, SIM_ACCOUNT, sizeof(SIM_ACCOUNT));
    if (queue_id)
        memcpy(c.queue_id, queue_id, strlen(queue_id) + 1);
    return c;
}

uint64_t fetcher_call(struct fetcher *f, struct call *c)
{
    struct request *r = request_new(REQ_CALL, ++f->calls);

    r->call = *c;
    *c = (struct call){.op = c->op};
    fetch_put(f->fetch, r);
    return f->calls;
}

void fetcher_cancel(struct fetcher *f, uint64_t id)
{
    fetch_put(f->fetch, request_new(REQ_CANCEL, id));
}

static struct event *next_event(const struct event *e)
{
    return (struct event *)e->mail.next;
}

static void take(struct fetcher *f)
{
    struct event *e = fetch_take(f->fetch);

    if (f->last)
        f->last->mail.next = (struct mail *)e;
    else
        f->first = e;
    for (; e; e = next_event(e))
        f->last = e;
}

/* The n-th event of the call that is of that kind, or final when any_final. */
static struct event *find(const struct fetcher *f, uint64_t id, bool any_final, enum ev_kind kind,
                          int n)
{
    for (struct event *e = f->first; e; e = next_event(e))
        if (e->req_id == id && (any_final ? e->final : e->kind == kind) && --n == 0)
            return e;
    return NULL;
}

static struct event *wait_until(struct fetcher *f, uint64_t id, bool any_final, enum ev_kind kind,
                                int n)
{
    int64_t until = clock_now().mono_ms + WAIT_MS * slow_factor();
    struct pollfd p = {.fd = fetch_event_fd(f->fetch), .events = POLLIN};
    struct event *e;

    while (take(f), !(e = find(f, id, any_final, kind, n))) {
        int64_t left = until - clock_now().mono_ms;

        if (left <= 0)
            fail_msg("call %d: the event did not come", (int)id);
        poll(&p, 1, (int)left);
    }
    return e;
}

struct event *fetcher_wait(struct fetcher *f, uint64_t id)
{
    return wait_until(f, id, true, EV_DONE, 1);
}

struct event *fetcher_wait_for(struct fetcher *f, uint64_t id, enum ev_kind kind, int n)
{
    return wait_until(f, id, false, kind, n);
}

struct event *fetcher_do(struct fetcher *f, struct call *c)
{
    return fetcher_wait(f, fetcher_call(f, c));
}

int fetcher_count(const struct fetcher *f, uint64_t id, enum ev_kind kind)
{
    int n = 0;

    for (const struct event *e = f->first; e; e = next_event(e))
        n += e->req_id == id && e->kind == kind;
    return n;
}

static void check_call(const struct fetcher *f, uint64_t id)
{
    int finals = 0;

    for (const struct event *e = f->first; e; e = next_event(e)) {
        if (e->req_id != id)
            continue;
        if (finals)
            fail_msg("call %d: an event after the final one", (int)id);
        finals += e->final;
        if (e->final != (e->kind == EV_DONE || e->kind == EV_FAILED))
            fail_msg("call %d: kind and final disagree", (int)id);
    }
    if (finals != 1)
        fail_msg("call %d: %d final events", (int)id, finals);
}

static void check_secrets(const struct event *e)
{
    static const char *const secrets[] = {SIM_TOKEN, SIM_KEY};

    for (size_t i = 0; i < ARRAY_LEN(secrets); i++)
        if (strstr(e->err.text, secrets[i]) || strstr(e->err.doc_url, secrets[i]) ||
            strstr(e->err.pointer, secrets[i]))
            fail_msg("a credential in an event: %s", e->err.text);
}

void fetcher_quit(struct fetcher *f)
{
    fetch_put(f->fetch, request_new(REQ_QUIT, 0));
    f->has_quit = true;
    for (uint64_t id = 1; id <= f->calls; id++)
        fetcher_wait(f, id);
}

void fetcher_stop(struct fetcher *f)
{
    struct event *next;

    if (!f->has_quit)
        fetcher_quit(f);
    fetch_stop(f->fetch);
    for (uint64_t id = 1; id <= f->calls; id++)
        check_call(f, id);
    for (struct event *e = f->first; e; e = next) {
        next = next_event(e);
        check_secrets(e);
        event_free(e);
    }
}
