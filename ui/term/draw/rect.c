#include "ui/term/draw/rect.h"

static int min_int(int a, int b)
{
    return a < b ? a : b;
}

static int max_int(int a, int b)
{
    return a > b ? a : b;
}

/* n limited to 0..most */
static int limit(int n, int most)
{
    return max_int(0, min_int(n, most));
}

struct rect rect_make(int row, int col, int rows, int cols)
{
    return (struct rect){row, col, max_int(rows, 0), max_int(cols, 0)};
}

bool rect_is_empty(struct rect r)
{
    return r.rows <= 0 || r.cols <= 0;
}

struct rect rect_clip(struct rect r, struct rect clip)
{
    int row = max_int(r.row, clip.row);
    int col = max_int(r.col, clip.col);
    int end_row = min_int(r.row + r.rows, clip.row + clip.rows);
    int end_col = min_int(r.col + r.cols, clip.col + clip.cols);

    return rect_make(row, col, end_row - row, end_col - col);
}

struct rect rect_inset(struct rect r, int rows, int cols)
{
    rows = limit(rows, r.rows / 2);
    cols = limit(cols, r.cols / 2);
    return rect_make(r.row + rows, r.col + cols, r.rows - 2 * rows, r.cols - 2 * cols);
}

struct rect rect_cut_top(struct rect *r, int rows)
{
    int n = limit(rows, r->rows);
    struct rect cut = rect_make(r->row, r->col, n, r->cols);

    r->row += n;
    r->rows -= n;
    return cut;
}

struct rect rect_cut_bottom(struct rect *r, int rows)
{
    int n = limit(rows, r->rows);

    r->rows -= n;
    return rect_make(r->row + r->rows, r->col, n, r->cols);
}

struct rect rect_cut_left(struct rect *r, int cols)
{
    int n = limit(cols, r->cols);
    struct rect cut = rect_make(r->row, r->col, r->rows, n);

    r->col += n;
    r->cols -= n;
    return cut;
}

struct rect rect_cut_right(struct rect *r, int cols)
{
    int n = limit(cols, r->cols);

    r->cols -= n;
    return rect_make(r->row, r->col + r->cols, r->rows, n);
}

struct rect rect_center(struct rect r, int rows, int cols)
{
    rows = limit(rows, r.rows);
    cols = limit(cols, r.cols);
    return rect_make(r.row + (r.rows - rows) / 2, r.col + (r.cols - cols) / 2, rows, cols);
}
