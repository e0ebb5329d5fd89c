#include "parts/changes/outcomes.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[FATE_COUNT] = {
    [FATE_NONE] = "-",          [FATE_SENT] = "sent",         [FATE_ACKED] = "acked",
    [FATE_RETRIED] = "retried", [FATE_EXTENDED] = "extended", [FATE_WARNED] = "warned",
    [FATE_FAILED] = "failed",   [FATE_UNKNOWN] = "unknown"};

const char *fate_name(enum fate fate)
{
    return names[fate];
}

bool fate_is_over(enum fate fate)
{
    return fate == FATE_SENT || fate == FATE_ACKED || fate == FATE_RETRIED;
}

enum fate fate_judge_rest(const struct ack_result *r, bool retries, size_t rest, const char **why)
{
    int64_t count = retries ? r->retry_count : r->ack_count;

    *why = NULL;
    if (count < 0 || (uint64_t)count >= rest)
        return retries ? FATE_RETRIED : FATE_ACKED;
    *why = count ? "the server left some out and does not say which" : "the server left them out";
    return count ? FATE_UNKNOWN : FATE_FAILED;
}

static void free_item(struct fate_of *item)
{
    free(item->ticket);
    free(item->note);
}

void fates_free(struct fates *f)
{
    for (size_t i = 0; i < f->n; i++)
        free_item(&f->items[i]);
    free(f->items);
    *f = (struct fates){0};
}

static struct fate_of *find(const struct fates *f, const char *ticket)
{
    for (size_t i = 0; i < f->n; i++)
        if (!strcmp(f->items[i].ticket, ticket))
            return &f->items[i];
    return NULL;
}

void fates_set(struct fates *f, const char *ticket, enum fate fate, const char *note)
{
    struct fate_of *item = find(f, ticket);

    if (!item) {
        if (f->n == f->size) {
            f->size = f->size ? f->size * 2 : 16;
            f->items = mem_resize(f->items, f->size, sizeof(*f->items));
        }
        item = &f->items[f->n++];
        *item = (struct fate_of){.ticket = mem_copy_str(ticket)};
    }
    item->fate = fate;
    free(item->note);
    item->note = mem_copy_str(note);
}

struct fate_of fates_find_ticket(const struct fates *f, const char *ticket)
{
    const struct fate_of *item = ticket ? find(f, ticket) : NULL;

    return item ? *item : (struct fate_of){.fate = FATE_NONE};
}

struct fate_of fates_find(const struct fates *f, const struct message *m)
{
    return fates_find_ticket(f, m->lease_id ? m->lease_id : m->ref);
}

void fates_settle(struct fates *f, const struct messages *messages)
{
    for (size_t i = f->n; i-- > 0;)
        if (!messages_hold(messages, f->items[i].ticket)) {
            free_item(&f->items[i]);
            f->items[i] = f->items[--f->n];
        }
}
