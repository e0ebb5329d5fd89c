/* Writing paths; see path.h. */
#include "body/json/path.h"

#include "base/text/ascii.h"
#include "body/json/json.h"

#include <string.h>

enum { KEY_BYTES = 1 << 20 };

static bool is_name(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool letter = ascii_is_letter(s[i]) || s[i] == '_';

        if (!letter && (i == 0 || !ascii_is_digit(s[i])))
            return false;
    }
    return n > 0;
}

/* Without printf: a deep document has hundreds of steps in each of its paths. */
static void append_enclosed(struct buf *out, const char *before, const char *s, size_t n,
                            const char *behind)
{
    buf_append_str(out, before);
    buf_append(out, s, n);
    buf_append_str(out, behind);
}

void path_append_key(struct buf *out, const char *key, size_t n)
{
    size_t quote = key[0] == '"';

    if (is_name(key + quote, n - 2 * quote))
        append_enclosed(out, ".", key + quote, n - 2 * quote, "");
    else
        append_enclosed(out, out->len ? "[" : ".[", key, n, "]");
}

void path_append_item(struct buf *out, size_t item)
{
    char digits[24], *first = digits + sizeof(digits);

    do
        *--first = (char)('0' + item % 10);
    while (item /= 10);
    append_enclosed(out, out->len ? "[" : ".[", first, (size_t)(digits + sizeof(digits) - first),
                    "]");
}

/* The key as it is written: what a terminal should not get is escaped. */
static void append_text(struct buf *out, const char *key)
{
    struct buf written;

    buf_init(&written, KEY_BYTES);
    json_append_string(&written, key, strlen(key));
    if (written.overflow)
        out->overflow = true;
    else
        path_append_key(out, written.bytes, written.len);
    buf_free(&written);
}

void path_append(struct buf *out, const struct path *p)
{
    if (!p->n)
        buf_append_byte(out, '.');
    for (size_t i = 0; i < p->n; i++)
        switch (p->steps[i].kind) {
        case PATH_KEY: append_text(out, p->steps[i].key); break;
        case PATH_INDEX: path_append_item(out, p->steps[i].index); break;
        case PATH_ALL: buf_append_str(out, i ? "[]" : ".[]"); break;
        }
}
