#include "base/text/dtext.h"
#include "ui/view/views.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_COLS = 20 };

/* Where the facts begin. */
static size_t find_facts(const char *left)
{
    char gap[16];
    const char *facts;

    snprintf(gap, sizeof(gap), " %s ", glyph(GLYPH_GAP));
    facts = strstr(left, gap);
    return facts ? (size_t)(facts - left) : strlen(left);
}

static int measure(const char *s, size_t n)
{
    struct dtext text;

    dtext_make(&text, s, n, 0, DTEXT_COLS, DTEXT_LINE);
    return text.cols;
}

static void draw_left(struct rect r, int cols, bool focused, const char *left,
                      struct view_title_part part)
{
    size_t facts = find_facts(left);
    int at = measure(left, part.at), part_cols = measure(left + part.at, part.len);
    int dim = measure(left, facts), all = draw_measure(left);

    draw_cell(r, 0, 0, cols, DRAW_LEFT, focused ? ROLE_TITLE_FOCUS : ROLE_TITLE, left);
    if (dim < cols)
        draw_cell(r, 0, dim, cols - dim, DRAW_LEFT, ROLE_DIM, left + facts);
    if (part.len && at + part_cols <= cols - (all > cols))
        draw_bytes(r, 0, at, part.role, left + part.at, part.len, 0);
}

void view_title_draw(struct rect r, bool focused, const char *left, const char *right)
{
    view_title_draw_part(r, focused, left, right, (struct view_title_part){.len = 0});
}

void view_title_draw_part(struct rect r, bool focused, const char *left, const char *right,
                          struct view_title_part part)
{
    enum role rule = focused ? ROLE_RULE_FOCUS : ROLE_RULE;
    int left_cols = draw_measure(left), right_cols = draw_measure(right);
    struct rect middle = r;

    draw_rule(r, 0, rule, focused);
    if (right[0] && left_cols + right_cols + VIEW_TITLE_RULE <= r.cols) {
        draw_text(r, 0, r.cols - right_cols - 3, rule, " ");
        draw_text(r, 0, r.cols - right_cols - 2, ROLE_DIM, right);
        draw_text(r, 0, r.cols - 2, rule, " ");
        rect_cut_right(&middle, right_cols + 3);
    }
    if (r.cols < 6)
        return;
    draw_text(r, 0, 2, rule, " ");
    rect_cut_left(&middle, 3);
    if (left_cols > middle.cols - 2) /* a blank and the end of the rule stay */
        left_cols = middle.cols - 2;
    draw_left(middle, left_cols, focused, left, part);
    draw_text(middle, 0, left_cols, rule, " ");
}

void view_title_put(struct rect *r, const char *label, enum role role, const char *value)
{
    struct rect line = rect_cut_top(r, 1);

    draw_text(line, 0, 1, ROLE_DIM, label);
    draw_cell(line, 0, LABEL_COLS, line.cols - LABEL_COLS - 1, DRAW_LEFT, role,
              value && value[0] ? value : "-");
}

void view_hint_draw(struct rect r, enum role role, const char *text)
{
    char filled[160];

    view_notice_draw(r, role, action_fill(filled, sizeof(filled), text));
}

void view_notice_draw(struct rect r, enum role role, const char *text)
{
    int cols = draw_measure(text);

    if (r.rows < 1)
        return;
    if (cols <= r.cols - 2)
        draw_text(r, r.rows / 3, (r.cols - cols) / 2, role, text);
    else
        draw_cell(r, r.rows / 3, 1, r.cols - 2, DRAW_LEFT, role, text);
}
