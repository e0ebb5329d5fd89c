/* Writing paths; see path.h. */
#include "body/json/path.h"

#include "base/text/ascii.h"

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
