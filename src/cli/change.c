#include "cli/change.h"

#include "api/explain.h"
#include "base/mem.h"
#include "cli/output.h"
#include "store/audit_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void warn(struct changes *c, const struct error *err)
{
    if (!c->warned)
        output_fail("not in the journal: %s", err->text);
    c->warned = true;
}

void changes_open(struct changes *c, struct session *s)
{
    struct error err;

    *c = (struct changes){.session = s};
    snprintf(c->run, sizeof c->run, "%" PRId64 "-%ld", clock_now().wall_ms, (long)getpid());
    if (!state_dir_open(&c->dir, &err))
        warn(c, &err);
}

void changes_close(struct changes *c)
{
    state_dir_close(&c->dir);
}

void changes_judge(const struct event *e, bool retries, struct change_item *items, size_t n)
{
    bool done = e->kind == EV_DONE;
    enum outcome outcome = explain_may_be_done(&e->err) ? OUTCOME_UNKNOWN : OUTCOME_FAILED;
    struct string_map warnings = {0};
    const char *note = NULL;
    size_t rest = 0;

    if (done)
        warnings = warnings_map(e->u.ack->warnings, e->u.ack->n_warnings);
    for (size_t i = 0; i < n; i++) {
        items[i].note = warning_find(&warnings, items[i].lease_id);
        rest += !items[i].note;
    }
    string_map_free(&warnings, NULL);
    if (done)
        outcome = outcome_judge_rest(e->u.ack, retries, rest, &note);
    for (size_t i = 0; i < n; i++) {
        items[i].outcome = items[i].note ? OUTCOME_WARNED : outcome;
        if (!items[i].note)
            items[i].note = note;
    }
}

/* The messages of a pull are those it brought; of other calls those it was about. */
static struct audit_message *list_messages(const struct event *e, const struct change_item *items,
                                           size_t n_items, size_t *n)
{
    const struct batch *b =
        e && e->kind == EV_DONE && operation_get(e->op)->result == RESULT_BATCH ? e->u.batch : NULL;
    struct audit_message *out;

    *n = b ? b->n : n_items;
    out = mem_new(*n + 1, sizeof *out);
    for (size_t i = 0; i < *n; i++)
        if (b)
            out[i] = (struct audit_message){
                .id = b->items[i].id, .lease_id = b->items[i].lease_id, .result = "leased"};
        else
            out[i] = (struct audit_message){.id = items[i].message_id,
                                            .lease_id = items[i].lease_id,
                                            .result = e ? outcome_name(items[i].outcome) : NULL,
                                            .note = e ? items[i].note : NULL};
    return out;
}

/* about: what intent and result have in common; e NULL: the intent. */
static void append(struct changes *c, const struct audit_record *about, const struct event *e,
                   const struct change_item *items, size_t n)
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
    record.messages = list_messages(e, items, n, &record.n_messages);
    if (!audit_file_append(&c->dir, &record, &err))
        warn(c, &err);
    free(record.messages);
}

struct event *changes_run(struct changes *c, struct request *r, const char *queue,
                          struct change_item *items, size_t n)
{
    bool retries = r->call.n_handles && r->call.handles[0].retry;
    struct audit_record about = {.run = c->run, .n = ++c->n, .queue = queue};
    char account_id[ID_BYTES], queue_id[ID_BYTES];
    struct event *e;

    memcpy(account_id, r->call.account_id, sizeof account_id);
    memcpy(queue_id, r->call.queue_id, sizeof queue_id);
    about.account_id = account_id;
    about.queue_id = queue_id;
    about.op = retries ? "retry" : operation_get(r->call.op)->name;
    append(c, &about, NULL, items, n);
    e = session_run(c->session, r, NULL, NULL);
    if (n)
        changes_judge(e, retries, items, n);
    append(c, &about, e, items, n);
    return e;
}
