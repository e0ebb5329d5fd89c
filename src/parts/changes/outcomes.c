#include "parts/changes/outcomes.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[OUTCOME_COUNT] = {
    [OUTCOME_NONE] = "-",          [OUTCOME_SENT] = "sent",         [OUTCOME_ACKED] = "acked",
    [OUTCOME_RETRIED] = "retried", [OUTCOME_EXTENDED] = "extended", [OUTCOME_WARNED] = "warned",
    [OUTCOME_FAILED] = "failed",   [OUTCOME_UNKNOWN] = "unknown"};

const char *outcome_name(enum outcome outcome)
{
    return names[outcome];
}

bool outcome_is_over(enum outcome outcome)
{
    return outcome == OUTCOME_SENT || outcome == OUTCOME_ACKED || outcome == OUTCOME_RETRIED;
}

enum outcome outcome_judge_rest(const struct ack_result *r, bool retries, size_t rest,
                                const char **why)
{
    int64_t count = retries ? r->retry_count : r->ack_count;

    *why = NULL;
    if (count < 0 || (uint64_t)count >= rest)
        return retries ? OUTCOME_RETRIED : OUTCOME_ACKED;
    *why = count ? "the server left some out and does not say which" : "the server left them out";
    return count ? OUTCOME_UNKNOWN : OUTCOME_FAILED;
}

static void free_item(struct message_outcome *item)
{
    free(item->handle);
    free(item->note);
}

void outcomes_free(struct outcomes *f)
{
    for (size_t i = 0; i < f->n; i++)
        free_item(&f->items[i]);
    free(f->items);
    *f = (struct outcomes){0};
}

static struct message_outcome *find(const struct outcomes *f, const char *handle)
{
    for (size_t i = 0; i < f->n; i++)
        if (!strcmp(f->items[i].handle, handle))
            return &f->items[i];
    return NULL;
}

void outcomes_set(struct outcomes *f, const char *handle, enum outcome outcome, const char *note)
{
    struct message_outcome *item = find(f, handle);

    if (!item) {
        MEM_GROW(f->items, f->n);
        item = &f->items[f->n++];
        *item = (struct message_outcome){.handle = mem_copy_str(handle)};
    }
    item->outcome = outcome;
    free(item->note);
    item->note = mem_copy_str(note);
}

struct message_outcome outcomes_find_handle(const struct outcomes *f, const char *handle)
{
    const struct message_outcome *item = handle ? find(f, handle) : NULL;

    return item ? *item : (struct message_outcome){.outcome = OUTCOME_NONE};
}

struct message_outcome outcomes_find(const struct outcomes *f, const struct message *m)
{
    return outcomes_find_handle(f, m->lease_id ? m->lease_id : m->ref);
}

void outcomes_settle(struct outcomes *f, const struct messages *messages)
{
    for (size_t i = f->n; i-- > 0;)
        if (!messages_hold(messages, f->items[i].handle)) {
            free_item(&f->items[i]);
            f->items[i] = f->items[--f->n];
        }
}
