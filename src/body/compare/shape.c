#include "body/compare/shape.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/utf8.h"
#include "body/compare/variable.h"
#include "body/decode/magic.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_DEPTH = 3, TEXT_CAP = 4 * SHAPE_TEXT };

/* A place in the shape: what any of the values that stand there is. */
struct place {
    const char *key; /* unescaped; NULL: of an item of an array, or of the document */
    size_t key_len;
    uint32_t parent;
    unsigned kinds; /* bits of enum value_kind */
    uint64_t hash;
    uint32_t first; /* of the places in it; 0: none */
    uint32_t next;  /* in the same */
};

struct shaper {
    const struct structure *structure;
    const struct document *d;
    bool brief;           /* how it is printed */
    struct place *places; /* each behind the one that it stands in */
    size_t n;
    struct hash_table table;
};

static const char any_id[] = "<id>";

static bool is_place(const struct place *p, uint32_t parent, const char *key, size_t n)
{
    if (p->parent != parent || !p->key != !key)
        return false;
    return !key || (p->key_len == n && memcmp(p->key, key, n) == 0);
}

/* Where the place stands in the table, or the free slot for it. */
static uint32_t *find_slot(const struct shaper *s, uint32_t parent, const char *key, size_t n)
{
    uint64_t seed = hash_mix(hash_secret(), parent);
    uint32_t *slot = hash_first(&s->table, hash_bytes(seed, key ? key : "", n));

    while (*slot != HASH_NONE && !is_place(&s->places[*slot], parent, key, n))
        slot = hash_next(&s->table, slot);
    return slot;
}

/* Made where it is not there. */
static uint32_t find_place(struct shaper *s, uint32_t parent, const char *key, size_t n)
{
    uint32_t *slot = find_slot(s, parent, key, n);

    if (*slot == HASH_NONE && key && structure_is_any(s->structure, key, n)) {
        key = any_id;
        n = sizeof(any_id) - 1;
        slot = find_slot(s, parent, key, n);
    }
    if (*slot != HASH_NONE)
        return *slot;
    *slot = (uint32_t)s->n;
    s->places[s->n] = (struct place){.key = key, .key_len = n, .parent = parent};
    if (parent != VALUE_NONE) {
        s->places[s->n].next = s->places[parent].first;
        s->places[parent].first = (uint32_t)s->n;
    }
    return (uint32_t)s->n++;
}

static void make_places(struct shaper *s)
{
    const struct document *d = s->d;
    uint32_t *place_of = mem_new(d->n, sizeof(*place_of));

    for (uint32_t i = 0; i < d->n;) {
        const struct value *v = &d->values[i];

        if (v->shadowed) {
            i = v->end;
            continue;
        }
        place_of[i] = find_place(s, v->parent == VALUE_NONE ? VALUE_NONE : place_of[v->parent],
                                 v->key, v->key_len);
        s->places[place_of[i]].kinds |= 1u << v->kind;
        i++;
    }
    free(place_of);
}

/* From the last place to the first: what a place holds comes before it. */
static uint64_t hash_places(struct shaper *s)
{
    for (size_t i = s->n; i-- > 0;) {
        struct place *p = &s->places[i];

        p->hash = hash_mix(p->kinds, p->hash);
        if (p->parent != VALUE_NONE)
            s->places[p->parent].hash +=
                hash_mix(hash_bytes(p->key != NULL, p->key ? p->key : "", p->key_len), p->hash);
    }
    return s->places[0].hash;
}

/* Its kind goes without saying. */
static bool is_usual(const struct place *p)
{
    return p->kinds == 1u << VALUE_STRING || p->kinds == 1u << VALUE_NUMBER ||
           p->kinds == 1u << VALUE_BOOLEAN;
}

static int compare_places(const void *a, const void *b)
{
    const struct place *p = *(const struct place *const *)a, *q = *(const struct place *const *)b;

    return p < q ? -1 : p > q;
}

static int compare_keys(const void *a, const void *b)
{
    const struct place *p = *(const struct place *const *)a, *q = *(const struct place *const *)b;
    size_t least = p->key_len < q->key_len ? p->key_len : q->key_len;
    int order = memcmp(p->key, q->key, least);

    return order ? order : p->key_len < q->key_len ? -1 : p->key_len > q->key_len;
}

static void print_place(const struct shaper *s, const struct place *p, int depth, struct buf *out);

static void print_members(const struct shaper *s, const struct place *p, int depth, struct buf *out)
{
    const struct place **members;
    size_t n = 0;

    for (uint32_t i = p->first; i; i = s->places[i].next)
        n += s->places[i].key != NULL;
    members = mem_new(n, sizeof(struct place *));
    n = 0;
    for (uint32_t i = p->first; i; i = s->places[i].next)
        if (s->places[i].key)
            members[n++] = &s->places[i];
    qsort(members, n, sizeof(struct place *), s->brief ? compare_places : compare_keys);
    for (size_t i = 0; i < n && !out->overflow; i++) {
        buf_append_str(out, i ? ", " : "");
        buf_append(out, members[i]->key, members[i]->key_len);
        if (s->brief && is_usual(members[i]))
            continue;
        buf_append_str(out, ": ");
        print_place(s, members[i], depth + 1, out);
    }
    free(members);
}

static void print_object(const struct shaper *s, const struct place *p, int depth, struct buf *out)
{
    buf_append_byte(out, '{');
    if (depth < TEXT_DEPTH)
        print_members(s, p, depth, out);
    else if (p->first)
        buf_append_str(out, "…");
    buf_append_byte(out, '}');
}

static void print_array(const struct shaper *s, const struct place *p, int depth, struct buf *out)
{
    buf_append_byte(out, '[');
    for (uint32_t i = p->first; i; i = s->places[i].next)
        if (!s->places[i].key && depth < TEXT_DEPTH)
            print_place(s, &s->places[i], depth + 1, out);
        else if (!s->places[i].key)
            buf_append_str(out, "…");
    buf_append_byte(out, ']');
}

/* Recursion ends at TEXT_DEPTH. */
static void print_place(const struct shaper *s, const struct place *p, int depth, struct buf *out)
{
    bool first = true;

    for (int kind = 0; kind < VALUE_KINDS; kind++) {
        if (!(p->kinds & 1u << kind))
            continue;
        if (!first)
            buf_append_byte(out, '|');
        first = false;
        if (kind == VALUE_OBJECT)
            print_object(s, p, depth, out);
        else if (kind == VALUE_ARRAY)
            print_array(s, p, depth, out);
        else
            buf_append_str(out, value_kind_name((enum value_kind)kind));
    }
}

/* Cut with … where it does not fit. */
static void keep_text(char out[SHAPE_TEXT], const struct buf *text)
{
    static const char mark[] = "…";
    size_t room = SHAPE_TEXT - sizeof(mark);
    bool cut = text->overflow || text->len > room;
    size_t n = text->len > room ? utf8_trim(text->bytes, room) : text->len;

    snprintf(out, SHAPE_TEXT, "%.*s%s", (int)n, text->bytes ? text->bytes : "", cut ? mark : "");
}

/* At most: the document, each member, and the items of each array. */
static size_t count_places(const struct document *d)
{
    size_t n = 1 + d->keyed;

    for (size_t i = 0; i < d->n; i++)
        n += d->values[i].kind == VALUE_ARRAY;
    return n;
}

/* What stands before the keys, which tells how a reader gets at them. */
static const char *find_prefix(const struct body *b, const struct structure *s)
{
    static const char *const prefixes[] = {
        [STRUCTURE_NONE] = "",
        [STRUCTURE_JSON] = "",
        [STRUCTURE_PRINTED] = NULL, /* that of its form */
        [STRUCTURE_MARKUP] = "xml",
        [STRUCTURE_IN_STRING] = "json in a string",
        [STRUCTURE_IN_LINES] = "json lines",
    };
    _Static_assert(ARRAY_LEN(prefixes) == STRUCTURE_KINDS, "every kind has its prefix");

    return prefixes[s->kind] ? prefixes[s->kind] : forms_names[b->form];
}

static uint64_t shape_values(char out[SHAPE_TEXT], const struct body *b,
                             const struct structure *structure, bool brief)
{
    const struct document *d = structure_document(structure);
    const char *prefix = find_prefix(b, structure);
    struct shaper s = {.structure = structure, .d = d, .brief = brief};
    struct buf text;
    uint64_t hash;

    s.places = mem_new(count_places(d), sizeof(*s.places));
    s.table = hash_table_make(count_places(d));
    make_places(&s);
    hash = hash_places(&s);
    buf_init(&text, TEXT_CAP);
    buf_append_str(&text, prefix);
    buf_append_str(&text, prefix[0] ? " " : "");
    print_place(&s, &s.places[0], 0, &text);
    keep_text(out, &text);
    buf_free(&text);
    free(s.places);
    free(s.table.slots);
    return prefix[0] ? hash_mix(hash_bytes(4, prefix, strlen(prefix)), hash) : hash;
}

/* The first line that there is. */
static void print_text(char out[SHAPE_TEXT], const struct body *b)
{
    size_t at = strspn(b->bytes, " \t\r\n"), n = b->len - (at < b->len ? at : b->len);
    const char *end = n ? memchr(b->bytes + at, '\n', n) : NULL;
    struct buf text;

    n = end ? (size_t)(end - b->bytes) - at : n;
    buf_init(&text, TEXT_CAP);
    buf_append_str(&text, b->broken_json ? "json, broken" : n ? "text: " : "text, empty");
    if (!b->broken_json && n)
        variable_append(&text, b->bytes + at,
                        n > SHAPE_TEXT ? utf8_trim(b->bytes + at, SHAPE_TEXT) : n);
    keep_text(out, &text);
    buf_free(&text);
}

static void print_form(char out[SHAPE_TEXT], const struct body *b)
{
    const char *magic = b->form == BODY_BYTES ? magic_guess(b->bytes, b->len) : NULL;

    if (b->form == BODY_TEXT)
        print_text(out, b);
    else
        snprintf(out, SHAPE_TEXT, "%s%s%s", forms_names[b->form], magic ? " " : "",
                 magic ? magic : "");
}

void shape_find(struct shape *out, const struct body *b, const struct structure *s)
{
    if (structure_document(s)) {
        out->hash = shape_values(out->text, b, s, false);
        return;
    }
    print_form(out->text, b);
    out->hash = hash_bytes(2, out->text, strlen(out->text));
}

void shape_print_brief(char out[SHAPE_TEXT], const struct body *b, const struct structure *s)
{
    if (structure_document(s))
        shape_values(out, b, s, true);
    else
        print_form(out, b);
}
