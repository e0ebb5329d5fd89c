#include "parts/list/queue_row.h"

enum { RATE_WINDOW_MS = 60000 };

bool queue_rate(const struct queue_stats *stats, int64_t now_mono_ms, int64_t *per_min)
{
    return series_rate(&stats->series, now_mono_ms, RATE_WINDOW_MS, per_min);
}
