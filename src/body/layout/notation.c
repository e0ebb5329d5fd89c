#include "body/layout/notation.h"

#include "base/text/ascii.h"
#include "body/json/json.h"

#include <string.h>

static bool is_letter(char c)
{
    return ascii_is_letter(c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static size_t skip_blanks(const char *s, size_t n, size_t at)
{
    while (at < n && (s[at] == ' ' || s[at] == '\t'))
        at++;
    return at;
}

static size_t skip_word(const char *s, size_t n, size_t at)
{
    while (at < n && (is_letter(s[at]) || ascii_is_digit(s[at]) || s[at] == '.'))
        at++;
    return at;
}

/* Behind the next c, at itself when there is none. */
static size_t skip_to(const char *s, size_t n, size_t at, char c)
{
    const char *found = memchr(s + at, c, n - at);

    return found ? (size_t)(found - s) + 1 : at;
}

/* Numbers of JSON, and those with letters behind or inside. */
static size_t skip_number(const char *s, size_t n, size_t at)
{
    at++;
    while (at < n && (is_letter(s[at]) || ascii_is_digit(s[at]) || s[at] == '.' ||
                      ((s[at] == '-' || s[at] == '+') && (s[at - 1] | 0x20) == 'e')))
        at++;
    return at;
}

/* A name, with what stands in brackets behind it: Date(2026-10-08), Uint8Array(3). */
static size_t skip_name(const char *s, size_t n, size_t at)
{
    size_t end = skip_word(s, n, at);

    if (end < n && s[end] == '\'')
        return skip_to(s, n, end + 1, '\'');
    return end < n && s[end] == '(' && end + 1 < n ? skip_to(s, n, end, ')') : end;
}

/* "[Ref *1]" and "<01 02>"; a list of JSON does not begin with a letter on the same line. */
static size_t skip_bracketed(const char *s, size_t n, size_t at)
{
    if (s[at] == '<')
        return skip_to(s, n, at, '>');
    return at + 1 < n && is_letter(s[at + 1]) ? skip_to(s, n, at, ']') : at;
}

static size_t skip_string(const char *s, size_t n, size_t at)
{
    size_t pos = at;

    return json_next_token(s, n, &pos).kind == JSON_STRING ? pos : at;
}

/* A regular expression with its flags: /a\/b/gi. */
static size_t skip_regex(const char *s, size_t n, size_t at)
{
    size_t end = at + 1;

    while (end < n && s[end] != '/')
        end += s[end] == '\\' ? 2 : 1;
    return end < n ? skip_word(s, n, end + 1) : at;
}

static struct notation_token make(enum notation_kind kind, size_t at, size_t end)
{
    return (struct notation_token){kind, at, end - at};
}

static struct notation_token read_token(const char *s, size_t n, size_t at)
{
    char c = s[at];
    size_t end;

    if (c == '"') {
        end = skip_string(s, n, at);
        return end > at ? make(NOTATION_STRING, at, end) : make(NOTATION_OTHER, at, n);
    }
    if (ascii_is_digit(c) || (c == '-' && at + 1 < n && ascii_is_digit(s[at + 1])))
        return make(NOTATION_NUMBER, at, skip_number(s, n, at));
    if (is_letter(c) || (c == '-' && at + 1 < n && is_letter(s[at + 1])))
        return make(NOTATION_WORD, at, skip_name(s, n, at + (c == '-')));
    if (c == '/' && at + 1 < n && s[at + 1] == '/')
        return make(NOTATION_COMMENT, at, n);
    if (c == '=' && at + 1 < n && s[at + 1] == '>')
        return make(NOTATION_PUNCT, at, at + 2);
    if (c == '<' || c == '[' || c == '/') {
        end = c == '/' ? skip_regex(s, n, at) : skip_bracketed(s, n, at);
        if (end > at)
            return make(NOTATION_WORD, at, end);
    }
    return make(strchr("{}[](),:", c) ? NOTATION_PUNCT : NOTATION_OTHER, at, at + 1);
}

static bool is_before_value(const char *s, size_t n, size_t at)
{
    at = skip_blanks(s, n, at);
    return at < n && (s[at] == ':' || (s[at] == '=' && at + 1 < n && s[at + 1] == '>'));
}

struct notation_token notation_next(const char *line, size_t n, size_t *pos)
{
    struct notation_token t = {.at = skip_blanks(line, n, *pos)};

    if (t.at < n)
        t = read_token(line, n, t.at);
    *pos = t.at + t.len;
    if ((t.kind == NOTATION_STRING || t.kind == NOTATION_NUMBER || t.kind == NOTATION_WORD) &&
        is_before_value(line, n, *pos))
        t.kind = NOTATION_KEY;
    return t;
}

bool notation_find_key(const char *line, size_t n, struct notation_token *key)
{
    size_t pos = 0;

    *key = notation_next(line, n, &pos);
    return key->kind == NOTATION_KEY;
}

bool notation_find_value(const char *line, size_t n, struct notation_token *value)
{
    size_t pos = 0;

    *value = notation_next(line, n, &pos);
    if (value->kind == NOTATION_KEY) {
        notation_next(line, n, &pos); /* the colon */
        *value = notation_next(line, n, &pos);
    }
    return value->kind != NOTATION_END;
}
