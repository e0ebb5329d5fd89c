#include "parts/list/times.h"

#include "base/memory/array.h"

#include <time.h>

enum times times_next(enum times t)
{
    return (t + 1) % TIMES_COUNT;
}

const char *const *times_words(void)
{
    static const char *const words[] = {"age", "utc", "local", NULL};
    _Static_assert(ARRAY_LEN(words) == TIMES_COUNT + 1, "every way has its word");

    return words;
}

const char *times_name(enum times t)
{
    static const char *const names[] = {"AGE", "UTC", "LOCAL"};
    _Static_assert(ARRAY_LEN(names) == TIMES_COUNT, "every way has its heading");

    return names[t];
}

int times_cols(enum times t)
{
    return t == TIMES_AGE ? TIMES_AGE_COLS : TIMES_STAMP_COLS;
}

const char *times_print(struct format *out, enum times t, int64_t wall_ms, int64_t now_wall_ms)
{
    if (t == TIMES_AGE)
        return format_span(out, wall_ms < 0 ? -1 : now_wall_ms - wall_ms);
    return format_stamp(out, wall_ms, t == TIMES_LOCAL);
}

const char *times_print_clock(struct format *out, enum times t, int64_t wall_ms)
{
    return t == TIMES_LOCAL ? format_local_clock(out, wall_ms) : format_utc_clock(out, wall_ms);
}

int64_t times_zone(enum times t, int64_t wall_ms)
{
    time_t seconds = (time_t)(wall_ms / 1000);
    struct tm tm;

    return t == TIMES_LOCAL && localtime_r(&seconds, &tm) ? (int64_t)tm.tm_gmtoff * 1000 : 0;
}
