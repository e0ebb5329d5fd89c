/* Numbers, sizes, ages and times as people read them, in a bounded width; and durations read back.
 *
 * Pure.  Unknown is never 0: a negative value prints "-".  Each function writes a NUL-terminated
 * string into out and returns out. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct format {
    char s[40];
};

/* 84210 -> "84,210". */
const char *format_count(struct format *out, int64_t n);

/* What is counted, in words: "1 lease", "1,200 leases", "0 retries".  noun: the singular. */
const char *format_counted(struct format *out, int64_t n, const char *noun);

/* The same where a sentence is put together: it lives as long as the block. */
#define FORMAT_COUNTED(n, noun) format_counted(&(struct format){""}, (int64_t)(n), noun)

/* A name as part of a sentence: at most 64 bytes, which is what a queue's name may have, cut
 * between characters with ".." behind. */
struct format_name {
    char s[72];
};

const char *format_name(struct format_name *out, const char *name);

#define FORMAT_NAME(name) format_name(&(struct format_name){""}, name)

/* Makes name, in place, one that any file may have: what is no letter, digit, - or _ becomes _, and
 * it does not begin with -. */
void format_file_part(char *name);

/* At most 5 columns: 999, 84.2k, 1.2M, 118M (powers of 1000). */
const char *format_short(struct format *out, int64_t n);

/* A rate that is not negative, a tenth where that is not nothing beside it: "1.2k", "38", "0.4". */
const char *format_rate(struct format *out, double rate);

/* Bytes in the API's units (1 kB = 1000 bytes): "412 B", "1.2 kB", "118 MB", at most 7 columns. */
const char *format_bytes(struct format *out, int64_t n);

/* A span in ms, two units at most, 6 columns below 100,000 days: "0s", "9s", "2m10s", "41m12s",
 * "2h05m", "2d03h", "112d".  */
const char *format_span(struct format *out, int64_t ms);

/* A span as it is typed: 30000 -> "30s", 500 -> "500ms", 43200000 -> "12h", 90000 -> "90s".  The
 * largest unit that divides it, so parse_duration() reads the same back. */
const char *format_duration(struct format *out, int64_t ms);

/* Unix ms as "2026-11-23T12:04:31Z" / "12:04:31Z" / "2026-11-23 13:04:31 +0100" (local). */
const char *format_utc(struct format *out, int64_t wall_ms);
const char *format_utc_clock(struct format *out, int64_t wall_ms);
const char *format_local(struct format *out, int64_t wall_ms);
const char *format_local_clock(struct format *out, int64_t wall_ms); /* "13:04:31" */

/* Unix ms as "11-23 12:04:31", UTC or local: a column of a list, where the heading says which. */
const char *format_stamp(struct format *out, int64_t wall_ms, bool local);

/* "500ms", "30s", "5m", "12h", "2d": digits and one unit, nothing else.  false: not a duration, or
 * it does not fit. */
bool format_parse_duration(const char *s, int64_t *ms);

/* "2026-11-23T12:04:31Z" as Unix ms; the seconds may have a fraction, of which three digits count.
 * Nothing else: no other zone, no day that there is not.  false: not such a time. */
bool format_parse_utc(const char *s, int64_t *wall_ms);

/* Decimal digits only; false when empty, longer, or outside min..max. */
bool format_parse_int(const char *s, int64_t min, int64_t max, int64_t *n);
