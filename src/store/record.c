#include "store/record.h"

#include "base/memory/array.h"
#include "base/text/format.h"
#include "body/json/json.h"

#include <inttypes.h>
#include <string.h>

void record_start(struct buf *out)
{
    if (out->len && out->bytes[out->len - 1] == '}')
        buf_append_byte(out, ',');
    buf_append_byte(out, '{');
}

void record_end(struct buf *out)
{
    buf_append_byte(out, '}');
}

void record_end_line(struct buf *out)
{
    buf_append_str(out, "}\n");
}

static void put_key(struct buf *out, const char *key)
{
    bool first = out->len && out->bytes[out->len - 1] == '{';

    buf_print(out, "%s\"%s\":", first ? "" : ",", key);
}

void record_put_bytes(struct buf *out, const char *key, const char *s, size_t n)
{
    put_key(out, key);
    json_append_string(out, s, n);
}

void record_put_text(struct buf *out, const char *key, const char *s)
{
    if (s)
        record_put_bytes(out, key, s, strlen(s));
}

void record_put_int(struct buf *out, const char *key, int64_t value)
{
    if (value < 0)
        return;
    put_key(out, key);
    buf_print(out, "%" PRId64, value);
}

void record_put_flag(struct buf *out, const char *key, enum flag value)
{
    static const char *const words[] = {
        [FLAG_UNKNOWN] = "null", [FLAG_NO] = "false", [FLAG_YES] = "true"};
    _Static_assert(ARRAY_LEN(words) == FLAG_COUNT, "every flag has its word");

    put_key(out, key);
    buf_append_str(out, words[value]);
}

void record_start_list(struct buf *out, const char *key)
{
    put_key(out, key);
    buf_append_byte(out, '[');
}

void record_end_list(struct buf *out)
{
    buf_append_byte(out, ']');
}

static void note_field(struct record *r, struct json_token name, size_t at, size_t len,
                       const char *const *keys, size_t n_keys)
{
    for (size_t i = 0; i < n_keys; i++)
        if (json_equal_string(r->line + name.at + 1, name.len - 2, keys[i])) {
            r->fields[i].at = at;
            r->fields[i].len = len;
        }
}

bool record_open(struct record *r, const char *line, size_t n, const char *const *keys,
                 size_t n_keys)
{
    size_t pos = 0;

    *r = (struct record){.line = line};
    if (!json_check(line, n) || line[json_next_token(line, n, &pos).at] != '{')
        return false;
    for (;;) {
        struct json_token t = json_next_token(line, n, &pos);
        size_t at;

        if (t.kind == JSON_COMMA)
            continue;
        if (t.kind != JSON_STRING)
            return true;
        json_next_token(line, n, &pos); /* the colon */
        at = pos + strspn(line + pos, " \t\r\n");
        pos = json_skip_value(line, n, pos);
        note_field(r, t, at, pos - at, keys, n_keys);
    }
}

int64_t record_int(const struct record *r, int field)
{
    char digits[24];
    size_t len = r->fields[field].len;
    int64_t value;

    if (!len || len >= sizeof(digits))
        return -1;
    memcpy(digits, r->line + r->fields[field].at, len);
    digits[len] = '\0';
    return format_parse_int(digits, 0, INT64_MAX, &value) ? value : -1;
}

const char *record_bytes(const struct record *r, int field, struct arena *arena, size_t *len)
{
    const char *s = r->line + r->fields[field].at;
    size_t n = r->fields[field].len;
    char *copy;

    if (!n || *s != '"')
        return NULL;
    copy = arena_copy(arena, s + 1, n - 2);
    if (!json_unescape(copy, copy, n - 2, len))
        return NULL;
    copy[*len] = '\0';
    return copy;
}

const char *record_text(const struct record *r, int field, struct arena *arena)
{
    size_t len;
    const char *s = record_bytes(r, field, arena, &len);

    return s && !memchr(s, '\0', len) ? s : NULL;
}

bool record_is(const struct record *r, int field, const char *text)
{
    const char *s = r->line + r->fields[field].at;
    size_t n = r->fields[field].len;

    return n && *s == '"' && json_equal_string(s + 1, n - 2, text);
}

bool record_next(const struct record *list, int field, size_t *cursor, struct record *item,
                 const char *const *keys, size_t n_keys)
{
    const char *s = list->line + list->fields[field].at;
    size_t n = list->fields[field].len, at, len;

    while (n && json_next_item(s, n, 0, cursor, &at, &len))
        if (record_open(item, s + at, len, keys, n_keys))
            return true;
    return false;
}
