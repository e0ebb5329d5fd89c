#include "body/compare/align.h"

#include "base/memory/mem.h"

#include <stdlib.h>
#include <string.h>

/* Myers' greedy algorithm.  Diagonal k holds the places where x - y = k; furthest[k] is how far x
 * got on it.  kept has the furthest of each round, so that the way can be gone back. */
struct search {
    const uint64_t *a, *b;
    long na, nb;
    long most;      /* edits */
    long *furthest; /* from -most - 1 to most + 1 */
    long *kept;     /* round d: its 2 * d + 1 diagonals from d * d on */
};

static bool comes_from_above(const long *furthest, long k, long d)
{
    return k == -d || (k != d && furthest[k - 1] < furthest[k + 1]);
}

/* One round of d edits; true: both ends are reached. */
static bool go_round(struct search *s, long d)
{
    bool done = false;

    for (long k = -d; k <= d && !done; k += 2) {
        long x = d == 0                                ? 0
                 : comes_from_above(s->furthest, k, d) ? s->furthest[k + 1]
                                                       : s->furthest[k - 1] + 1;

        while (x < s->na && x - k < s->nb && x - k >= 0 && s->a[x] == s->b[x - k])
            x++;
        s->furthest[k] = x;
        done = x >= s->na && x - k >= s->nb;
    }
    memcpy(s->kept + d * d, s->furthest - d, (size_t)(2 * d + 1) * sizeof(*s->kept));
    return done;
}

/* From the end of round d back to the beginning. */
static void go_back(const struct search *s, long d, size_t before, uint32_t *to)
{
    long x = s->na, y = s->nb;

    for (; d >= 0; d--) {
        const long *last = d ? s->kept + (d - 1) * (d - 1) + (d - 1) : NULL;
        long k = x - y, from = 0, from_y = 0;

        if (d) {
            long before_k = comes_from_above(last, k, d) ? k + 1 : k - 1;

            from = last[before_k];
            from_y = from - before_k;
        }
        while (x > from && y > from_y) {
            x--;
            y--;
            to[(size_t)x + before] = (uint32_t)((size_t)y + before);
        }
        x = from;
        y = from_y;
    }
}

static bool search(struct search *s, size_t before, uint32_t *to)
{
    size_t most = (size_t)s->most;
    long *furthest = mem_new(2 * most + 3, sizeof(*furthest));
    bool found = false;
    long d = 0;

    s->furthest = furthest + most + 1;
    s->kept = mem_new((most + 1) * (most + 1), sizeof(*s->kept));
    while (!found && d <= s->most)
        found = go_round(s, d++);
    if (found)
        go_back(s, d - 1, before, to);
    free(furthest);
    free(s->kept);
    return found;
}

bool align_lists(const uint64_t *a, size_t na, const uint64_t *b, size_t nb, uint32_t *to)
{
    size_t before = 0, after = 0, least = na < nb ? na : nb;
    struct search s;

    for (size_t i = 0; i < na; i++)
        to[i] = ALIGN_NONE;
    for (; before < least && a[before] == b[before]; before++)
        to[before] = (uint32_t)before;
    for (; after < least - before && a[na - 1 - after] == b[nb - 1 - after]; after++)
        to[na - 1 - after] = (uint32_t)(nb - 1 - after);
    s = (struct search){.a = a + before,
                        .b = b + before,
                        .na = (long)(na - before - after),
                        .nb = (long)(nb - before - after)};
    if (!s.na || !s.nb)
        return true;
    s.most = s.na + s.nb < ALIGN_EDITS ? s.na + s.nb : ALIGN_EDITS;
    return search(&s, before, to);
}
