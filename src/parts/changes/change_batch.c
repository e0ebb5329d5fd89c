#include "parts/changes/change_batch.h"

#include "api/error/explain.h"
#include "base/memory/array.h"
#include "base/memory/mem.h"

#include <stdlib.h>
#include <string.h>

const struct verb_words *verb_words(enum verb verb)
{
    static const struct verb_words words[] = {
        [VERB_ACK] = {"acknowledge", "acknowledging", "acknowledged"},
        [VERB_RETRY] = {"retry", "retrying", "retried"},
        [VERB_EXTEND] = {"extend", "extending", "extended"},
    };
    _Static_assert(ARRAY_LEN(words) == VERB_COUNT, "every verb has its words");

    return &words[verb];
}

struct change_summary *change_summary_new(enum verb verb, int64_t delay_s)
{
    struct change_summary *s = mem_new(1, sizeof(*s));

    s->verb = verb;
    s->delay_s = delay_s;
    return s;
}

void change_batch_free(struct change_batch *b)
{
    for (size_t i = 0; i < b->n; i++) {
        free(b->items[i].id);
        free(b->items[i].handle);
    }
    free(b->items);
    *b = (struct change_batch){0};
}

static void add(struct change_batch *b, const char *id, const char *handle)
{
    MEM_GROW(b->items, b->n);
    b->items[b->n++] = (struct change_item){.id = mem_copy_str(id), .handle = mem_copy_str(handle)};
}

void change_batch_add_lease(struct change_batch *b, const char *id, const char *lease_id)
{
    add(b, id, lease_id);
}

void change_batch_add(struct change_batch *b, const struct message_row *row)
{
    const struct message *m = row->message;

    add(b, m->id, b->by == BY_LEASE ? m->lease_id : m->ref);
}

enum op change_batch_op(const struct change_batch *b)
{
    return b->by == BY_REF ? OP_PURGE_MESSAGES : b->verb == VERB_EXTEND ? OP_EXTEND : OP_ACK;
}

void change_batch_fill(const struct change_batch *b, struct call *call)
{
    call->visibility_timeout_ms = b->lease_ms;
    for (size_t i = 0; i < b->n; i++)
        if (b->verb == VERB_RETRY)
            call_add_retry(call, b->items[i].handle, b->delay_s);
        else
            call_add(call, b->items[i].handle);
}

bool change_item_is_done(const struct change_item *item)
{
    return item->outcome == OUTCOME_ACKED || item->outcome == OUTCOME_RETRIED;
}

bool change_item_is_over(const struct change_item *item)
{
    return change_item_is_done(item) || item->is_gone;
}

static struct string_map map_warnings(const struct event *e)
{
    if (e->op == OP_ACK)
        return warnings_map(e->u.ack->warnings, e->u.ack->n_warnings);
    if (e->op == OP_PURGE_MESSAGES)
        return warnings_map(e->u.purge->warnings, e->u.purge->n_warnings);
    return warnings_map(e->u.extend->warnings, e->u.extend->n_warnings);
}

/* What became of those without a warning of their own.  A count that leaves some out, or errors
 * that name no message, do not say which: then it is not known of any.  Nor is it where there is no
 * count, or one of more than was asked for. */
static enum outcome judge_rest(const struct change_batch *b, const struct event *e, size_t rest,
                               const char **why)
{
    bool retries = b->verb == VERB_RETRY;

    *why = NULL;
    if (e->op == OP_ACK) {
        int64_t count = retries ? e->u.ack->retry_count : e->u.ack->ack_count;

        if (count >= 0 && (uint64_t)count >= rest && (uint64_t)count <= b->n)
            return retries ? OUTCOME_RETRIED : OUTCOME_ACKED;
        if (count < 0 || (uint64_t)count > b->n) {
            *why = "the API did not say";
            return OUTCOME_UNKNOWN;
        }
        *why =
            count ? "the server left some out and does not say which" : "the server left them out";
        return count ? OUTCOME_UNKNOWN : OUTCOME_FAILED;
    }
    if (e->op == OP_PURGE_MESSAGES && e->u.purge->n_errors) {
        const char *text = e->u.purge->errors[0];

        *why = text[0] ? text : "the server gives no reason";
        return e->u.purge->n_errors >= rest ? OUTCOME_FAILED : OUTCOME_UNKNOWN;
    }
    return e->op == OP_EXTEND ? OUTCOME_EXTENDED : OUTCOME_ACKED;
}

/* By the old lease, or else by the message. */
static struct string_map map_extended(struct extend_result *x)
{
    struct string_map map = {0};

    for (size_t i = x->n; i-- > 0;) {
        struct extended *item = &x->items[i];

        if (item->old_lease_id || item->id)
            string_map_put(&map, item->old_lease_id ? item->old_lease_id : item->id, item);
    }
    return map;
}

/* What the answer says of item number i: by its old lease, or by the message, or by its place. */
static const struct extended *find_extended(const struct string_map *map,
                                            const struct extend_result *x,
                                            const struct change_batch *b, size_t i)
{
    const struct extended *by_lease = string_map_get(map, b->items[i].handle);
    const struct extended *by_id = b->items[i].id ? string_map_get(map, b->items[i].id) : NULL;

    if (by_lease && by_lease->old_lease_id)
        return by_lease;
    if (by_id && !by_id->old_lease_id)
        return by_id;
    if (x->n == b->n && !x->items[i].old_lease_id && !x->items[i].id)
        return &x->items[i];
    return NULL;
}

static void judge_extended(struct change_batch *b, struct extend_result *x)
{
    struct string_map map = map_extended(x);

    for (size_t i = 0; i < b->n; i++) {
        struct change_item *item = &b->items[i];
        const struct extended *extended = find_extended(&map, x, b, i);

        if (item->outcome != OUTCOME_EXTENDED)
            continue;
        item->lease_id = extended ? extended->lease_id : NULL;
        if (!item->lease_id) {
            item->outcome = OUTCOME_UNKNOWN;
            item->note = "the answer names no new lease";
        }
    }
    string_map_free(&map, NULL);
}

static void judge_answer(struct change_batch *b, const struct event *e)
{
    struct string_map warnings = map_warnings(e);
    enum outcome outcome;
    const char *why;
    size_t rest = 0;

    for (size_t i = 0; i < b->n; i++) {
        b->items[i].note = warning_find(&warnings, b->items[i].handle);
        rest += !b->items[i].note;
    }
    string_map_free(&warnings, NULL);
    outcome = judge_rest(b, e, rest, &why);
    for (size_t i = 0; i < b->n; i++) {
        struct change_item *item = &b->items[i];

        item->outcome = item->note ? OUTCOME_WARNED : outcome;
        item->is_gone = b->by == BY_LEASE && item->note && explain_is_lease_gone(item->note);
        if (!item->note)
            item->note = why;
    }
    if (e->op == OP_EXTEND)
        judge_extended(b, e->u.extend);
}

void change_batch_judge(struct change_batch *b, const struct event *e, const char *why)
{
    bool unavailable = e->op == OP_EXTEND && explain_is_unavailable(&e->err);
    enum outcome outcome = unavailable                    ? OUTCOME_NONE
                           : explain_may_be_done(&e->err) ? OUTCOME_UNKNOWN
                                                          : OUTCOME_FAILED;

    if (e->kind == EV_DONE) {
        judge_answer(b, e);
        return;
    }
    for (size_t i = 0; i < b->n; i++) {
        b->items[i].outcome = outcome;
        b->items[i].note = unavailable ? NULL : why;
        b->items[i].is_gone = b->by == BY_LEASE && explain_is_queue_gone(&e->err);
    }
}
