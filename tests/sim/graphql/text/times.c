#include "tests/sim/graphql/text/times.h"

#include "base/memory/array.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* n digits at *s, as a number from min to max. */
static bool read_digits(const char **s, int n, int min, int max, int *value)
{
    *value = 0;
    for (int i = 0; i < n; i++, (*s)++) {
        if (**s < '0' || **s > '9')
            return false;
        *value = *value * 10 + (**s - '0');
    }
    return *value >= min && *value <= max;
}

static bool read_mark(const char **s, const char *marks)
{
    return **s && strchr(marks, *(*s)++);
}

static bool read_date(const char **s, struct tm *tm)
{
    struct tm again;
    time_t t;

    if (!read_digits(s, 4, 1970, 9999, &tm->tm_year) || !read_mark(s, "-") ||
        !read_digits(s, 2, 1, 12, &tm->tm_mon) || !read_mark(s, "-") ||
        !read_digits(s, 2, 1, 31, &tm->tm_mday))
        return false;
    tm->tm_year -= 1900;
    tm->tm_mon--;
    again = *tm;
    t = timegm(&again); /* makes the 31st of a short month the 1st of the next */
    return t >= 0 && again.tm_mday == tm->tm_mday;
}

/* ".250" as ms; what is finer is cut off. */
static bool read_fraction(const char **s, int *ms)
{
    int digits = 0;

    *ms = 0;
    if (**s != '.')
        return true;
    for ((*s)++; **s >= '0' && **s <= '9'; (*s)++)
        if (digits++ < 3)
            *ms = *ms * 10 + (**s - '0');
    for (int i = digits; i < 3; i++)
        *ms *= 10;
    return digits > 0;
}

/* Z or +01:00, as minutes. */
static bool read_offset(const char **s, int *minutes)
{
    bool negative = **s == '-';
    int hours;

    *minutes = 0;
    if (**s == 'Z') {
        (*s)++;
        return true;
    }
    if (!read_mark(s, "+-") || !read_digits(s, 2, 0, 23, &hours) || !read_mark(s, ":") ||
        !read_digits(s, 2, 0, 59, minutes))
        return false;
    *minutes += hours * 60;
    if (negative)
        *minutes = -*minutes;
    return true;
}

bool gql_time_parse(const char *s, int64_t *unix_ms)
{
    struct tm tm = {0};
    int ms, offset;

    if (!read_date(&s, &tm) || !read_mark(&s, "T") || !read_digits(&s, 2, 0, 23, &tm.tm_hour) ||
        !read_mark(&s, ":") || !read_digits(&s, 2, 0, 59, &tm.tm_min) || !read_mark(&s, ":") ||
        !read_digits(&s, 2, 0, 59, &tm.tm_sec) || !read_fraction(&s, &ms) ||
        !read_offset(&s, &offset) || *s)
        return false;
    *unix_ms = ((int64_t)timegm(&tm) - (int64_t)offset * 60) * 1000 + ms;
    return true;
}

bool gql_date_parse(const char *s, int64_t *unix_ms)
{
    struct tm tm = {0};

    if (!read_date(&s, &tm) || *s)
        return false;
    *unix_ms = (int64_t)timegm(&tm) * 1000;
    return true;
}

static struct tm split(int64_t unix_ms)
{
    time_t t = (time_t)(unix_ms / 1000);
    struct tm tm;

    gmtime_r(&t, &tm);
    return tm;
}

void gql_time_append(struct buf *out, int64_t unix_ms)
{
    struct tm tm = split(unix_ms);

    buf_print(out, "\"%04d-%02d-%02dT%02d:%02d:%02dZ\"", tm.tm_year + 1900, tm.tm_mon + 1,
              tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

void gql_date_append(struct buf *out, int64_t unix_ms)
{
    struct tm tm = split(unix_ms);

    buf_print(out, "\"%04d-%02d-%02d\"", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

void gql_span_print(char *out, size_t size, int64_t seconds, bool in_units)
{
    static const struct {
        int64_t seconds;
        char letter;
    } units[] = {{604800, 'w'}, {86400, 'd'}, {3600, 'h'}, {60, 'm'}, {1, 's'}};
    size_t n = 0;

    snprintf(out, size, "%" PRId64 "s", seconds);
    for (size_t i = 0; in_units && i < ARRAY_LEN(units) && n < size; i++) {
        int64_t count = seconds / units[i].seconds;

        seconds %= units[i].seconds;
        if (count > 0)
            n += (size_t)snprintf(out + n, size - n, "%" PRId64 "%c", count, units[i].letter);
    }
}
