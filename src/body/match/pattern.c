#include "body/match/pattern.h"

#include "base/memory/mem.h"
#include "base/text/ascii.h"
#include "body/match/pattern_regex.h"

#include <stdlib.h>
#include <string.h>

static const size_t nowhere = SIZE_MAX;

/* Horspool's search. */
static void prepare(struct pattern *p)
{
    bool exact = false;

    for (size_t i = 0; i < p->len; i++)
        exact = exact || ascii_is_upper(p->bytes[i]);
    for (int c = 0; c < 256; c++) {
        p->fold[c] = (unsigned char)(exact ? c : ascii_to_lower(c));
        p->forward[c] = (uint32_t)p->len;
    }
    for (size_t i = 0; i + 1 < p->len; i++)
        p->forward[p->bytes[i]] = (uint32_t)(p->len - 1 - i);
    for (int c = 'A'; !exact && c <= 'Z'; c++)
        p->forward[c] = p->forward[p->fold[c]];
}

void pattern_make_text(struct pattern *p, const char *s, size_t n)
{
    *p = (struct pattern){.len = n < UINT32_MAX ? n : 0};
    if (!p->len)
        return;
    p->bytes = (unsigned char *)mem_copy_bytes(s, n);
    prepare(p);
}

bool pattern_make_regex(struct pattern *p, const char *s, size_t n, struct error *err)
{
    *p = (struct pattern){.len = 0};
    if (!n)
        return true;
    p->regex = pattern_regex_new(s, n, err);
    p->len = p->regex ? n : 0;
    return p->regex;
}

bool pattern_make(struct pattern *p, const char *text, struct error *err)
{
    if (strncmp(text, "re:", 3) == 0)
        return pattern_make_regex(p, text + 3, strlen(text + 3), err);
    pattern_make_text(p, text, strlen(text));
    return true;
}

void pattern_free(struct pattern *p)
{
    free(p->bytes);
    pattern_regex_free(p->regex);
    *p = (struct pattern){.len = 0};
}

static bool matches(const struct pattern *p, const unsigned char *s)
{
    for (size_t i = 0; i < p->len; i++)
        if (p->fold[s[i]] != p->bytes[i])
            return false;
    return true;
}

/* In s[from..end). */
static size_t find_first(const struct pattern *p, const char *text, size_t from, size_t end)
{
    const unsigned char *s = (const unsigned char *)text;

    while (end - from >= p->len) {
        if (matches(p, s + from))
            return from;
        from += p->forward[s[from + p->len - 1]];
    }
    return nowhere;
}

bool pattern_find(struct pattern *p, const char *s, size_t n, size_t from, size_t *at, size_t *len)
{
    size_t found;

    if (!p->len || from > n)
        return false;
    if (p->regex)
        return pattern_regex_find(p->regex, s, n, from, at, len);
    found = find_first(p, s, from, n);
    if (found == nowhere)
        return false;
    *at = found;
    *len = p->len;
    return true;
}

bool pattern_hit_limit(const struct pattern *p)
{
    return p->regex && pattern_regex_hit_limit(p->regex);
}

void pattern_forget_limit(struct pattern *p)
{
    if (p->regex)
        pattern_regex_forget_limit(p->regex);
}
