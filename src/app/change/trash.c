#include "app/change/trash.h"

#include "app/change/sending.h"
#include "base/memory/mem.h"

#include <stdlib.h>

/* What was peeked may have been peeked anew since, under another ref. */
static const struct message *find(const struct messages *m, const struct change_item *item)
{
    const struct message *same = messages_find_handle(m, item->handle);

    return same ? same : messages_find_id(m, item->id);
}

/* Adds the messages of b to out. */
static bool collect(const struct app *app, const struct change_batch *b, struct trash_order *out)
{
    out->messages = mem_resize(out->messages, out->n + b->n, sizeof(struct message *));
    for (size_t i = 0; i < b->n; i++) {
        const struct message *m = find(&app->messages, &b->items[i]);

        if (!m)
            return false;
        out->messages[out->n++] = m;
    }
    return true;
}

bool trash_take(struct app *app, struct trash_order *out)
{
    struct changes *all = &app->changes;
    bool found_all = true;

    *out = (struct trash_order){0};
    if (all->trash_taken == all->last_trash_id)
        return false;
    for (size_t i = 0; i < all->n; i++) {
        const struct change_batch *b = &all->batches[i];

        if (b->trash_id <= all->trash_taken || (out->id && b->trash_id != out->id))
            continue;
        out->id = b->trash_id;
        out->queue_id = b->queue_id;
        found_all = found_all && collect(app, b, out);
    }
    if (!found_all) {
        free(out->messages);
        out->messages = NULL;
    }
    if (out->id)
        all->trash_taken = out->id;
    return out->id != 0;
}

void trash_done(struct app *app, uint64_t id, const char *error)
{
    struct changes *all = &app->changes;

    if (error && sending_give_up(app, id))
        app_set_status(app, STATUS_ERROR, "nothing was deleted: %s", error);
    for (size_t i = 0; i < all->n; i++)
        if (all->batches[i].trash_id == id)
            all->batches[i].trash_id = 0;
    sending_run(app);
}
