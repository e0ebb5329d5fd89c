#include "model/hour.h"

#include <stdbool.h>

enum { FIRST_MINUTES = 15 };

static const int64_t MINUTE_MS = 60000;

static size_t find_place(int64_t minute)
{
    return (size_t)(minute % HOUR_MINUTES);
}

/* The ring moves on to that minute; those between are not known. */
static void advance(struct hour *h, int64_t minute)
{
    if (!h->newest || minute - h->newest > HOUR_MINUTES)
        h->newest = minute - HOUR_MINUTES;
    while (h->newest < minute)
        h->backlog[find_place(++h->newest)] = -1;
}

static bool is_in(const struct hour *h, int64_t minute)
{
    return h->newest && minute <= h->newest && minute > h->newest - HOUR_MINUTES;
}

static void set(struct hour *h, int64_t minute, int64_t backlog, bool past)
{
    uint64_t bit = (uint64_t)1 << find_place(minute);

    if (minute > h->newest)
        advance(h, minute);
    if (!is_in(h, minute))
        return;
    h->backlog[find_place(minute)] = backlog;
    h->past = past ? h->past | bit : h->past & ~bit;
}

void hour_add(struct hour *h, int64_t wall_ms, int64_t step_ms, int64_t backlog)
{
    int64_t first = wall_ms / MINUTE_MS, n = step_ms / MINUTE_MS;

    for (int64_t minute = first; wall_ms >= 0 && minute < first + n; minute++)
        if (n == 1 || hour_at(h, minute * MINUTE_MS) < 0)
            set(h, minute, backlog, true);
}

void hour_measure(struct hour *h, int64_t wall_ms, int64_t backlog)
{
    if (wall_ms >= 0)
        set(h, wall_ms / MINUTE_MS, backlog, false);
}

int64_t hour_at(const struct hour *h, int64_t wall_ms)
{
    int64_t minute = wall_ms / MINUTE_MS;

    return wall_ms >= 0 && is_in(h, minute) ? h->backlog[find_place(minute)] : -1;
}

int64_t hour_past_at(const struct hour *h, int64_t wall_ms)
{
    return h->past >> find_place(wall_ms / MINUTE_MS) & 1 ? hour_at(h, wall_ms) : -1;
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
