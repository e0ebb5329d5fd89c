/* The value of a line of a laid-out value; see layout.h. */
#include "body/layout/layout.h"

#include "base/memory/mem.h"
#include "body/json/json.h"
#include "body/layout/notation.h"

#include <stdlib.h>
#include <string.h>

/* The bracket that a closing one belongs to. */
static size_t find_opening(const struct layout *l, size_t i)
{
    uint32_t parent = l->tree[i].parent;

    return parent != TREE_NONE && l->tree[parent].close == i ? parent : i;
}

bool layout_find_value(const struct layout *l, size_t i, size_t *at, size_t *len)
{
    struct notation_token value;
    size_t n;
    const char *s;

    if (!l->tree)
        return false;
    s = layout_line(l, i, &n);
    if (!notation_find_value(s, n, &value))
        return false;
    *at = value.at;
    *len = value.len;
    return true;
}

static bool append_string(struct buf *out, const char *s, size_t n)
{
    char *text = mem_copy_bytes(s, n);
    size_t len = 0;
    bool ok =
        json_unescape(text, text, n, &len) ? buf_append(out, text, len) : buf_append(out, s, n);

    free(text);
    return ok;
}

static size_t count_blanks(const char *s, size_t n)
{
    size_t i = 0;

    while (i < n && s[i] == ' ')
        i++;
    return i;
}

/* From the bracket on that stands at byte at of line i, without the comma behind its end. */
static bool append_lines(const struct layout *l, size_t i, size_t at, struct buf *out)
{
    size_t close = l->tree[i].close, n, indent;
    const char *s = layout_line(l, i, &n);

    indent = count_blanks(s, n);
    buf_append(out, s + at, n - at);
    for (size_t k = i + 1; k <= close; k++) {
        size_t blanks;

        s = layout_line(l, k, &n);
        blanks = count_blanks(s, n);
        blanks = blanks < indent ? blanks : indent;
        buf_append_byte(out, '\n');
        buf_append(out, s + blanks,
                   k == close && n && s[n - 1] == ',' ? n - 1 - blanks : n - blanks);
    }
    if (!close && out->len && out->bytes[out->len - 1] == ',')
        out->bytes[--out->len] = '\0';
    return !out->overflow;
}

bool layout_append_value(const struct layout *l, size_t i, struct buf *out)
{
    size_t at, len, n;
    const char *s;

    if (!l->tree)
        return false;
    i = find_opening(l, i);
    if (!layout_find_value(l, i, &at, &len))
        return false;
    s = layout_line(l, i, &n);
    if (s[at] == '"' && len >= 2 && s[at + len - 1] == '"')
        return append_string(out, s + at + 1, len - 2);
    if (l->tree[i].close || (len == 1 && strchr("{[", s[at])))
        return append_lines(l, i, at, out);
    return buf_append(out, s + at, len);
}
