/* The path of a line of a laid-out value, as jq writes it; see layout.h. */
#include "body/layout.h"

#include "body/notation.h"

#include <string.h>

static bool is_name(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool letter = (s[i] >= 'a' && s[i] <= 'z') || (s[i] >= 'A' && s[i] <= 'Z') || s[i] == '_';

        if (!letter && (i == 0 || s[i] < '0' || s[i] > '9'))
            return false;
    }
    return n > 0;
}

static void append_key(struct buf *out, const char *key, size_t n)
{
    size_t quote = key[0] == '"';

    if (is_name(key + quote, n - quote - quote))
        buf_print(out, ".%.*s", (int)(n - quote - quote), key + quote);
    else
        buf_print(out, "%s[%.*s]", out->len ? "" : ".", (int)n, key);
}

static void append_step(const struct layout *l, size_t line, struct buf *out)
{
    struct notation_token key;
    size_t n;
    const char *s = layout_line(l, line, &n);

    if (notation_find_key(s, n, &key))
        append_key(out, s + key.at, key.len);
    else
        buf_print(out, "%s[%u]", out->len ? "" : ".", (unsigned)l->tree[line].item);
}

bool layout_append_path(const struct layout *l, size_t line, struct buf *out)
{
    uint32_t steps[TREE_DEPTH];
    size_t n = 0;

    if (!l->tree)
        return false;
    if (l->tree[line].parent != TREE_NONE && l->tree[l->tree[line].parent].close == line)
        line = l->tree[line].parent;
    for (; l->tree[line].parent != TREE_NONE && n < TREE_DEPTH; line = l->tree[line].parent)
        steps[n++] = (uint32_t)line;
    if (!n)
        buf_append_byte(out, '.');
    while (n)
        append_step(l, steps[--n], out);
    return !out->overflow;
}
