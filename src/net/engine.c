#include "net/engine.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/os/clock.h"
#include "net/job.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECTIONS_KEPT = 8 };

/* Transfers at a time; each may hold a connection and a look-up.  GraphQL refuses questions that
 * are asked beside others. */
static const int active_max[] = {[API_REST] = 16, [API_GRAPHQL] = 1};
_Static_assert(ARRAY_LEN(active_max) == API_COUNT, "every API has its transfers");

struct engine {
    CURLM *multi;
    struct fetch_config *cfg;
    struct policy policy;
    struct mailbox *events;
    struct job *jobs;      /* oldest first */
    int active[API_COUNT]; /* transfers on multi */
    struct token_check check;
    uint64_t random;
};

static void init_curl(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

struct engine *engine_new(struct fetch_config *cfg, struct mailbox *events)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct engine *e = mem_new(1, sizeof(*e));
    struct instant now = clock_now();

    /* There is no curl_global_cleanup(): a look-up that was left behind may outlive us all. */
    pthread_once(&once, init_curl);
    e->multi = curl_multi_init();
    if (!e->multi) {
        free(e);
        return NULL;
    }
    curl_multi_setopt(e->multi, CURLMOPT_MAXCONNECTS, (long)CONNECTIONS_KEPT);
    e->cfg = cfg;
    e->events = events;
    policy_make(&e->policy, cfg);
    e->random = (uint64_t)now.wall_ms * 2654435761u + (uint64_t)now.mono_ms + 1;
    return e;
}

void engine_free(struct engine *e)
{
    if (!e)
        return;
    while (e->jobs) {
        struct job *job = e->jobs;

        e->jobs = job->next;
        job_free(job);
    }
    curl_multi_cleanup(e->multi);
    policy_free(&e->policy);
    free(e);
}

/* xorshift64*: jitter needs no better. */
static uint32_t draw(struct engine *e)
{
    e->random ^= e->random >> 12;
    e->random ^= e->random << 25;
    e->random ^= e->random >> 27;
    return (uint32_t)((e->random * 2685821657736338717u) >> 32);
}

static struct job *add_job(struct engine *e, struct request *r)
{
    struct job **link = &e->jobs;

    while (*link)
        link = &(*link)->next;
    return *link = job_new(r, e->events);
}

void engine_add(struct engine *e, struct request *r)
{
    add_job(e, r);
}

static enum api api_of(const struct job *job)
{
    return operation_get(job->call.op)->api;
}

static void count_active(struct engine *e)
{
    memset(e->active, 0, sizeof(e->active));
    for (const struct job *job = e->jobs; job; job = job->next)
        for (const struct part *part = job->parts; part; part = part->next)
            e->active[api_of(job)] += part->transfer != NULL;
}

/* Frees the jobs that have had their final event. */
static void sweep(struct engine *e)
{
    struct job **link = &e->jobs;

    while (*link) {
        struct job *job = *link;

        if (job->over) {
            *link = job->next;
            job_free(job);
        } else {
            link = &job->next;
        }
    }
    count_active(e);
}

void engine_cancel(struct engine *e, uint64_t id)
{
    for (struct job *job = e->jobs; job; job = job->next)
        if (job->id == id && !job->over && !job->check)
            job_cancel(job);
    sweep(e);
}

void engine_cancel_all(struct engine *e)
{
    for (struct job *job = e->jobs; job; job = job->next)
        if (!job->over && !job->check) /* nobody waits for one of our own */
            job_cancel(job);
}

/* What changes the server was confirmed by a person, or gives leases back: it never queues. */
static bool may_start(const struct engine *e, const struct part *part)
{
    return !part->transfer && !part->job->over && part->job->held.kind == ERR_NONE &&
           (e->active[api_of(part->job)] < active_max[api_of(part->job)] ||
            operation_get(part->job->call.op)->changes_server);
}

static void start_due(struct engine *e, int64_t now_ms)
{
    for (struct job *job = e->jobs; job; job = job->next)
        for (struct part *part = job->parts; part; part = part->next)
            if (may_start(e, part) && part->start_at_ms <= now_ms) {
                job_start_part(part, e->multi, &e->policy);
                e->active[api_of(job)] += part->transfer != NULL;
            }
}

static struct job *find_own(const struct engine *e)
{
    struct job *job = e->jobs;

    while (job && (!job->check || job->over))
        job = job->next;
    return job;
}

/* Asks about the token where a refused call waits for it, and tells those calls what was said. */
static void settle_token(struct engine *e)
{
    int64_t now_ms = clock_now().mono_ms;
    struct request *r;
    struct job *own = find_own(e);

    for (const struct job *job = e->jobs; job; job = job->next)
        if (job->held.kind != ERR_NONE)
            token_check_want(&e->check, job->call.account_id, now_ms);
    r = own ? NULL : token_check_next(&e->check);
    if (r)
        add_job(e, r)->check = &e->check;
    if (!token_check_is_over(&e->check, now_ms))
        return;
    for (struct job *job = e->jobs; job; job = job->next) {
        job->over = job->over || job->check;
        if (job->held.kind != ERR_NONE)
            job_tell_held(job, e->check.found);
    }
}

/* The transfer is freed after its answer was read: texts of the answer live in it. */
static void end_part(struct engine *e, struct part *part, struct transfer_end *end)
{
    struct transfer *t = part->transfer;

    job_hand_out(part, true);
    part->transfer = NULL;
    job_end_part(part, end, e->cfg->retry_base_ms, draw(e), e->cfg->credentials.token.text != NULL);
    transfer_free(t);
}

static void hand_out(struct engine *e)
{
    for (struct job *job = e->jobs; job; job = job->next)
        for (struct part *part = job->parts; part; part = part->next)
            job_hand_out(part, false);
}

static void finish_done(struct engine *e)
{
    struct CURLMsg *msg;
    int left;

    while ((msg = curl_multi_info_read(e->multi, &left))) {
        struct part *part = transfer_get_owner(msg->easy_handle);
        struct transfer_end end;

        transfer_finish(part->transfer, msg->data.result, &end);
        if (part->job->over) /* another page ended it in this round */
            free(end.answer.bytes);
        else
            end_part(e, part, &end);
    }
}

static void give_up_overdue(struct engine *e, int64_t now_ms)
{
    for (struct job *job = e->jobs; job; job = job->next) {
        struct part *next;

        for (struct part *part = job->parts; part && !job->over; part = next) {
            struct transfer_end end;

            next = part->next;
            if (!part->transfer || transfer_get_deadline(part->transfer) > now_ms)
                continue;
            transfer_give_up(part->transfer, &end);
            end_part(e, part, &end);
        }
    }
}

void engine_step(struct engine *e)
{
    int running;

    sweep(e);
    start_due(e, clock_now().mono_ms);
    curl_multi_perform(e->multi, &running);
    hand_out(e);
    finish_done(e);
    give_up_overdue(e, clock_now().mono_ms);
    settle_token(e);
    sweep(e);
}

static int64_t find_part_due(const struct engine *e, const struct part *part)
{
    const struct stream *stream;
    int64_t due;

    if (!part->transfer)
        return may_start(e, part) ? part->start_at_ms : INT64_MAX;
    stream = transfer_get_stream(part->transfer);
    due = transfer_get_deadline(part->transfer);
    return stream && stream_next_due(stream) < due ? stream_next_due(stream) : due;
}

/* The next moment at which a timer of ours is due; INT64_MAX: none. */
static int64_t find_next_due(const struct engine *e)
{
    int64_t due = e->check.step == CHECK_ASKED ? e->check.until_ms : INT64_MAX;

    for (const struct job *job = e->jobs; job; job = job->next)
        for (const struct part *part = job->parts; part; part = part->next) {
            int64_t at = find_part_due(e, part);

            if (at < due)
                due = at;
        }
    return due;
}

void engine_wait(struct engine *e, int fd)
{
    struct curl_waitfd extra = {.fd = fd, .events = CURL_WAIT_POLLIN};
    int64_t due = find_next_due(e), wait_ms = INT_MAX;

    if (due != INT64_MAX) {
        wait_ms = due - clock_now().mono_ms;
        wait_ms = wait_ms < 0 ? 0 : wait_ms > INT_MAX ? INT_MAX : wait_ms;
    }
    curl_multi_poll(e->multi, &extra, 1, (int)wait_ms, NULL);
}
