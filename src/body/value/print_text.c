/* Numbers and times as JavaScript writes them. */
#include "body/value/print.h"

#include "base/text/ascii.h"
#include "body/json/json.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The range of JavaScript's Date. */
#define MAX_SECONDS INT64_C(8640000000000)

enum { LIMBS = PRINT_BIGINT / 4, CHUNK = 1000000000 /* 9 digits */, CHUNKS = LIMBS * 11 / 10 + 1 };

/* Writes d with so many digits as "d.ddde-x"; true: it reads back. */
static bool try_digits(double d, int digits, char out[40])
{
    snprintf(out, 40, "%.*e", digits - 1, d);
    if (strtod(out, NULL) == d)
        return true;
    /* Below a power of two the doubles are denser, so there the nearest 16 digits can miss and the
     * next ones up do not. */
    if (digits != 16 || out[16] == '9')
        return false;
    out[16]++;
    return strtod(out, NULL) == d;
}

/* The fewest digits that read back.  15 always do where few do, but for the tiniest, which are
 * evenly spaced: more digits never do worse, so halving finds them.  17 always do. */
static void find_digits(double d, char out[40])
{
    bool tiny = d < DBL_MIN;
    int low = tiny ? 1 : 15, high = 17;

    while (low < high) {
        int digits = tiny ? (low + high) / 2 : low;

        if (try_digits(d, digits, out))
            high = digits;
        else
            low = digits + 1;
    }
    try_digits(d, low, out);
}

/* Digits without the point and trailing zeros, of which the point stands behind the first `point`.
 */
static void place_point(struct buf *out, const char *digits, int point)
{
    int n = (int)strlen(digits);

    if (point > 21 || point <= -6) {
        buf_print(out, n > 1 ? "%.1s.%s" : "%.1s%s", digits, digits + 1);
        buf_print(out, "e%+d", point - 1);
    } else if (point <= 0) {
        buf_print(out, "0.%.*s%s", -point, "000000", digits);
    } else if (point >= n) {
        buf_print(out, "%s%.*s", digits, point - n, "00000000000000000000");
    } else {
        buf_print(out, "%.*s.%s", point, digits, digits + point);
    }
}

void print_append_double(struct buf *out, double d)
{
    char written[40], digits[40];
    size_t n = 0;

    if (isnan(d)) {
        buf_append_str(out, "NaN");
        return;
    }
    if (signbit(d))
        buf_append_byte(out, '-');
    d = fabs(d);
    if (isinf(d)) {
        buf_append_str(out, "Infinity");
        return;
    }
    if (d < 1e15 && d == (double)(int64_t)d) { /* most numbers, at a tenth of the time */
        buf_print(out, "%lld", (long long)d);
        return;
    }
    find_digits(d, written);
    for (const char *p = written; *p != 'e'; p++)
        if (*p != '.')
            digits[n++] = *p;
    while (n > 1 && digits[n - 1] == '0')
        n--;
    digits[n] = '\0';
    place_point(out, digits, (int)strtol(strchr(written, 'e') + 1, NULL, 10) + 1);
}

static void append_hex_bigint(struct buf *out, const uint8_t *bytes, size_t n)
{
    buf_print(out, "0x%x", bytes[n - 1]);
    for (size_t i = n - 1; i > 0 && !out->overflow; i--)
        buf_print(out, "%02x", bytes[i - 1]);
}

/* Divides the n limbs, lowest first, by CHUNK and returns the rest. */
static uint32_t divide(uint32_t *limbs, size_t n)
{
    uint64_t rest = 0;

    for (size_t i = n; i > 0; i--) {
        uint64_t part = rest << 32 | limbs[i - 1];

        limbs[i - 1] = (uint32_t)(part / CHUNK);
        rest = part % CHUNK;
    }
    return (uint32_t)rest;
}

static void append_decimal(struct buf *out, const uint8_t *bytes, size_t n)
{
    uint32_t limbs[LIMBS], chunks[CHUNKS];
    size_t n_limbs = 0, n_chunks = 0;

    for (size_t i = 0; i < n; i += 4)
        limbs[n_limbs++] = (uint32_t)print_load(bytes + i, n - i < 4 ? n - i : 4);
    while (n_limbs) {
        chunks[n_chunks++] = divide(limbs, n_limbs);
        while (n_limbs && !limbs[n_limbs - 1])
            n_limbs--;
    }
    buf_print(out, "%u", n_chunks ? (unsigned)chunks[n_chunks - 1] : 0U);
    for (size_t i = n_chunks; i > 1; i--)
        buf_print(out, "%09u", (unsigned)chunks[i - 2]);
}

void print_append_bigint(struct buf *out, bool negative, const uint8_t *bytes, size_t n)
{
    while (n && !bytes[n - 1])
        n--;
    if (negative && n)
        buf_append_byte(out, '-');
    if (n > PRINT_BIGINT)
        append_hex_bigint(out, bytes, n);
    else
        append_decimal(out, bytes, n);
    buf_append_byte(out, 'n');
}

static void append_moment(struct buf *out, int64_t seconds, const char *fraction)
{
    time_t t = (time_t)seconds;
    struct tm tm;
    int year;

    if (seconds > MAX_SECONDS || seconds < -MAX_SECONDS) {
        buf_append_str(out, "Date(invalid)");
        return;
    }
    gmtime_r(&t, &tm);
    year = tm.tm_year + 1900;
    buf_print(out, year < 0 || year > 9999 ? "Date(%+07d" : "Date(%04d", year);
    buf_print(out, "-%02d-%02dT%02d:%02d:%02d.%sZ)", tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
              tm.tm_min, tm.tm_sec, fraction);
}

void print_append_date(struct buf *out, double ms)
{
    int64_t whole, part;
    char fraction[8];

    if (!(fabs(ms) <= 1000.0 * (double)MAX_SECONDS)) {
        buf_append_str(out, "Date(invalid)");
        return;
    }
    whole = (int64_t)ms;
    part = (whole % 1000 + 1000) % 1000;
    snprintf(fraction, sizeof fraction, "%03u", (unsigned)part % 1000);
    append_moment(out, (whole - part) / 1000, fraction);
}

void print_append_time(struct buf *out, int64_t seconds, uint32_t ns)
{
    char fraction[12];
    size_t n = (size_t)snprintf(fraction, sizeof fraction, "%09u", (unsigned)ns % 1000000000);

    while (n > 3 && fraction[n - 1] == '0')
        fraction[--n] = '\0';
    append_moment(out, seconds, fraction);
}

uint64_t print_load(const uint8_t *p, size_t size)
{
    uint64_t value = 0;

    for (size_t i = size; i > 0; i--)
        value = value << 8 | p[i - 1];
    return value;
}

static double read_half(uint64_t bits)
{
    int exponent = (int)(bits >> 10 & 31);
    double fraction = (double)(bits & 1023), d;

    if (exponent == 31)
        d = fraction != 0 ? (double)NAN : (double)INFINITY;
    else if (exponent)
        d = ldexp(1024 + fraction, exponent - 25);
    else
        d = ldexp(fraction, -24);
    return bits >> 15 ? -d : d;
}

double print_load_float(uint64_t bits, size_t size)
{
    uint32_t low = (uint32_t)bits;
    double d;
    float f;

    if (size == 2)
        return read_half(bits);
    if (size == 4) {
        memcpy(&f, &low, sizeof f);
        return (double)f;
    }
    memcpy(&d, &bits, sizeof d);
    return d;
}

bool print_is_letter(uint32_t cp)
{
    return ascii_is_letter((int)cp) || cp == '_' || cp == '$';
}

void print_append_key(struct buf *out, const char *s, size_t n)
{
    size_t i = 0;

    while (i < n && (print_is_letter((unsigned char)s[i]) || (i && ascii_is_digit(s[i]))))
        i++;
    if (n && i == n)
        buf_append(out, s, n);
    else
        json_append_string(out, s, n);
}
