#include "ui/widget/line.h"

#include "base/text/dtext.h"
#include "ui/term/term.h"

void line_draw(const struct field *f, struct rect r, int row, int col, int cols, enum role role,
               bool active)
{
    int at = dtext_find_col(f->text, f->len, f->at);
    int skip = at < cols ? 0 : at - cols + 1;
    struct rect seen = rect_clip(rect_make(r.row + row, r.col + col, 1, cols), r);

    draw_fill(seen, 0, 0, seen.cols, role);
    draw_bytes(seen, 0, 0, role, f->text, f->len, skip);
    if (active && at - skip < seen.cols)
        term_set_cursor(seen.row, seen.col + at - skip);
}

int line_draw_prompt(const struct field *f, struct rect r, const char *sign)
{
    int col = r.cols > 4 ? 1 : 0;

    draw_text(r, 0, col, ROLE_PROMPT, sign);
    line_draw(f, r, 0, col + 1, r.cols - col - 1, ROLE_PROMPT_TEXT, true);
    return col + 1 + draw_measure(f->text);
}
