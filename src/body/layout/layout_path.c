/* The path of a line of a laid-out value, as jq writes it; see layout.h. */
#include "body/layout/layout.h"

#include "body/json/path.h"
#include "body/layout/notation.h"

static void append_step(const struct layout *l, size_t line, struct buf *out)
{
    struct notation_token key;
    size_t n;
    const char *s = layout_line(l, line, &n);

    if (notation_find_key(s, n, &key))
        path_append_key(out, s + key.at, key.len);
    else
        path_append_item(out, l->tree[line].item);
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
