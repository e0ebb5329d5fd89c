#include "body/compare/signature.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/ascii.h"
#include "base/text/utf8.h"
#include "body/compare/signature_text.h"
#include "body/compare/variable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARTS = 6, PART_BYTES = 300, NAME_BYTES = 24, SIGNATURE_MAX = 4000 };

enum { SAYS_STACK = 8 };

enum field {
    FIELD_NONE,
    FIELD_ERROR,  /* is one, or holds it */
    FIELD_DETAIL, /* says more of one that stands beside it, or that it stands in */
    FIELD_CLASS,  /* the same; where it names an error, it tells that there is one */
    FIELD_CODE,   /* so does a code, which is kept as it is */
    FIELD_STATE,  /* a code that may be what tells that there is an error */
};

/* Small letters; hyphens and underscores left out. */
static const struct field_name {
    const char *name;
    enum field field;
    int says;        /* how well it reads as the message of the error, the least best; 0: not */
    bool must_be_in; /* beside an error it is about something else, unless it is the message */
} fields[] = {
    {"message", FIELD_DETAIL, 1, false},
    {"msg", FIELD_DETAIL, 1, false},
    {"errormessage", FIELD_ERROR, 1, false},
    {"errormsg", FIELD_ERROR, 1, false},
    {"errmsg", FIELD_ERROR, 1, false},
    {"exceptionmessage", FIELD_ERROR, 1, false},
    {"faultstring", FIELD_ERROR, 1, false},
    {"errordescription", FIELD_ERROR, 1, false},
    {"error", FIELD_ERROR, 2, false},
    {"err", FIELD_ERROR, 2, false},
    {"lasterror", FIELD_ERROR, 2, false},
    {"exception", FIELD_ERROR, 2, false},
    {"failurereason", FIELD_ERROR, 2, false},
    {"reason", FIELD_ERROR, 3, false},
    {"detail", FIELD_DETAIL, 4, false},
    {"details", FIELD_DETAIL, 4, false},
    {"errordetails", FIELD_ERROR, 4, false},
    {"description", FIELD_DETAIL, 4, true},
    {"title", FIELD_DETAIL, 5, true},
    {"failure", FIELD_ERROR, 6, false},
    {"fault", FIELD_ERROR, 6, false},
    {"cause", FIELD_ERROR, 7, false},
    {"stack", FIELD_ERROR, SAYS_STACK, false},
    {"stacktrace", FIELD_ERROR, SAYS_STACK, false},
    {"traceback", FIELD_ERROR, SAYS_STACK, false},
    {"errors", FIELD_ERROR, 0, false},
    {"name", FIELD_CLASS, 0, true},
    {"errorcode", FIELD_ERROR, 0, false},
    {"type", FIELD_CODE, 0, true},
    {"code", FIELD_CODE, 0, false},
    {"faultcode", FIELD_CODE, 0, false},
    {"errno", FIELD_CODE, 0, false},
    {"kind", FIELD_CODE, 0, true},
    {"status", FIELD_STATE, 0, true},
    {"statuscode", FIELD_STATE, 0, true},
    {"httpstatus", FIELD_STATE, 0, true},
    {"state", FIELD_STATE, 0, true},
    {"level", FIELD_STATE, 0, true},
    {"severity", FIELD_STATE, 0, true},
    {"outcome", FIELD_STATE, 0, true},
    {"result", FIELD_STATE, 0, true},
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

static const struct field_name *find_field(const struct value *v)
{
    static const struct field_name none = {.field = FIELD_NONE};
    char name[NAME_BYTES];

    if (!v->key || !fold(name, v->key, v->key_len))
        return &none;
    for (size_t i = 0; i < ARRAY_LEN(fields); i++)
        if (fields[i].name[0] == name[0] && !strcmp(fields[i].name, name))
            return &fields[i];
    return &none;
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
    const struct field_name **fields; /* of each value */
    bool *bad;        /* of each: an object that tells of an error, or what stands in an error */
    struct buf text;  /* without what varies, */
    struct buf whole; /* and as it is said */
    size_t parts;
};

static bool is_identifier(const struct value *v)
{
    for (size_t i = 0; i < v->text_len; i++)
        if (!ascii_is_letter(v->text[i]) && !ascii_is_digit(v->text[i]) && v->text[i] != '_' &&
            v->text[i] != '.')
            return false;
    return v->kind == VALUE_STRING && v->text_len > 0 && v->text_len < PART_BYTES;
}

/* A name such as TypeError. */
static bool is_class(const struct value *v)
{
    static const char *const ends[] = {"Error", "Exception"};

    for (size_t i = 0; i < ARRAY_LEN(ends) && is_identifier(v); i++) {
        size_t n = strlen(ends[i]);

        if (v->text_len >= n && memcmp(v->text + v->text_len - n, ends[i], n) == 0)
            return true;
    }
    return false;
}

static bool is_error(const struct finder *f, const struct value *v, const struct field_name *name)
{
    return name->field == FIELD_ERROR   ? is_something(f->d, v)
           : name->field == FIELD_STATE ? is_bad_state(f->d, v)
                                        : name->field == FIELD_CLASS && is_class(v);
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
        enum field field = f->fields[i]->field;
        bool of_list = f->d->values[v->parent].kind == VALUE_ARRAY;

        if (!v->shadowed && f->bad[v->parent] &&
            (of_list || field == FIELD_ERROR || field == FIELD_DETAIL))
            f->bad[i] = true;
    }
}

/* The value stands in an error, not only beside one. */
static bool is_in_error(const struct finder *f, const struct value *v)
{
    enum field field = f->fields[v->parent]->field;
    const struct value *in = &f->d->values[v->parent];

    return in->parent != VALUE_NONE && f->bad[in->parent] &&
           (field == FIELD_ERROR || field == FIELD_DETAIL ||
            f->d->values[in->parent].kind == VALUE_ARRAY);
}

/* A scalar is part of the error: it is one itself, an item of a list of them, or it stands in what
 * tells of one and has a name that says more. */
static bool is_part(const struct finder *f, const struct value *v)
{
    const struct field_name *name = f->fields[v - f->d->values];

    if (v->kind == VALUE_ARRAY || v->kind == VALUE_OBJECT || v->parent == VALUE_NONE ||
        v->shadowed || !is_something(f->d, v) || !f->bad[v->parent])
        return false;
    if (name->must_be_in && !name->says && !is_error(f, v, name))
        return is_in_error(f, v);
    return name->field != FIELD_NONE || !v->key;
}

static void begin(struct finder *f, const struct document *d)
{
    f->d = d;
    f->fields = mem_new(d->n, sizeof(struct field_name *));
    f->bad = mem_new(d->n, sizeof(*f->bad));
    for (size_t i = 0; i < d->n; i++)
        f->fields[i] = find_field(&d->values[i]);
    mark_bad(f);
}

static void end(struct finder *f)
{
    free(f->fields);
    free(f->bad);
    f->fields = NULL;
    f->bad = NULL;
    f->d = NULL;
}

static const struct field_name *field_of(const struct finder *f, const struct value *v)
{
    return f->fields[v - f->d->values];
}

/* Its first line. */
static size_t find_text(const struct finder *f, const struct value *v, const char **s)
{
    size_t n = v->kind == VALUE_STRING ? v->text_len : v->len;
    const char *line;

    *s = v->kind == VALUE_STRING ? v->text : f->d->s + v->at;
    line = memchr(*s, '\n', n);
    n = line ? (size_t)(line - *s) : n;
    return n > PART_BYTES ? utf8_trim(*s, PART_BYTES) : n;
}

static void add_value(struct finder *f, const struct value *v)
{
    enum field field = field_of(f, v)->field;
    const char *s;
    size_t n = find_text(f, v, &s);

    buf_append(&f->whole, s, n);
    if (field == FIELD_CODE || field == FIELD_STATE)
        buf_append(&f->text, s, n);
    else
        variable_append(&f->text, s, n);
}

static void add_both(struct finder *f, const char *s, size_t n)
{
    buf_append(&f->text, s, n);
    buf_append(&f->whole, s, n);
}

static void add_part(struct finder *f, const struct value *v)
{
    const struct value *in = v->parent == VALUE_NONE ? NULL : &f->d->values[v->parent];
    const char *key = v->key ? v->key : in ? in->key : NULL;
    size_t key_len = v->key ? v->key_len : in && key ? in->key_len : 0;

    if (f->parts++ >= PARTS)
        return;
    add_both(f, "; ", f->text.len ? 2 : 0);
    if (key && key_len <= PART_BYTES) {
        add_both(f, key, key_len);
        add_both(f, ": ", 2);
    }
    add_value(f, v);
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

/* In how many others it stands. */
static size_t depth_of(const struct document *d, const struct value *v)
{
    size_t depth = 0;

    for (; v->parent != VALUE_NONE; depth++)
        v = &d->values[v->parent];
    return depth;
}

static bool says_better(const struct finder *f, const struct value *v, const struct value *best)
{
    int says = field_of(f, v)->says, least = best ? field_of(f, best)->says : 0;

    if (v->kind != VALUE_STRING || !says)
        return false;
    return !best || says < least || (says == least && depth_of(f->d, v) < depth_of(f->d, best));
}

/* The part that reads as the message of the error; NULL: none does. */
static const struct value *find_message(const struct finder *f, const struct value *const *parts,
                                        size_t n)
{
    const struct value *best = NULL;

    for (size_t i = 0; i < n; i++)
        if (says_better(f, parts[i], best))
            best = parts[i];
    return best;
}

/* The class of the error stands beside its message. */
static bool is_class_of(const struct finder *f, const struct value *v, const struct value *message)
{
    return message && v->parent == message->parent && field_of(f, v)->field == FIELD_CLASS &&
           is_identifier(v);
}

static bool is_stack(const struct finder *f, const struct value *v)
{
    return field_of(f, v)->says == SAYS_STACK;
}

/* The first line of a stack says it too, with the class of the error in front. */
static const struct value *find_in_stack(const struct finder *f, const struct value *const *parts,
                                         size_t n, const struct value *message)
{
    const char *said, *line;
    size_t said_len = find_text(f, message, &said), len;

    for (size_t i = 0; i < n; i++) {
        if (parts[i]->parent != message->parent || !is_stack(f, parts[i]))
            continue;
        len = find_text(f, parts[i], &line);
        if (len >= said_len && memcmp(line + len - said_len, said, said_len) == 0)
            return parts[i];
    }
    return message;
}

static void add_message(struct finder *f, const struct value *const *parts, size_t n,
                        const struct value *message)
{
    const struct value *line = find_in_stack(f, parts, n, message);

    for (size_t i = 0; i < n; i++) {
        const struct value *v = parts[i];

        if (!is_class_of(f, v, message) ||
            (line->text_len >= v->text_len && !memcmp(line->text, v->text, v->text_len)))
            continue;
        add_both(f, v->text, v->text_len);
        add_both(f, ": ", 2);
        break;
    }
    add_value(f, line);
    f->parts++;
}

/* A stack beside a message only says where. */
static bool says_more(const struct finder *f, const struct value *v, const struct value *message)
{
    const struct field_name *name = field_of(f, v);

    return v != message && !is_class_of(f, v, message) && !is_stack(f, v) &&
           !(name->must_be_in && name->says && !is_in_error(f, v));
}

/* The order of members does not count. */
static void add_parts(struct finder *f)
{
    const struct value **parts, *message;
    size_t n = 0;

    for (uint32_t i = 0; i < f->d->n; i++)
        n += is_part(f, &f->d->values[i]);
    parts = mem_new(n, sizeof(struct value *));
    n = 0;
    for (uint32_t i = 0; i < f->d->n; i++)
        if (is_part(f, &f->d->values[i]))
            parts[n++] = &f->d->values[i];
    qsort(parts, n, sizeof(struct value *), compare_parts);
    message = find_message(f, parts, n);
    if (message)
        add_message(f, parts, n, message);
    for (size_t i = 0; i < n; i++)
        if (!message || says_more(f, parts[i], message))
            add_part(f, parts[i]);
    free(parts);
}

static void find_in_values(struct finder *f, const struct document *d)
{
    begin(f, d);
    add_parts(f);
    end(f);
}

void signature_mark_parts(const struct document *d, bool *parts)
{
    struct finder f = {.parts = 0};

    begin(&f, d);
    for (uint32_t i = 0; i < d->n; i++)
        if (is_part(&f, &d->values[i]))
            for (uint32_t k = i; d->values[k].parent != VALUE_NONE; k = d->values[k].parent)
                parts[k] = true;
    end(&f);
}

/* A line of JSON that tells of an error, or else the line that names one. */
static void find_in_text(struct finder *f, const char *s, size_t n)
{
    struct signature_line line = {.at = 0};

    while (!f->text.len && signature_next_json(s, n, &line)) {
        struct document d;

        if (document_read(&d, s + line.at, line.len))
            find_in_values(f, &d);
        document_free(&d);
    }
    if (f->text.len || !signature_find_line(s, n, &line))
        return;
    if (line.len > PART_BYTES)
        line.len = utf8_trim(s + line.at, PART_BYTES);
    buf_append(&f->whole, s + line.at, line.len);
    variable_append(&f->text, s + line.at, line.len);
}

/* Where the document is one string, it is a text. */
static void find_in_document(struct finder *f, const struct document *d)
{
    const struct value *v = d->values;

    if (v->kind == VALUE_STRING)
        find_in_text(f, v->text, v->text_len);
    else
        find_in_values(f, d);
}

static void keep(char out[SIGNATURE_TEXT], const struct buf *text)
{
    size_t n = text->len < SIGNATURE_TEXT ? text->len : utf8_trim(text->bytes, SIGNATURE_TEXT - 1);

    snprintf(out, SIGNATURE_TEXT, "%.*s", (int)n, text->bytes);
}

void signature_find(struct signature *out, const struct body *b, const struct structure *s)
{
    const struct document *d = structure_document(s);
    struct finder f = {.parts = 0};

    *out = (struct signature){.hash = 0};
    buf_init(&f.text, SIGNATURE_MAX);
    buf_init(&f.whole, SIGNATURE_MAX);
    if (d && s->kind != STRUCTURE_IN_LINES)
        find_in_document(&f, d);
    else if (b->form == BODY_TEXT)
        find_in_text(&f, b->bytes, b->len);
    if (f.text.len) {
        keep(out->text, &f.text);
        keep(out->whole, &f.whole);
        out->hash = hash_bytes(3, f.text.bytes, f.text.len) | 1;
        out->said = hash_bytes(3, f.whole.bytes, f.whole.len) | 1;
    }
    buf_free(&f.text);
    buf_free(&f.whole);
}
