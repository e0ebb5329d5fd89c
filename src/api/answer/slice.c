#include "api/answer/slice.h"

#include "body/json/json.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct slice slice_all(const struct cut *c)
{
    return (struct slice){0, c->len};
}

bool slice_find(const struct cut *c, struct slice object, const char *key, struct slice *value)
{
    return json_find_member(c->text, object.at + object.len, object.at, key, &value->at,
                            &value->len);
}

bool slice_next(const struct cut *c, struct slice list, size_t *cursor, struct slice *item)
{
    return json_next_item(c->text, list.at + list.len, list.at, cursor, &item->at, &item->len);
}

void slice_write(const struct cut *c, struct slice s, struct buf *out)
{
    struct buf line;

    /* First the small text is made one line, then the strings go back in: those are most of it. */
    buf_init(&line, s.len);
    json_append_compact(&line, c->text + s.at, s.len);
    if (line.len)
        cut_expand(c, line.bytes, line.len, out);
    buf_free(&line);
}

const char *slice_copy(const struct cut *c, struct slice s, struct arena *arena)
{
    const char *copy;
    struct buf out;

    buf_init(&out, SIZE_MAX / 4); /* the answer is the cap: each string goes back once */
    slice_write(c, s, &out);
    copy = arena_copy(arena, out.bytes, out.len);
    buf_free(&out);
    return copy;
}

bool slice_unescape(char *s, size_t n, size_t *out_len)
{
    return json_unescape(s, s, n, out_len);
}

static bool is_huge(const char *digits, size_t len)
{
    char number[400]; /* longer ones are huge, or written by nobody sane */

    if (len < 4)
        return false;
    if (len >= sizeof(number))
        return true;
    memcpy(number, digits, len);
    number[len] = '\0';
    return !isfinite(strtod(number, NULL));
}

bool slice_drop_huge(const char *text, size_t len, struct buf *out)
{
    struct json_token t;
    size_t pos = 0;

    for (t = json_next_token(text, len, &pos); t.kind != JSON_END && t.kind != JSON_ERROR;
         t = json_next_token(text, len, &pos)) {
        if (t.kind == JSON_NUMBER && is_huge(text + t.at, t.len))
            buf_append_str(out, "null");
        else
            buf_append(out, text + t.at, t.len);
    }
    return t.kind == JSON_END && !out->overflow;
}
