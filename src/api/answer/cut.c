#include "api/answer/cut.h"

#include "base/memory/mem.h"

#include <stdlib.h>
#include <string.h>

#define NUL_ESCAPE "\\u0000"
enum { NUL_ESCAPE_LEN = 6, STEP_BYTES = 64 };

/* Steps over up to STEP_BYTES of a string's inside, escapes whole; *close is set when it ends
 * there. */
static const char *step(const char *p, const char *end, const char **close)
{
    const char *until = end - p > STEP_BYTES ? p + STEP_BYTES : end;

    while (p < until) {
        if (*p == '"') {
            *close = p;
            return p;
        }
        p += *p == '\\' && end - p > 1 ? 2 : 1;
    }
    return p;
}

/* The closing quote of the string whose inside starts at p; NULL: there is none.  memchr() flies
 * over what has no quotes; where one was escaped there are more (JSON in a string), and bytes go
 * faster. */
static const char *find_close(const char *p, const char *end)
{
    const char *close = NULL;

    while (p < end) {
        const char *quote = memchr(p, '"', (size_t)(end - p)), *slash = quote;

        if (!quote)
            return NULL;
        while (slash > p && slash[-1] == '\\')
            slash--;
        if ((quote - slash) % 2 == 0)
            return quote;
        p = step(quote + 1, end, &close);
        if (close)
            return close;
    }
    return NULL;
}

static bool starts_with_nul(const char *s, size_t n)
{
    return n >= NUL_ESCAPE_LEN && memcmp(s, NUL_ESCAPE, NUL_ESCAPE_LEN) == 0;
}

static bool is_key(const char *after, const char *end)
{
    while (after < end && (*after == ' ' || *after == '\t' || *after == '\n' || *after == '\r'))
        after++;
    return after < end && *after == ':';
}

static void add_string(struct cut *c, size_t at, size_t len)
{
    MEM_GROW(c->strings, c->n);
    /* Looked for now, while the bytes are in the cache. */
    c->strings[c->n++] =
        (struct cut_string){.at = at, .len = len, .plain = !memchr(c->source + at, '\\', len)};
}

bool cut_make(struct cut *c, const char *source, size_t len)
{
    const char *end = source + len, *p = source, *copied = source;

    *c = (struct cut){.source = source, .text = source, .len = len};
    buf_init(&c->out, CUT_TEXT_BYTES);
    while (p < end && !c->out.overflow) {
        const char *open = memchr(p, '"', (size_t)(end - p));
        const char *close = open ? find_close(open + 1, end) : NULL;
        size_t n;

        if (!close)
            break;
        n = (size_t)(close - open - 1);
        p = close + 1;
        if ((n <= CUT_BYTES && !starts_with_nul(open + 1, n)) || is_key(p, end))
            continue;
        buf_append(&c->out, copied, (size_t)(open + 1 - copied));
        buf_print(&c->out, NUL_ESCAPE "%zu", c->n);
        copied = close;
        add_string(c, (size_t)(open + 1 - source), n);
    }
    if (c->n == 0)
        return len <= CUT_TEXT_BYTES;
    buf_append(&c->out, copied, (size_t)(end - copied));
    c->text = c->out.bytes;
    c->len = c->out.len;
    return !c->out.overflow;
}

void cut_free(struct cut *c)
{
    buf_free(&c->out);
    free(c->strings);
    c->strings = NULL;
    c->n = 0;
}

/* Reads the number behind the NUL; false when s is not all digits or too large. */
static bool read_index(const struct cut *c, const char *s, size_t len, size_t *index)
{
    size_t i = 0;

    if (len == 0 || len > 18)
        return false;
    for (size_t k = 0; k < len; k++) {
        if (s[k] < '0' || s[k] > '9')
            return false;
        i = i * 10 + (size_t)(s[k] - '0');
    }
    *index = i;
    return i < c->n;
}

struct cut_string *cut_find(const struct cut *c, const char *value, size_t len)
{
    size_t i;

    if (len < 2 || value[0] != '\0' || !read_index(c, value + 1, len - 1, &i))
        return NULL;
    return &c->strings[i];
}

void cut_expand(const struct cut *c, const char *value, size_t len, struct buf *out)
{
    const char *p = value, *end = value + len, *copied = value;

    while (p < end && c->n) {
        const char *open = memchr(p, '"', (size_t)(end - p));
        const char *close = open ? find_close(open + 1, end) : NULL;
        size_t n, i;

        if (!close)
            break;
        n = (size_t)(close - open - 1);
        p = close + 1;
        if (!starts_with_nul(open + 1, n) || is_key(p, end) ||
            !read_index(c, open + 1 + NUL_ESCAPE_LEN, n - NUL_ESCAPE_LEN, &i))
            continue;
        buf_append(out, copied, (size_t)(open + 1 - copied));
        buf_append(out, c->source + c->strings[i].at, c->strings[i].len);
        copied = close;
    }
    buf_append(out, copied, (size_t)(end - copied));
}
