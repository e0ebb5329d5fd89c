#include "base/text/cut.h"

#include "base/text/glyph.h"
#include "base/text/text_line.h"

#include <string.h>

static int measure(const char *s, size_t n)
{
    struct dtext text;

    dtext_make(&text, s, n, 0, DTEXT_COLS, DTEXT_CELL);
    return text.cols;
}

/* The sign and what of s lies behind skip columns, behind what out holds. */
static void join(struct dtext *out, const char *s, int skip)
{
    struct text_line l = text_line_behind(out->s, sizeof(out->s));
    struct dtext rest;

    dtext_make(&rest, s, strlen(s), skip, DTEXT_COLS, DTEXT_CELL);
    text_line_add(&l, "%s%s", glyph(GLYPH_ELLIPSIS), rest.s);
    out->len = (int)l.len;
    out->cols += 1 + rest.cols;
}

const char *cut_front(struct dtext *out, const char *s, int cols, const char *from,
                      const char *behind)
{
    size_t n = strlen(s);
    int all = measure(s, n);

    dtext_make(out, s, n, 0, cols > 0 ? cols : 0, DTEXT_CELL);
    if (all <= cols || cols < 1)
        return out->s;
    dtext_make(out, "", 0, 0, 0, DTEXT_CELL);
    for (size_t i = 1; i < n; i++)
        if ((strchr(from, s[i]) || strchr(behind, s[i - 1])) && measure(s + i, n - i) < cols) {
            join(out, s + i, 0);
            return out->s;
        }
    join(out, s, all - cols + 1);
    return out->s;
}

const char *cut_middle(struct dtext *out, const char *name, int cols)
{
    int all = measure(name, strlen(name)), head = cols / 2;

    dtext_make(out, name, strlen(name), 0, cols > 0 ? cols : 0, DTEXT_CELL);
    if (all <= cols || cols < 1)
        return out->s;
    dtext_make(out, name, strlen(name), 0, head, DTEXT_CELL);
    join(out, name, all - (cols - head - 1));
    return out->s;
}
