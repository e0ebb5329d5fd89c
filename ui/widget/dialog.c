#include "ui/widget/dialog.h"

#include "ui/widget/line.h"
#include "ui/widget/sentence.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { FIELD_COLS = 10, FRAMED_COLS = 12, FRAME_COLS = 4, GAP_COLS = 3 };

static const char cancel[] = "[ Cancel ]";

struct rect dialog_find_inside(struct rect screen, int rows, int cols)
{
    struct rect r = rect_center(screen, rows, cols);

    return r.rows < rows ? r : rect_inset(r, 1, 2);
}

struct rect dialog_draw_frame(struct rect screen, int rows, int cols, const char *title)
{
    struct rect r = rect_center(screen, rows, cols);

    /* What little is left beside it could not be read; but for the header. */
    if (r.cols > screen.cols * 3 / 4 && r.row > screen.row)
        draw_clear(rect_make(r.row, screen.col, r.rows, screen.cols));
    draw_clear_role(r, ROLE_DIALOG);
    if (r.rows < rows || r.cols < FRAMED_COLS)
        return r;
    draw_box(r, ROLE_DIALOG_DIM);
    draw_cell(rect_inset(r, 0, 2), 0, 0,
              draw_measure(title) < r.cols - 4 ? draw_measure(title) : r.cols - 4, DRAW_LEFT,
              ROLE_DIALOG_TITLE, title);
    return dialog_find_inside(screen, rows, cols);
}

void dialog_add(struct dialog *d, enum role role, const char *fmt, ...)
{
    va_list ap;

    if (d->n == DIALOG_LINES)
        return;
    d->lines[d->n].role = role;
    va_start(ap, fmt);
    vsnprintf(d->lines[d->n].text, sizeof(d->lines[0].text), fmt, ap);
    va_end(ap);
    d->n += d->lines[d->n].text[0] != '\0';
}

static int measure_field(const struct field *f)
{
    return draw_measure(f->label) + 1 + FIELD_COLS;
}

static int count_fields(const struct dialog *d)
{
    int n = 0;

    while (d->prompt && n < PROMPT_FIELDS && d->prompt->fields[n].label)
        n++;
    return n;
}

/* Rows of button and fields: one, or one each where that is too narrow. */
static int count_field_rows(const struct dialog *d, int cols)
{
    int n = count_fields(d), need = d->has_cancel ? (int)strlen(cancel) + GAP_COLS : 0;

    for (int i = 0; i < n; i++)
        need += measure_field(&d->prompt->fields[i]) + GAP_COLS;
    if (need - GAP_COLS <= cols)
        return n + d->has_cancel > 0;
    return n + d->has_cancel;
}

static void draw_fields(const struct dialog *d, struct rect r, int y, bool stacked)
{
    int n = count_fields(d), col = 0;

    if (d->has_cancel) {
        draw_text(r, y, 0, d->on_cancel ? ROLE_SELECTED : ROLE_DIALOG, cancel);
        col = stacked ? 0 : (int)strlen(cancel) + GAP_COLS;
        y += stacked;
    }
    for (int i = 0; i < n; i++) {
        const struct field *f = &d->prompt->fields[i];
        bool active = i == d->prompt->active;

        int label = draw_measure(f->label) + 1;

        draw_text(r, y, col, ROLE_DIALOG, f->label);
        line_draw(f, r, y, col + label, d->wide ? r.cols - label : FIELD_COLS,
                  active ? ROLE_SELECTED : ROLE_DIALOG, active);
        col += stacked ? 0 : measure_field(f) + GAP_COLS;
        y += stacked;
    }
}

static void draw_keys(const struct dialog *d, struct rect r, int y, int max)
{
    if (d->prompt && d->prompt->error[0])
        sentence_draw(r, y, max, ROLE_DIALOG_DANGER, d->prompt->error);
    else if (d->armed)
        sentence_draw(r, y, max, ROLE_DIALOG_DIM, d->keys);
}

void dialog_draw(const struct dialog *d, struct rect screen)
{
    int cols = (screen.cols < DIALOG_COLS ? screen.cols : DIALOG_COLS) - FRAME_COLS;
    int fields = count_field_rows(d, cols), keys = sentence_count_rows(d->keys, cols), need, y = 0,
        blank;
    struct rect r;

    need = fields + keys;
    for (int i = 0; i < d->n; i++)
        need += sentence_count_rows(d->lines[i].text, cols);
    blank = screen.rows >= need + 4;
    r = dialog_draw_frame(screen, need + 2 + 2 * blank, DIALOG_COLS, d->title);
    /* Without a frame there is more room across. */
    if (r.cols > cols) {
        fields = count_field_rows(d, r.cols);
        keys = sentence_count_rows(d->keys, r.cols);
    }
    y = blank && r.rows > need;
    for (int i = 0; i < d->n; i++)
        y += sentence_draw(r, y, r.rows - fields - keys - y, d->lines[i].role, d->lines[i].text);
    draw_fields(d, r, r.rows - keys - fields, fields > 1);
    draw_keys(d, r, r.rows - keys, keys);
}
