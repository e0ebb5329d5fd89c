#include "net/rate.h"

#include "base/text/format.h"

#include <string.h>

enum { NAME_BYTES = 64, MAX_ITEMS = 16 };

/* More than that is no number of this API, and what is reckoned from it would overflow. */
enum { RATE_MOST = 1000 * 1000 * 1000 };

/* One item of a list: a name and two of its parameters. */
struct item {
    char name[NAME_BYTES];
    int64_t first, second; /* -1: not there */
};

static const char *skip_blanks(const char *s)
{
    return s + strspn(s, " \t");
}

static int64_t read_value(const char *s, size_t n)
{
    char digits[24];
    int64_t value;

    if (n >= sizeof(digits))
        return -1;
    memcpy(digits, s, n);
    digits[n] = '\0';
    return format_parse_int(digits, 0, RATE_MOST, &value) ? value : -1;
}

/* Reads `"name";k=v;k=v` at s, keys a and b; returns where it ends: at a comma or the end. */
static const char *read_item(const char *s, char a, char b, struct item *out)
{
    size_t n;

    *out = (struct item){.first = -1, .second = -1};
    s = skip_blanks(s);
    if (*s == '"') {
        n = strcspn(++s, "\"");
        if (n < NAME_BYTES)
            memcpy(out->name, s, n);
        s += n + (s[n] == '"');
    }
    s += strcspn(s, ";,");
    while (*s == ';') {
        s = skip_blanks(s + 1);
        n = strcspn(s, ";, \t");
        if (n > 2 && s[1] == '=' && (s[0] == a || s[0] == b))
            *(s[0] == a ? &out->first : &out->second) = read_value(s + 2, n - 2);
        s += strcspn(s, ";,");
    }
    return s;
}

static const char *next_item(const char *s)
{
    return *s == ',' ? s + 1 : NULL;
}

void rate_parse(struct rate *out, const char *ratelimit, const char *policy)
{
    struct item item, tightest = {.first = -1, .second = -1};

    *out = (struct rate){-1, -1, -1, -1};
    for (int i = 0; ratelimit && i < MAX_ITEMS; i++) {
        ratelimit = next_item(read_item(ratelimit, 'r', 't', &item));
        if (item.first >= 0 && (tightest.first < 0 || item.first < tightest.first))
            tightest = item;
    }
    out->remaining = tightest.first;
    out->reset_s = tightest.second;
    for (int i = 0; policy && i < MAX_ITEMS; i++) {
        policy = next_item(read_item(policy, 'q', 'w', &item));
        if (i > 0 && strcmp(item.name, tightest.name) != 0)
            continue;
        out->quota = item.first;
        out->window_s = item.second;
    }
}
