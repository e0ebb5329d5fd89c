#include "parts/list/prospect.h"

struct prospect prospect_find(const struct queue *q, const struct message *m, bool pulled)
{
    int64_t max = q ? queue_find_max_retries(q) : -1, counted;
    struct prospect p = {.kind = PROSPECT_UNKNOWN, .attempts = m->attempts};

    if (max < 0 || m->attempts < 0)
        return p;
    p.to = queue_find_dlq(q);
    p.limit = max > 0 ? max : 1; /* without retries there is still the first delivery */
    counted = pulled ? m->attempts : m->attempts + 1;
    p.kind = counted > p.limit ? PROSPECT_OVER : counted == p.limit ? PROSPECT_LAST : PROSPECT_SAFE;
    return p;
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

int64_t prospect_first_expires_in(const struct queue *q, const struct messages *m,
                                  int64_t now_wall_ms)
{
    int64_t first = -1;

    for (size_t i = 0; i < m->n_rows; i++) {
        int64_t left = prospect_expires_in(q, m->rows[i].message->timestamp_ms, now_wall_ms);

        if (left >= 0 && (first < 0 || left < first))
            first = left;
    }
    return first;
}

size_t prospect_count_last(const struct queue *q, const struct messages *m, size_t n)
{
    size_t count = 0;

    for (size_t i = 0; m->peek && i < m->peek->n && i < n; i++)
        count += prospect_find(q, &m->peek->items[i], false).kind >= PROSPECT_LAST;
    return count;
}
