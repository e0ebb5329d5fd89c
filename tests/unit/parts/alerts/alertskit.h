/* Queues, and alerts about them that are looked at whenever one is measured. */
#pragma once

#include "base/memory/arena.h"
#include "base/memory/mem.h"
#include "parts/alerts/alerts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct watched {
    struct instant now;
    struct queues queues;
    struct alerts alerts;
    int raised, over; /* so often */
    char last[400];   /* "queue: fact" */
};

static inline void note(void *arg, const struct alert_news *news)
{
    struct watched *w = arg;

    w->raised += news->raised;
    w->over += !news->raised;
    snprintf(w->last, sizeof(w->last), "%s: %s", news->of->name, news->of->fact);
}

/* Each has a Worker; what fails in prod-b goes to mail. */
static inline void list(struct watched *w, const char *const *names, size_t n)
{
    struct queue_page *page = mem_new(1, sizeof(*page));

    page->n = n;
    page->page = page->total_pages = page->total_count = -1;
    page->items = arena_new(&page->arena, n, sizeof(*page->items));
    for (size_t i = 0; i < n; i++) {
        struct queue *q = &page->items[i];

        snprintf(q->id, sizeof(q->id), "id of %.20s", names[i]);
        q->name = arena_copy(&page->arena, names[i], strlen(names[i]));
        q->producers_total = q->consumers_total = q->delivery_delay_s = -1;
        q->retention_s = 345600;
        q->n_consumers = 1;
        q->consumers = arena_new(&page->arena, 1, sizeof(*q->consumers));
        *q->consumers = (struct consumer){.kind = CONSUMER_WORKER, .max_retries = 3};
        if (!strcmp(names[i], "prod-b"))
            q->consumers->dead_letter_queue = arena_copy(&page->arena, "mail", 4);
    }
    queues_add_page(&w->queues, page);
    queues_finish_load(&w->queues, w->now.mono_ms);
}

static inline void start(struct watched *w, const char *alert)
{
    static const char *const names[] = {"mail", "prod-a", "prod-b"};
    struct error err = {.text = ""};

    *w = (struct watched){.now = {1000000, 1795000000000}};
    queues_init(&w->queues, &w->now);
    list(w, names, 3);
    if (!alerts_add(&w->alerts, alert, &err))
        fail_msg("%s", err.text);
}

static inline void stop(struct watched *w)
{
    alerts_free(&w->alerts);
    queues_free(&w->queues);
}

static inline void wait_ms(struct watched *w, int64_t ms)
{
    w->now.mono_ms += ms;
    w->now.wall_ms += ms;
    alerts_look(&w->alerts, &w->queues, &w->now, note, w);
}

static inline struct queue_stats *stats_of(struct watched *w, const char *name)
{
    return queues_find_name(&w->queues, name)->stats;
}

/* After that time the queue is measured, and looked at. */
static inline void measure(struct watched *w, int64_t after_ms, const char *name, int64_t backlog)
{
    struct metrics m = {backlog, backlog, backlog > 0 ? w->now.wall_ms - 1000 : -1};

    w->now.mono_ms += after_ms;
    w->now.wall_ms += after_ms;
    queues_measure(&w->queues, stats_of(w, name)->id, &m, w->now.mono_ms);
    wait_ms(w, 0);
}
