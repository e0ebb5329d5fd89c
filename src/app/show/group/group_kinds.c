#include "app/show/group/group_kinds.h"

#include "base/memory/mem.h"
#include "body/compare/shape.h"
#include "body/compare/signature.h"

#include <stdlib.h>

void group_kinds_free(struct group_kinds *k)
{
    for (size_t i = 0; i < k->n_texts; i++)
        free(k->texts[i].text);
    free(k->texts);
    free(k->items);
    free(k->by_body.slots);
    free(k->by_text.slots);
    *k = (struct group_kinds){.n = 0};
}

static uint64_t hash_body(const struct message *m)
{
    uint64_t hash = hash_bytes(hash_mix(hash_secret(), m->type), m->body ? m->body : "",
                               m->body ? m->body_len : 0);

    return m->own && !m->own->failed ? hash_bytes(hash, m->own->bytes, m->own->len) : hash;
}

static uint32_t *find_body(const struct group_kinds *k, uint64_t body)
{
    uint32_t *slot = hash_first(&k->by_body, body);

    while (*slot != HASH_NONE && k->items[*slot].body != body)
        slot = hash_next(&k->by_body, slot);
    return slot;
}

static uint32_t *find_text(const struct group_kinds *k, uint64_t hash)
{
    uint32_t *slot = hash_first(&k->by_text, hash);

    while (*slot != HASH_NONE && k->texts[*slot].hash != hash)
        slot = hash_next(&k->by_text, slot);
    return slot;
}

static void grow_bodies(struct group_kinds *k)
{
    if (2 * (k->n + 1) < k->by_body.size)
        return;
    free(k->by_body.slots);
    k->by_body = hash_table_make(2 * (k->n + 1));
    for (size_t i = 0; i < k->n; i++)
        *find_body(k, k->items[i].body) = (uint32_t)i;
    k->items = mem_resize(k->items, k->by_body.size / 2, sizeof(*k->items));
}

static void grow_texts(struct group_kinds *k)
{
    if (2 * (k->n_texts + 1) < k->by_text.size)
        return;
    free(k->by_text.slots);
    k->by_text = hash_table_make(2 * (k->n_texts + 1));
    for (size_t i = 0; i < k->n_texts; i++)
        *find_text(k, k->texts[i].hash) = (uint32_t)i;
    k->texts = mem_resize(k->texts, k->by_text.size / 2, sizeof(*k->texts));
}

static void keep_text(struct group_kinds *k, uint64_t hash, const char *text)
{
    uint32_t *slot;

    if (!hash)
        return;
    grow_texts(k);
    slot = find_text(k, hash);
    if (*slot != HASH_NONE)
        return;
    *slot = (uint32_t)k->n_texts;
    k->texts[k->n_texts++] = (struct group_text){hash, mem_copy_str(text)};
}

static struct group_kind read_kind(struct group_kinds *k, const struct message *m)
{
    struct group_kind kind = {.body = hash_body(m)};
    struct structure structure;
    struct signature error;
    struct shape shape;
    struct body body;

    body_decode(&body, m);
    structure_read(&structure, &body);
    shape_find(&shape, &body, &structure);
    signature_find(&error, &body, &structure);
    kind.form = body.form;
    kind.shape = shape.hash | 1;
    kind.error = error.hash;
    kind.said = error.said;
    structure_free(&structure);
    body_free(&body);
    keep_text(k, kind.shape, shape.text);
    keep_text(k, kind.error, error.text);
    keep_text(k, kind.said, error.whole);
    return kind;
}

uint32_t group_kinds_find(struct group_kinds *k, const struct message *m)
{
    uint32_t *slot;

    grow_bodies(k);
    slot = find_body(k, hash_body(m));
    if (*slot == HASH_NONE) {
        struct group_kind kind = read_kind(k, m);

        *slot = (uint32_t)k->n;
        k->items[k->n++] = kind;
    }
    return *slot;
}

const char *group_kinds_text(const struct group_kinds *k, uint64_t hash)
{
    uint32_t *slot = hash && k->n_texts ? find_text(k, hash) : NULL;

    return slot && *slot != HASH_NONE ? k->texts[*slot].text : "";
}
