#include "app/read/past.h"

#include <stdio.h>
#include <string.h>

static bool is_wanted(const struct past *p, const char *const *queue_ids, size_t n,
                      int64_t range_ms)
{
    bool same = p->n_wanted == n && p->range_ms == range_ms;

    for (size_t i = 0; same && i < n; i++)
        same = !strcmp(p->wanted[i], queue_ids[i]);
    return same;
}

void past_want(struct app *app, const char *const *queue_ids, size_t n, int64_t range_ms)
{
    struct past *p = &app->past;

    n = n < PAST_WANTED ? n : PAST_WANTED;
    if (is_wanted(p, queue_ids, n, range_ms))
        return;
    for (size_t i = 0; i < n; i++)
        snprintf(p->wanted[i], ID_BYTES, "%s", queue_ids[i]);
    p->n_wanted = n;
    p->range_ms = range_ms;
    history_free(p->history);
    p->history = NULL;
}

const struct history *past_find(const struct app *app)
{
    return app->past.history;
}
