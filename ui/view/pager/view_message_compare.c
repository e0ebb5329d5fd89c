#include "app/show/message_compare.h"
#include "base/memory/array.h"
#include "base/text/ascii.h"
#include "base/text/dtext.h"
#include "ui/view/views.h"

#include <stdint.h>
#include <string.h>

/* By the sign that the line begins with: - and + of the values, ~ of what differs; a path begins
 * with what is none of these. */
static enum role role_of_line(const char *line, size_t n)
{
    static const struct {
        char sign;
        enum role role;
    } signs[] = {{'-', ROLE_ONLY_LEFT}, {'+', ROLE_ONLY_RIGHT}, {'~', ROLE_TEXT},
                 {'!', ROLE_WARN},      {'=', ROLE_NOTICE},     {' ', ROLE_DIM}};

    for (size_t i = 0; n && i < ARRAY_LEN(signs); i++)
        if (line[0] == signs[i].sign)
            return signs[i].role;
    return n && ascii_is_upper(line[0]) ? ROLE_TITLE_FOCUS : ROLE_JSON_KEY;
}

/* A row of columns: the first bar stands where the second one begins. */
static bool is_columns(const struct pager *p, const struct pager_row *row,
                       struct message_compare_columns *c)
{
    const char *bar = memmem(row->text, row->len, " | ", 3);

    return message_compare_find_columns(p->cols, c) && row->at == 0 && bar &&
           dtext_find_col(row->text, row->len, (size_t)(bar - row->text)) == c->at[1] - 3;
}

/* The bars and the sign first, then each column over it. */
static void draw_columns(const struct pager *p, const struct pager_row *row, struct rect r, int y,
                         const struct message_compare_columns *c)
{
    static const enum role roles[] = {ROLE_JSON_KEY, ROLE_ONLY_LEFT, ROLE_ONLY_RIGHT};

    draw_bytes(r, y, 0, ROLE_STRONG, row->text, row->len, p->left);
    for (int i = 0; i < 3; i++) {
        int from = c->at[i] - p->left, to = from + c->width[i], cut = from < 0 ? -from : 0;
        struct rect part = rect_make(r.row, r.col + from + cut, r.rows, to - from - cut);

        draw_bytes(rect_clip(part, r), y, 0, roles[i], row->text, row->len, c->at[i] + cut);
    }
}

void view_message_compare_draw(const struct pager *p, struct rect r)
{
    struct view_hits hits = {.next.line = SIZE_MAX};
    struct message_compare_columns columns;
    struct pager_row row;
    bool more = pager_first_row(p, &row);

    for (int y = 0; y < r.rows && more; y++, more = pager_next_row(p, &row)) {
        size_t n;
        const char *line = layout_line(&p->layout, row.line, &n);

        if (is_columns(p, &row, &columns))
            draw_columns(p, &row, r, y, &columns);
        else
            draw_bytes(r, y, 0, role_of_line(line, n), row.text, row.len, p->left);
        view_hits_draw(&hits, p, &row, r, y);
    }
}
