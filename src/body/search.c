/* Search in a laid-out body; see layout.h. */
#include "body/layout.h"

#include "body/pattern.h"

#include <string.h>

bool layout_match(const char *line, size_t n, const char *needle, size_t from, size_t *at)
{
    struct pattern p;
    size_t len;
    bool found;

    pattern_make_text(&p, needle, strlen(needle));
    found = pattern_find(&p, line, n, from, at, &len);
    pattern_free(&p);
    return found;
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

/* The text has two parts, one from where the search starts to the end it goes to, one beyond. */
static bool find_place(const struct layout *l, struct pattern *p, size_t from, bool forward,
                       size_t *found)
{
    size_t start = l->starts[from], behind = l->starts[from + 1], len;

    if (forward)
        return pattern_find(p, l->text, l->len, start, found, &len) ||
               pattern_find(p, l->text, start, 0, found, &len);
    return pattern_find_last(p, l->text, behind, 0, found, &len) ||
           pattern_find_last(p, l->text, l->len, behind, found, &len);
}

bool layout_find(const struct layout *l, const char *needle, size_t from, bool forward,
                 size_t *line, size_t *at)
{
    struct pattern p;
    size_t found, len;
    bool any;

    if (!*needle || strchr(needle, '\n'))
        return false;
    if (from >= l->n)
        from = l->n - 1;
    pattern_make_text(&p, needle, strlen(needle));
    any = find_place(l, &p, from, forward, &found);
    if (any) {
        *line = find_line(l, found);
        pattern_find(&p, l->text, l->len, l->starts[*line], &found, &len);
        *at = found - l->starts[*line];
    }
    pattern_free(&p);
    return any;
}
