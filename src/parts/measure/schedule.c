#include "parts/measure/schedule.h"

#include "base/memory/array.h"

static const double parts[] = {
    [SCHEDULE_FOCUS] = 0.4, [SCHEDULE_SIGHT] = 0.35, [SCHEDULE_REST] = 0.25};
_Static_assert(ARRAY_LEN(parts) == SCHEDULE_CLASSES, "each class has its part");

double schedule_part(enum schedule_class class)
{
    return parts[class];
}

/* x comes before y, of one class. */
static bool is_before(const struct schedule_queue *x, const struct schedule_queue *y,
                      int64_t now_mono_ms)
{
    if ((x->asked_mono_ms < 0) != (y->asked_mono_ms < 0))
        return x->asked_mono_ms < 0;
    if (x->asked_mono_ms < 0)
        return x->weight > y->weight;
    return (double)(now_mono_ms - x->asked_mono_ms) * x->weight >
           (double)(now_mono_ms - y->asked_mono_ms) * y->weight;
}

size_t schedule_pick(struct schedule *s, const struct schedule_queue *items, size_t n,
                     int64_t now_mono_ms, int64_t *due_mono_ms)
{
    size_t best[SCHEDULE_CLASSES] = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
    double least = 0.0;
    int chosen = -1;

    *due_mono_ms = INT64_MAX;
    for (size_t i = 0; i < n; i++) {
        const struct schedule_queue *q = &items[i];
        size_t *first = &best[q->class];

        if (q->due_mono_ms < *due_mono_ms)
            *due_mono_ms = q->due_mono_ms;
        if (q->due_mono_ms <= now_mono_ms &&
            (*first == SIZE_MAX || is_before(q, &items[*first], now_mono_ms)))
            *first = i;
    }
    for (int c = 0; c < SCHEDULE_CLASSES; c++)
        if (best[c] != SIZE_MAX && (chosen < 0 || s->turn[c] < s->turn[chosen]))
            chosen = c;
    if (chosen < 0)
        return SIZE_MAX;
    /* A class that had nothing to do has saved up one request, and no more. */
    least = s->turn[chosen];
    s->turn[chosen] += 1.0 / parts[chosen];
    for (int c = 0; c < SCHEDULE_CLASSES; c++)
        if (best[c] == SIZE_MAX && s->turn[c] < least - 1.0 / parts[c])
            s->turn[c] = least - 1.0 / parts[c];
    return best[chosen];
}
