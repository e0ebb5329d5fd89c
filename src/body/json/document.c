#include "body/json/document.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "body/json/number.h"
#include "body/json/path.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The document while it is read. */
struct reader {
    struct document *d;
    size_t used; /* of strings */
    uint32_t in; /* the array or object that is open */
    bool at_key; /* the string that comes is a key */
    struct json_token key;
    const char *key_text; /* unescaped */
    size_t key_len;
};

/* The inside of a string, unescaped. */
static const char *add_text(struct reader *r, const struct json_token *t, size_t *len)
{
    char *text = r->d->strings + r->used;

    json_unescape(text, r->d->s + t->at + 1, t->len - 2, len);
    r->used += *len;
    return text;
}

static enum value_kind find_kind(const struct document *d, const struct json_token *t)
{
    char first = d->s[t->at];

    if (t->kind == JSON_OPEN)
        return first == '{' ? VALUE_OBJECT : VALUE_ARRAY;
    if (t->kind == JSON_WORD)
        return first == 'n' ? VALUE_NULL : VALUE_BOOLEAN;
    return t->kind == JSON_STRING ? VALUE_STRING : VALUE_NUMBER;
}

static struct value *add_value(struct reader *r, const struct json_token *t)
{
    struct document *d = r->d;
    struct value *v;

    MEM_GROW(d->values, d->n);
    v = &d->values[d->n++];
    *v = (struct value){.kind = find_kind(d, t),
                        .parent = r->in,
                        .end = (uint32_t)d->n,
                        .at = (uint32_t)t->at,
                        .len = (uint32_t)t->len};
    if (r->in == VALUE_NONE)
        return v;
    v->item = d->values[r->in].n++;
    if (d->values[r->in].kind == VALUE_OBJECT) {
        d->keyed++;
        v->key_at = (uint32_t)r->key.at;
        v->key_written = (uint32_t)r->key.len;
        v->key = r->key_text;
        v->key_len = (uint32_t)r->key_len;
    }
    return v;
}

static void close_bracket(struct reader *r, const struct json_token *t)
{
    struct value *v = &r->d->values[r->in];

    assert(r->in != VALUE_NONE); /* json_check() */
    v->end = (uint32_t)r->d->n;
    v->len = (uint32_t)(t->at + t->len) - v->at;
    r->in = v->parent;
}

static void take_token(struct reader *r, const struct json_token *t)
{
    struct value *v;
    size_t len;

    r->d->tokens += t->len;
    if (t->kind == JSON_CLOSE) {
        close_bracket(r, t);
    } else if (t->kind == JSON_COMMA) {
        assert(r->in != VALUE_NONE);
        r->at_key = r->d->values[r->in].kind == VALUE_OBJECT;
    } else if (t->kind == JSON_STRING && r->at_key) {
        r->key = *t;
        r->key_text = add_text(r, t, &r->key_len);
        r->at_key = false;
    } else if (t->kind != JSON_COLON) {
        v = add_value(r, t);
        r->at_key = v->kind == VALUE_OBJECT;
        if (t->kind == JSON_OPEN) {
            r->in = (uint32_t)r->d->n - 1;
        } else if (t->kind == JSON_STRING) {
            v->text = add_text(r, t, &len);
            v->text_len = (uint32_t)len;
        }
    }
}

static uint64_t hash_member(uint32_t object, const char *key, size_t n)
{
    return hash_bytes(hash_mix(hash_secret(), object), key, n);
}

/* Where the member stands in the table, or the free place for it. */
static uint32_t *find_member(const struct document *d, uint32_t object, const char *key, size_t n)
{
    uint32_t *slot = hash_first(&d->members, hash_member(object, key, n));

    for (; *slot != HASH_NONE; slot = hash_next(&d->members, slot)) {
        const struct value *v = &d->values[*slot];

        if (v->parent == object && v->key_len == n && memcmp(v->key, key, n) == 0)
            break;
    }
    return slot;
}

static void find_members(struct document *d)
{
    d->members = hash_table_make(d->keyed);
    for (uint32_t i = 0; i < d->n; i++) {
        const struct value *v = &d->values[i];
        uint32_t *slot;

        if (!v->key)
            continue;
        slot = find_member(d, v->parent, v->key, v->key_len);
        if (*slot != HASH_NONE) {
            d->values[*slot].shadowed = true;
            d->shadowed++;
        }
        *slot = i;
    }
}

static uint64_t hash_scalar(const struct document *d, const struct value *v)
{
    if (v->kind == VALUE_STRING)
        return hash_bytes(VALUE_STRING, v->text, v->text_len);
    return v->kind == VALUE_NUMBER ? number_hash(d->s + v->at, v->len)
                                   : hash_bytes(0, d->s + v->at, v->len);
}

/* From the last value to the first: what a value holds comes before it. */
void document_hash(struct document *d)
{
    for (size_t i = d->n; i-- > 0;) {
        struct value *v = &d->values[i], *in;
        bool holds = v->kind == VALUE_ARRAY || v->kind == VALUE_OBJECT;

        v->hash = hash_mix((uint64_t)v->kind + 1, holds ? v->hash : hash_scalar(d, v));
        if (v->parent == VALUE_NONE)
            continue;
        in = &d->values[v->parent];
        if (in->kind == VALUE_ARRAY)
            in->hash = hash_mix(in->hash, v->hash);
        else if (!v->shadowed)
            in->hash += hash_mix(hash_bytes(1, v->key, v->key_len), v->hash);
    }
}

bool document_read(struct document *d, const char *s, size_t len)
{
    struct reader r = {.d = d, .in = VALUE_NONE};
    struct json_token t;
    size_t pos = 0;

    *d = (struct document){.s = s, .len = len};
    if (len >= UINT32_MAX || !json_check(s, len))
        return false;
    d->strings = mem_new(len + 1, 1);
    while ((t = json_next_token(s, len, &pos)).kind != JSON_END) {
        take_token(&r, &t);
        if (d->n > DOCUMENT_VALUES)
            return false;
    }
    find_members(d);
    return true;
}

void document_free(struct document *d)
{
    free(d->values);
    free(d->strings);
    free(d->members.slots);
    *d = (struct document){0};
}

const char *value_kind_name(enum value_kind kind)
{
    static const char *const names[] = {"null", "boolean", "number", "string", "array", "object"};
    _Static_assert(ARRAY_LEN(names) == VALUE_KINDS, "a name for each kind");

    return names[kind];
}

uint32_t document_find(const struct document *d, uint32_t object, const char *key, size_t n)
{
    return *find_member(d, object, key, n);
}

void document_append_path(const struct document *d, uint32_t value, struct buf *out)
{
    uint32_t steps[JSON_DEPTH];
    size_t n = 0;

    for (; d->values[value].parent != VALUE_NONE && n < JSON_DEPTH; value = d->values[value].parent)
        steps[n++] = value;
    if (!n)
        buf_append_byte(out, '.');
    while (n) {
        const struct value *v = &d->values[steps[--n]];

        if (v->key)
            path_append_key(out, d->s + v->key_at, v->key_written);
        else
            path_append_item(out, v->item);
    }
}
