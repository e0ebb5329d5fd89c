#include "app/show/group/group_facts.h"

#include "base/memory/mem.h"
#include "body/compare/shape.h"

#include <stdio.h>
#include <stdlib.h>

/* What is most of a group: one of its shapes, or of its errors. */
struct most {
    uint64_t hash;
    size_t n;
    uint32_t row; /* the first that has it */
};

static int compare_hashes(const void *a, const void *b)
{
    const struct most *x = a, *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->row < y->row ? -1 : 1;
}

static uint64_t shape_of(const struct group_kind *kind)
{
    return kind->shape;
}

static uint64_t error_of(const struct group_kind *kind)
{
    return kind->error;
}

/* The first of those that most have. */
static struct most find_most(const struct group_list *l, const struct group *g,
                             const struct group_source *from,
                             uint64_t (*hash_of)(const struct group_kind *kind))
{
    struct most *all = mem_new(g->n, sizeof(*all)), best = {.n = 0};
    size_t run = 0;

    for (size_t i = 0; i < g->n; i++) {
        uint32_t row = l->rows[g->at + i];

        all[i] = (struct most){hash_of(&from->kinds->items[l->kinds[row]]), 1, row};
    }
    qsort(all, g->n, sizeof(*all), compare_hashes);
    for (size_t i = 1; i <= g->n; i++) {
        if (i < g->n && all[i].hash == all[run].hash)
            continue;
        if (i - run > best.n || (i - run == best.n && all[run].row < best.row))
            best = (struct most){all[run].hash, i - run, all[run].row};
        run = i;
    }
    free(all);
    return best;
}

static void tell_error(struct group_facts *f, const struct group_list *l, const struct group *g,
                       const struct group_source *from)
{
    struct most most = find_most(l, g, from, error_of);
    const struct group_kind *kind = &from->kinds->items[l->kinds[most.row]];
    uint64_t text = g->said ? g->said : g->n == 1 ? kind->said : most.hash;

    f->error_n = most.hash ? most.n : 0;
    snprintf(f->error, sizeof(f->error), "%s", group_kinds_text(from->kinds, text));
}

static void tell_shape(struct group_facts *f, const struct group_list *l, const struct group *g,
                       const struct group_source *from)
{
    struct most most = find_most(l, g, from, shape_of);
    struct structure structure;
    struct body body;

    f->shape_n = most.n;
    body_decode(&body, from->messages->view[most.row]->message);
    structure_read(&structure, &body);
    _Static_assert(sizeof(f->shape) == SHAPE_TEXT, "a shape fits");
    shape_print_brief(f->shape, &body, &structure);
    structure_free(&structure);
    body_free(&body);
}

/* How much of one side was read. */
struct reading {
    size_t bodies, bytes;
};

static bool has_room(const struct reading *r)
{
    return r->bodies < FACTS_BODIES && r->bytes < FACTS_BYTES;
}

static void read_body(struct contrast *c, const struct message *m, bool is_mine,
                      struct reading *reading)
{
    struct structure structure;
    struct body body;

    body_decode(&body, m);
    reading->bodies++;
    reading->bytes += body.len;
    structure_read(&structure, &body);
    contrast_add(c, &structure, is_mine);
    structure_free(&structure);
    body_free(&body);
}

static void tell_where(struct group_facts *f, const struct group_list *l, const struct group *g,
                       const struct group_source *from)
{
    struct reading mine = {0}, others = {0};
    struct contrast *c = contrast_new();
    uint32_t at = l->of_row[g->first];

    for (size_t i = 0; i < g->n && has_room(&mine); i++)
        read_body(c, from->messages->view[l->rows[g->at + i]]->message, true, &mine);
    for (size_t i = 0; i < l->n_rows && has_room(&others); i++)
        if (l->of_row[i] != at)
            read_body(c, from->messages->view[i]->message, false, &others);
    contrast_find(c, &f->where);
    contrast_free(c);
    f->looked_at = mine.bodies;
    f->others_looked_at = others.bodies;
    f->others = l->n_rows - g->n;
}

static void count_attempts(struct group_facts *f, int64_t attempts)
{
    if (attempts >= 0)
        f->attempts[attempts < FACTS_ATTEMPTS ? attempts : FACTS_ATTEMPTS - 1]++;
}

static void find_span(struct group_facts *f, const struct group_list *l)
{
    f->start_ms = f->end_ms = -1;
    for (size_t i = 0; i < l->n; i++) {
        const struct group *g = &l->items[i];

        if (g->oldest_ms >= 0 && (f->start_ms < 0 || g->oldest_ms < f->start_ms))
            f->start_ms = g->oldest_ms;
        if (g->newest_ms > f->end_ms)
            f->end_ms = g->newest_ms;
    }
}

static int compare_times(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return x < y ? -1 : x > y;
}

/* Most came since a time when more than half of them did, and when at most a third of the time that
 * is shown was left. */
static int64_t find_since(const struct group_facts *f, int64_t *times, size_t n)
{
    int64_t since;

    if (n < FACTS_LEAST_SINCE || f->end_ms <= f->start_ms)
        return -1;
    qsort(times, n, sizeof(*times), compare_times);
    since = times[n - (n / 2 + 1)];
    return (f->end_ms - since) * 3 <= f->end_ms - f->start_ms ? since : -1;
}

static void tell_times(struct group_facts *f, const struct group_list *l, const struct group *g,
                       const struct group_source *from)
{
    int64_t *times = mem_new(g->n, sizeof(*times)), span;
    size_t n = 0;

    find_span(f, l);
    span = f->end_ms - f->start_ms + 1;
    for (size_t i = 0; i < g->n; i++) {
        const struct message *m = from->messages->view[l->rows[g->at + i]]->message;

        count_attempts(f, m->attempts);
        if (!group_knows_time(m->timestamp_ms))
            continue;
        times[n++] = m->timestamp_ms;
        f->cells[(m->timestamp_ms - f->start_ms) / ((span + FACTS_CELLS - 1) / FACTS_CELLS)]++;
    }
    f->since_ms = find_since(f, times, n);
    free(times);
}

void group_facts_make(struct group_facts *f, const struct group_list *l, size_t i,
                      const struct group_source *from)
{
    const struct group *g = &l->items[i];

    *f = (struct group_facts){.is_made = true, .key = g->key, .n = g->n};
    tell_error(f, l, g, from);
    tell_shape(f, l, g, from);
    tell_where(f, l, g, from);
    tell_times(f, l, g, from);
}
