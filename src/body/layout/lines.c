#include "body/layout/lines.h"

#include "base/memory/mem.h"

#include <stdlib.h>
#include <string.h>

enum { INDENT = 2, MAX_INDENT = 32 * INDENT };

void lines_begin(struct lines *l, size_t cap)
{
    *l = (struct lines){0};
    buf_init(&l->text, cap);
    lines_start(l);
}

void lines_free(struct lines *l)
{
    buf_free(&l->text);
    free(l->starts);
    *l = (struct lines){0};
}

void lines_start(struct lines *l)
{
    MEM_GROW(l->starts, l->n);
    l->starts[l->n++] = l->text.len;
}

void lines_break(struct lines *l, size_t depth)
{
    static const char blanks[MAX_INDENT + 1] =
        "                                                                ";
    size_t indent = depth * INDENT;

    buf_append_byte(&l->text, '\n');
    lines_start(l);
    buf_append(&l->text, blanks, indent > MAX_INDENT ? MAX_INDENT : indent);
}

void lines_add_text(struct lines *l, const char *s, size_t n, bool crlf)
{
    const char *end = s + n;

    while (s < end) {
        const char *nl = memchr(s, '\n', (size_t)(end - s));
        const char *stop = nl ? nl : end;

        buf_append(&l->text, s, (size_t)(stop - s) - (nl && crlf));
        if (!nl)
            break;
        buf_append_byte(&l->text, '\n');
        s = nl + 1;
        if (s < end)
            lines_start(l);
    }
}
