#include "base/dtext.h"
#include "body/hex.h"
#include "body/json.h"
#include "body/layout.h"
#include "ui/views.h"

#include <string.h>

/* Where the next piece of a row goes: the column counts from the row's own start. */
struct pen {
    struct rect r;
    int y;
    int col;
    int left; /* columns scrolled away */
};

static void put(struct pen *pen, enum role role, const char *s, size_t n)
{
    int cols = dtext_find_col(s, n, n);
    int at = pen->col - pen->left;

    if (at < pen->r.cols && at + cols > 0)
        draw_bytes(pen->r, pen->y, at > 0 ? at : 0, role, s, n, at < 0 ? -at : 0);
    pen->col += cols;
}

static enum role role_of_token(const char *line, size_t n, const struct json_token *t)
{
    size_t after = t->at + t->len;

    switch (t->kind) {
    case JSON_STRING:
        return json_next_token(line, n, &after).kind == JSON_COLON ? ROLE_JSON_KEY
                                                                   : ROLE_JSON_STRING;
    case JSON_NUMBER: return ROLE_JSON_NUMBER;
    case JSON_WORD: return ROLE_JSON_WORD;
    case JSON_END:
    case JSON_ERROR:
    case JSON_OPEN:
    case JSON_CLOSE:
    case JSON_COLON:
    case JSON_COMMA: break;
    }
    return ROLE_JSON_PUNCT;
}

/* Draws from..to of the line, as far as it lies in the row. */
static void put_part(struct pen *pen, enum role role, const char *line, size_t from, size_t to,
                     const struct pager_row *row)
{
    size_t end = row->at + row->len;

    from = from < row->at ? row->at : from;
    to = to > end ? end : to;
    if (from < to)
        put(pen, role, line + from, to - from);
}

static void put_json(struct pen *pen, const struct pager *p, const struct pager_row *row)
{
    size_t n, pos = 0, drawn = 0;
    const char *line = layout_line(&p->layout, row->line, &n);

    while (drawn < row->at + row->len) {
        struct json_token t = json_next_token(line, n, &pos);

        if (t.kind == JSON_END || t.kind == JSON_ERROR)
            break;
        put_part(pen, ROLE_TEXT, line, drawn, t.at, row);
        put_part(pen, role_of_token(line, n, &t), line, t.at, t.at + t.len, row);
        drawn = t.at + t.len;
    }
    put_part(pen, ROLE_TEXT, line, drawn, n, row);
}

/* Offset, bytes and text of a hex dump; its columns are fixed. */
static void put_hex(struct pen *pen, const struct pager *p, const struct pager_row *row)
{
    size_t n;
    const char *line = layout_line(&p->layout, row->line, &n);

    put_part(pen, ROLE_HEX_OFFSET, line, 0, HEX_BYTES, row);
    put_part(pen, ROLE_TEXT, line, HEX_BYTES, HEX_TEXT, row);
    put_part(pen, ROLE_HEX_TEXT, line, HEX_TEXT, n, row);
}

static void mark_matches(const struct pager *p, const struct pager_row *row, struct rect r, int y)
{
    size_t at = 0, len = strlen(p->needle);

    if (!len)
        return;
    while (layout_match(row->text, row->len, p->needle, at, &at)) {
        bool current = p->matched && row->line == p->match_line && row->at + at == p->match_at;
        struct pen pen = {r, y, dtext_find_col(row->text, row->len, at), p->left};

        if (pen.col >= p->left + r.cols)
            return;
        put(&pen, current ? ROLE_MATCH : ROLE_MATCH_OTHER, row->text + at, len);
        at += len;
    }
}

void view_pager_draw(const struct pager *p, struct rect r, enum body_form form)
{
    struct pager_row row;
    bool more = pager_first_row(p, &row);

    for (int y = 0; y < r.rows && more; y++, more = pager_next_row(p, &row)) {
        struct pen pen = {r, y, 0, p->left};

        if (form == BODY_JSON)
            put_json(&pen, p, &row);
        else if (form == BODY_BYTES)
            put_hex(&pen, p, &row);
        else
            put(&pen, ROLE_TEXT, row.text, row.len);
        mark_matches(p, &row, r, y);
    }
}
