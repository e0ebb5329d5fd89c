#include "parts/list/own_answers.h"

#include <string.h>

bool own_answers_are_same(const struct message *a, const struct message *b)
{
    return !strcmp(a->id, b->id) && a->type == b->type && a->body_len == b->body_len &&
           !a->body == !b->body && (!a->body || !memcmp(a->body, b->body, a->body_len));
}

static size_t count_bytes(const struct messages *list)
{
    size_t n = list->peek ? list->peek->own_bytes : 0;

    for (size_t i = 0; i < list->n_pulls; i++)
        n += list->pulls[i]->own_bytes;
    return n;
}

/* The list knows what it has by its preview: that is made anew. */
static void put(struct batch *b, struct message *m, const struct own_answer *answer)
{
    struct own_answer *own = arena_new(&b->arena, 1, sizeof *own);

    *own = *answer;
    own->steps = own->failed ? "" : arena_copy(&b->arena, answer->steps, strlen(answer->steps));
    own->bytes = own->failed ? "" : arena_copy(&b->arena, answer->bytes, answer->len);
    own->len = own->failed ? 0 : answer->len;
    b->own_bytes += own->len;
    m->own = own;
    m->glance = NULL;
}

/* Columns of paths look at it anew, as a filter may. */
static void note_change(struct messages *list, const struct message *m)
{
    const struct message_row *row = string_map_get(&list->by_id, m->id);

    if (row && row->message == m)
        path_columns_forget_row(&list->columns, (size_t)(row - list->rows));
    list->stale_view = true;
}

static bool keep_in(struct messages *list, struct batch *b, const struct message *m,
                    const struct own_answer *answer)
{
    bool fits = true;

    for (size_t i = 0; i < b->n; i++) {
        struct own_answer fitting = *answer;

        if (!own_answers_are_same(&b->items[i], m))
            continue;
        fitting.failed |= count_bytes(list) + answer->len > OWN_ANSWERS_MAX;
        fits &= fitting.failed == answer->failed;
        put(b, &b->items[i], &fitting);
        note_change(list, &b->items[i]);
    }
    return fits;
}

bool own_answers_keep(struct messages *list, const char *queue_id, const struct message *m,
                      const struct own_answer *answer)
{
    bool fits = true;

    for (size_t i = 0; i < list->n_pulls; i++)
        if (!strcmp(list->pulls[i]->queue_id, queue_id))
            fits &= keep_in(list, list->pulls[i], m, answer);
    if (list->peek && !strcmp(list->peek->queue_id, queue_id))
        fits &= keep_in(list, list->peek, m, answer);
    return fits;
}

static void forget_in(struct batch *b)
{
    for (size_t i = 0; i < b->n; i++) {
        b->items[i].glance = b->items[i].own ? NULL : b->items[i].glance;
        b->items[i].own = NULL;
    }
}

void own_answers_forget(struct messages *list, const char *queue_id)
{
    for (size_t i = 0; i < list->n_pulls; i++)
        if (!strcmp(list->pulls[i]->queue_id, queue_id))
            forget_in(list->pulls[i]);
    if (list->peek && !strcmp(list->peek->queue_id, queue_id))
        forget_in(list->peek);
    path_columns_forget(&list->columns, list->n_rows);
    list->stale_view = true;
}

void own_answers_carry(const struct messages *list, struct batch *b)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct message_row *row = string_map_get(&list->by_id, b->items[i].id);
        const struct message *same = row ? row->message : NULL;

        if (same && same->own && !strcmp(list->queue_id, b->queue_id) &&
            own_answers_are_same(same, &b->items[i]) &&
            count_bytes(list) + b->own_bytes + same->own->len <= OWN_ANSWERS_MAX)
            put(b, &b->items[i], same->own);
    }
}
