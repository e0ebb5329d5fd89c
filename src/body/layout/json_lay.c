#include "body/layout/json_lay.h"

#include "body/json/json.h"
#include "body/layout/json_mend.h"

#include <stdlib.h>
#include <string.h>

/* Tokens on their way into lines. */
struct laying {
    struct lines *l;
    const char *s; /* tokens are found in this, */
    size_t n;
    const char *shown;           /* and shown from this, in the same places */
    const struct mended *mended; /* NULL: it is valid */
    size_t mend;                 /* the next */
    const struct mend *told;     /* to be said at the end of the line; NULL: none */
    size_t depth;
    size_t at; /* how far that got */
};

static size_t count_lines(const char *s, size_t n)
{
    size_t count = 1;

    for (const char *nl = memchr(s, '\n', n); nl;
         nl = memchr(nl + 1, '\n', n - (size_t)(nl + 1 - s)))
        count++;
    return count;
}

static void put_fault(struct laying *y, size_t at, const char *why)
{
    buf_print(&y->l->text, "// byte %zu", at);
    if (memchr(y->shown, '\n', y->n))
        buf_print(&y->l->text, ", line %zu", count_lines(y->shown, at));
    buf_print(&y->l->text, ": %s", why);
}

/* Behind the line that it is about. */
static void put_told(struct laying *y)
{
    if (!y->told)
        return;
    buf_append_str(&y->l->text, "  ");
    put_fault(y, y->told->fault, y->told->why);
    y->told = NULL;
}

static void break_line(struct laying *y)
{
    put_told(y);
    lines_break(y->l, y->depth);
}

/* The mends up to and at the token: a comma that the copy lacks is shown. */
static void pass_mends(struct laying *y, size_t at)
{
    while (y->mended && y->mend < y->mended->n && y->mended->mends[y->mend].at <= at) {
        y->told = &y->mended->mends[y->mend++];
        if (y->told->comma)
            buf_append_byte(&y->l->text, ',');
    }
}

static void put_token(struct laying *y, const struct json_token *t)
{
    buf_append(&y->l->text, y->shown + t->at, t->len);
}

/* Lays out an opening bracket and, when nothing is inside, the closing one. */
static void open_bracket(struct laying *y, size_t *pos)
{
    size_t behind = *pos;
    struct json_token next = json_next_token(y->s, y->n, &behind);

    if (next.kind == JSON_CLOSE) {
        put_token(y, &next);
        *pos = behind;
        return;
    }
    y->depth++;
    break_line(y);
}

static bool lay(struct laying *y, size_t end)
{
    size_t pos = 0;

    while (!y->l->text.overflow) {
        struct json_token t = json_next_token(y->s, end, &pos);

        y->at = t.at;
        pass_mends(y, t.at);
        if (t.kind == JSON_END)
            return true;
        if (t.kind == JSON_ERROR || (t.kind == JSON_CLOSE && !y->depth))
            return false;
        if (t.kind == JSON_CLOSE) {
            y->depth--;
            break_line(y);
        }
        put_token(y, &t);
        if (t.kind == JSON_OPEN)
            open_bracket(y, &pos);
        else if (t.kind == JSON_COLON)
            buf_append_byte(&y->l->text, ' ');
        else if (t.kind == JSON_COMMA)
            break_line(y);
    }
    return false;
}

bool json_lay(struct lines *l, const char *s, size_t n)
{
    struct laying y = {.l = l, .s = s, .n = n, .shown = s};

    return lay(&y, n);
}

/* Where and why reading ended, in a line of its own, then the rest. */
static void put_end(struct laying *y, const struct json_fault *fault)
{
    struct lines *l = y->l;
    size_t from = fault->deep ? y->at : fault->token;

    while (l->text.len > l->starts[l->n - 1] && l->text.bytes[l->text.len - 1] == ' ')
        l->text.len--;
    y->depth = 0;
    if (l->text.len > l->starts[l->n - 1])
        break_line(y);
    put_fault(y, fault->at, fault->why);
    if (from < y->n)
        break_line(y);
    lines_add_text(l, y->shown + from, y->n - from, false);
}

bool json_lay_broken(struct lines *l, const char *s, size_t n)
{
    struct mended m;
    struct laying y = {.l = l, .n = n, .shown = s, .mended = &m};

    json_mend(&m, s, n);
    y.s = m.copy;
    /* What goes deeper than we check is laid out all the same, as far as it is tokens. */
    lay(&y, m.broken && !m.fault.deep ? m.fault.token : n);
    if (m.broken)
        put_end(&y, &m.fault);
    put_told(&y);
    free(m.copy);
    return !l->text.overflow;
}
