#include "base/memory/array.h"
#include "base/text/dtext.h"
#include "body/layout/hex.h"
#include "body/layout/inner.h"
#include "body/layout/layout.h"
#include "body/layout/notation.h"
#include "ui/view/views.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { TAB_COLS = 8 };

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

static void put_value(struct pen *pen, const struct pager *p, const struct pager_row *row)
{
    static const enum role roles[] = {
        [NOTATION_END] = ROLE_TEXT,           [NOTATION_KEY] = ROLE_JSON_KEY,
        [NOTATION_STRING] = ROLE_JSON_STRING, [NOTATION_NUMBER] = ROLE_JSON_NUMBER,
        [NOTATION_WORD] = ROLE_JSON_WORD,     [NOTATION_PUNCT] = ROLE_JSON_PUNCT,
        [NOTATION_COMMENT] = ROLE_WARN,       [NOTATION_OTHER] = ROLE_TEXT,
    };
    _Static_assert(ARRAY_LEN(roles) == NOTATION_COUNT, "every kind of token has its role");
    size_t n, pos = 0, drawn = 0;
    const char *line = layout_line(&p->layout, row->line, &n);

    while (drawn < row->at + row->len) {
        struct notation_token t = notation_next(line, n, &pos);

        if (t.kind == NOTATION_END)
            break;
        put_part(pen, ROLE_TEXT, line, drawn, t.at, row);
        put_part(pen, roles[t.kind], line, t.at, t.at + t.len, row);
        drawn = t.at + t.len;
    }
    put_part(pen, ROLE_TEXT, line, drawn, n, row);
}

/* How much is folded away, and the bracket that ends it: " … 12 ],". */
static void put_folded(struct pen *pen, const struct pager *p, size_t line)
{
    char text[48];
    size_t n;
    const char *close = layout_line(&p->layout, p->layout.tree[line].close, &n);

    while (n && *close == ' ') {
        close++;
        n--;
    }
    snprintf(text, sizeof(text), " %s %u ", glyph(GLYPH_ELLIPSIS),
             (unsigned)p->layout.tree[line].items);
    put(pen, ROLE_DIM, text, strlen(text));
    put(pen, ROLE_JSON_PUNCT, close, n);
}

/* What stands behind the end of a line. */
static void put_behind(struct pen *pen, const struct pager *p, const struct pager_row *row)
{
    struct inner_hint hint;
    size_t n;
    const char *line = layout_line(&p->layout, row->line, &n);

    if (row->at + row->len < n)
        return;
    if (pager_is_folded(p, row->line)) {
        put_folded(pen, p, row->line);
    } else if (inner_find_hint(line, n, &hint)) {
        put(pen, ROLE_DIM, "  // ", 5);
        put(pen, ROLE_DIM, hint.s, strlen(hint.s));
    }
}

/* What stands before a line. */
static void draw_sign(struct rect r, int y, const struct pager *p, const struct pager_row *row,
                      bool focused)
{
    if (row->at)
        return;
    if (focused && row->line == p->cursor)
        draw_glyph(r, y, 0, ROLE_STRONG, GLYPH_MARKER);
    else if (pager_is_folded(p, row->line))
        draw_glyph(r, y, 0, ROLE_DIM, GLYPH_FOLDED);
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

/* A blank, or what looks like one: how many bytes it has, and what is drawn in its place. */
static size_t find_blank(const char *s, size_t n, enum glyph *sign)
{
    *sign = *s == '\t' ? GLYPH_RIGHT : n > 1 && s[0] == '\xc2' ? GLYPH_CIRCLE : GLYPH_GAP;
    if (*s == ' ' || *s == '\t')
        return 1;
    return n > 1 && s[0] == '\xc2' && s[1] == '\xa0' ? 2 : 0;
}

/* What a value's lines are indented by is none of its own. */
static void draw_blanks(const struct pager *p, const struct pager_row *row, struct rect r, int y)
{
    size_t i = 0;
    int col = 0;

    while (pager_has_cursor(p) && !row->at && i < row->len && row->text[i] == ' ')
        i++;
    for (col = (int)i; i < row->len && col < p->left + r.cols;) {
        enum glyph sign;
        size_t len = find_blank(row->text + i, row->len - i, &sign), start = i;

        if (len && col >= p->left)
            draw_glyph(r, y, col - p->left, ROLE_DIM, sign);
        if (len) {
            i += len;
            col += row->text[start] == '\t' ? TAB_COLS - col % TAB_COLS : 1;
            continue;
        }
        while (i < row->len && !find_blank(row->text + i, row->len - i, &sign))
            i++;
        col += dtext_find_col(row->text + start, i - start, i - start);
    }
}

/* Plain text: what has a role of its own, and all between. */
static void put_text(struct pen *pen, const struct pager *p, const struct pager_row *row)
{
    size_t n, drawn = 0;
    const char *line = layout_line(&p->layout, row->line, &n);

    for (size_t i = pager_find_span(p, row->line); i < p->n_spans; i++) {
        const struct pager_span *s = &p->spans[i];

        if (s->line != row->line)
            break;
        put_part(pen, ROLE_TEXT, line, drawn, s->at, row);
        put_part(pen, s->role, line, s->at, s->at + s->len, row);
        drawn = s->at + s->len;
    }
    put_part(pen, ROLE_TEXT, line, drawn, n, row);
}

static void put_row(struct pen *pen, const struct pager *p, const struct pager_row *row)
{
    if (pager_has_cursor(p)) {
        put_value(pen, p, row);
        put_behind(pen, p, row);
    } else if (p->layout.form == BODY_BYTES) {
        put_hex(pen, p, row);
    } else {
        put_text(pen, p, row);
    }
}

void view_pager_add_hint(const struct pager *p, struct text_line *title)
{
    const struct layout *l = &p->layout;
    struct inner_hint hint;

    if (l->form == BODY_TEXT && !l->tree && inner_find_text_hint(l->text, l->len, &hint))
        text_line_add(title, " %s %s", glyph(GLYPH_GAP), hint.s);
}

void view_pager_draw(const struct pager *p, struct rect r, bool focused)
{
    struct view_hits hits = {.next.line = SIZE_MAX};
    struct rect signs = rect_cut_left(&r, r.cols - pager_text_cols(p));
    struct pager_row row;
    bool more = pager_first_row(p, &row);

    for (int y = 0; y < r.rows && more; y++, more = pager_next_row(p, &row)) {
        struct rect place = r;
        struct pen pen = {.y = y, .left = p->left};

        rect_cut_left(&place, row.indent);
        pen.r = place;
        put_row(&pen, p, &row);
        if (p->blanks && p->layout.form != BODY_BYTES)
            draw_blanks(p, &row, place, y);
        view_hits_draw(&hits, p, &row, place, y);
        draw_sign(signs, y, p, &row, focused);
    }
}

/* Where in the text the view is, in lines. */
void view_pager_describe_place(const struct pager *p, char *out, size_t size)
{
    struct format at, all;

    out[0] = '\0';
    if (p->layout.n > p->rows || p->top)
        snprintf(out, size, "line %s of %s",
                 format_count(&at, (int64_t)(pager_has_cursor(p) ? p->cursor : p->top) + 1),
                 format_count(&all, (int64_t)p->layout.n));
}
