#include "base/text/format.h"

#include "base/text/ascii.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *format_unknown(struct format *out)
{
    memcpy(out->s, "-", 2);
    return out->s;
}

const char *format_count(struct format *out, int64_t n)
{
    char digits[24];
    size_t len, at = 0;

    if (n < 0)
        return format_unknown(out);
    len = (size_t)snprintf(digits, sizeof digits, "%lld", (long long)n);
    for (size_t i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0)
            out->s[at++] = ',';
        out->s[at++] = digits[i];
    }
    out->s[at] = '\0';
    return out->s;
}

/* n (>= 1000) in powers of 1000 with three digits at most, rounded: 999,950 is 1.0M, not 1000k. */
static void print_scaled(struct format *out, uint64_t n, const char *gap, const char *end)
{
    static const char prefixes[] = "kMGTPE";
    uint64_t unit = 1000;
    size_t i = 0;

    while (i < sizeof prefixes - 2 && (n + unit / 2) / unit >= 1000) {
        unit *= 1000;
        i++;
    }
    uint64_t tenths = (n + unit / 20) / (unit / 10);
    if (tenths < 1000)
        snprintf(out->s, sizeof out->s, "%d.%d%s%c%s", (int)(tenths / 10), (int)(tenths % 10), gap,
                 prefixes[i], end);
    else
        snprintf(out->s, sizeof out->s, "%d%s%c%s", (int)((n + unit / 2) / unit), gap, prefixes[i],
                 end);
}

static bool is_plain(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '_' || c == '-';
}

void format_file_part(char *name)
{
    for (char *c = name; *c; c++)
        if (!is_plain(*c) || (c == name && *c == '-'))
            *c = '_';
}

const char *format_counted(struct format *out, int64_t n, const char *noun)
{
    size_t len = strlen(noun);
    bool ies = n != 1 && noun[len - 1] == 'y';
    struct format count;

    snprintf(out->s, sizeof out->s, "%s %.*s%s", format_count(&count, n), (int)(len - ies), noun,
             n == 1 ? ""
             : ies  ? "ies"
                    : "s");
    return out->s;
}

const char *format_short(struct format *out, int64_t n)
{
    if (n < 0)
        return format_unknown(out);
    if (n < 1000)
        snprintf(out->s, sizeof out->s, "%d", (int)n);
    else
        print_scaled(out, (uint64_t)n, "", "");
    return out->s;
}

const char *format_rate(struct format *out, double rate)
{
    if (rate >= 9.5)
        return format_short(out, rate < 9e18 ? (int64_t)(rate + 0.5) : INT64_MAX);
    snprintf(out->s, sizeof out->s, rate < 0.05 ? "0" : "%.1f", rate);
    if (out->s[1] == '.' && out->s[2] == '0')
        out->s[1] = '\0';
    return out->s;
}

const char *format_bytes(struct format *out, int64_t n)
{
    if (n < 0)
        return format_unknown(out);
    if (n < 1000)
        snprintf(out->s, sizeof out->s, "%d B", (int)n);
    else
        print_scaled(out, (uint64_t)n, " ", "B");
    return out->s;
}

const char *format_span(struct format *out, int64_t ms)
{
    int64_t s = ms / 1000, m = s / 60, h = m / 60, d = h / 24;

    if (ms < 0)
        return format_unknown(out);
    if (d > 999999)
        d = 999999;
    if (m == 0)
        snprintf(out->s, sizeof out->s, "%ds", (int)s);
    else if (h == 0)
        snprintf(out->s, sizeof out->s, "%dm%02ds", (int)m, (int)(s % 60));
    else if (d == 0)
        snprintf(out->s, sizeof out->s, "%dh%02dm", (int)h, (int)(m % 60));
    else if (d < 100)
        snprintf(out->s, sizeof out->s, "%dd%02dh", (int)d, (int)(h % 24));
    else
        snprintf(out->s, sizeof out->s, "%dd", (int)d);
    return out->s;
}

static const struct unit {
    const char *name;
    int64_t ms;
} units[] = {
    {"d", 86400000}, {"h", 3600000}, {"m", 60000}, {"s", 1000}, {"ms", 1},
};
enum { N_UNITS = sizeof units / sizeof units[0] };

const char *format_duration(struct format *out, int64_t ms)
{
    if (ms < 0)
        return format_unknown(out);
    if (ms == 0) {
        memcpy(out->s, "0s", 3);
        return out->s;
    }
    for (int i = 0; i < N_UNITS; i++) {
        if (ms % units[i].ms)
            continue;
        snprintf(out->s, sizeof out->s, "%lld%s", (long long)(ms / units[i].ms), units[i].name);
        break;
    }
    return out->s;
}

/* Everything but the zone's spelling; false for unknown, or a year that does not fit a struct tm.
 */
static bool split_time(int64_t wall_ms, bool local, struct tm *tm)
{
    time_t t = (time_t)(wall_ms / 1000);

    if (wall_ms < 0)
        return false;
    return local ? localtime_r(&t, tm) != NULL : gmtime_r(&t, tm) != NULL;
}

const char *format_utc(struct format *out, int64_t wall_ms)
{
    struct tm tm;

    if (!split_time(wall_ms, false, &tm) ||
        !strftime(out->s, sizeof out->s, "%Y-%m-%dT%H:%M:%SZ", &tm))
        return format_unknown(out);
    return out->s;
}

const char *format_utc_clock(struct format *out, int64_t wall_ms)
{
    struct tm tm;

    if (!split_time(wall_ms, false, &tm) || !strftime(out->s, sizeof out->s, "%H:%M:%SZ", &tm))
        return format_unknown(out);
    return out->s;
}

const char *format_local(struct format *out, int64_t wall_ms)
{
    struct tm tm;

    if (!split_time(wall_ms, true, &tm) ||
        !strftime(out->s, sizeof out->s, "%Y-%m-%d %H:%M:%S %z", &tm))
        return format_unknown(out);
    return out->s;
}

const char *format_local_clock(struct format *out, int64_t wall_ms)
{
    struct tm tm;

    if (!split_time(wall_ms, true, &tm) || !strftime(out->s, sizeof out->s, "%H:%M:%S", &tm))
        return format_unknown(out);
    return out->s;
}

const char *format_stamp(struct format *out, int64_t wall_ms, bool local)
{
    struct tm tm;

    if (!split_time(wall_ms, local, &tm) || !strftime(out->s, sizeof out->s, "%m-%d %H:%M:%S", &tm))
        return format_unknown(out);
    return out->s;
}

/* The number that s starts with, and where it ends; false without a digit, or when it does not fit.
 */
static bool read_digits(const char *s, int64_t *n, const char **end)
{
    int64_t v = 0;

    if (*s < '0' || *s > '9')
        return false;
    for (; ascii_is_digit(*s); s++) {
        int digit = *s - '0';

        if (v > (INT64_MAX - digit) / 10)
            return false;
        v = v * 10 + digit;
    }
    *n = v;
    *end = s;
    return true;
}

bool format_parse_duration(const char *s, int64_t *ms)
{
    const char *end;
    int64_t n;

    if (!read_digits(s, &n, &end))
        return false;
    for (int i = 0; i < N_UNITS; i++) {
        if (strcmp(end, units[i].name) != 0)
            continue;
        if (n > INT64_MAX / units[i].ms)
            return false;
        *ms = n * units[i].ms;
        return true;
    }
    return false;
}

bool format_parse_int(const char *s, int64_t min, int64_t max, int64_t *n)
{
    const char *end;
    int64_t v;

    if (!read_digits(s, &v, &end) || *end || v < min || v > max)
        return false;
    *n = v;
    return true;
}

/* The byte before ('\0': none) and so many digits; moves *s behind them. */
static bool read_part(const char **s, char before, int digits, int *out)
{
    if (before && *(*s)++ != before)
        return false;
    for (*out = 0; digits > 0; digits--, (*s)++) {
        if (**s < '0' || **s > '9')
            return false;
        *out = *out * 10 + (**s - '0');
    }
    return true;
}

/* ".25Z" or "Z" at s. */
static bool read_fraction(const char *s, int64_t *ms)
{
    int64_t digit_ms = 100;

    *ms = 0;
    if (*s == '.') {
        if (s[1] < '0' || s[1] > '9')
            return false;
        for (s++; ascii_is_digit(*s); s++, digit_ms /= 10)
            *ms += (*s - '0') * digit_ms;
    }
    return strcmp(s, "Z") == 0;
}

/* timegm() takes any day and hour, and moves those that there are not. */
static bool join_time(const struct tm *tm, int64_t *s)
{
    struct tm same = *tm;

    *s = (int64_t)timegm(&same);
    return same.tm_year == tm->tm_year && same.tm_mon == tm->tm_mon &&
           same.tm_mday == tm->tm_mday && same.tm_hour == tm->tm_hour &&
           same.tm_min == tm->tm_min && same.tm_sec == tm->tm_sec;
}

bool format_parse_utc(const char *s, int64_t *wall_ms)
{
    struct tm tm = {0};
    int64_t seconds, ms;

    if (!read_part(&s, '\0', 4, &tm.tm_year) || !read_part(&s, '-', 2, &tm.tm_mon) ||
        !read_part(&s, '-', 2, &tm.tm_mday) || !read_part(&s, 'T', 2, &tm.tm_hour) ||
        !read_part(&s, ':', 2, &tm.tm_min) || !read_part(&s, ':', 2, &tm.tm_sec) ||
        !read_fraction(s, &ms))
        return false;
    tm.tm_year -= 1900;
    tm.tm_mon -= 1;
    if (!join_time(&tm, &seconds))
        return false;
    *wall_ms = seconds * 1000 + ms;
    return true;
}

const char *format_name(struct format_name *out, const char *name)
{
    enum { NAME_BYTES = 64 };
    size_t n = strlen(name);
    bool cut = n > NAME_BYTES;

    for (n = cut ? NAME_BYTES : n; cut && n > 0 && ((unsigned char)name[n] & 0xC0) == 0x80;)
        n--;
    memcpy(out->s, name, n);
    memcpy(out->s + n, cut ? ".." : "", cut ? 3 : 1);
    return out->s;
}
