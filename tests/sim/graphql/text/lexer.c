#include "tests/sim/graphql/text/lexer.h"

#include "base/memory/buf.h"
#include "tests/sim/http/jsontext.h"

#include <stdlib.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name(char c)
{
    return c == '_' || is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void skip_ignored(struct gql_lexer *l)
{
    while (l->at < l->end && *l->at && strchr(" \t\r\n,#", *l->at)) {
        bool comment = *l->at == '#';

        while (comment && l->at < l->end && *l->at != '\n')
            l->at++;
        l->at += l->at < l->end;
    }
}

static void take(struct gql_lexer *l, enum gql_token token, const char *from)
{
    l->token = token;
    l->text = gql_pool_copy(l->pool, from, (size_t)(l->at - from));
}

static size_t skip_digits(struct gql_lexer *l)
{
    const char *from = l->at;

    while (l->at < l->end && is_digit(*l->at))
        l->at++;
    return (size_t)(l->at - from);
}

/* -?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)?, and nothing that goes on like a name. */
static void read_number(struct gql_lexer *l)
{
    const char *from = l->at;
    enum gql_token token = GQL_INT;
    bool zero;

    l->at += *l->at == '-';
    zero = l->at < l->end && *l->at == '0';
    if (skip_digits(l) == 0 || (zero && l->at - from > 1 + (*from == '-')))
        return;
    if (l->at < l->end && *l->at == '.') {
        token = GQL_FLOAT;
        l->at++;
        if (skip_digits(l) == 0)
            return;
    }
    if (l->at < l->end && (*l->at == 'e' || *l->at == 'E')) {
        token = GQL_FLOAT;
        l->at++;
        l->at += l->at < l->end && (*l->at == '+' || *l->at == '-');
        if (skip_digits(l) == 0)
            return;
    }
    if (l->at == l->end || (!is_name(*l->at) && *l->at != '.'))
        take(l, token, from);
}

/* What a backslash stands for, at l->at; false: nothing. */
static bool read_escape(struct gql_lexer *l, struct buf *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char *at = l->at < l->end && *l->at ? strchr(from, *l->at) : NULL;
    char hex[5] = "", *end;
    long cp;

    if (at) {
        l->at++;
        return buf_append_byte(out, to[at - from]);
    }
    if (l->end - l->at < 5 || *l->at != 'u')
        return false;
    memcpy(hex, l->at + 1, 4);
    cp = strtol(hex, &end, 16);
    l->at += 5;
    return *end == '\0' && cp > 0 && (cp < 0xD800 || cp > 0xDFFF) &&
           buf_append_char(out, (uint32_t)cp);
}

/* Block strings are not among what is understood here. */
static void read_string(struct gql_lexer *l)
{
    struct buf out;
    bool good = true;

    buf_init(&out, SIM_TEXT_BYTES);
    l->at++;
    while (good && l->at < l->end && *l->at != '"' && (unsigned char)*l->at >= 0x20) {
        char c = *l->at++;

        good = c == '\\' ? read_escape(l, &out) : buf_append_byte(&out, c);
    }
    if (good && l->at < l->end && *l->at == '"') {
        l->at++;
        l->token = GQL_STRING;
        l->text = gql_pool_copy(l->pool, out.len > 0 ? out.bytes : "", out.len);
    }
    buf_free(&out);
}

void gql_lexer_next(struct gql_lexer *l)
{
    const char *from;

    skip_ignored(l);
    from = l->at;
    l->token = from == l->end ? GQL_END : GQL_BAD;
    l->mark = '\0';
    l->text = "";
    if (l->token == GQL_END)
        return;
    if (is_digit(*from) || *from == '-') {
        read_number(l);
    } else if (is_name(*from)) {
        while (l->at < l->end && is_name(*l->at))
            l->at++;
        take(l, GQL_NAME, from);
    } else if (*from == '"') {
        read_string(l);
    } else if (*from && strchr("{}()[]:!$=|@&", *from)) {
        l->token = GQL_PUNCTUATION;
        l->mark = *l->at++;
    }
}
