#include "parts/changes/outcomes.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"

#include <stdlib.h>

const char *outcome_name(enum outcome outcome)
{
    static const char *const names[] = {
#define OUTCOME(id, name, role) name,
#include "parts/changes/outcomes.def"
    };
    _Static_assert(ARRAY_LEN(names) == OUTCOME_COUNT, "every outcome has its name");

    return names[outcome];
}

bool outcome_is_over(enum outcome outcome)
{
    return outcome == OUTCOME_WAITING || outcome == OUTCOME_SENT || outcome == OUTCOME_ACKED ||
           outcome == OUTCOME_RETRIED;
}

static void free_item(void *outcome)
{
    struct message_outcome *item = outcome;

    free(item->handle);
    free(item->note);
    free(item);
}

void outcomes_free(struct outcomes *f)
{
    string_map_free(&f->by_handle, free_item);
}

void outcomes_set(struct outcomes *f, const char *handle, enum outcome outcome, const char *note)
{
    struct message_outcome *item = string_map_get(&f->by_handle, handle);

    if (!item) {
        item = mem_new(1, sizeof(*item));
        item->handle = mem_copy_str(handle);
        string_map_put(&f->by_handle, item->handle, item);
    }
    item->outcome = outcome;
    free(item->note);
    item->note = mem_copy_str(note);
}

struct message_outcome outcomes_find_handle(const struct outcomes *f, const char *handle)
{
    const struct message_outcome *item = handle ? string_map_get(&f->by_handle, handle) : NULL;

    return item ? *item : (struct message_outcome){.outcome = OUTCOME_NONE};
}

struct message_outcome outcomes_find(const struct outcomes *f, const struct message *m)
{
    return outcomes_find_handle(f, message_handle(m));
}

void outcomes_settle(struct outcomes *f, const struct messages *messages)
{
    for (size_t i = f->by_handle.n; i-- > 0;)
        if (!messages_find_handle(messages, f->by_handle.items[i].key))
            free_item(string_map_remove(&f->by_handle, f->by_handle.items[i].key));
}
