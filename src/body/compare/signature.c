#include "body/compare/signature.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/ascii.h"
#include "base/text/utf8.h"
#include "body/compare/variable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARTS = 6, PART_BYTES = 300, NAME_BYTES = 24, LINES = 2, SIGNATURE_MAX = 4000 };

enum field {
    FIELD_NONE,
    FIELD_ERROR,  /* is one, or holds it */
    FIELD_DETAIL, /* says more of one that stands beside it, or that it stands in */
    FIELD_CODE,   /* so does a code, which is kept as it is */
    FIELD_STATE,  /* a code that may be what tells that there is an error */
};

/* Small letters; hyphens and underscores left out. */
static const struct {
    const char *name;
    enum field field;
} fields[] = {
    {"error", FIELD_ERROR},         {"errors", FIELD_ERROR},       {"err", FIELD_ERROR},
    {"lasterror", FIELD_ERROR},     {"errormessage", FIELD_ERROR}, {"errormsg", FIELD_ERROR},
    {"errordetails", FIELD_ERROR},  {"exception", FIELD_ERROR},    {"failure", FIELD_ERROR},
    {"failurereason", FIELD_ERROR}, {"fault", FIELD_ERROR},        {"reason", FIELD_ERROR},
    {"cause", FIELD_ERROR},         {"stack", FIELD_ERROR},        {"stacktrace", FIELD_ERROR},
    {"traceback", FIELD_ERROR},     {"message", FIELD_DETAIL},     {"msg", FIELD_DETAIL},
    {"detail", FIELD_DETAIL},       {"details", FIELD_DETAIL},     {"description", FIELD_DETAIL},
    {"title", FIELD_DETAIL},        {"name", FIELD_DETAIL},        {"type", FIELD_CODE},
    {"code", FIELD_CODE},           {"errorcode", FIELD_ERROR},    {"errno", FIELD_CODE},
    {"kind", FIELD_CODE},           {"status", FIELD_STATE},       {"statuscode", FIELD_STATE},
    {"httpstatus", FIELD_STATE},    {"state", FIELD_STATE},        {"level", FIELD_STATE},
    {"severity", FIELD_STATE},      {"outcome", FIELD_STATE},      {"result", FIELD_STATE},
};

static const char *const bad_states[] = {"error",   "failed",   "failure",  "fail",
                                         "fatal",   "critical", "timeout",  "timedout",
                                         "aborted", "rejected", "exception"};

/* In small letters, without hyphens and underscores; false: it does not fit, or holds a NUL. */
static bool fold(char out[NAME_BYTES], const char *s, size_t n)
{
    size_t len = 0;

    for (size_t i = 0; i < n; i++) {
        if (s[i] == '_' || s[i] == '-')
            continue;
        if (len == NAME_BYTES - 1 || !s[i])
            return false;
        out[len++] = (char)ascii_to_lower(s[i]);
    }
    out[len] = '\0';
    return true;
}

static enum field find_field(const struct value *v)
{
    char name[NAME_BYTES];

    if (!v->key || !fold(name, v->key, v->key_len))
        return FIELD_NONE;
    for (size_t i = 0; i < ARRAY_LEN(fields); i++)
        if (fields[i].name[0] == name[0] && !strcmp(fields[i].name, name))
            return fields[i].field;
    return FIELD_NONE;
}

/* null, false, 0, "", {} and [] say that there is no error. */
static bool is_something(const struct document *d, const struct value *v)
{
    if (v->kind == VALUE_STRING)
        return v->text_len > 0;
    if (v->kind == VALUE_ARRAY || v->kind == VALUE_OBJECT)
        return v->n > 0;
    return v->kind != VALUE_NULL && d->s[v->at] != 'f' && !(v->len == 1 && d->s[v->at] == '0');
}

static bool is_bad_state(const struct document *d, const struct value *v)
{
    char word[NAME_BYTES];

    if (v->kind == VALUE_NUMBER)
        return v->len == 3 && (d->s[v->at] == '4' || d->s[v->at] == '5');
    if (v->kind != VALUE_STRING || !fold(word, v->text, v->text_len))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(bad_states); i++)
        if (!strcmp(bad_states[i], word))
            return true;
    return false;
}

struct finder {
    const struct document *d;
    enum field *fields; /* of each value */
    bool *bad;          /* of each: an object that tells of an error, or what stands in an error */
    struct buf text;
    size_t parts;
};

static bool is_error(const struct finder *f, const struct value *v, enum field field)
{
    return field == FIELD_ERROR ? is_something(f->d, v)
                                : field == FIELD_STATE && is_bad_state(f->d, v);
}

/* First the objects that tell of an error by what stands in them, then what stands in an error. */
static void mark_bad(struct finder *f)
{
    for (uint32_t i = 1; i < f->d->n; i++) {
        const struct value *v = &f->d->values[i];

        if (!v->shadowed && is_error(f, v, f->fields[i]))
            f->bad[v->parent] = true;
    }
    for (uint32_t i = 1; i < f->d->n; i++) {
        const struct value *v = &f->d->values[i];
        enum field field = f->fields[i];
        bool of_list = f->d->values[v->parent].kind == VALUE_ARRAY;

        if (!v->shadowed && f->bad[v->parent] &&
            (of_list || field == FIELD_ERROR || field == FIELD_DETAIL))
            f->bad[i] = true;
    }
}

static void add_value(struct finder *f, const struct value *v, bool as_it_is)
{
    const char *s = v->kind == VALUE_STRING ? v->text : f->d->s + v->at, *end;
    size_t n = v->kind == VALUE_STRING ? v->text_len : v->len;

    end = memchr(s, '\n', n);
    n = end ? (size_t)(end - s) : n;
    n = n > PART_BYTES ? utf8_trim(s, PART_BYTES) : n;
    if (as_it_is)
        buf_append(&f->text, s, n);
    else
        variable_append(&f->text, s, n);
}

static void add_part(struct finder *f, const struct value *v, enum field field)
{
    const struct value *in = v->parent == VALUE_NONE ? NULL : &f->d->values[v->parent];
    const char *key = v->key ? v->key : in ? in->key : NULL;
    size_t key_len = v->key ? v->key_len : in && key ? in->key_len : 0;

    if (f->parts++ == PARTS)
        return;
    buf_append_str(&f->text, f->text.len ? "; " : "");
    if (key && key_len <= PART_BYTES) {
        buf_append(&f->text, key, key_len);
        buf_append_str(&f->text, ": ");
    }
    add_value(f, v, field == FIELD_CODE || field == FIELD_STATE);
}

/* A scalar is part of the error: it is one itself, an item of a list of them, or it stands in what
 * tells of one and has a name that says more. */
static bool is_part(const struct finder *f, const struct value *v, enum field field)
{
    if (v->kind == VALUE_ARRAY || v->kind == VALUE_OBJECT || v->parent == VALUE_NONE ||
        v->shadowed || !is_something(f->d, v) || !f->bad[v->parent])
        return false;
    return field != FIELD_NONE || !v->key;
}

static int compare_bytes(const char *s, size_t n, const char *t, size_t m)
{
    size_t least = n < m ? n : m;
    int order = least ? memcmp(s, t, least) : 0;

    return order ? order : n < m ? -1 : n > m;
}

static int compare_parts(const void *a, const void *b)
{
    const struct value *x = *(const struct value *const *)a, *y = *(const struct value *const *)b;
    int order = compare_bytes(x->key, x->key_len, y->key, y->key_len);

    return order ? order : compare_bytes(x->text, x->text_len, y->text, y->text_len);
}

/* The order of members does not count. */
static void add_parts(struct finder *f)
{
    const struct value **parts;
    size_t n = 0;

    for (uint32_t i = 0; i < f->d->n; i++)
        n += is_part(f, &f->d->values[i], f->fields[i]);
    parts = mem_new(n, sizeof(struct value *));
    n = 0;
    for (uint32_t i = 0; i < f->d->n; i++)
        if (is_part(f, &f->d->values[i], f->fields[i]))
            parts[n++] = &f->d->values[i];
    qsort(parts, n, sizeof(struct value *), compare_parts);
    for (size_t i = 0; i < n; i++)
        add_part(f, parts[i], f->fields[parts[i] - f->d->values]);
    free(parts);
}

static void find_in_json(struct finder *f)
{
    f->fields = mem_new(f->d->n, sizeof(*f->fields));
    f->bad = mem_new(f->d->n, sizeof(*f->bad));
    for (size_t i = 0; i < f->d->n; i++)
        f->fields[i] = find_field(&f->d->values[i]);
    mark_bad(f);
    add_parts(f);
    free(f->fields);
    free(f->bad);
}

static void find_in_text(struct finder *f, const char *s, size_t n)
{
    size_t lines = 0;

    while (n && lines < LINES) {
        const char *end = memchr(s, '\n', n);
        size_t len = end ? (size_t)(end - s) : n;

        buf_append_str(&f->text, f->text.len ? " " : "");
        variable_append(&f->text, s, len > PART_BYTES ? utf8_trim(s, PART_BYTES) : len);
        lines += f->text.len > 0;
        s += len + (end != NULL);
        n -= len + (end != NULL);
    }
}

void signature_find(struct signature *out, const struct body *b, const struct document *d)
{
    struct finder f = {.d = d};
    size_t n;

    *out = (struct signature){.hash = 0};
    buf_init(&f.text, SIGNATURE_MAX);
    if (d)
        find_in_json(&f);
    else if (b->form == BODY_TEXT)
        find_in_text(&f, b->bytes, b->len);
    if (f.text.len) {
        n = f.text.len < SIGNATURE_TEXT ? f.text.len : utf8_trim(f.text.bytes, SIGNATURE_TEXT - 1);
        snprintf(out->text, sizeof(out->text), "%.*s", (int)n, f.text.bytes);
        out->hash = hash_bytes(3, f.text.bytes, f.text.len) | 1;
    }
    buf_free(&f.text);
}
