#include "base/memory/array.h"
#include "base/text/cut.h"
#include "base/text/format.h"
#include "body/decode/decode.h"
#include "parts/queues/prospect.h"
#include "ui/view/views.h"
#include "ui/widget/table.h"

#include <stdio.h>
#include <string.h>

enum {
    ID_COLS = 8,
    SIGN_COLS = 2 /* behind the attempts */,
    MARGIN_FROM = 60 /* columns of a pane with a blank at its edges */,
    PATH_PART = 3 /* a column of a path has at most one in so many of the pane's */,
    PATH_KEEP = 20 /* somebody asked for it: others go before it */,
    NARROW_PREVIEW = 8 /* columns, beside those of paths on a small screen */,
    HEAD_BYTES = 400
};

static const struct column columns[] = {
#define MESSAGE_COLUMN(id, key, name, hint, descending, value, ...) {__VA_ARGS__},
#define MESSAGE_ORDER(...)
#include "parts/list/message_columns.def"
};
enum { N_COLS = MESSAGE_COMING, MAX_COLS = N_COLS + PATH_COLUMNS_MAX };
_Static_assert(ARRAY_LEN(columns) == N_COLS, "what has no column comes last");

/* The columns of this pane, and what their headings point into. */
struct shown {
    struct table table;
    struct column columns[MAX_COLS];
    char age[16];
    char heads[PATH_COLUMNS_MAX][HEAD_BYTES];
};

/* The preview comes behind the paths. */
static int find_place(const struct messages *m, int order)
{
    int n = (int)m->columns.n;

    return order < MESSAGE_PREVIEW    ? order
           : order == MESSAGE_PREVIEW ? MESSAGE_PREVIEW + n
           : order >= MESSAGE_COLUMNS ? order - MESSAGE_COLUMNS + MESSAGE_PREVIEW
                                      : -1;
}

static int find_order(const struct messages *m, int place)
{
    int n = (int)m->columns.n;

    return place < MESSAGE_PREVIEW       ? place
           : place < MESSAGE_PREVIEW + n ? place - MESSAGE_PREVIEW + MESSAGE_COLUMNS
                                         : MESSAGE_PREVIEW;
}

static int count_digits(int64_t n)
{
    char digits[24];

    return n < 0 ? 1 : snprintf(digits, sizeof(digits), "%lld", (long long)n);
}

/* "3/3 !": what it has had, of max_retries, and whether it is the last; the strokes are in line. */
static void fill_attempts(const struct app *app, const struct queue *q,
                          const struct message_row *row, struct cell *c)
{
    int digits = count_digits(app->messages.alike.most_attempts);
    int64_t attempts = row->message->attempts;
    struct prospect p = prospect_find(q, attempts);

    c->role = view_attempts_role(p.kind);
    if (attempts < 0)
        snprintf(c->text, sizeof(c->text), "%*s", digits, "-");
    else if (p.kind == PROSPECT_UNKNOWN)
        snprintf(c->text, sizeof(c->text), "%*lld/-", digits, (long long)attempts);
    else
        snprintf(c->text, sizeof(c->text), "%*lld/%-*lld %s", digits, (long long)attempts,
                 count_digits(p.max), (long long)p.max, view_attempts_sign(p.kind));
}

static int find_attempts_cols(const struct app *app, const struct queue *q)
{
    int cols = count_digits(app->messages.alike.most_attempts) + 1 +
               count_digits(q ? queue_find_max_retries(q) : -1) + SIGN_COLS;

    return cols > columns[MESSAGE_ATTEMPTS].width ? cols : columns[MESSAGE_ATTEMPTS].width;
}

/* A "!" behind what expires soon. */
static void fill_age(const struct app *app, const struct queue *q, const struct message *m,
                     struct cell *c)
{
    int64_t left = prospect_expires_in(q, m->timestamp_ms, app->now.wall_ms);
    bool soon = q && prospect_is_soon(q, left);
    struct format f;

    times_print(&f, app->times, m->timestamp_ms, app->now.wall_ms);
    c->role = soon ? ROLE_WARN : ROLE_TEXT;
    snprintf(c->text, sizeof(c->text), "%s%s", f.s, soon ? glyph(GLYPH_BANG) : " ");
}

/* What became of it stands in the place of the lease. */
static void fill_fate(enum outcome outcome, struct cell *c)
{
    static const enum role roles[] = {
#define OUTCOME(id, name, role) role,
#include "parts/changes/outcomes.def"
    };
    _Static_assert(ARRAY_LEN(roles) == OUTCOME_COUNT, "every outcome has its role");

    cell_set(c, roles[outcome], outcome_name(outcome));
}

static void fill_lease(const struct app *app, const struct message_row *row, struct cell *c)
{
    enum outcome outcome = outcomes_find(&app->changes.outcomes, row->message).outcome;
    int64_t left = leases_deadline(row->batch, row->message) - app->now.mono_ms;
    struct format f;

    if (outcome != OUTCOME_NONE)
        fill_fate(outcome, c);
    else if (row->batch->source == BATCH_PEEK)
        cell_set(c, ROLE_DIM, "-");
    else if (!row->message->lease_id)
        cell_set(c, ROLE_WARN, "no id");
    else if (left <= 0)
        cell_set(c, ROLE_EXPIRED, "expired");
    else
        cell_set(c, left <= LEASE_SOON_MS ? ROLE_LEASE_SOON : ROLE_LEASE, format_span(&f, left));
}

/* Without what all begin with, which the heading says. */
static void fill_preview(const struct app *app, const char *preview, struct cell *c)
{
    size_t skip = alike_skip(&app->messages.alike, preview);

    c->role = ROLE_TEXT;
    snprintf(c->text, sizeof(c->text), "%s%s", skip ? glyph(GLYPH_ELLIPSIS) : "", preview + skip);
}

static void fill_cell(const struct app *app, const struct queue *q, const struct message_row *row,
                      enum message_column column, struct cell *c)
{
    const struct glance *glance = body_glance(row->message, &row->batch->arena);
    const struct message *m = row->message;

    switch (column) {
    case MESSAGE_AGE: fill_age(app, q, m, c); break;
    case MESSAGE_ATTEMPTS: fill_attempts(app, q, row, c); break;
    case MESSAGE_TYPE:
        cell_set(c, m->type_text ? ROLE_TEXT : ROLE_DIM, m->type_text ? m->type_text : "-");
        break;
    case MESSAGE_SIZE: cell_set(c, ROLE_TEXT, ""); break;
    case MESSAGE_ID:
        c->role = ROLE_DIM;
        snprintf(c->text, sizeof(c->text), "%.*s", ID_COLS, m->id);
        break;
    case MESSAGE_LEASE: fill_lease(app, row, c); break;
    case MESSAGE_PREVIEW: fill_preview(app, glance->preview, c); break;
    case MESSAGE_COMING:
    case MESSAGE_COLUMNS: cell_set(c, ROLE_DIM, ""); break;
    }
}

static void fill_path(const struct messages *m, size_t column, const struct message_row *row,
                      struct cell *c)
{
    const struct path_value *v = path_columns_value(&m->columns, column, (size_t)(row - m->rows));

    c->role = v->kind == COLUMN_ABSENT || v->kind == COLUMN_NULL ? ROLE_DIM : ROLE_TEXT;
    path_value_print(v, c->text, sizeof(c->text));
}

/* Rows whose lease is held carry a mark of their own, so that they differ without colour too. */
static void draw_marks(const struct app *app, size_t i, struct rect r, int y, bool bar)
{
    const struct message_row *row = app->messages.view[i];
    bool marked = marks_has_row(&app->marks, &app->messages, i);

    if (marked)
        draw_glyph(r, y, 1, theme_select(ROLE_MARKED, bar), GLYPH_MARKED);
    if (row->batch->source == BATCH_PULL && !row->message->lease_over)
        draw_text(r, y, 2, table_role(ROLE_PULLED, bar), "L");
}

static void draw_row(const struct app *app, const struct shown *s, size_t i, struct rect r, int y)
{
    const struct messages *m = &app->messages;
    const struct message_row *row = m->view[i];
    const struct queue_row *open = app_open_queue(app);
    bool selected = i == m->list.selected, focused = app->focus == PANE_MESSAGES;
    struct cell cells[MAX_COLS];

    cells[MESSAGE_AGE].role = ROLE_TEXT;
    for (int col = 0; col < s->table.n; col++) {
        int order = find_order(m, col);

        if (order >= MESSAGE_COLUMNS)
            fill_path(m, (size_t)(order - MESSAGE_COLUMNS), row, &cells[col]);
        else
            fill_cell(app, open ? open->queue : NULL, row, (enum message_column)order, &cells[col]);
    }
    if (selected && cells[MESSAGE_AGE].role == ROLE_TEXT)
        cells[MESSAGE_AGE].role = ROLE_STRONG;
    table_draw_row(&s->table, r, y, cells, selected, focused);
    table_draw_size(
        &s->table, MESSAGE_SIZE, r, y, ROLE_TEXT,
        row->message->body ? (int64_t)body_glance(row->message, &row->batch->arena)->size : -1,
        selected && focused);
    draw_marks(app, i, r, y, selected && focused);
}

static void draw_empty(const struct app *app, struct rect r)
{
    const struct messages *m = &app->messages;

    if (m->n_rows) {
        view_filtered_draw(app, PANE_MESSAGES, r);
    } else if (!m->queue_id[0]) {
        view_hint_draw(r, ROLE_DIM, "{open} peeks the selected queue: no lease, nothing changes.");
    } else if (calls_find_op(&app->calls, OP_PULL, m->queue_id)) {
        view_notice_draw(r, ROLE_DIM, "Pulling (Ctrl-C cancels)");
    } else if (calls_find_op(&app->calls, OP_PEEK, m->queue_id)) {
        view_notice_draw(r, ROLE_DIM, "Peeking (Ctrl-C cancels)");
    } else if (app->no_peek_reason[0]) {
        view_notice_draw(r, ROLE_WARN, app->no_peek_reason);
    } else if (m->peek) {
        view_hint_draw(r, ROLE_DIM, "No message came. A peek is best effort: {peek} peeks again.");
    } else {
        view_hint_draw(r, ROLE_DIM, "Not opened yet: {peek} peeks, {pull} pulls.");
    }
}

/* What a column of a path may have: its share of half the pane, or what its name needs, and at most
 * its part of the pane. */
static int limit_path_cols(const struct messages *m, int named, int cols)
{
    int share = cols / 2 / (int)m->columns.n, most = cols / PATH_PART;

    share = named > share ? named : share;
    return share < most ? share : most;
}

/* As wide as its values need, within that. */
static struct column make_path_column(const struct messages *m, size_t i, char *head, int cols)
{
    const struct path_column *c = m->columns.items[i];
    const char *name = path_columns_name(&m->columns, i);
    bool right = c->numbers && !c->others;
    int arrow = m->order.column == MESSAGE_COLUMNS + (int)i && !right;
    int named = draw_measure(name) + arrow, limit = limit_path_cols(m, named, cols);
    int width = c->cols > named ? c->cols : named;
    struct text_line l = text_line(head, HEAD_BYTES);
    struct dtext cut;

    width = width < limit ? width : limit;
    text_line_add(&l, "%s", cut_front(&cut, name, width - arrow, ".[", ""));
    return (struct column){head, width, 0, PATH_KEEP - (int)i, right ? DRAW_RIGHT : DRAW_MIDDLE, 2};
}

static void make_columns(const struct app *app, struct shown *s, int cols)
{
    const struct messages *m = &app->messages;
    const struct queue_row *open = app_open_queue(app);

    for (int i = 0; i < s->table.n; i++) {
        int order = find_order(m, i);

        if (order < N_COLS)
            s->columns[i] = columns[order];
        else if (order >= MESSAGE_COLUMNS)
            s->columns[i] = make_path_column(m, (size_t)(order - MESSAGE_COLUMNS),
                                             s->heads[order - MESSAGE_COLUMNS], cols);
    }
    snprintf(s->age, sizeof(s->age), "%s ", times_name(app->times));
    s->columns[MESSAGE_AGE].title = s->age;
    s->columns[MESSAGE_AGE].width = times_cols(app->times) + 1;
    s->columns[MESSAGE_ATTEMPTS].width = find_attempts_cols(app, open ? open->queue : NULL);
    if (m->columns.n && cols < MARGIN_FROM)
        s->columns[find_place(m, MESSAGE_PREVIEW)].min = NARROW_PREVIEW;
    if (m->alike.type)
        s->columns[MESSAGE_TYPE].width = TABLE_DROPPED;
    if (view_messages_says_attempts(app))
        s->columns[MESSAGE_ATTEMPTS].width = TABLE_DROPPED;
    if (view_messages_says_lease(app))
        s->columns[MESSAGE_LEASE].width = TABLE_DROPPED;
}

static void make_table(const struct app *app, struct shown *s, int cols)
{
    const struct messages *m = &app->messages;
    bool margin = cols >= MARGIN_FROM;

    s->table =
        (struct table){.columns = s->columns,
                       .n = N_COLS + (int)m->columns.n,
                       .left = 2 + (margin || m->n_pulled_rows) + (margin && m->n_pulled_rows),
                       .sorted = find_place(m, m->order.column) + 1,
                       .descending = m->order.descending};
    make_columns(app, s, cols);
    table_fit(&s->table, cols - margin);
}

int view_messages_find_column(const struct app *app, int cols, int col)
{
    struct shown s;
    int place;

    make_table(app, &s, cols);
    place = groups_are_shown(app) ? -1 : table_find(&s.table, col);
    return place < 0 ? -1 : find_order(&app->messages, place);
}

/* What the previews begin with, of which the end tells most. */
static void draw_skipped(const struct app *app, const struct shown *s, struct rect r)
{
    const struct messages *m = &app->messages;
    int place = find_place(m, MESSAGE_PREVIEW), col = table_place(&s->table, place);
    int used = (int)strlen(columns[MESSAGE_PREVIEW].title) + 2;
    int room = col < 0 ? 0 : s->columns[place].width - used - (int)strlen("after ");
    struct dtext cut;

    if (!m->alike.begin || room < 4)
        return;
    draw_text(r, 0, col + used, ROLE_COLUMN_HEAD, "after ");
    draw_cell(r, 0, col + used + (int)strlen("after "), room, DRAW_LEFT, ROLE_COLUMN_HEAD,
              cut_front(&cut, m->alike.begin, room, "", ", {"));
}

static void draw_head(const struct app *app, const struct shown *s, struct rect r)
{
    table_draw_head(&s->table, r, 0);
    draw_skipped(app, s, r);
}

void view_messages_draw(const struct app *app, struct rect r, const struct frame *f)
{
    const struct list *l = &app->messages.list;
    struct shown s;

    make_table(app, &s, r.cols);
    if (!f->bare)
        view_messages_draw_title(app, rect_cut_top(&r, 1));
    if (app->groups.made.n && groups_are_shown(app)) {
        view_groups_draw(app, r, f);
        return;
    }
    if (frame_has_heading(f, PANE_MESSAGES))
        draw_head(app, &s, rect_cut_top(&r, 1));
    if (!app->messages.n_view)
        draw_empty(app, r);
    for (size_t i = l->top; i < l->n && i - l->top < l->height; i++)
        draw_row(app, &s, i, r, (int)(i - l->top));
}
