#include "body/compare/contrast.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/text_line.h"
#include "body/compare/signature.h"
#include "body/compare/structure.h"
#include "body/json/path.h"

#include <stdlib.h>
#include <string.h>

enum {
    ABSENT = VALUE_KINDS, /* the last class of what can stand at a path */
    CLASSES,
    VALUES = 12,        /* different ones that are counted at a path */
    VALUE_BYTES = 28,   /* longer ones are not */
    LOOKED_AT = 5000,   /* values of a body */
    LEAST_SET = 3,      /* bodies, for a value to tell them apart */
    WORTH_PERCENT = 75, /* of the bodies must differ */
};

/* What further steps, and single values, are thought the less of. */
#define STEP_COST  0.02
#define VALUE_COST 0.05

enum side { MINE, OTHERS, SIDES };

struct seen_value {
    char text[VALUE_BYTES]; /* as it is written */
    size_t n[SIDES];
};

struct seen_path {
    char text[CONTRAST_PATH];
    uint64_t hash;
    size_t depth;
    bool is_error; /* it is part of one, or holds one */
    size_t body;   /* the last that has it, from 1 */
    size_t kinds[SIDES][VALUE_KINDS];
    struct seen_value values[VALUES];
    size_t n_values;
};

struct contrast {
    struct seen_path paths[CONTRAST_PATHS];
    size_t n;
    struct hash_table table;
    size_t bodies[SIDES];
};

struct contrast *contrast_new(void)
{
    struct contrast *c = mem_new(1, sizeof(*c));

    c->table = hash_table_make(CONTRAST_PATHS);
    return c;
}

void contrast_free(struct contrast *c)
{
    if (!c)
        return;
    free(c->table.slots);
    free(c);
}

static bool is_any(const struct structure *s, const struct value *v)
{
    return structure_is_any(s, v->key, v->key_len);
}

/* Of the path of a value in that of what it stands in. */
static uint64_t hash_step(const struct structure *s, const struct value *v, uint64_t in)
{
    if (v->parent == VALUE_NONE)
        return hash_secret();
    if (!v->key || is_any(s, v))
        return hash_mix(in, v->key != NULL);
    return hash_bytes(in, v->key, v->key_len);
}

/* false: it is too long. */
static bool print_path(char out[CONTRAST_PATH], const struct structure *s, const struct value *v,
                       const char *in)
{
    struct buf b;
    bool ok;

    buf_init(&b, CONTRAST_PATH - 1);
    if (v->parent == VALUE_NONE)
        buf_append_byte(&b, '.');
    else if (strcmp(in, ".") != 0)
        buf_append_str(&b, in);
    if (v->parent != VALUE_NONE && !v->key)
        buf_append_str(&b, b.len ? "[]" : ".[]");
    else if (v->parent != VALUE_NONE && is_any(s, v))
        path_append_key(&b, "<id>", 4);
    else if (v->parent != VALUE_NONE)
        path_append_key(&b, s->document.s + v->key_at, v->key_written);
    ok = b.len && !b.overflow;
    if (ok)
        memcpy(out, b.bytes, b.len + 1);
    buf_free(&b);
    return ok;
}

/* NULL: there is no room for it. */
static struct seen_path *find_path(struct contrast *c, const struct structure *s,
                                   const struct value *v, const struct seen_path *in)
{
    uint64_t hash = hash_step(s, v, in ? in->hash : 0);
    uint32_t *slot = hash_first(&c->table, hash);
    struct seen_path *p;

    while (*slot != HASH_NONE && c->paths[*slot].hash != hash)
        slot = hash_next(&c->table, slot);
    if (*slot != HASH_NONE)
        return &c->paths[*slot];
    p = &c->paths[c->n];
    if (c->n == CONTRAST_PATHS || !print_path(p->text, s, v, in ? in->text : ""))
        return NULL;
    p->hash = hash;
    p->depth = in ? in->depth + 1 : 0;
    *slot = (uint32_t)c->n++;
    return p;
}

static void count_value(struct seen_path *p, const struct document *d, const struct value *v,
                        enum side side)
{
    struct seen_value *seen = p->values;

    if (v->kind == VALUE_ARRAY || v->kind == VALUE_OBJECT || v->len >= VALUE_BYTES)
        return;
    while (seen < p->values + p->n_values &&
           (strlen(seen->text) != v->len || memcmp(seen->text, d->s + v->at, v->len) != 0))
        seen++;
    if (seen == p->values + VALUES)
        return;
    if (seen == p->values + p->n_values) {
        memcpy(seen->text, d->s + v->at, v->len);
        p->n_values++;
    }
    seen->n[side]++;
}

static void walk(struct contrast *c, const struct structure *s, const bool *parts, enum side side)
{
    const struct document *d = &s->document;
    size_t n = d->n < LOOKED_AT ? d->n : LOOKED_AT, body = c->bodies[MINE] + c->bodies[OTHERS];
    struct seen_path **path_of = mem_new(n, sizeof(struct seen_path *));

    for (uint32_t i = 0; i < n;) {
        const struct value *v = &d->values[i];
        const struct seen_path *in = v->parent == VALUE_NONE ? NULL : path_of[v->parent];
        struct seen_path *p =
            v->shadowed || (v->parent != VALUE_NONE && !in) ? NULL : find_path(c, s, v, in);

        path_of[i] = p;
        if (!p) {
            i = v->end;
            continue;
        }
        p->is_error |= parts[i];
        if (p->body != body) {
            p->kinds[side][v->kind]++;
            count_value(p, d, v, side);
        }
        p->body = body;
        i++;
    }
    free(path_of);
}

void contrast_add(struct contrast *c, const struct structure *s, bool is_mine)
{
    const struct document *d = structure_document(s);
    enum side side = is_mine ? MINE : OTHERS;
    bool *parts;

    c->bodies[side]++;
    if (!d)
        return;
    parts = mem_new(d->n, sizeof(*parts));
    signature_mark_parts(d, parts);
    walk(c, s, parts, side);
    free(parts);
}

static size_t count_class(const struct contrast *c, const struct seen_path *p, enum side side,
                          int class)
{
    size_t n = 0;

    if (class != ABSENT)
        return p->kinds[side][class];
    for (int i = 0; i < VALUE_KINDS; i++)
        n += p->kinds[side][i];
    return c->bodies[side] - n;
}

static double share(const struct contrast *c, size_t n, enum side side)
{
    return (double)n / (double)c->bodies[side];
}

/* Which part of the bodies of the two sides have no counterpart of their kind on the other. */
static double judge_kinds(const struct contrast *c, const struct seen_path *p)
{
    double differs = 0;

    for (int i = 0; i < CLASSES; i++) {
        double d = share(c, count_class(c, p, MINE, i), MINE) -
                   share(c, count_class(c, p, OTHERS, i), OTHERS);

        differs += d > 0 ? d : 0;
    }
    return differs;
}

/* It comes again within the set, so that it is no id. */
static bool comes_again(const struct contrast *c, const struct seen_value *v)
{
    return v->n[MINE] >= 2 && v->n[MINE] * 4 >= c->bodies[MINE];
}

static double judge_values(const struct contrast *c, const struct seen_path *p)
{
    size_t n[SIDES] = {0};

    for (size_t i = 0; i < p->n_values && c->bodies[MINE] >= LEAST_SET; i++)
        if (comes_again(c, &p->values[i]))
            for (int side = 0; side < SIDES; side++)
                n[side] += p->values[i].n[side];
    return share(c, n[MINE], MINE) - share(c, n[OTHERS], OTHERS);
}

static void print_count(struct text_line *l, const char *what, size_t n, size_t all)
{
    if (n == all)
        text_line_join(l, ", ", n == 1 ? "%s" : "%s in all %zu", what, n);
    else
        text_line_join(l, ", ", "%s %zu", what, n);
}

static const char *class_name(int class)
{
    return class == ABSENT ? "absent" : value_kind_name((enum value_kind) class);
}

/* The most frequent first. */
static void print_my_kinds(const struct contrast *c, const struct seen_path *p, char *out)
{
    struct text_line l = text_line(out, CONTRAST_PART);
    bool told[CLASSES] = {false};

    for (int rank = 0; rank < CLASSES; rank++) {
        int best = -1;

        for (int i = 0; i < CLASSES; i++)
            if (!told[i] &&
                (best < 0 || count_class(c, p, MINE, i) > count_class(c, p, MINE, best)))
                best = i;
        told[best] = true;
        if (count_class(c, p, MINE, best))
            print_count(&l, class_name(best), count_class(c, p, MINE, best), c->bodies[MINE]);
    }
}

static void print_other_kinds(const struct contrast *c, const struct seen_path *p, char *out)
{
    static const char *const names[] = {"null",     "a boolean", "a number", "a string",
                                        "an array", "an object", "absent"};
    _Static_assert(ARRAY_LEN(names) == CLASSES, "every class has its name");
    struct text_line l = text_line(out, CONTRAST_PART);
    size_t all = c->bodies[OTHERS], n;
    int most = 0;

    for (int i = 1; i < CLASSES; i++)
        if (count_class(c, p, OTHERS, i) > count_class(c, p, OTHERS, most))
            most = i;
    n = count_class(c, p, OTHERS, most);
    if (n == all)
        text_line_add(&l, "in all other groups %s", names[most]);
    else
        text_line_add(&l, "%s in %zu of %zu others", names[most], n, all);
}

static void print_values(const struct contrast *c, const struct seen_path *p,
                         struct contrast_result *out)
{
    struct text_line mine = text_line(out->mine, CONTRAST_PART);
    struct text_line others = text_line(out->others, CONTRAST_PART);
    size_t n[SIDES] = {0};

    for (size_t i = 0; i < p->n_values; i++) {
        const struct seen_value *v = &p->values[i];

        if (!comes_again(c, v))
            continue;
        print_count(&mine, v->text, v->n[MINE], c->bodies[MINE]);
        n[MINE] += v->n[MINE];
        n[OTHERS] += v->n[OTHERS];
    }
    if (n[MINE] < c->bodies[MINE])
        text_line_add(&mine, " of %zu", c->bodies[MINE]);
    if (n[OTHERS])
        text_line_add(&others, "in %zu of %zu others", n[OTHERS], c->bodies[OTHERS]);
    else
        text_line_add(&others, "in no other group");
}

void contrast_find(const struct contrast *c, struct contrast_result *out)
{
    const struct seen_path *best = NULL;
    double most = 0;
    bool by_value = false;

    *out = (struct contrast_result){.path = ""};
    if (!c->bodies[MINE] || !c->bodies[OTHERS])
        return;
    for (const struct seen_path *p = c->paths; p < c->paths + c->n; p++) {
        double kinds = judge_kinds(c, p), values = judge_values(c, p) - VALUE_COST;
        double is = kinds >= values ? kinds : values, cost = STEP_COST * (double)p->depth;

        if (p->is_error || is * 100 < WORTH_PERCENT || is - cost <= most)
            continue;
        most = is - cost;
        best = p;
        by_value = values > kinds;
    }
    if (!best)
        return;
    memcpy(out->path, best->text, sizeof(out->path));
    if (by_value) {
        print_values(c, best, out);
        return;
    }
    print_my_kinds(c, best, out->mine);
    print_other_kinds(c, best, out->others);
}
