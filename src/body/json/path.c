#include "body/json/path.h"

#include "base/memory/mem.h"
#include "base/text/ascii.h"
#include "body/json/json.h"

#include <stdlib.h>
#include <string.h>

struct reader {
    const char *s;
    size_t n;
    size_t at;
    struct path *path;
    struct error *err;
};

static bool is_name(char c, bool first)
{
    return ascii_is_letter(c) || c == '_' || (!first && ascii_is_digit(c));
}

static size_t name_len(const char *s, size_t n)
{
    size_t i = 0;

    while (i < n && is_name(s[i], i == 0))
        i++;
    return i;
}

static enum path_result fail(struct reader *r, const char *why)
{
    enum { SHOWN = 30 };
    size_t from = r->at > SHOWN ? r->at - SHOWN : 0;

    error_set(r->err, ERR_USAGE, "path: %s%s%s%.*s", why, r->at ? ", after " : "", from ? ".." : "",
              (int)(r->at - from), r->s + from);
    return PATH_WRONG;
}

static enum path_result add(struct reader *r, struct path_step step)
{
    struct path *p = r->path;

    if (p->n == PATH_STEPS) {
        free(step.key);
        return fail(r, "more than 64 steps");
    }
    MEM_GROW(p->steps, p->n);
    p->steps[p->n++] = step;
    return PATH_OK;
}

/* The quoted key at the reader. */
static enum path_result read_quoted(struct reader *r)
{
    size_t end = r->at + 1, len;
    char *key;

    while (end < r->n && r->s[end] != '"')
        end += r->s[end] == '\\' ? 2 : 1;
    if (end >= r->n)
        return PATH_UNFINISHED;
    key = mem_copy_bytes(r->s + r->at + 1, end - r->at - 1);
    if (!json_unescape(key, key, end - r->at - 1, &len) || memchr(key, '\0', len)) {
        free(key);
        return fail(r, "a key in quotes is a JSON string without zero bytes");
    }
    key[len] = '\0';
    r->at = end + 1;
    return add(r, (struct path_step){.kind = PATH_KEY, .key = key});
}

static enum path_result read_index(struct reader *r)
{
    size_t index = 0, start = r->at;

    for (; r->at < r->n && ascii_is_digit(r->s[r->at]); r->at++)
        index = index < SIZE_MAX / 20 ? index * 10 + (size_t)(r->s[r->at] - '0') : index;
    if (r->at == start)
        return fail(r, "[ takes an index from 0, a \"key\" or ]");
    return add(r, (struct path_step){.kind = PATH_INDEX, .index = index});
}

static enum path_result read_bracket(struct reader *r)
{
    enum path_result result;

    r->at++;
    if (r->at == r->n)
        return PATH_UNFINISHED;
    if (r->s[r->at] == ']')
        result = add(r, (struct path_step){.kind = PATH_ALL});
    else
        result = r->s[r->at] == '"' ? read_quoted(r) : read_index(r);
    if (result != PATH_OK)
        return result;
    if (r->at == r->n)
        return PATH_UNFINISHED;
    if (r->s[r->at] != ']')
        return fail(r, "there should be a ]");
    r->at++;
    return PATH_OK;
}

/* Behind a point. */
static enum path_result read_key(struct reader *r)
{
    size_t len = name_len(r->s + r->at, r->n - r->at);
    char *key;

    if (r->at < r->n && r->s[r->at] == '"')
        return read_quoted(r);
    if (r->at < r->n && r->s[r->at] == '[')
        return read_bracket(r);
    if (!len)
        return r->at == r->n ? PATH_UNFINISHED : fail(r, "write odd keys as [\"so\"]");
    key = mem_copy_bytes(r->s + r->at, len);
    r->at += len;
    return add(r, (struct path_step){.kind = PATH_KEY, .key = key});
}

static bool ends_path(const struct reader *r)
{
    return r->at == r->n || strchr(" =!<>~", r->s[r->at]);
}

enum path_result path_parse(struct path *p, const char *s, size_t n, size_t *used,
                            struct error *err)
{
    struct reader r = {s, n, 1, p, err};
    enum path_result result = PATH_OK;

    *p = (struct path){.n = 0};
    *used = 0;
    if (!n || s[0] != '.') {
        r.at = 0;
        return fail(&r, "it begins with a dot");
    }
    if (!ends_path(&r))
        result = read_key(&r);
    while (result == PATH_OK && !ends_path(&r)) {
        if (s[r.at] == '[') {
            result = read_bracket(&r);
        } else if (s[r.at] == '.') {
            r.at++;
            result = read_key(&r);
        } else {
            result = fail(&r, "write odd keys as [\"so\"]");
        }
    }
    *used = r.at;
    if (result != PATH_OK)
        path_free(p);
    return result;
}

void path_free(struct path *p)
{
    for (size_t i = 0; i < p->n; i++)
        free(p->steps[i].key);
    free(p->steps);
    *p = (struct path){.n = 0};
}

struct visitor {
    const struct path *path;
    const char *s;
    bool (*visit)(void *arg, size_t at, size_t len);
    void *arg;
};

static bool go(const struct visitor *v, size_t step, size_t at, size_t len);

static bool go_index(const struct visitor *v, size_t step, size_t at, size_t len)
{
    const struct path_step *want = &v->path->steps[step];
    size_t cursor = 0, item = 0, item_len = 0;

    for (size_t i = 0; json_next_item(v->s + at, len, 0, &cursor, &item, &item_len); i++)
        if (want->kind == PATH_ALL) {
            if (go(v, step + 1, at + item, item_len))
                return true;
        } else if (i == want->index) {
            return go(v, step + 1, at + item, item_len);
        }
    return false;
}

/* All members, or, key not NULL, those of that name: it may be there twice. */
static bool go_members(const struct visitor *v, size_t step, size_t at, size_t len, const char *key)
{
    const char *s = v->s + at;
    size_t pos = 1;

    for (;;) {
        struct json_token t = json_next_token(s, len, &pos), value;
        size_t start;

        if (t.kind == JSON_COMMA)
            continue;
        if (t.kind != JSON_STRING || json_next_token(s, len, &pos).kind != JSON_COLON)
            return false;
        start = pos;
        value = json_next_token(s, len, &start);
        pos = json_skip_value(s, len, value.at);
        if ((!key || json_equal_string(s + t.at + 1, t.len - 2, key)) &&
            go(v, step + 1, at + value.at, pos - value.at))
            return true;
    }
}

/* As deep as the path has steps. */
static bool go(const struct visitor *v, size_t step, size_t at, size_t len)
{
    bool object = len && v->s[at] == '{';

    if (step == v->path->n)
        return v->visit(v->arg, at, len);
    if (v->path->steps[step].kind == PATH_KEY)
        return object && go_members(v, step, at, len, v->path->steps[step].key);
    if (v->path->steps[step].kind == PATH_ALL && object)
        return go_members(v, step, at, len, NULL);
    return go_index(v, step, at, len);
}

bool path_visit(const struct path *p, const char *s, size_t n,
                bool (*visit)(void *arg, size_t at, size_t len), void *arg)
{
    struct visitor v = {p, s, visit, arg};
    size_t pos = 0;
    struct json_token t = json_next_token(s, n, &pos);

    if (t.kind == JSON_END || t.kind == JSON_ERROR)
        return false;
    return go(&v, 0, t.at, (p->n ? n : json_skip_value(s, n, t.at)) - t.at);
}
