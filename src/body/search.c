/* Search in a laid-out body; see layout.h. */
#include "body/layout.h"

#include <stdint.h>
#include <string.h>

static const size_t nowhere = SIZE_MAX;

/* Horspool's search, in both directions: a body is searched again at every key of the needle. */
struct needle {
    const unsigned char *bytes;
    size_t len;
    unsigned char fold[256]; /* what a byte counts as */
    size_t forward[256];     /* by the byte under the needle's end: how far to move on */
    size_t back[256];        /* by the byte under its start: how far to move back */
};

static void prepare(struct needle *d, const char *text)
{
    bool exact = false;

    d->bytes = (const unsigned char *)text;
    d->len = strlen(text);
    for (size_t i = 0; i < d->len; i++)
        exact = exact || (text[i] >= 'A' && text[i] <= 'Z');
    for (int c = 0; c < 256; c++) {
        d->fold[c] = (unsigned char)(!exact && c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        d->forward[c] = d->back[c] = d->len;
    }
    for (size_t i = 0; i + 1 < d->len; i++)
        d->forward[d->fold[d->bytes[i]]] = d->len - 1 - i;
    for (size_t i = d->len - 1; i > 0; i--)
        d->back[d->fold[d->bytes[i]]] = i;
}

static bool matches(const struct needle *d, const unsigned char *s)
{
    for (size_t i = 0; i < d->len; i++)
        if (d->fold[s[i]] != d->fold[d->bytes[i]])
            return false;
    return true;
}

/* The first match in text[from..end). */
static size_t find_first(const struct needle *d, const char *text, size_t from, size_t end)
{
    const unsigned char *s = (const unsigned char *)text;

    while (end - from >= d->len) {
        if (matches(d, s + from))
            return from;
        from += d->forward[d->fold[s[from + d->len - 1]]];
    }
    return nowhere;
}

/* The last match in text[from..end). */
static size_t find_last(const struct needle *d, const char *text, size_t from, size_t end)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t at;

    if (end - from < d->len)
        return nowhere;
    for (at = end - d->len; !matches(d, s + at);) {
        size_t step = d->back[d->fold[s[at]]];

        if (at - from < step)
            return nowhere;
        at -= step;
    }
    return at;
}

bool layout_match(const char *line, size_t n, const char *needle, size_t from, size_t *at)
{
    struct needle d;
    size_t found;

    if (!*needle || from > n)
        return false;
    prepare(&d, needle);
    found = find_first(&d, line, from, n);
    if (found == nowhere)
        return false;
    *at = found;
    return true;
}

static size_t find_line(const struct layout *l, size_t offset)
{
    size_t low = 0, high = l->n;

    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;

        if (l->starts[mid] <= offset)
            low = mid;
        else
            high = mid;
    }
    return low;
}

bool layout_find(const struct layout *l, const char *needle, size_t from, bool forward,
                 size_t *line, size_t *at)
{
    struct needle d;
    size_t found;

    if (!*needle || strchr(needle, '\n'))
        return false;
    if (from >= l->n)
        from = l->n - 1;
    prepare(&d, needle);
    if (forward) {
        found = find_first(&d, l->text, l->starts[from], l->len);
        if (found == nowhere)
            found = find_first(&d, l->text, 0, l->starts[from]);
    } else {
        found = find_last(&d, l->text, 0, l->starts[from + 1]);
        if (found == nowhere)
            found = find_last(&d, l->text, l->starts[from + 1], l->len);
    }
    if (found == nowhere)
        return false;
    *line = find_line(l, found);
    if (!forward)
        found = find_first(&d, l->text, l->starts[*line], l->len);
    *at = found - l->starts[*line];
    return true;
}
