#include "parts/queues/dlq_loop.h"

#include "base/text/format.h"

#include <string.h>

enum { QUEUES_MAX = 8 };

bool dlq_loop_find(const struct queues *all, const struct queue *q, const char *arrow,
                   struct text_line *out)
{
    const struct queue *way[QUEUES_MAX + 1];
    size_t n = 0;

    way[n++] = q;
    while (n <= QUEUES_MAX) {
        const char *name = queue_find_dlq(way[n - 1]);
        const struct queue_row *row = name ? queues_find_name(all, name) : NULL;

        if (!row)
            return false;
        way[n++] = row->queue;
        if (!strcmp(row->queue->name, q->name))
            break;
    }
    if (strcmp(way[n - 1]->name, q->name) != 0)
        return false;
    for (size_t i = 0; out && i < n; i++)
        text_line_add(out, "%s%s", i ? arrow : "", FORMAT_NAME(way[i]->name));
    return true;
}
