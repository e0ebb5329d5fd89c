#include "model/queue.h"

#include "base/text/ascii.h"

#include <stdlib.h>

void queue_page_free(struct queue_page *page)
{
    if (!page)
        return;
    arena_free(&page->arena);
    free(page);
}

bool queue_lacks_consumer(const struct queue *q)
{
    return !q->n_consumers && q->consumers_total <= 0;
}

const struct consumer *queue_find_consumer(const struct queue *q, enum consumer_kind kind)
{
    for (size_t i = 0; i < q->n_consumers; i++)
        if (q->consumers[i].kind == kind)
            return &q->consumers[i];
    return NULL;
}

const char *queue_find_dlq(const struct queue *q)
{
    for (size_t i = 0; i < q->n_consumers; i++)
        if (q->consumers[i].dead_letter_queue)
            return q->consumers[i].dead_letter_queue;
    return NULL;
}

int64_t queue_find_max_retries(const struct queue *q)
{
    for (size_t i = 0; i < q->n_consumers; i++)
        if (q->consumers[i].max_retries >= 0)
            return q->consumers[i].max_retries;
    return -1;
}

static bool is_id_char(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '_' || c == '-';
}

bool queue_check_id(const char *id)
{
    size_t n = 0;

    while (n < ID_BYTES && is_id_char(id[n]))
        n++;
    return n > 0 && n < ID_BYTES && id[n] == '\0';
}

bool queue_require_id(const char *id, const char *what, struct error *err)
{
    return queue_check_id(id) ||
           error_set(err, ERR_USAGE, "not %s id: %.32s", what, *id ? id : "(none)");
}

int64_t queue_find_batch(const struct queue *q)
{
    const struct consumer *worker = queue_find_consumer(q, CONSUMER_WORKER);

    if (worker && worker->batch_size > 0)
        return worker->batch_size;
    return q->n_consumers || q->consumers_total > 0 ? QUEUE_USUAL_BATCH : 1;
}
