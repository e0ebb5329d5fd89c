/* Times as ages, as UTC or by the local clock: one choice for all lists and titles. */
#pragma once

#include "base/text/format.h"

enum times { TIMES_AGE, TIMES_UTC, TIMES_LOCAL, TIMES_COUNT };

enum { TIMES_AGE_COLS = 6, TIMES_STAMP_COLS = 14 };

enum times times_next(enum times t);

/* "age", "utc", "local", NULL behind the last. */
const char *const *times_words(void);

/* The heading of a column of times ("AGE") and its width. */
const char *times_name(enum times t);
int times_cols(enum times t);

/* A Unix time in ms (-1: unknown) for such a column: "2d03h", or "11-23 12:04:31". */
const char *times_print(struct format *out, enum times t, int64_t wall_ms, int64_t now_wall_ms);

/* What the clock of such times is ahead of UTC at a time, in ms. */
int64_t times_zone(enum times t, int64_t wall_ms);

/* The time of day: "12:04:31Z", by the local clock "13:04:31". */
const char *times_print_clock(struct format *out, enum times t, int64_t wall_ms);
