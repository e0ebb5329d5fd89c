#include "config/queue_options.h"

#include "base/memory/mem.h"

#include <stdlib.h>
#include <string.h>

static struct queue_option *find(const struct queue_options *o, const char *queue)
{
    for (size_t i = 0; i < o->n; i++)
        if (!strcmp(o->items[i].queue, queue))
            return &o->items[i];
    return NULL;
}

struct queue_option *queue_options_put(struct queue_options *o, const char *queue)
{
    struct queue_option *found = find(o, queue);

    if (found)
        return found;
    MEM_GROW(o->items, o->n);
    found = &o->items[o->n++];
    *found = (struct queue_option){.queue = mem_copy_str(queue), .view = -1};
    return found;
}

const struct queue_option *queue_options_find(const struct queue_options *o, const char *queue)
{
    return find(o, queue);
}

void queue_options_free(struct queue_options *o)
{
    for (size_t i = 0; i < o->n; i++) {
        free(o->items[i].queue);
        free(o->items[i].decoder);
        free(o->items[i].columns);
    }
    free(o->items);
    *o = (struct queue_options){.n = 0};
}
