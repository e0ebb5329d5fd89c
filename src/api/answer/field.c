#include "api/answer/field.h"

#include "api/request/operation.h"
#include "base/memory/array.h"
#include "base/text/redact.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 4096 };

/* 2^63 as a double: the first that no int64_t holds. */
#define INT64_END 9223372036854775808.0

static bool read_number(const json_t *v, int64_t *out)
{
    double real;

    if (json_is_integer(v)) {
        *out = json_integer_value(v);
        return true;
    }
    if (!json_is_real(v))
        return false;
    real = json_real_value(v);
    if (!(real > -INT64_END && real < INT64_END))
        return false;
    *out = (int64_t)real;
    return true;
}

int64_t field_int(const json_t *object, const char *key)
{
    int64_t n;

    return read_number(json_object_get(object, key), &n) && n >= 0 ? n : -1;
}

bool field_code(const json_t *object, const char *key, int64_t *code)
{
    return read_number(json_object_get(object, key), code);
}

enum flag field_flag(const json_t *object, const char *key)
{
    const json_t *v = json_object_get(object, key);

    if (json_is_true(v))
        return FLAG_YES;
    return json_is_false(v) ? FLAG_NO : FLAG_UNKNOWN;
}

/* The string's bytes as an arena copy, unescaped where it was cut; NULL: no string. */
static char *copy_string(const struct envelope *e, const json_t *v, struct arena *arena,
                         size_t *len)
{
    const struct cut_string *s;
    char *copy;

    if (!json_is_string(v))
        return NULL;
    *len = json_string_length(v);
    s = cut_find(&e->cut, json_string_value(v), *len);
    if (!s)
        return arena_copy(arena, json_string_value(v), *len);
    copy = arena_copy(arena, e->cut.source + s->at, s->len);
    if (!slice_unescape(copy, s->len, len))
        return NULL;
    copy[*len] = '\0';
    return copy;
}

const char *field_str(const struct envelope *e, const json_t *object, const char *key,
                      struct arena *arena)
{
    size_t len = 0;
    const char *copy = copy_string(e, json_object_get(object, key), arena, &len);

    return copy && !memchr(copy, '\0', len) ? copy : NULL;
}

/* What the server says may be long, and hold what it was sent. */
static const char *clean(const struct envelope *e, char *words)
{
    size_t len = strlen(words);

    if (len > WORDS_MAX)
        redact_copy(e->redact, words, len, words, WORDS_MAX);
    else
        redact_text(e->redact, words);
    return words;
}

const char *field_words(const struct envelope *e, const json_t *object, const char *key,
                        struct arena *arena)
{
    size_t len = 0;
    char *copy = copy_string(e, json_object_get(object, key), arena, &len);

    return copy && !memchr(copy, '\0', len) ? clean(e, copy) : "";
}

const char *field_first_str(const struct envelope *e, const json_t *object, const char *const *keys,
                            struct arena *arena)
{
    for (; *keys; keys++) {
        const char *s = field_str(e, object, *keys, arena);

        if (s)
            return s;
    }
    return NULL;
}

bool field_string(const struct envelope *e, const json_t *value, char *out, size_t size)
{
    struct arena arena = {0};
    size_t len = 0;
    const char *s = copy_string(e, value, &arena, &len);
    bool ok = s && !memchr(s, '\0', len);

    redact_copy(e->redact, ok ? s : "", ok ? len : 0, out, size);
    arena_free(&arena);
    return ok;
}

bool field_text(const struct envelope *e, const json_t *object, const char *key, char *out,
                size_t size)
{
    return field_string(e, json_object_get(object, key), out, size);
}

bool field_id(const json_t *object, const char *key, char out[ID_BYTES])
{
    const json_t *v = json_object_get(object, key);
    const char *s = json_string_value(v);

    out[0] = '\0';
    if (!s || json_string_length(v) != strlen(s) || !queue_check_id(s))
        return false;
    memcpy(out, s, strlen(s) + 1);
    return true;
}

bool field_place(struct envelope *e, const json_t *object, const char *key, struct arena *arena,
                 const char **text, size_t *len)
{
    const json_t *v = json_object_get(object, key);
    struct cut_string *s;

    if (!json_is_string(v))
        return false;
    s = cut_find(&e->cut, json_string_value(v), json_string_length(v));
    if (s) {
        s->text = text;
        s->text_len = len;
        return true;
    }
    *text = copy_string(e, v, arena, len);
    return true;
}

void field_read_ints(const json_t *object, const struct field_int_row *rows, size_t n, void *base)
{
    for (size_t i = 0; i < n; i++) {
        int64_t value = field_int(object, rows[i].key);

        memcpy((char *)base + rows[i].offset, &value, sizeof(value));
    }
}

void field_read_metrics(const json_t *object, struct metrics *out)
{
    static const struct field_int_row rows[] = {
        {"backlog_count", offsetof(struct metrics, backlog_count)},
        {"backlog_bytes", offsetof(struct metrics, backlog_bytes)},
        {"oldest_message_timestamp_ms", offsetof(struct metrics, oldest_ms)},
    };

    field_read_ints(object, rows, ARRAY_LEN(rows), out);
    if (out->oldest_ms == 0) /* the API's word for unknown */
        out->oldest_ms = -1;
}

void field_read_warnings(const struct envelope *e, struct arena *arena, struct warning **out,
                         size_t *n)
{
    json_t *warnings = json_object_get(e->result, "warnings"), *text;
    const char *handle;

    *n = 0;
    *out = arena_new(arena, json_object_size(warnings), sizeof(**out));
    json_object_foreach (warnings, handle, text) {
        (void)text;
        (*out)[(*n)++] = (struct warning){clean(e, arena_copy(arena, handle, strlen(handle))),
                                          field_words(e, warnings, handle, arena)};
    }
}
