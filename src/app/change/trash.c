#include "app/change/trash.h"

#include "app/change/change.h"
#include "base/mem.h"

#include <stdlib.h>

/* What was peeked may have been peeked anew since, under another ref. */
static const struct message *find(const struct messages *m, const struct change_item *item)
{
    const struct message *same = messages_find_handle(m, item->handle);

    return same ? same : messages_find_id(m, item->id);
}

const struct message **trash_collect(const struct app *app, size_t *n)
{
    const struct change_batch *asked = app->changes.asked;
    const struct message **out =
        mem_new(asked[BY_LEASE].n + asked[BY_REF].n, sizeof(struct message *));

    *n = 0;
    for (int by = 0; by < BY_COUNT; by++)
        for (size_t i = 0; i < asked[by].n; i++) {
            const struct message *m = find(&app->messages, &asked[by].items[i]);

            if (!m) {
                free(out);
                return NULL;
            }
            out[(*n)++] = m;
        }
    return out;
}

void trash_done(struct app *app, const char *error)
{
    app->trash_wanted = false;
    if (error)
        app_set_status(app, STATUS_ERROR, "nothing was deleted: %s", error);
    else
        change_send(app, 0, 0);
    change_drop_question(app);
}
