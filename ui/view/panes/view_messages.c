#include "base/memory/array.h"
#include "base/text/format.h"
#include "base/text/utf8.h"
#include "body/decode/decode.h"
#include "parts/queues/prospect.h"
#include "ui/view/views.h"
#include "ui/widget/table.h"

#include <stdio.h>
#include <string.h>

enum {
    SOON_MS = 10000,
    ID_COLS = 8,
    NAME_COLS = 8 /* of a queue's name, at least */,
    TITLE_COLS = 10 /* its rule and blanks */
};

static const struct column columns[] = {
#define MESSAGE_COLUMN(id, key, name, hint, descending, value, ...) {__VA_ARGS__},
#define MESSAGE_ORDER(...)
#include "parts/list/message_columns.def"
};
enum { N_COLS = MESSAGE_COMING };
_Static_assert(ARRAY_LEN(columns) == N_COLS, "what has no column comes last");

/* "3/4 ▲": what it has had, of max_retries, and whether it is the last. */
static void fill_attempts(const struct queue *q, const struct message_row *row, struct cell *c)
{
    int64_t attempts = row->message->attempts;
    struct prospect p = prospect_find(q, attempts);
    const char *sign = view_attempts_sign(p.kind);

    c->role = view_attempts_role(p.kind);
    if (attempts < 0)
        snprintf(c->text, sizeof(c->text), "-");
    else if (p.kind == PROSPECT_UNKNOWN)
        snprintf(c->text, sizeof(c->text), "%lld/- ", (long long)attempts);
    else
        snprintf(c->text, sizeof(c->text), "%lld/%lld%s", (long long)attempts, (long long)p.max,
                 sign);
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
        cell_set(c, left <= SOON_MS ? ROLE_LEASE_SOON : ROLE_LEASE, format_span(&f, left));
}

static void fill_cell(const struct app *app, const struct queue *q, const struct message_row *row,
                      enum message_column column, struct cell *c)
{
    const struct glance *glance = body_glance(row->message, &row->batch->arena);
    const struct message *m = row->message;
    struct format f;

    c->role = ROLE_DIM;
    switch (column) {
    case MESSAGE_AGE: fill_age(app, q, m, c); break;
    case MESSAGE_ATTEMPTS: fill_attempts(q, row, c); break;
    case MESSAGE_TYPE: cell_set(c, ROLE_TEXT, m->type_text ? m->type_text : "-"); break;
    case MESSAGE_SIZE:
        cell_set(c, ROLE_TEXT, format_bytes(&f, m->body ? (int64_t)glance->size : -1));
        break;
    case MESSAGE_ID: snprintf(c->text, sizeof(c->text), "%.*s", ID_COLS, m->id); break;
    case MESSAGE_LEASE: fill_lease(app, row, c); break;
    case MESSAGE_PREVIEW: snprintf(c->text, sizeof(c->text), "%s", glance->preview); break;
    case MESSAGE_COMING:
    case MESSAGE_COLUMNS: break;
    }
}

/* Rows whose lease is held carry a mark of their own, so that they differ without colour too. */
static void draw_row(const struct app *app, const struct table *t, size_t i, struct rect r, int y)
{
    const struct message_row *row = app->messages.view[i];
    const struct queue_row *open = app_open_queue(app);
    bool selected = i == app->messages.list.selected;
    bool focused = app->focus == PANE_MESSAGES;
    struct cell cells[N_COLS];

    for (int col = 0; col < N_COLS; col++)
        fill_cell(app, open ? open->queue : NULL, row, (enum message_column)col, &cells[col]);
    if (selected) /* a mark stands in the place of its sign */
        cells[MESSAGE_AGE].role = ROLE_STRONG;
    table_draw_row(t, r, y, cells, selected, focused);
    if (row->batch->source == BATCH_PULL && !row->message->lease_over)
        draw_text(r, y, 1, table_role(ROLE_PULLED, selected && focused), "L");
    if (marks_has_row(&app->marks, &app->messages, i))
        draw_glyph(r, y, 0, theme_select(ROLE_MARKED, selected && focused), GLYPH_MARKED);
}

static void describe_with(const struct app *app, const char *name, char *out, size_t size)
{
    const struct messages *m = &app->messages;
    const struct queue_row *queue = app_open_queue(app);
    size_t pulled = m->n_pulled_rows - m->n_over_rows;
    size_t peeked = m->n_rows - m->n_pulled_rows, marked = marks_count(&app->marks, m);
    struct format about;
    const char *gap = glyph(GLYPH_GAP);
    char group[80];
    struct text_line l = text_line(out, size);

    text_line_add(&l, "2 Messages");
    if (m->filter.n || app->groups.inside)
        text_line_add(&l, " %zu/%zu", m->n_view, m->n_rows);
    groups_describe(app, group, sizeof(group));
    if (group[0])
        text_line_add(&l, " %s %s", gap, group);
    if (queue)
        text_line_add(&l, " %s %s", gap, name);
    if (marked)
        text_line_add(&l, " %s %zu marked", gap, marked);
    if (pulled)
        text_line_add(&l, " %s PULLED %zu", gap, pulled);
    if (m->peek && (peeked || !m->n_pulled_rows)) {
        text_line_add(&l, " %s PEEK (no lease) %zu", gap, peeked);
        if (queue && queue->stats->metrics.backlog_count >= 0)
            text_line_add(&l, " of ~%s", format_count(&about, queue->stats->metrics.backlog_count));
    }
    view_list_order_describe(app, PANE_MESSAGES, &l);
}

/* The name of the queue, which stands in its list too, is cut before what filters and counts. */
static void describe(const struct app *app, int cols, char *out, size_t size)
{
    const struct queue_row *queue = app_open_queue(app);
    struct format_name name = {""};
    int cut;

    if (queue)
        format_name(&name, queue->queue->name);
    describe_with(app, name.s, out, size);
    cut = draw_measure(out) - cols;
    if (cut > 0 && queue) {
        int keep = draw_measure(name.s) - cut - 2;
        size_t n = keep > NAME_COLS ? (size_t)keep : NAME_COLS;

        if (n < strlen(name.s)) {
            char shorter[sizeof(name.s) + 3];

            snprintf(shorter, sizeof(shorter), "%.*s..", (int)utf8_trim(name.s, n), name.s);
            describe_with(app, shorter, out, size);
        }
    }
}

/* When the newest messages came, as a time of day; "" when none has. */
static const char *print_newest(const struct app *app, struct format *out)
{
    const struct messages *m = &app->messages;
    const struct batch *newest = m->peek;

    out->s[0] = '\0';
    for (size_t i = 0; i < m->n_pulls; i++)
        if (!strcmp(m->pulls[i]->queue_id, m->queue_id) &&
            (!newest || m->pulls[i]->received.mono_ms > newest->received.mono_ms))
            newest = m->pulls[i];
    return newest ? times_print_clock(out, app->times, newest->received.wall_ms) : out->s;
}

/* When the first message expires and when all this was read, in as many words as there is room. */
static void describe_right(const struct app *app, int room, char *out, size_t size)
{
    static const char *const words[] = {"first expires in", "expires"};
    const struct queue_row *queue = app_open_queue(app);
    int64_t left =
        prospect_first_expires_in(queue ? queue->queue : NULL, &app->messages, app->now.wall_ms);
    struct format clock, span;

    print_newest(app, &clock);
    format_span(&span, left);
    for (size_t i = 0; left >= 0 && i < ARRAY_LEN(words); i++) {
        snprintf(out, size, "%s %s %s %s", words[i], span.s, glyph(GLYPH_GAP), clock.s);
        if (draw_measure(out) <= room)
            return;
    }
    if (queue && prospect_is_soon(queue->queue, left))
        snprintf(out, size, "expires %s", span.s);
    else
        snprintf(out, size, "%s", clock.s);
}

static void draw_title(const struct app *app, struct rect r)
{
    char left[400], right[100];

    if (groups_are_shown(app))
        view_groups_describe(app, r.cols - 6, left, sizeof(left));
    else
        describe(app, r.cols - 6, left, sizeof(left));
    describe_right(app, r.cols - draw_measure(left) - TITLE_COLS, right, sizeof(right));
    view_title_draw(r, app->focus == PANE_MESSAGES, left, right);
}

static void draw_empty(const struct app *app, struct rect r)
{
    const struct messages *m = &app->messages;

    if (m->n_rows) {
        view_filtered_draw(app, PANE_MESSAGES, r);
    } else if (!m->queue_id[0]) {
        view_hint_draw(r, ROLE_DIM, "{open} peeks the selected queue: no lease, nothing changes.");
    } else if (calls_find_op(&app->calls, OP_PULL, m->queue_id)) {
        view_notice_draw(r, ROLE_NOTICE, "Pulling (Ctrl-C cancels)");
    } else if (calls_find_op(&app->calls, OP_PEEK, m->queue_id)) {
        view_notice_draw(r, ROLE_NOTICE, "Peeking (Ctrl-C cancels)");
    } else if (app->no_peek_reason[0]) {
        view_notice_draw(r, ROLE_WARN, app->no_peek_reason);
    } else if (m->peek) {
        view_hint_draw(r, ROLE_DIM, "No message came. A peek is best effort: {peek} peeks again.");
    } else {
        view_hint_draw(r, ROLE_DIM, "Not opened yet: {peek} peeks, {pull} pulls.");
    }
}

/* shown and age: room for the columns, and for what AGE is called. */
static struct table make_table(const struct app *app, struct column shown[N_COLS], char age[16],
                               int cols)
{
    struct table table = {.columns = shown,
                          .n = N_COLS,
                          .left = 2,
                          .sorted = app->messages.order.column + 1,
                          .descending = app->messages.order.descending};

    memcpy(shown, columns, sizeof(columns));
    snprintf(age, 16, "%s ", times_name(app->times));
    shown[MESSAGE_AGE].title = age;
    shown[MESSAGE_AGE].width = times_cols(app->times) + 1;
    table_fit(&table, cols);
    return table;
}

int view_messages_find_column(const struct app *app, int cols, int col)
{
    struct column shown[N_COLS];
    char age[16];
    struct table table = make_table(app, shown, age, cols);

    return groups_are_shown(app) ? -1 : table_find(&table, col);
}

void view_messages_draw(const struct app *app, struct rect r, const struct frame *f)
{
    const struct list *l = &app->messages.list;
    struct column shown[N_COLS];
    char age[16];
    struct table table = make_table(app, shown, age, r.cols);

    if (!f->bare)
        draw_title(app, rect_cut_top(&r, 1));
    if (app->groups.made.n && groups_are_shown(app)) {
        view_groups_draw(app, r, f);
        return;
    }
    if (frame_has_heading(f, PANE_MESSAGES))
        table_draw_head(&table, rect_cut_top(&r, 1), 0);
    if (!app->messages.n_view)
        draw_empty(app, r);
    for (size_t i = l->top; i < l->n && i - l->top < l->height; i++)
        draw_row(app, &table, i, r, (int)(i - l->top));
}
