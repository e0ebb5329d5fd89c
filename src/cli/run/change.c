#include "cli/run/change.h"

#include "api/error/explain.h"
#include "base/memory/mem.h"
#include "cli/print/output.h"
#include "parts/changes/changes.h"
#include "store/audit_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void warn(struct change *c, const struct error *err)
{
    if (!c->warned)
        output_fail("not in the journal: %s", err->text);
    c->warned = true;
}

void change_open(struct change *c, struct session *s)
{
    struct error err;

    *c = (struct change){.session = s};
    snprintf(c->run, sizeof c->run, "%" PRId64 "-%ld", clock_now().wall_ms, (long)getpid());
    if (!state_dir_open(&c->dir, &err))
        warn(c, &err);
}

void change_close(struct change *c)
{
    state_dir_close(&c->dir);
}

/* The messages of a pull are those it brought; of other calls those it was about. */
static struct audit_message *list_messages(const struct event *e, const struct change_batch *batch,
                                           size_t *n)
{
    const struct batch *b =
        e && e->kind == EV_DONE && operation_get(e->op)->result == RESULT_BATCH ? e->u.batch : NULL;
    struct audit_message *out;

    *n = b ? b->n : batch ? batch->n : 0;
    out = mem_new(*n + 1, sizeof *out);
    for (size_t i = 0; i < *n; i++)
        if (b)
            out[i] = (struct audit_message){
                .id = b->items[i].id, .lease_id = b->items[i].lease_id, .result = "leased"};
        else
            out[i] =
                (struct audit_message){.id = batch->items[i].id,
                                       .lease_id = batch->items[i].handle,
                                       .result = e ? outcome_name(batch->items[i].outcome) : NULL,
                                       .note = e ? batch->items[i].note : NULL};
    return out;
}

/* about: what intent and result have in common; e NULL: the intent. */
static void append(struct change *c, const struct audit_record *about, const struct event *e,
                   const struct change_batch *batch)
{
    struct audit_record record = *about;
    struct explained why;
    struct error err;

    if (c->dir.fd < 0)
        return;
    record.wall_ms = clock_now().wall_ms;
    record.is_result = e != NULL;
    if (e && e->kind != EV_DONE)
        record.error = explain_error(&why, &e->err, e->op, c->session->settings->by_key);
    record.messages = list_messages(e, batch, &record.n_messages);
    if (!audit_file_append(&c->dir, &record, &err))
        warn(c, &err);
    free(record.messages);
}

struct event *change_run(struct change *c, struct request *r, const char *queue,
                         struct change_batch *batch)
{
    struct audit_record about = {.run = c->run, .n = ++c->n, .queue = queue};
    char account_id[ID_BYTES], queue_id[ID_BYTES];
    struct event *e;

    memcpy(account_id, r->call.account_id, sizeof account_id);
    memcpy(queue_id, r->call.queue_id, sizeof queue_id);
    about.account_id = account_id;
    about.queue_id = queue_id;
    about.op = batch && batch->verb == VERB_RETRY ? "retry" : operation_get(r->call.op)->name;
    append(c, &about, NULL, batch);
    e = session_run(c->session, r, NULL, NULL);
    if (batch)
        change_batch_judge(batch, e, NULL);
    append(c, &about, e, batch);
    return e;
}

size_t change_run_all(struct change *c, const char *account_id, const char *queue,
                      struct change_batch *asked, change_answer *on_answer, void *ctx)
{
    struct changes all = {.n = 0};
    size_t left = asked->n;
    struct change_batch *b;
    bool goes_on = true;

    changes_add(&all, asked);
    while (goes_on && !c->session->signal && (b = changes_next(&all, 1)) != NULL) {
        struct request *r =
            session_new_request(c->session, change_batch_op(b), account_id, b->queue_id);
        struct event *e;

        change_batch_fill(b, &r->call);
        e = change_run(c, r, queue, b);
        left -= b->n;
        goes_on = e->kind == EV_DONE || !explain_will_recur(&e->err);
        on_answer(ctx, b, e);
        changes_remove(&all, b);
    }
    changes_free(&all);
    return left;
}
