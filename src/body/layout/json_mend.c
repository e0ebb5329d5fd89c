#include "body/layout/json_mend.h"

#include "base/memory/mem.h"

#include <string.h>

/* The bytes of a token end before these. */
static bool ends_token(char c)
{
    return c == '\0' || strchr(",:{}[]\"' \t\r\n", c) != NULL;
}

/* The length of a token in quotes that is none of JSON; 0: its end is not on this line. */
static size_t quoted_length(const char *s, size_t n)
{
    for (size_t i = 1; i < n && s[i] != '\n' && s[i] != '\r'; i++) {
        if (s[i] == s[0])
            return i + 1;
        i += s[i] == '\\';
    }
    return 0;
}

static size_t token_length(const char *s, size_t n)
{
    size_t len = 0;

    if (s[0] == '"' || s[0] == '\'')
        return quoted_length(s, n);
    while (len < n && !ends_token(s[len]))
        len++;
    return len;
}

static bool is_one_of(char c, const char *any)
{
    return c && strchr(any, c);
}

/* The last byte before at that is no white space; SIZE_MAX: none. */
static size_t find_before(const char *s, size_t at)
{
    while (at && is_one_of(s[at - 1], " \t\r\n"))
        at--;
    return at - 1;
}

static bool mend_comma(char *copy, const struct json_fault *f, struct mend *m)
{
    size_t before = find_before(copy, f->token);

    if (before == SIZE_MAX || copy[before] != ',' || !is_one_of(copy[f->token], "}],"))
        return false;
    *m = (struct mend){.at = copy[f->token] == ',' ? f->token : before,
                       .fault = before,
                       .why = "a comma with nothing behind it",
                       .comma = true};
    copy[m->at] = ' ';
    return true;
}

/* A string stands for what was written, or a digit where that is one byte. */
static bool mend_token(char *copy, size_t n, const struct json_fault *f, struct mend *m)
{
    size_t len = token_length(copy + f->token, n - f->token), at = f->token;
    bool key = !strcmp(f->why, "a key should be here");

    if (!len || (key && len == 1) || is_one_of(copy[at], "}],:{["))
        return false;
    *m = (struct mend){.at = at, .fault = at, .why = f->why};
    if (copy[at] == '"' || copy[at + len - 1] == '-')
        m->fault = f->at;
    else if (copy[at] == '\'')
        m->why = "JSON has double quotes";
    else
        m->why = key ? "JSON has keys in quotes" : "no value of JSON";
    memset(copy + at, len == 1 ? '0' : 'x', len);
    if (len > 1)
        copy[at] = copy[at + len - 1] = '"';
    return true;
}

/* Only what stands where a key or a value may: then the fault lies in the token alone. */
static bool mend(char *copy, size_t n, const struct json_fault *f, struct mend *m)
{
    return f->token < n && (mend_comma(copy, f, m) || (f->bad_token && mend_token(copy, n, f, m)));
}

void json_mend(struct mended *m, const char *s, size_t n)
{
    bool brackets;

    *m = (struct mended){.copy = mem_copy_bytes(s, n)};
    brackets = strchr("{[", m->copy[strspn(m->copy, " \t\r\n")]) && n;
    while ((m->broken = json_find_fault(m->copy, n, &m->fault)) && m->n < MENDS_MAX && brackets &&
           mend(m->copy, n, &m->fault, &m->mends[m->n]))
        m->n++;
}
