#include "parts/queues/prospect.h"

#include "base/memory/array.h"

#include <stdio.h>

struct prospect prospect_find(const struct queue *q, int64_t attempts)
{
    int64_t max = q ? queue_find_max_retries(q) : -1;
    struct prospect p = {.kind = PROSPECT_UNKNOWN, .attempts = attempts};

    if (max < 0 || attempts < 0)
        return p;
    p.to = queue_find_dlq(q);
    p.max = max;
    p.kind = attempts > max                    ? PROSPECT_LAST
             : attempts == max && attempts > 0 ? PROSPECT_MAYBE
                                               : PROSPECT_SAFE;
    return p;
}

const char *prospect_print(char *out, size_t size, const struct prospect *p)
{
    static const char *const words[] = {
        [PROSPECT_UNKNOWN] = "is one of nobody knows how many",
        [PROSPECT_SAFE] = "is not the last",
        [PROSPECT_MAYBE] = "may be the last",
        [PROSPECT_LAST] = "is the last",
    };
    _Static_assert(ARRAY_LEN(words) == PROSPECT_COUNT, "every prospect has its words");

    snprintf(out, size, "attempt %lld %s", (long long)p->attempts, words[p->kind]);
    return out;
}

int64_t prospect_expires_in(const struct queue *q, int64_t timestamp_ms, int64_t now_wall_ms)
{
    int64_t end;

    if (!q || timestamp_ms < 0 || q->retention_s < 0 || q->retention_s > INT64_MAX / 4000 ||
        timestamp_ms > INT64_MAX / 2)
        return -1;
    end = timestamp_ms + q->retention_s * 1000;
    return end > now_wall_ms ? end - now_wall_ms : 0;
}

bool prospect_is_soon(const struct queue *q, int64_t left_ms)
{
    return left_ms >= 0 && left_ms <= PROSPECT_SOON_MS && left_ms / 1000 <= q->retention_s / 4;
}

int64_t prospect_queue_expires_in(const struct queue_row *row, int64_t now_wall_ms)
{
    const struct metrics *m = &row->stats->metrics;

    return m->backlog_count > 0 ? prospect_expires_in(row->queue, m->oldest_ms, now_wall_ms) : -1;
}

int64_t prospect_first_expires_in(const struct queue *q, const struct messages *m,
                                  int64_t now_wall_ms)
{
    return prospect_expires_in(q, m->n_rows ? m->alike.oldest_ms : -1, now_wall_ms);
}

size_t prospect_count_next(const struct queue *q, const struct messages *m, size_t n,
                           enum prospect_kind kind)
{
    size_t count = 0;

    for (size_t i = 0; m->peek && i < m->peek->n && i < n; i++) {
        int64_t attempts = m->peek->items[i].attempts;

        count += prospect_find(q, attempts < 0 ? -1 : attempts + 1).kind == kind;
    }
    return count;
}
