#include "body/layout/inner.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/ascii.h"
#include "base/text/format.h"
#include "body/decode/base64.h"
#include "body/decode/chain.h"
#include "body/decode/string.h"
#include "body/json/json.h"
#include "body/layout/notation.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LEAST_STRING = 2,   /* that holds something: [] */
    LOOKED_INTO = 4096, /* bytes of a string that are decoded for a hint */
    NAME_BYTES = 32,    /* of a key that is asked whether it names a time */
};

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);

    return n >= m && !strcmp(s + n - m, end);
}

/* The key of the line says that the value is a time: createdAt, exp, "event_time". */
static bool names_time(const char *line, size_t n)
{
    static const char *const parts[] = {"time",  "date",  "stamp", "epoch",
                                        "expir", "creat", "updat"};
    static const char *const ends[] = {"_at", "_ts", "_ms", "_us", "_ns", "_s", "_on"};
    static const char *const humps[] = {"At", "Ts", "Ms", "Us", "Ns"};
    static const char *const wholes[] = {"at",   "ts",    "exp",   "iat",   "nbf",
                                         "when", "since", "until", "start", "end"};
    struct notation_token key;
    char name[NAME_BYTES];
    size_t len;

    if (!notation_find_key(line, n, &key))
        return false;
    len = line[key.at] == '"' ? key.len - 2 : key.len;
    if (!len || len >= sizeof(name))
        return false;
    memcpy(name, line + key.at + (line[key.at] == '"'), len);
    name[len] = '\0';
    for (size_t i = 0; i < ARRAY_LEN(humps); i++)
        if (len > 2 && ends_with(name, humps[i]))
            return true;
    for (size_t i = 0; i < len; i++)
        name[i] = (char)ascii_to_lower(name[i]);
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (strstr(name, parts[i]))
            return true;
    for (size_t i = 0; i < ARRAY_LEN(ends); i++)
        if (ends_with(name, ends[i]))
            return true;
    for (size_t i = 0; i < ARRAY_LEN(wholes); i++)
        if (!strcmp(name, wholes[i]))
            return true;
    return false;
}

/* A time as a number was written. */
struct epoch {
    int64_t seconds;   /* since 1970 */
    char fraction[10]; /* the digits behind them, "" where all are 0 */
};

/* What stands behind the seconds: digits of the number itself, or those behind its point. */
static void take_fraction(struct epoch *e, const char *digits, size_t n)
{
    size_t len = 0;

    while (len < n && len < sizeof(e->fraction) - 1 && ascii_is_digit(digits[len]))
        len++;
    memcpy(e->fraction, digits, len);
    e->fraction[len] = '\0';
    if (strspn(e->fraction, "0") == len)
        e->fraction[0] = '\0';
}

/* The time that a number with so many digits before its point is: seconds, ms, us or ns.  Between
 * 1973 and 2286; false: none. */
static bool read_epoch(const char *s, size_t n, struct epoch *e)
{
    static const struct {
        size_t digits, fraction; /* how many of them stand behind the seconds */
    } units[] = {{9, 0}, {10, 0}, {12, 3}, {13, 3}, {16, 6}, {19, 9}};
    size_t digits = 0;

    while (digits < n && ascii_is_digit(s[digits]))
        digits++;
    if (digits < n && s[digits] != '.' && s[digits] != 'n')
        return false;
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        size_t whole = units[i].digits - units[i].fraction;

        if (units[i].digits != digits)
            continue;
        *e = (struct epoch){.seconds = 0};
        for (size_t k = 0; k < whole; k++)
            e->seconds = e->seconds * 10 + (s[k] - '0');
        if (units[i].fraction)
            take_fraction(e, s + whole, units[i].fraction);
        else if (digits < n && s[digits] == '.')
            take_fraction(e, s + digits + 1, n - digits - 1);
        return true;
    }
    return false;
}

/* Without a key that says so, a number is a time only if it is one in milliseconds of these years;
 * 10 digits are as often an id. */
static bool is_likely_time(const char *s, size_t n, const struct epoch *e)
{
    const int64_t year_2010 = 1262304000, year_2040 = 2208988800;

    return n == 13 && s[0] == '1' && e->seconds >= year_2010 && e->seconds < year_2040;
}

static bool hint_time(const char *line, size_t n, const char *number, size_t len,
                      struct inner_hint *out)
{
    struct format utc;
    struct epoch e;
    size_t end;

    if (!read_epoch(number, len, &e) || (!is_likely_time(number, len, &e) && !names_time(line, n)))
        return false;
    end = strlen(format_utc(&utc, e.seconds * 1000));
    snprintf(out->s, sizeof(out->s), "%.*s%s%s%s", (int)end - 1, utc.s, e.fraction[0] ? "." : "",
             e.fraction, utc.s + end - 1);
    return true;
}

/* The inside of the string that is the line's value. */
static bool find_string(const char *line, size_t n, const char **s, size_t *len)
{
    struct notation_token value;

    if (!notation_find_value(line, n, &value) || value.kind != NOTATION_STRING)
        return false;
    *s = line + value.at + 1;
    *len = value.len - 2;
    return true;
}

/* Its chain, behind what it was taken from. */
static void name_string(struct body *out)
{
    char steps[sizeof out->chain];

    snprintf(steps, sizeof steps, "%s", out->chain);
    out->chain[0] = '\0';
    chain_add(out, "string");
    chain_add(out, "%s", steps);
}

bool inner_open_text(struct body *out, const char *s, size_t n)
{
    if (!string_open(out, s, n))
        return false;
    name_string(out);
    return true;
}

bool inner_open(struct body *out, const char *line, size_t n)
{
    static const struct chain_wish wish = {.text = "text", .most = SIZE_MAX};
    const char *s;
    size_t len;
    char *text;

    if (!find_string(line, n, &s, &len))
        return false;
    text = mem_copy_bytes(s, len);
    json_unescape(text, s, len, &len);
    if (inner_open_text(out, text, len)) {
        free(text);
        return true;
    }
    *out = (struct body){.sent = len, .len = len, .bytes = text};
    text[len] = '\0';
    chain_add(out, "string");
    chain_follow(out, &wish);
    return true;
}

/* Of a long string. */
static const char *guess_name(const char *s, size_t n)
{
    struct buf bytes;
    const char *name = NULL;

    if ((s[0] == '{' && s[n - 1] == '}') || (s[0] == '[' && s[n - 1] == ']'))
        return "json?";
    buf_init(&bytes, LOOKED_INTO);
    if (base64_read(s, LOOKED_INTO, true, &bytes) != BASE64_NOT)
        name = "base64?";
    buf_free(&bytes);
    return name;
}

bool inner_find_text_hint(const char *s, size_t n, struct inner_hint *out)
{
    bool is_long = n > LOOKED_INTO;
    const char *what = n < LEAST_STRING ? NULL : is_long ? guess_name(s, n) : string_name(s, n);

    if (what)
        snprintf(out->s, sizeof(out->s), is_long ? "%s Enter" : "%s: Enter", what);
    return what != NULL;
}

static bool hint_string(const char *s, size_t n, struct inner_hint *out)
{
    char *text;
    size_t len = 0;
    bool found;

    if (n > LOOKED_INTO || !memchr(s, '\\', n))
        return inner_find_text_hint(s, n, out);
    text = mem_copy_bytes(s, n);
    json_unescape(text, s, n, &len);
    found = inner_find_text_hint(text, len, out);
    free(text);
    return found;
}

bool inner_find_hint(const char *line, size_t n, struct inner_hint *out)
{
    struct notation_token value;

    if (!notation_find_value(line, n, &value))
        return false;
    if (value.kind == NOTATION_NUMBER)
        return hint_time(line, n, line + value.at, value.len, out);
    if (value.kind != NOTATION_STRING)
        return false;
    return hint_time(line, n, line + value.at + 1, value.len - 2, out) ||
           hint_string(line + value.at + 1, value.len - 2, out);
}
