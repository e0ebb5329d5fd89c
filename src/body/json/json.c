#include "body/json/json.h"

#include "base/text/ascii.h"

#include <string.h>

static size_t skip_space(const char *s, size_t n, size_t at)
{
    while (at < n && (s[at] == ' ' || s[at] == '\n' || s[at] == '\r' || s[at] == '\t'))
        at++;
    return at;
}

static struct json_token error_at(size_t at)
{
    return (struct json_token){.kind = JSON_ERROR, .at = at};
}

static struct json_token read_string(const char *s, size_t n, size_t at)
{
    size_t i = at + 1;

    for (;;) {
        size_t taken;
        uint32_t cp;

        i += json_count_plain(s + i, n - i);
        if (i == n)
            return error_at(n);
        if (s[i] == '"')
            return (struct json_token){.kind = JSON_STRING, .at = at, .len = i + 1 - at};
        taken = json_read_escape(s + i, n - i, &cp);
        if (!taken)
            return error_at(i);
        i += taken;
    }
}

/* Steps over digits; false when there is none. */
static bool skip_digits(const char *s, size_t n, size_t *i)
{
    size_t first = *i;

    while (*i < n && ascii_is_digit(s[*i]))
        ++*i;
    return *i > first;
}

static struct json_token read_number(const char *s, size_t n, size_t at)
{
    size_t i = at;

    if (s[i] == '-')
        i++;
    if (i < n && s[i] == '0')
        i++;
    else if (!skip_digits(s, n, &i))
        return error_at(i);
    if (i < n && s[i] == '.') {
        i++;
        if (!skip_digits(s, n, &i))
            return error_at(i);
    }
    if (i < n && (s[i] == 'e' || s[i] == 'E')) {
        i++;
        if (i < n && (s[i] == '+' || s[i] == '-'))
            i++;
        if (!skip_digits(s, n, &i))
            return error_at(i);
    }
    return (struct json_token){.kind = JSON_NUMBER, .at = at, .len = i - at};
}

static struct json_token read_word(const char *s, size_t n, size_t at)
{
    static const char *const words[] = {"true", "false", "null"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t len = strlen(words[i]);

        if (n - at >= len && memcmp(s + at, words[i], len) == 0)
            return (struct json_token){.kind = JSON_WORD, .at = at, .len = len};
    }
    return error_at(at);
}

static struct json_token read_token(const char *s, size_t n, size_t at)
{
    switch (s[at]) {
    case '{':
    case '[': return (struct json_token){.kind = JSON_OPEN, .at = at, .len = 1};
    case '}':
    case ']': return (struct json_token){.kind = JSON_CLOSE, .at = at, .len = 1};
    case ':': return (struct json_token){.kind = JSON_COLON, .at = at, .len = 1};
    case ',': return (struct json_token){.kind = JSON_COMMA, .at = at, .len = 1};
    case '"': return read_string(s, n, at);
    default: break;
    }
    if (s[at] == '-' || ascii_is_digit(s[at]))
        return read_number(s, n, at);
    return read_word(s, n, at);
}

struct json_token json_next_token(const char *s, size_t n, size_t *pos)
{
    size_t at = skip_space(s, n, *pos);
    struct json_token t = {.kind = JSON_END, .at = n};

    if (at < n)
        t = read_token(s, n, at);
    *pos = t.kind == JSON_ERROR ? at : t.at + t.len;
    return t;
}

size_t json_skip_value(const char *s, size_t n, size_t pos)
{
    size_t depth = 0;

    for (;;) {
        struct json_token t = json_next_token(s, n, &pos);

        if (t.kind == JSON_END || t.kind == JSON_ERROR)
            return n;
        if (t.kind == JSON_OPEN)
            depth++;
        else if (t.kind == JSON_CLOSE && depth)
            depth--;
        if (!depth)
            return pos;
    }
}

/* Steps into the object or array at pos. */
static bool enter(const char *s, size_t n, size_t *pos, char bracket)
{
    *pos = skip_space(s, n, *pos);
    if (*pos == n || s[*pos] != bracket)
        return false;
    ++*pos;
    return true;
}

bool json_find_member(const char *s, size_t n, size_t pos, const char *key, size_t *at, size_t *len)
{
    bool found = false;

    if (!enter(s, n, &pos, '{'))
        return false;
    for (;;) {
        struct json_token name = json_next_token(s, n, &pos);
        size_t value;

        if (name.kind == JSON_COMMA)
            continue;
        if (name.kind != JSON_STRING || json_next_token(s, n, &pos).kind != JSON_COLON)
            return found;
        value = skip_space(s, n, pos);
        pos = json_skip_value(s, n, value);
        if (json_equal_string(s + name.at + 1, name.len - 2, key)) {
            *at = value;
            *len = pos - value;
            found = true;
        }
    }
}

bool json_next_item(const char *s, size_t n, size_t pos, size_t *cursor, size_t *at, size_t *len)
{
    bool first = *cursor == 0;

    if (first && !enter(s, n, &pos, '['))
        return false;
    pos = skip_space(s, n, first ? pos : *cursor);
    if (pos == n || s[pos] == ']')
        return false;
    if (!first) {
        if (s[pos] != ',')
            return false;
        pos = skip_space(s, n, pos + 1);
    }
    *at = pos;
    *cursor = json_skip_value(s, n, pos);
    *len = *cursor - pos;
    return true;
}

bool json_append_compact(struct buf *out, const char *s, size_t n)
{
    size_t pos = 0;

    for (;;) {
        struct json_token t = json_next_token(s, n, &pos);

        if (t.kind == JSON_END)
            return !out->overflow;
        if (t.kind == JSON_ERROR || !buf_append(out, s + t.at, t.len))
            return false;
    }
}
