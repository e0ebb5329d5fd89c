#include "model/hour.h"

enum { FIRST_MINUTES = 15 };

static const int64_t MINUTE_MS = 60000;

static int64_t *find(struct hour *h, int64_t minute)
{
    return &h->backlog[minute % HOUR_MINUTES];
}

/* The ring moves on to that minute; those between are not known. */
static void advance(struct hour *h, int64_t minute)
{
    if (!h->newest || minute - h->newest > HOUR_MINUTES)
        h->newest = minute - HOUR_MINUTES;
    while (h->newest < minute)
        *find(h, ++h->newest) = -1;
}

void hour_add(struct hour *h, int64_t wall_ms, int64_t step_ms, int64_t backlog)
{
    int64_t first = wall_ms / MINUTE_MS, n = step_ms / MINUTE_MS;

    if (wall_ms < HOUR_MINUTES * MINUTE_MS)
        return;
    for (int64_t minute = first; minute < first + n; minute++) {
        if (minute > h->newest)
            advance(h, minute);
        if (minute > h->newest - HOUR_MINUTES && (n == 1 || *find(h, minute) < 0))
            *find(h, minute) = backlog;
    }
}

int64_t hour_at(const struct hour *h, int64_t wall_ms)
{
    int64_t minute = wall_ms / MINUTE_MS;

    if (!h->newest || minute > h->newest || minute <= h->newest - HOUR_MINUTES)
        return -1;
    return h->backlog[minute % HOUR_MINUTES];
}

double hour_mean(const struct hour *h, int64_t wall_ms, int64_t span_ms)
{
    double sum = 0;
    int n = 0;

    for (int64_t ms = wall_ms; ms < wall_ms + span_ms; ms += MINUTE_MS) {
        int64_t value = hour_at(h, ms);

        sum += value < 0 ? 0 : (double)value;
        n += value >= 0;
    }
    return n ? sum / n : -1;
}

int64_t hour_first(const struct hour *h, int64_t now_wall_ms)
{
    int64_t minute = now_wall_ms / MINUTE_MS - 60, value = -1;

    for (int i = 0; value < 0 && i < FIRST_MINUTES; i++)
        value = hour_at(h, (minute + i) * MINUTE_MS);
    return value;
}
