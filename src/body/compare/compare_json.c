#include "body/compare/compare_json.h"

#include "base/memory/mem.h"
#include "body/compare/align.h"
#include "body/json/document.h"
#include "body/json/number.h"

#include <stdlib.h>
#include <string.h>

enum { PATH_MAX_BYTES = 4000, MATCHED_MOST = 256, MEMBERS_LOOKED_AT = 16 };

struct pair {
    struct comparison *c;
    const struct document *docs[2];
};

/* The values directly in an array or object. */
struct children {
    uint32_t *items;
    uint64_t *hashes;
    size_t n;
};

static struct children list_children(const struct document *d, uint32_t of)
{
    const struct value *v = &d->values[of];
    struct children list = {.items = mem_new(v->n, sizeof(*list.items)),
                            .hashes = mem_new(v->n, sizeof(*list.hashes))};

    for (uint32_t i = of + 1; i < v->end; i = d->values[i].end) {
        list.hashes[list.n] = d->values[i].hash;
        list.items[list.n++] = i;
    }
    return list;
}

static void free_children(struct children *list)
{
    free(list->items);
    free(list->hashes);
}

static void set_side(struct pair *p, struct difference *d, int side, uint32_t value)
{
    const struct document *doc = p->docs[side];
    const struct value *v = &doc->values[value];
    struct buf path;

    buf_init(&path, PATH_MAX_BYTES);
    document_append_path(doc, value, &path);
    d->sides[side] = (struct difference_side){
        .s = doc->s + v->at,
        .n = v->len,
        .path = arena_copy(&p->c->arena, path.bytes ? path.bytes : "", path.len),
        .type = value_kind_name(v->kind)};
    buf_free(&path);
}

static void add_one(struct pair *p, enum difference_kind kind, int side, uint32_t value)
{
    struct difference *d = comparison_add(p->c, kind);

    if (d)
        set_side(p, d, side, value);
}

static void add_both(struct pair *p, enum difference_kind kind, uint32_t a, uint32_t b)
{
    struct difference *d = comparison_add(p->c, kind);

    if (!d)
        return;
    set_side(p, d, 0, a);
    set_side(p, d, 1, b);
}

/* A lone surrogate has no character: what is not written alike may differ. */
static bool is_same_string(const struct value *x, const struct value *y)
{
    return x->text_len == y->text_len && memcmp(x->text, y->text, x->text_len) == 0 &&
           !memmem(x->text, x->text_len, "\xef\xbf\xbd", 3);
}

static void compare_scalars(struct pair *p, uint32_t a, uint32_t b)
{
    const struct value *x = &p->docs[0]->values[a], *y = &p->docs[1]->values[b];
    const char *s = p->docs[0]->s + x->at, *t = p->docs[1]->s + y->at;
    bool written = x->len == y->len && memcmp(s, t, x->len) == 0;

    if (written || (x->kind == VALUE_NUMBER && number_compare(s, x->len, t, y->len) == 0) ||
        (x->kind == VALUE_STRING && is_same_string(x, y))) {
        p->c->same++;
        p->c->respelled = p->c->respelled || !written;
    } else {
        add_both(p, DIFFERENCE_CHANGED, a, b);
    }
}

static void compare_values(struct pair *p, uint32_t a, uint32_t b);

/* Members that do not count, since their key comes again. */
static void add_shadowed(struct pair *p, int side, uint32_t object)
{
    const struct document *d = p->docs[side];

    for (uint32_t i = object + 1; d->shadowed && i < d->values[object].end; i = d->values[i].end)
        if (d->values[i].shadowed)
            add_one(p, DIFFERENCE_TWICE, side, i);
}

static void compare_objects(struct pair *p, uint32_t a, uint32_t b)
{
    const struct document *left = p->docs[0], *right = p->docs[1];
    uint32_t last = 0;

    for (uint32_t i = a + 1; i < left->values[a].end; i = left->values[i].end) {
        const struct value *v = &left->values[i];
        uint32_t other = v->shadowed ? VALUE_NONE : document_find(right, b, v->key, v->key_len);

        if (v->shadowed)
            continue;
        if (other == VALUE_NONE) {
            add_one(p, DIFFERENCE_LEFT, 0, i);
            continue;
        }
        p->c->reordered = p->c->reordered || other < last;
        last = other;
        compare_values(p, i, other);
    }
    for (uint32_t i = b + 1; i < right->values[b].end; i = right->values[i].end) {
        const struct value *v = &right->values[i];

        if (!v->shadowed && document_find(left, a, v->key, v->key_len) == VALUE_NONE)
            add_one(p, DIFFERENCE_RIGHT, 1, i);
    }
    add_shadowed(p, 0, a);
    add_shadowed(p, 1, b);
}

/* How much two items have in common that are not the same. */
static size_t measure(const struct pair *p, uint32_t a, uint32_t b)
{
    const struct document *left = p->docs[0], *right = p->docs[1];
    const struct value *x = &left->values[a], *y = &right->values[b];
    size_t common = 1, seen = 0;

    if (x->kind != y->kind)
        return 0;
    if (x->kind != VALUE_OBJECT)
        return 1;
    for (uint32_t i = a + 1; i < x->end && seen < MEMBERS_LOOKED_AT; i = left->values[i].end) {
        const struct value *v = &left->values[i];
        uint32_t other = document_find(right, b, v->key, v->key_len);

        seen++;
        if (other != VALUE_NONE)
            common += right->values[other].hash == v->hash ? 3 : 1;
    }
    return common;
}

/* Sets to[] of the items i.. (n of them) to those of k.. (m) so that they have the most in common,
 * in order. */
static void match_gap(const struct pair *p, const struct children *a, size_t i, size_t n,
                      const struct children *b, size_t k, size_t m, uint32_t *to)
{
    size_t *best = mem_new((n + 1) * (m + 1), sizeof(*best)), *row;

    for (size_t x = n; x-- > 0;) {
        row = best + x * (m + 1);
        for (size_t y = m; y-- > 0;) {
            size_t both = row[m + 1 + y + 1] + measure(p, a->items[i + x], b->items[k + y]);

            row[y] = row[y + 1] > row[m + 1 + y] ? row[y + 1] : row[m + 1 + y];
            row[y] = both > row[y] ? both : row[y];
        }
    }
    for (size_t x = 0, y = 0; x < n && y < m;) {
        row = best + x * (m + 1);
        if (row[y] == row[y + 1]) {
            y++;
        } else if (row[y] == row[m + 1 + y]) {
            x++;
        } else {
            to[i + x] = (uint32_t)(k + y);
            x++;
            y++;
        }
    }
    free(best);
}

/* Between two items that are aligned: by what is most alike, or, where that is much work or there
 * are as many on both sides, in order. */
static void fill_gap(const struct pair *p, const struct children *a, size_t i, size_t i_end,
                     const struct children *b, size_t k, size_t k_end, uint32_t *to)
{
    size_t n = i_end - i, m = k_end - k;

    if (n != m && n * m <= MATCHED_MOST)
        match_gap(p, a, i, n, b, k, m, to);
    else
        for (; i < i_end && k < k_end; i++, k++)
            to[i] = (uint32_t)k;
}

static void fill_gaps(const struct pair *p, const struct children *a, const struct children *b,
                      uint32_t *to)
{
    size_t i = 0, k = 0;

    for (size_t at = 0; at <= a->n; at++) {
        size_t other = at == a->n ? b->n : to[at];

        if (at < a->n && to[at] == ALIGN_NONE)
            continue;
        fill_gap(p, a, i, at, b, k, other, to);
        i = at + 1;
        k = other + 1;
    }
}

static void compare_arrays(struct pair *p, uint32_t a, uint32_t b)
{
    struct children left = list_children(p->docs[0], a), right = list_children(p->docs[1], b);
    uint32_t *to = mem_new(left.n, sizeof(*to));
    size_t next = 0;

    align_lists(left.hashes, left.n, right.hashes, right.n, to);
    fill_gaps(p, &left, &right, to);
    for (size_t i = 0; i <= left.n; i++) {
        size_t other = i == left.n ? right.n : to[i];

        if (i < left.n && to[i] == ALIGN_NONE) {
            add_one(p, DIFFERENCE_LEFT, 0, left.items[i]);
            continue;
        }
        for (; next < other; next++)
            add_one(p, DIFFERENCE_RIGHT, 1, right.items[next]);
        next = other + 1;
        if (i < left.n)
            compare_values(p, left.items[i], right.items[other]);
    }
    free(to);
    free_children(&left);
    free_children(&right);
}

/* Recursion is bounded by JSON_DEPTH. */
static void compare_values(struct pair *p, uint32_t a, uint32_t b)
{
    const struct value *x = &p->docs[0]->values[a], *y = &p->docs[1]->values[b];

    if (x->kind != y->kind)
        add_both(p, DIFFERENCE_TYPE, a, b);
    else if (x->kind == VALUE_OBJECT)
        compare_objects(p, a, b);
    else if (x->kind == VALUE_ARRAY)
        compare_arrays(p, a, b);
    else
        compare_scalars(p, a, b);
}

bool compare_json(struct comparison *out, const char *left, size_t n_left, const char *right,
                  size_t n_right)
{
    struct document docs[2];
    struct pair p = {.c = out, .docs = {&docs[0], &docs[1]}};
    bool a = document_read(&docs[0], left, n_left), b = document_read(&docs[1], right, n_right);
    bool blanks = n_left - docs[0].tokens != n_right - docs[1].tokens;

    *out = (struct comparison){.form = COMPARE_JSON};
    if (a && b) {
        document_hash(&docs[0]);
        document_hash(&docs[1]);
        compare_values(&p, 0, 0);
        out->same_bytes = n_left == n_right && memcmp(left, right, n_left) == 0;
        /* Where nothing else differs it is white space, if only its place. */
        out->spaced = blanks || (!out->n && !out->same_bytes && !out->reordered && !out->respelled);
    }
    document_free(&docs[0]);
    document_free(&docs[1]);
    return a && b;
}
