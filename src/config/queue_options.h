/* What the config file says of single queues, by name: decoder.QUEUE, view.QUEUE,
 * column.QUEUE.  The holder of
 * the struct owns all of it.  Pure. */
#pragma once

#include <stddef.h>

struct queue_option {
    char *queue;
    char *decoder; /* a command; "": none, in spite of another section; NULL: not said */
    char *columns; /* paths with blanks between them; "": none, as above; NULL: not said */
    int view;      /* as layout_view_words() count; -1: not said */
};

struct queue_options {
    struct queue_option *items;
    size_t n;
};

/* Of that name; made when missing. */
struct queue_option *queue_options_put(struct queue_options *o, const char *queue);

/* NULL: the file says nothing of it. */
const struct queue_option *queue_options_find(const struct queue_options *o, const char *queue);

void queue_options_free(struct queue_options *o);
