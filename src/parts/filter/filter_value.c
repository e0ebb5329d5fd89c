#include "parts/filter/filter_value.h"

#include "base/memory/mem.h"
#include "body/json/json.h"

#include <stdlib.h>

enum { TERM_BYTES = 1 << 20 };

/* In quotes, so that a word, a number or a blank in it stays a text. */
static void append_string(struct buf *out, const char *s, size_t n)
{
    char *text = mem_copy_bytes(s, n);
    size_t len = 0;

    json_unescape(text, text, n, &len);
    json_append_string(out, text, len);
    free(text);
}

bool filter_append_value(struct buf *out, const struct path *path, const char *json, size_t n,
                         bool opposite)
{
    struct buf term;
    bool ok;

    if (json && (!n || *json == '{' || *json == '['))
        return false;
    buf_init(&term, TERM_BYTES);
    if (opposite == (json != NULL))
        buf_append_byte(&term, '!');
    path_append(&term, path);
    if (json)
        buf_append_byte(&term, '=');
    if (json && *json == '"')
        append_string(&term, json + 1, n - 2);
    else if (json)
        buf_append(&term, json, n);
    ok = !term.overflow && buf_append(out, term.bytes, term.len);
    buf_free(&term);
    return ok;
}
