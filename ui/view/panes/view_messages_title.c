/* The title of the messages: whose they are, how they came, and what is so of all of them. */
#include "base/memory/array.h"
#include "base/text/cut.h"
#include "base/text/format.h"
#include "parts/queues/prospect.h"
#include "ui/view/views.h"

#include <stdio.h>
#include <string.h>

enum {
    NAME_COLS = 10 /* of a queue's name, at least */,
    FILTER_PART = 2 /* a filter has at most one in so many columns */,
    FRAME_COLS = 6 /* of its rule, where nothing is at the right */,
    TITLE_COLS = 10 /* its rule and blanks */
};

struct title {
    struct text_line line;
    struct view_title_part pulled;
    char text[600];
};

static void add(struct title *t, const char *fact)
{
    text_line_add(&t->line, " %s %s", glyph(GLYPH_GAP), fact);
}

/* "PULLED 3, lease 24s": the one that ends first. */
static void add_pulled(const struct app *app, struct title *t)
{
    const struct messages *m = &app->messages;
    int64_t first = m->alike.first_deadline_mono_ms - app->now.mono_ms;
    int64_t last = m->alike.last_deadline_mono_ms - app->now.mono_ms;
    size_t pulled = m->n_pulled_rows - m->n_over_rows;
    struct format span;

    if (!pulled)
        return;
    text_line_add(&t->line, " %s ", glyph(GLYPH_GAP));
    t->pulled.at = t->line.len;
    t->pulled.role = first <= 0               ? ROLE_EXPIRED
                     : first <= LEASE_SOON_MS ? ROLE_LEASE_SOON
                                              : ROLE_LEASE;
    text_line_add(&t->line, "PULLED %zu", pulled);
    if (m->alike.first_deadline_mono_ms < 0)
        t->pulled.role = ROLE_LEASE;
    else if (first > 0)
        text_line_add(&t->line, ", lease %s", format_span(&span, first));
    else
        text_line_add(&t->line, last > 0 ? ", a lease expired" : ", lease expired");
    t->pulled.len = t->line.len - t->pulled.at;
}

static void add_peeked(const struct app *app, struct title *t)
{
    const struct messages *m = &app->messages;
    const struct queue_row *queue = app_open_queue(app);
    size_t peeked = m->n_rows - m->n_pulled_rows;
    struct format n, all;

    if (!m->peek || (!peeked && m->n_pulled_rows))
        return;
    add(t, "peeked, no lease");
    add(t, format_count(&n, (int64_t)peeked));
    if (queue && queue->stats->metrics.backlog_count >= 0)
        text_line_add(&t->line, " of ~%s", format_count(&all, queue->stats->metrics.backlog_count));
}

bool view_messages_says_attempts(const struct app *app)
{
    const struct messages *m = &app->messages;
    const struct queue_row *open = app_open_queue(app);

    return m->alike.attempts &&
           prospect_find(open ? open->queue : NULL, m->rows[0].message->attempts).kind <
               PROSPECT_MAYBE;
}

bool view_messages_says_lease(const struct app *app)
{
    return app->messages.alike.lease && !app->changes.outcomes.by_handle.n;
}

/* What has no column for it. */
static void add_alike(const struct app *app, struct title *t)
{
    const struct messages *m = &app->messages;
    const struct message *first = m->n_rows ? m->rows[0].message : NULL;
    const struct queue_row *queue = app_open_queue(app);
    char text[60];

    if (first && m->alike.type) {
        snprintf(text, sizeof(text), "%s%.20s", first->type_text ? "" : "no type",
                 first->type_text ? first->type_text : "");
        add(t, text);
    }
    if (first && view_messages_says_attempts(app)) {
        struct prospect p = prospect_find(queue ? queue->queue : NULL, first->attempts);

        snprintf(text, sizeof(text), "att %lld/%lld", (long long)first->attempts, (long long)p.max);
        if (p.kind == PROSPECT_UNKNOWN)
            snprintf(text, sizeof(text), first->attempts < 0 ? "att -" : "att %lld",
                     (long long)first->attempts);
        add(t, text);
    }
}

static void describe_with(const struct app *app, const char *name, int cols, struct title *t)
{
    const struct messages *m = &app->messages;
    size_t marked = marks_count(&app->marks, m);
    char group[80];

    *t = (struct title){.pulled = {.len = 0}};
    t->line = text_line(t->text, sizeof(t->text));
    text_line_add(&t->line, "2 Messages");
    if (m->filter.n || app->groups.inside)
        text_line_add(&t->line, " %zu/%zu", m->n_view, m->n_rows);
    groups_describe(app, group, sizeof(group));
    if (group[0])
        add(t, group);
    if (name[0])
        add(t, name);
    view_filter_describe(app, PANE_MESSAGES, cols / FILTER_PART, &t->line);
    if (marked)
        text_line_add(&t->line, " %s %zu marked", glyph(GLYPH_GAP), marked);
    add_pulled(app, t);
    add_peeked(app, t);
    view_list_order_describe(app, PANE_MESSAGES, &t->line);
    add_alike(app, t);
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

/* The name of the queue, which stands in its list too, is cut before what filters and counts, and
 * for the time, where that has room then. */
static void describe(const struct app *app, int cols, struct title *t)
{
    const struct queue_row *queue = app_open_queue(app);
    struct format_name name = {""};
    struct format clock;
    struct dtext shorter;
    int room = cols - (int)strlen(print_newest(app, &clock)) - VIEW_TITLE_RULE;
    int all, named, keep;

    if (queue)
        format_name(&name, queue->queue->name);
    describe_with(app, name.s, cols, t);
    all = draw_measure(t->text);
    named = draw_measure(name.s);
    if (all - room > named - NAME_COLS) /* not even then */
        room = cols - FRAME_COLS;
    if (all <= room || named <= NAME_COLS)
        return;
    keep = named - (all - room) > NAME_COLS ? named - (all - room) : NAME_COLS;
    describe_with(app, cut_middle(&shorter, name.s, keep), cols, t);
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

void view_messages_draw_title(const struct app *app, struct rect r)
{
    struct title t = {.pulled = {.len = 0}};
    char right[100];

    if (groups_are_shown(app))
        view_groups_describe(app, r.cols - FRAME_COLS, t.text, sizeof(t.text));
    else
        describe(app, r.cols, &t);
    describe_right(app, r.cols - draw_measure(t.text) - TITLE_COLS, right, sizeof(right));
    view_title_draw_part(r, app->focus == PANE_MESSAGES, t.text, right, t.pulled);
}
