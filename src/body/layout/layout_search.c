/* Search in a laid-out body, line by line; see layout.h. */
#include "body/layout/layout.h"

#include "base/memory/mem.h"
#include "body/json/json.h"

#include <stdlib.h>
#include <string.h>

/* The same in what the escapes of a line mean; from and the hit are those of the line. */
static bool find_in_meaning(struct pattern *p, const char *s, size_t n, size_t from,
                            struct layout_hit *where)
{
    char *text = mem_resize(NULL, n, 1);
    size_t *places = mem_resize(NULL, n + 1, sizeof *places);
    size_t len = json_undo_escapes(text, places, s, n), start = 0, at = 0, size = 0;
    bool found;

    while (start < len && places[start] < from)
        start++;
    found = pattern_find(p, text, len, start, &at, &size);
    if (found) {
        where->at = places[at];
        where->len = places[at + size] - places[at];
    }
    free(text);
    free(places);
    return found;
}

/* The first hit of the line at or behind byte from; where is set. */
static bool find_in_line(const struct layout *l, struct pattern *p, size_t line, size_t from,
                         struct layout_hit *where)
{
    struct layout_hit other;
    size_t n;
    const char *s = layout_line(l, line, &n);
    bool found = pattern_find(p, s, n, from, &where->at, &where->len);

    where->line = line;
    if (!l->tree || !memchr(s, '\\', n) || !find_in_meaning(p, s, n, from, &other))
        return found;
    if (!found || other.at < where->at) {
        where->at = other.at;
        where->len = other.len;
    }
    return true;
}

/* The last hit of the line that begins before byte end. */
static bool find_before(const struct layout *l, struct pattern *p, size_t line, size_t end,
                        struct layout_hit *where)
{
    struct layout_hit hit;
    bool found = false;

    for (size_t from = 0; find_in_line(l, p, line, from, &hit) && hit.at < end; found = true) {
        *where = hit;
        from = hit.at + hit.len;
    }
    return found;
}

bool layout_find_next(const struct layout *l, struct pattern *p, size_t line, size_t at,
                      struct layout_hit *hit)
{
    if (find_in_line(l, p, line, at, hit))
        return true;
    for (size_t step = 1; step <= l->n && !pattern_hit_limit(p); step++)
        if (find_in_line(l, p, (line + step) % l->n, 0, hit))
            return true;
    return false;
}

bool layout_find_previous(const struct layout *l, struct pattern *p, size_t line, size_t at,
                          struct layout_hit *hit)
{
    if (find_before(l, p, line, at, hit))
        return true;
    for (size_t step = 1; step <= l->n && !pattern_hit_limit(p); step++)
        if (find_before(l, p, (line + l->n - step) % l->n, SIZE_MAX, hit))
            return true;
    return false;
}

size_t layout_count_hits(const struct layout *l, struct pattern *p, const struct layout_hit *hit,
                         size_t most, size_t *place)
{
    struct layout_hit h;
    size_t n = 0;

    *place = 0;
    for (size_t line = 0; line < l->n && !pattern_hit_limit(p); line++)
        for (size_t from = 0; find_in_line(l, p, line, from, &h); from = h.at + h.len) {
            if (n++ == most)
                return n;
            if (h.line < hit->line || (h.line == hit->line && h.at <= hit->at))
                *place = n;
        }
    return n;
}
