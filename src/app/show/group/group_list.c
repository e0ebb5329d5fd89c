#include "app/show/group/group_list.h"

#include "app/show/group/group_name.h"
#include "base/memory/mem.h"
#include "base/text/text_line.h"

#include <stdlib.h>

void group_list_free(struct group_list *l)
{
    free(l->items);
    free(l->of_row);
    free(l->kinds);
    free(l->rows);
    *l = (struct group_list){.n = 0};
}

uint64_t group_list_key(enum grouping by, const struct group_kind *kind)
{
    return by == GROUPING_SHAPE ? kind->shape : kind->error;
}

size_t group_list_find(const struct group_list *l, uint64_t key)
{
    size_t i = 0;

    while (i < l->n && l->items[i].key != key)
        i++;
    return i;
}

static size_t find_group(struct group_list *l, struct hash_table *table, uint64_t key, size_t row)
{
    uint32_t *slot = hash_first(table, key);

    while (*slot != HASH_NONE && l->items[*slot].key != key)
        slot = hash_next(table, slot);
    if (*slot == HASH_NONE) {
        *slot = (uint32_t)l->n;
        l->items[l->n++] =
            (struct group){.key = key, .first = row, .oldest_ms = -1, .newest_ms = -1};
    }
    return *slot;
}

static void note_time(struct group *g, int64_t ms)
{
    if (!group_knows_time(ms))
        return;
    if (g->oldest_ms < 0 || ms < g->oldest_ms)
        g->oldest_ms = ms;
    if (ms > g->newest_ms)
        g->newest_ms = ms;
}

/* The delivery of a pulled message is under way and counted; that of a peeked one is to come. */
static void note_limit(struct group *g, const struct queue *q, const struct message_row *row)
{
    int64_t attempts = row->message->attempts;
    enum prospect_kind now = prospect_find(q, attempts).kind;
    bool is_to_come = row->batch->source == BATCH_PEEK && attempts < INT64_MAX;

    g->n_limits += now != PROSPECT_UNKNOWN;
    if (now < PROSPECT_MAYBE)
        return;
    g->at_limit++;
    g->at_end += prospect_find(q, attempts + is_to_come).kind == PROSPECT_LAST;
}

static void note_row(struct group_list *l, const struct group_source *from, size_t row, size_t at)
{
    const struct message_row *r = from->messages->view[row];
    const struct group_kind *kind = &from->kinds->items[l->kinds[row]];
    struct group *g = &l->items[at];

    g->said = !g->n || g->said == kind->said ? kind->said : 0;
    g->n++;
    note_time(g, r->message->timestamp_ms);
    note_limit(g, from->queue, r);
    l->of_row[row] = (uint32_t)at;
}

/* Where as many are in both, the one that has been there longer. */
static int compare_groups(const void *a, const void *b)
{
    const struct group *x = a, *y = b;

    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    if (x->oldest_ms != y->oldest_ms)
        return x->oldest_ms < y->oldest_ms ? -1 : 1;
    return x->first < y->first ? -1 : 1;
}

/* The rows follow their groups. */
static void put_in_order(struct group_list *l)
{
    uint32_t *place = mem_new(l->n, sizeof(*place));
    size_t *filled = mem_new(l->n, sizeof(*filled));
    size_t at = 0;

    qsort(l->items, l->n, sizeof(*l->items), compare_groups);
    for (size_t i = 0; i < l->n; i++) {
        place[l->of_row[l->items[i].first]] = (uint32_t)i;
        l->items[i].at = at;
        at += l->items[i].n;
    }
    for (size_t i = 0; i < l->n_rows; i++) {
        l->of_row[i] = place[l->of_row[i]];
        at = l->items[l->of_row[i]].at + filled[l->of_row[i]]++;
        l->rows[at] = (uint32_t)i;
    }
    free(place);
    free(filled);
}

/* "no error named (v8 2, bytes 1)" */
static void describe_none(struct group_list *l, const struct group_kinds *kinds,
                          const struct group *g)
{
    struct text_line line = text_line(l->none_text, sizeof(l->none_text));
    size_t n[BODY_FORMS] = {0}, told = 0;

    for (size_t i = 0; i < g->n; i++)
        n[kinds->items[l->kinds[l->rows[g->at + i]]].form]++;
    text_line_add(&line, "no error named (");
    for (int form = 0; form < BODY_FORMS; form++)
        if (n[form])
            text_line_add(&line, "%s%s %zu", told++ ? ", " : "", forms_names[form], n[form]);
    text_line_add(&line, ")");
}

/* What all of them said as it was said, else without what varies. */
static void name_groups(struct group_list *l, const struct group_source *from)
{
    const char **texts = mem_new(l->n, sizeof(char *));
    size_t *shared = mem_new(l->n, sizeof(*shared));

    for (size_t i = 0; i < l->n; i++) {
        struct group *g = &l->items[i];
        bool is_error = from->by == GROUPING_ERROR;

        g->is_named = !is_error || g->key;
        if (!g->is_named)
            describe_none(l, from->kinds, g);
        g->text = !g->is_named
                      ? l->none_text
                      : group_kinds_text(from->kinds, is_error && g->said ? g->said : g->key);
        texts[i] = g->text;
    }
    group_name_compare(texts, shared, l->n);
    for (size_t i = 0; i < l->n; i++)
        l->items[i].shared = shared[i];
    free(texts);
    free(shared);
}

void group_list_make(struct group_list *l, const struct group_source *from)
{
    size_t n = from->messages->n_view;
    struct hash_table table = hash_table_make(n);

    group_list_free(l);
    l->n_rows = n;
    l->items = mem_new(n, sizeof(*l->items));
    l->of_row = mem_new(n, sizeof(*l->of_row));
    l->kinds = mem_new(n, sizeof(*l->kinds));
    l->rows = mem_new(n, sizeof(*l->rows));
    for (size_t i = 0; i < n; i++) {
        uint64_t key;

        l->kinds[i] = group_kinds_find(from->kinds, from->messages->view[i]->message);
        key = group_list_key(from->by, &from->kinds->items[l->kinds[i]]);
        note_row(l, from, i, find_group(l, &table, key, i));
    }
    free(table.slots);
    put_in_order(l);
    name_groups(l, from);
}
