#include "app/take/snapshot.h"

#include "app/change/targets.h"
#include "base/memory/mem.h"

#include <stdlib.h>

static void hold_batch(struct snapshot *h, struct batch *b)
{
    batch_hold(b);
    h->batches[h->n_batches++] = b;
}

void snapshot_take(struct snapshot *h, const struct app *app, bool all)
{
    const struct messages *m = &app->messages;
    const struct message_row **list = targets_list(app, all, &h->n);

    h->body_bytes = 0;
    h->n_batches = 0;
    h->rows = mem_new(h->n, sizeof(*h->rows));
    for (size_t i = 0; i < h->n; i++) {
        h->rows[i] = (struct snapshot_row){list[i]->batch, *list[i]->message};
        h->body_bytes += (int64_t)list[i]->message->body_len;
    }
    h->batches = mem_new(m->n_pulls + 1, sizeof(struct batch *));
    for (size_t i = 0; i < m->n_pulls; i++)
        hold_batch(h, m->pulls[i]);
    if (m->peek)
        hold_batch(h, m->peek);
    free(list);
}

void snapshot_free(struct snapshot *h)
{
    for (size_t i = 0; i < h->n_batches; i++)
        batch_free(h->batches[i]);
    free(h->batches);
    free(h->rows);
    *h = (struct snapshot){.rows = NULL};
}
