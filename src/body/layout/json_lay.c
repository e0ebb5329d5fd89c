#include "body/layout/json_lay.h"

#include "body/json/json.h"

/* Lays out an opening bracket and, when nothing is inside, the closing one. */
static void open_bracket(struct lines *l, const char *s, size_t n, size_t *pos, size_t *depth)
{
    size_t behind = *pos;
    struct json_token next = json_next_token(s, n, &behind);

    if (next.kind == JSON_CLOSE) {
        buf_append(&l->text, s + next.at, next.len);
        *pos = behind;
        return;
    }
    lines_break(l, ++*depth);
}

bool json_lay(struct lines *l, const char *s, size_t n)
{
    size_t pos = 0, depth = 0;

    while (!l->text.overflow) {
        struct json_token t = json_next_token(s, n, &pos);

        if (t.kind == JSON_END)
            return true;
        if (t.kind == JSON_ERROR || (t.kind == JSON_CLOSE && !depth))
            return false;
        if (t.kind == JSON_CLOSE)
            lines_break(l, --depth);
        buf_append(&l->text, s + t.at, t.len);
        if (t.kind == JSON_OPEN)
            open_bracket(l, s, n, &pos, &depth);
        else if (t.kind == JSON_COLON)
            buf_append_byte(&l->text, ' ');
        else if (t.kind == JSON_COMMA)
            lines_break(l, depth);
    }
    return false;
}
