#include "ui/view/frame.h"

#include "base/memory/array.h"

enum {
    FULL_ROWS = 15,
    FULL_COLS = 60,
    FAR_ROWS = 1000, /* beyond any screen */
    BARE_ROWS = 4,
    BARE_COLS = 20,
    WIDE_ROWS = 30,
    WIDE_COLS = 130,
    TALL_ROWS = 28,  /* between header and footer */
    OPEN_ROWS = 2,   /* a title, and the row of the open queue */
    STRIP_ROWS = 11, /* the graph needs that much left for the list above it */
    HEADER_ROWS = 6,
    HEADING_ROWS = 8,
    FACTS_ROWS = 9,
    ATTEMPTS_ROWS = 6,
    FIELDS_ROWS = 8,
    CALLS_ROWS = 6,
    LIST_HEAD_ROWS = 3, /* title, heading, and a blank row behind it */
    FACTS_COLS = 60,
    GROUP_ROWS = 7,   /* title, six facts; */
    GROUPS_LEAST = 4, /* so many groups and a blank row must stay in sight, */
    GROUPS_MOST = 8,  /* and so many get rows of what stands above them */
    BODY_LEAST = 5,   /* or below */
};

/* That a list of n has a use for. */
static int rows_needed(size_t n)
{
    return (n < FAR_ROWS ? (int)n : FAR_ROWS) + LIST_HEAD_ROWS;
}

/* Of what a list and its neighbour share, the neighbour gets these, or all that is spare. */
static int at_least(int rows, int spare)
{
    return spare > rows ? spare : rows;
}

/* One above the other; the focused pane takes what the others leave.  Of the list of queues a small
 * screen keeps the row of the open one. */
static void stack_panes(struct frame *f, struct rect r, enum pane focus, struct frame_lists lists)
{
    bool tall = r.rows >= TALL_ROWS;
    int list = tall ? 7 : r.rows >= 18 ? 5 : 4;

    if (focus == PANE_QUEUES) {
        f->panes[PANE_BODY] = rect_cut_bottom(&r, list);
        f->panes[PANE_MESSAGES] =
            rect_cut_bottom(&r, at_least(list, r.rows - rows_needed(lists.queues)));
    } else {
        f->panes[PANE_QUEUES] = rect_cut_top(&r, tall ? list : OPEN_ROWS);
        f->strip = rect_cut_top(&r, tall ? 2 : 0);
        if (focus == PANE_BODY)
            f->panes[PANE_MESSAGES] = rect_cut_top(&r, list);
        else
            f->panes[PANE_BODY] =
                rect_cut_bottom(&r, at_least(r.rows * 2 / 5, r.rows - rows_needed(lists.messages)));
    }
    f->panes[focus] = r;
}

/* rows off the bottom, where r keeps twice as many. */
static struct rect cut_spare(struct rect *r, int rows)
{
    return r->rows >= 3 * rows ? rect_cut_bottom(r, rows) : rect_make(r->row, r->col, 0, 0);
}

/* About queues on the left, about messages on the right: the lists at the top, below them what is
 * known of the selected row, as far as there is room. */
static void pair_panes(struct frame *f, struct rect r, enum pane focus)
{
    struct rect left = rect_cut_left(&r, r.cols * 48 / 100);
    int messages;

    f->divider = rect_cut_left(&r, 1);
    f->strip = rect_cut_bottom(&left, r.rows >= 40 ? 10 : 6);
    f->facts = cut_spare(&left, FACTS_ROWS);
    f->attempts = cut_spare(&left, ATTEMPTS_ROWS);
    f->panes[PANE_QUEUES] = left;
    f->calls = cut_spare(&r, CALLS_ROWS);
    f->fields = cut_spare(&r, FIELDS_ROWS);
    messages = focus == PANE_BODY ? r.rows * 30 / 100 : r.rows * 48 / 100;
    f->panes[PANE_MESSAGES] = rect_cut_top(&r, messages);
    f->panes[PANE_BODY] = r;
}

/* What the graph below the list has, with its title and axis: at least, and at most where the list
 * needs less.  The first that fits. */
static const struct {
    int rows, cols, least, most;
} strips[] = {
    {44, WIDE_COLS, 17, 20}, {34, 0, 10, 14}, {28, 0, 8, 14}, {18, 0, 6, 11}, {0, 0, 2, 5}};

/* The list, and below it the graph, with the settings beside it where there is room. */
static void spread_queues(struct frame *f, struct rect r, size_t n_queues)
{
    int spare = r.rows - rows_needed(n_queues);
    size_t i = 0;

    while (r.rows < strips[i].rows || r.cols < strips[i].cols)
        i++;
    if (r.rows >= STRIP_ROWS)
        f->strip = rect_cut_bottom(&r, spare < strips[i].least  ? strips[i].least
                                       : spare > strips[i].most ? strips[i].most
                                                                : spare);
    if (f->strip.rows >= FACTS_ROWS && r.cols >= WIDE_COLS) {
        f->facts = rect_cut_right(&f->strip, FACTS_COLS);
        f->divider = rect_cut_right(&f->strip, 1);
    }
    f->panes[PANE_QUEUES] = r;
}

struct frame frame_make(struct rect screen, enum pane focus, enum frame_use use,
                        struct frame_lists lists)
{
    struct rect r = screen;
    struct frame f = {0};

    f.bare = screen.rows < BARE_ROWS || screen.cols < BARE_COLS;
    f.headings = !f.bare && screen.rows >= HEADING_ROWS;
    if (!f.bare && screen.rows >= HEADER_ROWS)
        f.header = rect_cut_top(&r, 1);
    if (!f.bare)
        f.footer = rect_cut_bottom(&r, 1);
    if (use == FRAME_SCREEN)
        f.screen = r;
    else if (use == FRAME_ZOOMED || screen.rows < FULL_ROWS || screen.cols < FULL_COLS)
        f.panes[focus] = r;
    else if (use == FRAME_QUEUES)
        spread_queues(&f, r, lists.queues);
    else if (screen.rows >= WIDE_ROWS && screen.cols >= WIDE_COLS)
        pair_panes(&f, r, focus);
    else
        stack_panes(&f, r, focus, lists);
    return f;
}

/* Rows of a neighbour above or below the message pane go to that; at least keep stay.  Returns how
 * many. */
static int give_rows(struct rect *from, struct rect *pane, int rows, int keep)
{
    bool is_above = from->row + from->rows == pane->row;
    int given = from->rows - keep < rows ? from->rows - keep : rows;

    if (given <= 0 || from->col != pane->col || from->cols != pane->cols ||
        (!is_above && from->row != pane->row + pane->rows))
        return 0;
    from->rows -= given;
    pane->rows += given;
    if (is_above)
        pane->row -= given;
    else
        from->row += given;
    return given;
}

void frame_add_group(struct frame *f, enum pane focus, size_t n_groups)
{
    struct frame wide = *f;
    struct rect *pane = &wide.panes[PANE_MESSAGES];
    int most = n_groups < GROUPS_MOST ? (int)n_groups : GROUPS_MOST, rows;
    int lacks = focus == PANE_MESSAGES ? LIST_HEAD_ROWS + most + GROUP_ROWS - pane->rows : 0;

    if (f->bare || !f->headings || pane->cols < FULL_COLS || !pane->rows)
        return;
    lacks -= give_rows(&wide.panes[PANE_BODY], pane, lacks, BODY_LEAST);
    if (lacks > 0)
        lacks -= give_rows(&wide.strip, pane, wide.strip.rows, 0);
    if (lacks > 0)
        give_rows(&wide.panes[PANE_QUEUES], pane, lacks, OPEN_ROWS);
    rows = pane->rows - 2;
    if (rows < GROUP_ROWS + (most + 1 < GROUPS_LEAST ? most + 1 : GROUPS_LEAST))
        return;
    *f = wide;
    pane = &f->panes[PANE_MESSAGES];
    rows = (size_t)rows < n_groups + 1 + GROUP_ROWS ? rows - GROUP_ROWS : (int)n_groups + 1;
    f->group = *pane;
    pane->rows = 2 + rows;
    rect_cut_top(&f->group, pane->rows);
}

/* Where the row is taken: at the top, where what stands there has all its height in one column. */
static int find_giver(const struct frame *f, enum pane focus)
{
    const struct rect *queues = &f->panes[PANE_QUEUES], *messages = &f->panes[PANE_MESSAGES];
    bool paired =
        !rect_is_empty(*queues) && !rect_is_empty(*messages) && queues->row == messages->row;

    return !rect_is_empty(f->screen) ? f->screen.row : paired ? queues->row : f->panes[focus].row;
}

void frame_add_alert(struct frame *f, enum pane focus)
{
    struct rect *parts[] = {&f->strip,
                            &f->facts,
                            &f->attempts,
                            &f->fields,
                            &f->calls,
                            &f->divider,
                            &f->screen,
                            &f->panes[PANE_QUEUES],
                            &f->panes[PANE_MESSAGES],
                            &f->panes[PANE_BODY]};
    int row = f->header.row + f->header.rows, giver = find_giver(f, focus);

    if (rect_is_empty(f->header) || f->footer.row + 1 < FULL_ROWS || f->header.cols < FULL_COLS)
        return;
    f->alert = rect_make(row, f->header.col, 1, f->header.cols);
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        if (rect_is_empty(*parts[i]) || parts[i]->row > giver)
            continue;
        parts[i]->rows -= parts[i]->row == giver;
        parts[i]->row++;
    }
}

bool frame_has_heading(const struct frame *f, enum pane pane)
{
    return f->headings && pane != PANE_BODY && f->panes[pane].rows > OPEN_ROWS;
}

struct rect frame_rows(const struct frame *f, enum pane pane)
{
    struct rect r = f->panes[pane];

    if (!f->bare)
        rect_cut_top(&r, 1 + frame_has_heading(f, pane));
    return r;
}
