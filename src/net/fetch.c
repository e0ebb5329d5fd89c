#include "net/fetch.h"

#include "api/answer/decode.h"
#include "base/failure/crash.h"
#include "base/memory/mem.h"
#include "base/os/clock.h"
#include "base/os/thread.h"
#include "net/engine.h"
#include "net/failure.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STOP_MS = 100 };

struct fetch {
    struct mailbox *requests, *events;
    pthread_t thread;
    int over_rfd, over_wfd;  /* a pipe: the thread closes over_wfd as the last thing it does */
    struct fetch_config cfg; /* the thread's from here on: */
    struct engine *engine; /* NULL until the first call: curl takes no time from the first paint */
    _Alignas(max_align_t) char crash_stack[CRASH_STACK];
};

void fetch_config_free(struct fetch_config *cfg)
{
    free(cfg->base_url);
    secret_free(&cfg->credentials.token);
    secret_free(&cfg->credentials.key);
    free(cfg->credentials.email);
    *cfg = (struct fetch_config){0};
}

/* The final event of a call that never came to be a job. */
static void refuse_call(struct fetch *f, const struct request *r, const struct error *err)
{
    struct event *e = mem_new(1, sizeof(*e));

    e->kind = EV_FAILED;
    e->final = true;
    e->req_id = r->id;
    e->op = r->call.op;
    memcpy(e->queue_id, r->call.queue_id, ID_BYTES);
    e->err = *err;
    e->rate = (struct rate){-1, -1, -1, -1};
    e->arrival = (struct arrival){.date_ms = -1, .connect_ms = -1};
    e->sent = e->received = clock_now();
    mailbox_put(f->events, &e->mail);
}

static void take_call(struct fetch *f, struct request *r)
{
    struct error err;

    if (!f->engine)
        f->engine = engine_new(&f->cfg, f->events);
    if (f->engine) {
        engine_add(f->engine, r);
        return;
    }
    error_set(&err, ERR_NETWORK, "libcurl does not start");
    refuse_call(f, r, &err);
    request_free(r);
}

/* Nothing is started any more. */
static void cancel_calls(struct fetch *f, struct mail *mail)
{
    while (mail) {
        struct request *r = (struct request *)mail;
        struct error err;

        mail = mail->next;
        failure_describe_cancel(r->call.op, false, &err);
        if (r->kind == REQ_CALL)
            refuse_call(f, r, &err);
        request_free(r);
    }
}

/* false: it is time to quit; all final events are posted then. */
static bool take_requests(struct fetch *f)
{
    struct mail *mail = mailbox_take(f->requests);

    while (mail) {
        struct request *r = (struct request *)mail;
        enum req_kind kind = r->kind;

        mail = mail->next;
        if (kind == REQ_CALL) {
            take_call(f, r);
            continue;
        }
        if (kind == REQ_CANCEL && f->engine)
            engine_cancel(f->engine, r->id);
        request_free(r);
        if (kind != REQ_QUIT)
            continue;
        if (f->engine)
            engine_cancel_all(f->engine);
        cancel_calls(f, mail);
        cancel_calls(f, mailbox_take(f->requests));
        return false;
    }
    return true;
}

static void sleep_on_mailbox(int fd)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};

    poll(&p, 1, -1);
}

static void *run(void *arg)
{
    struct fetch *f = arg;
    int over = f->over_wfd;

    crash_use_stack(f->crash_stack);
    while (take_requests(f)) {
        if (!f->engine) {
            sleep_on_mailbox(mailbox_fd(f->requests));
            continue;
        }
        engine_step(f->engine);
        engine_wait(f->engine, mailbox_fd(f->requests));
    }
    engine_free(f->engine);
    close(over);
    return NULL;
}

static bool check_credentials(const struct credentials *c, struct error *err)
{
    const struct secret email = {.text = c->email};

    if (c->token.text)
        return secret_check(&c->token) ||
               error_set(err, ERR_USAGE, "the API token holds characters that no token has");
    if (!c->email || !c->key.text)
        return error_set(err, ERR_USAGE, "no API token, and no e-mail with API key");
    if (!secret_check(&email))
        return error_set(err, ERR_USAGE, "the e-mail holds characters that no address has");
    return secret_check(&c->key) ||
           error_set(err, ERR_USAGE, "the API key holds characters that no key has");
}

static bool check_config(struct fetch_config *cfg, struct error *err)
{
    char *url;

    if (!cfg->base_url)
        return error_set(err, ERR_USAGE, "no base URL");
    url = fetch_check_base_url(cfg->base_url, err);
    free(cfg->base_url);
    cfg->base_url = url;
    return url && check_credentials(&cfg->credentials, err);
}

static void free_request(struct mail *m)
{
    request_free((struct request *)m);
}

static void free_event(struct mail *m)
{
    event_free((struct event *)m);
}

static void free_fetch(struct fetch *f)
{
    mailbox_free(f->requests, free_request);
    mailbox_free(f->events, free_event);
    if (f->over_rfd >= 0)
        close(f->over_rfd);
    fetch_config_free(&f->cfg);
    free(f);
}

static bool start_thread(struct fetch *f)
{
    int fds[2];

    f->requests = mailbox_new();
    f->events = mailbox_new();
    if (!f->requests || !f->events || pipe2(fds, O_CLOEXEC) != 0)
        return false;
    f->over_rfd = fds[0];
    f->over_wfd = fds[1];
    if (thread_start(&f->thread, run, f))
        return true;
    close(f->over_wfd);
    return false;
}

struct fetch *fetch_start(struct fetch_config *cfg, struct error *err)
{
    struct fetch *f = mem_new(1, sizeof(*f));

    f->cfg = *cfg;
    f->over_rfd = -1;
    *cfg = (struct fetch_config){0};
    decode_start();
    if (check_config(&f->cfg, err)) {
        if (start_thread(f))
            return f;
        error_set(err, ERR_NETWORK, "cannot start the network thread: %s", strerror(errno));
    }
    free_fetch(f);
    return NULL;
}

void fetch_put(struct fetch *f, struct request *r)
{
    mailbox_put(f->requests, &r->mail);
}

int fetch_event_fd(const struct fetch *f)
{
    return mailbox_fd(f->events);
}

struct event *fetch_take(struct fetch *f)
{
    return (struct event *)mailbox_take(f->events);
}

/* The thread is at its end, or will be within STOP_MS. */
static bool wait_for_end(const struct fetch *f)
{
    int64_t until = clock_now().mono_ms + STOP_MS, left = STOP_MS;
    struct pollfd p = {.fd = f->over_rfd, .events = POLLIN};

    while (left > 0) {
        if (poll(&p, 1, (int)left) > 0)
            return true;
        left = until - clock_now().mono_ms;
    }
    return false;
}

void fetch_stop(struct fetch *f)
{
    if (!f)
        return;
    fetch_put(f, request_new(REQ_QUIT, 0));
    if (!wait_for_end(f)) {
        thread_leave_behind(f->thread);
        return;
    }
    pthread_join(f->thread, NULL);
    free_fetch(f);
}
