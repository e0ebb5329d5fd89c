#include "net/job.h"

#include "api/error/explain.h"
#include "base/memory/mem.h"
#include "base/text/format.h"
#include "net/failure.h"
#include "net/retry.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static struct part *add_part(struct job *job, int64_t page)
{
    struct part *part = mem_new(1, sizeof(*part));

    part->job = job;
    part->page = page;
    part->next = job->parts;
    job->parts = part;
    return part;
}

static bool has_pages(const struct job *job)
{
    return operation_get(job->call.op)->all_pages;
}

struct job *job_new(struct request *r, struct mailbox *events)
{
    struct job *job = mem_new(1, sizeof(*job));

    job->id = r->id;
    job->call = r->call;
    job->events = events;
    job->rate = (struct rate){-1, -1, -1, -1};
    job->arrival = (struct arrival){.date_ms = -1, .connect_ms = -1};
    r->call = (struct call){.op = r->call.op}; /* moved */
    request_free(r);
    add_part(job, has_pages(job) ? pages_next(&job->pages) : 0);
    return job;
}

static void remove_part(struct part *part)
{
    struct part **link = &part->job->parts;

    while (*link != part)
        link = &(*link)->next;
    *link = part->next;
    transfer_free(part->transfer);
    free(part);
}

void job_free(struct job *job)
{
    while (job->parts)
        remove_part(job->parts);
    call_free(&job->call);
    free(job);
}

static struct event *new_event(const struct job *job, enum ev_kind kind)
{
    struct event *e = mem_new(1, sizeof(*e));

    e->kind = kind;
    e->final = kind == EV_DONE || kind == EV_FAILED;
    e->streamed = e->final && job->streams;
    e->req_id = job->id;
    e->op = job->call.op;
    memcpy(e->queue_id, job->call.queue_id, ID_BYTES);
    e->err.retry_after_s = -1;
    e->rate = job->rate;
    e->arrival = job->arrival;
    e->sent = job->sent;
    e->received = clock_now();
    e->bytes = job->bytes;
    return e;
}

static void post(struct job *job, struct event *e)
{
    assert(!job->over); /* nothing follows a final event */
    job->over = e->final;
    if (job->check)
        token_check_note(job->check, e);
    mailbox_put(job->events, &e->mail);
}

static void post_failure(struct job *job, const struct error *err)
{
    struct event *e = new_event(job, EV_FAILED);

    e->err = *err;
    post(job, e);
}

/* What the headers say of the rate limit is said once: it ages. */
static void begin_stream(struct job *job, const struct transfer *t)
{
    struct event *e;

    job->streams = true;
    e = new_event(job, EV_STREAM);
    transfer_read_rate(t, &e->rate);
    post(job, e);
}

void job_hand_out(struct part *part, bool at_end)
{
    struct stream *stream = part->transfer ? transfer_get_stream(part->transfer) : NULL;
    struct job *job = part->job;
    union result u;
    struct event *e;

    if (!stream || job->over)
        return;
    job->bytes = stream->bytes;
    if (!job->streams)
        begin_stream(job, part->transfer);
    if (!stream_take(stream, clock_now().mono_ms, at_end, &u))
        return;
    e = new_event(job, EV_SAMPLE);
    e->u = u;
    post(job, e);
}

void job_start_part(struct part *part, CURLM *multi, const struct policy *policy)
{
    struct job *job = part->job;
    struct error err;

    job->call.page = part->page;
    part->tries++;
    part->transfer = transfer_start(multi, policy, &job->call, part, &err);
    job->sent = clock_now();
    if (!part->transfer)
        post_failure(job, &err);
}

/* All its answers together are kept. */
static bool check_bytes(const struct job *job, struct error *err)
{
    struct format most;

    return job->bytes <= JOB_BYTES_MAX ||
           error_set(err, ERR_RESPONSE, "more than %s in %" PRId64 " of %" PRId64 " pages",
                     format_bytes(&most, JOB_BYTES_MAX), job->pages.here, job->pages.total);
}

/* One page of a list is here: the next are asked for, until all are. */
static void take_page(struct part *part, struct event *e)
{
    struct job *job = part->job;
    struct error err;
    bool ok = pages_note(&job->pages, part->page, e->u.page, &err) && check_bytes(job, &err);
    int64_t page;

    if (!ok) {
        event_free(e);
        post_failure(job, &err);
        return;
    }
    post(job, e);
    remove_part(part);
    while ((page = pages_next(&job->pages)))
        add_part(job, page);
    if (pages_are_all_here(&job->pages))
        post(job, new_event(job, EV_DONE));
}

static void take_answer(struct part *part, struct event *e)
{
    if (has_pages(part->job))
        take_page(part, e);
    else
        post(part->job, e);
}

void job_tell_held(struct job *job, enum token_state token)
{
    struct error err = job->held;

    err.token = token;
    job->held.kind = ERR_NONE;
    post_failure(job, &err);
}

static void take_failure(struct part *part, const struct transfer_end *end, int64_t retry_base_ms,
                         uint32_t chance, bool holds)
{
    struct job *job = part->job;
    int64_t delay =
        retry_find_delay(job->call.op, &end->err, end->lasting, part->tries, retry_base_ms, chance);
    struct event *e;

    if (job->held.kind != ERR_NONE)
        return; /* another page was refused before */
    if (delay < 0 || job->check) {
        if (holds && !job->check && !operation_get(job->call.op)->streams &&
            explain_blames_credential(&end->err, job->call.op))
            job->held = end->err;
        else
            post_failure(job, &end->err);
        return;
    }
    e = new_event(job, EV_RETRYING);
    e->err = end->err;
    e->bytes = end->bytes;
    e->retry_at_mono_ms = part->start_at_ms = e->received.mono_ms + delay;
    post(job, e);
}

/* An answer that streamed has said all, whichever way it ended. */
static void end_stream(struct job *job, const struct transfer_end *end)
{
    struct event *e = new_event(job, end->err.kind == ERR_NONE ? EV_DONE : EV_FAILED);

    e->err = end->err;
    e->err.retry_after_s = end->answer.retry_after_s;
    post(job, e);
}

static void end_answer(struct part *part, struct transfer_end *end, int64_t retry_base_ms,
                       uint32_t chance, bool holds)
{
    struct job *job = part->job;
    struct event *e = new_event(job, has_pages(job) ? EV_PAGE : EV_DONE);

    end->answer.sent = e->sent;
    end->answer.received = e->received;
    if (end->err.kind == ERR_NONE &&
        decode_answer(&job->call, &end->answer, &e->u, &e->json, &end->err)) {
        take_answer(part, e);
    } else {
        event_free(e);
        take_failure(part, end, retry_base_ms, chance, holds);
    }
}

void job_end_part(struct part *part, struct transfer_end *end, int64_t retry_base_ms,
                  uint32_t chance, bool holds)
{
    struct job *job = part->job;

    job->sent = end->sent;
    job->arrival = end->arrival;
    job->bytes = (has_pages(job) ? job->bytes : 0) + end->bytes;
    /* What the app paces itself by is the REST limit: GraphQL has its own, and says nothing of it.
     */
    if (operation_get(job->call.op)->api == API_REST &&
        (end->rate.remaining >= 0 || end->rate.quota >= 0))
        job->rate = end->rate;
    if (end->streamed)
        end_stream(job, end);
    else
        end_answer(part, end, retry_base_ms, chance, holds);
    free(end->answer.bytes);
    end->answer.bytes = NULL;
}

void job_cancel(struct job *job)
{
    struct error err;
    bool sent = false;

    if (job->held.kind != ERR_NONE) { /* what became of it is known already */
        job_tell_held(job, TOKEN_UNKNOWN);
        return;
    }
    for (const struct part *p = job->parts; p; p = p->next)
        sent = sent || (p->transfer && transfer_is_sent(p->transfer));
    failure_describe_cancel(job->call.op, sent, &err);
    post_failure(job, &err);
}
