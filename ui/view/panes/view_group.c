/* What the messages of the group under the cursor have in common, below the list of groups. */
#include "base/text/format.h"
#include "base/text/text_line.h"
#include "base/text/utf8.h"
#include "ui/view/views.h"
#include "ui/widget/graph.h"

#include <stdio.h>
#include <string.h>

enum {
    TEXT_COL = 10, /* behind the labels */

    NOW_PART = 100, /* of the time: what is so near to now is now */
    BARS_SHOWN = 6, /* counts of attempts that are told one by one */
};

/* A line that is filled from the left. */
struct line {
    struct rect r;
    int col;
};

static struct line begin_line(struct rect *r, const char *label)
{
    struct line l = {rect_cut_top(r, 1), TEXT_COL};

    draw_text(l.r, 0, 1, ROLE_DIM, label);
    rect_cut_right(&l.r, 1);
    return l;
}

/* Cut where it does not fit. */
static void put(struct line *l, enum role role, const char *text)
{
    int cols = draw_measure(text), room = l->r.cols - l->col;

    if (room <= 0)
        return;
    draw_cell(l->r, 0, l->col, cols < room ? cols : room, DRAW_LEFT, role, text);
    l->col += cols;
}

/* " 47 of 53", or that it is all of them. */
static void print_part(char out[40], size_t n, size_t all)
{
    *out = '\0';
    if (n == all && all > 1)
        snprintf(out, 40, "  all %zu", all);
    else if (n != all)
        snprintf(out, 40, "  %zu of %zu", n, all);
}

/* Text with a part behind it, for which there is room whatever is cut. */
static void put_with_part(struct line *l, enum role role, const char *text, const char *part)
{
    int cols = draw_measure(text), room = l->r.cols - l->col - draw_measure(part);

    if (room <= 0)
        return;
    cols = cols < room ? cols : room;
    draw_cell(l->r, 0, l->col, cols, DRAW_LEFT, role, text);
    l->col += cols;
    put(l, ROLE_DIM, part);
}

/* How many bytes of text to break a line of so many columns behind: at a blank, if there is one. */
static size_t find_break(const char *text, int cols)
{
    size_t n = strlen(text), at;
    char part[FACTS_TEXT];

    while (n) {
        snprintf(part, sizeof(part), "%.*s", (int)n, text);
        if (draw_measure(part) <= cols)
            break;
        n = utf8_trim(text, n - 1);
    }
    for (at = n; at > 0 && text[n] && text[at] != ' ';)
        at--;
    return at ? at : n;
}

static void draw_error(const struct group_facts *f, struct rect *r)
{
    struct line l = begin_line(r, "error");
    const char *text = f->error;
    char part[40], head[FACTS_TEXT];
    size_t n;

    if (!f->error_n) {
        put(&l, ROLE_DIM, "none is named");
        return;
    }
    print_part(part, f->error_n, f->n);
    if (f->error_n == f->n)
        part[0] = '\0';
    if (draw_measure(text) + draw_measure(part) > l.r.cols - l.col) {
        n = find_break(text, l.r.cols - l.col);
        snprintf(head, sizeof(head), "%.*s", (int)n, text);
        put(&l, ROLE_TEXT, head);
        l = begin_line(r, "");
        text += n + (text[n] == ' ');
    }
    put_with_part(&l, ROLE_TEXT, text, part);
}

static void draw_shape(const struct group_facts *f, struct rect *r)
{
    struct line l = begin_line(r, "shape");
    char part[40];

    if (f->shape_n == 1 && f->n > 1) {
        put(&l, ROLE_DIM, "all differ");
        return;
    }
    print_part(part, f->shape_n, f->n);
    put_with_part(&l, ROLE_TEXT, f->shape, part);
}

static void draw_where(const struct group_facts *f, struct rect *r)
{
    struct line l;
    char text[2 * CONTRAST_PART];

    if (!f->where.path[0])
        return;
    l = begin_line(r, "where");
    put(&l, ROLE_TEXT, f->where.path);
    put(&l, ROLE_TEXT, " ");
    put(&l, ROLE_STRONG, f->where.mine);
    snprintf(text, sizeof(text), "; %s", f->where.others);
    put(&l, ROLE_DIM, text);
    if (f->looked_at < f->n || f->others_looked_at < f->others) {
        snprintf(text, sizeof(text), " (first %zu read)",
                 f->looked_at > f->others_looked_at ? f->looked_at : f->others_looked_at);
        put(&l, ROLE_DIM, text);
    }
}

/* "1: 31   2: 13   3: 9"; short of room the low counts are one. */
static void print_attempts(const struct group_facts *f, char *out, size_t size)
{
    struct text_line l = text_line(out, size);
    size_t told = 0, low = 0, first = FACTS_ATTEMPTS, last = 0;

    for (size_t i = FACTS_ATTEMPTS; i-- > 0;) {
        if (!f->attempts[i])
            continue;
        if (++told < BARS_SHOWN)
            first = i;
        else if (!low++)
            last = i;
    }
    if (low) {
        size_t from = 0, n = 0;

        for (size_t i = last + 1; i-- > 0;)
            if (f->attempts[i]) {
                n += f->attempts[i];
                from = i;
            }
        text_line_add(&l, from == last ? "%zu: %zu" : "%zu-%zu: %zu", from, from == last ? n : last,
                      n);
    }
    for (size_t i = first; i < FACTS_ATTEMPTS; i++)
        if (f->attempts[i])
            text_line_join(&l, "   ", "%zu%s: %zu", i, i == FACTS_ATTEMPTS - 1 ? "+" : "",
                           f->attempts[i]);
}

/* "! the next failure DELETES these 9" */
static void put_end(const struct app *app, const struct group *g, struct line *l)
{
    const struct queue_row *row = app_open_queue(app);
    const char *dlq = row ? queue_find_dlq(row->queue) : NULL;
    bool sure = g->at_end == g->at_limit;
    struct format n;
    char text[160];

    if (!g->at_limit)
        return;
    format_count(&n, (int64_t)g->at_limit);
    put(l, ROLE_TEXT, "  ");
    put(l, ROLE_WARN, glyph(GLYPH_BANG));
    put(l, ROLE_TEXT, " the next failure ");
    put(l, ROLE_TEXT, sure ? "" : "may ");
    if (dlq)
        snprintf(text, sizeof(text), "%s %s to %s", sure ? "moves" : "move", n.s, FORMAT_NAME(dlq));
    else
        snprintf(text, sizeof(text), g->at_limit == 1 ? " this one" : " these %s", n.s);
    if (!dlq)
        put(l, ROLE_ERROR, sure ? "DELETES" : "DELETE");
    put(l, ROLE_TEXT, text);
}

static void draw_attempts(const struct app *app, const struct group_facts *f, const struct group *g,
                          struct rect *r)
{
    struct line l = begin_line(r, "attempts");
    char text[160];

    print_attempts(f, text, sizeof(text));
    put(&l, text[0] ? ROLE_TEXT : ROLE_DIM, text[0] ? text : "not known");
    put_end(app, g, &l);
}

/* A time of day; with the day where that is another one. */
static void print_since(const struct app *app, int64_t ms, char *out, size_t size)
{
    bool local = app->times == TIMES_LOCAL;
    struct format then, now;

    format_stamp(&then, ms, local);
    format_stamp(&now, app->now.wall_ms, local);
    if (memcmp(then.s, now.s, strlen("11-23")) == 0)
        snprintf(out, size, "; most since %.5s", then.s + strlen("11-23 "));
    else
        snprintf(out, size, "; most since %.11s", then.s);
}

static void print_span(const struct app *app, const struct group_facts *f, char *out, size_t size)
{
    int64_t ago = app->now.wall_ms - f->end_ms;
    struct text_line l = text_line(out, size);
    struct format from, to;

    format_span(&from, app->now.wall_ms - f->start_ms);
    if (ago <= (f->end_ms - f->start_ms) / NOW_PART)
        text_line_add(&l, "%s ago to now", from.s);
    else if (f->end_ms > f->start_ms)
        text_line_add(&l, "%s to %s ago", from.s, format_span(&to, ago));
    else
        text_line_add(&l, "%s ago", from.s);
}

static void draw_arrived(const struct app *app, const struct group_facts *f, struct rect *r)
{
    struct line l = begin_line(r, "arrived");
    bool at_once = f->end_ms <= f->start_ms;
    int64_t cell_ms = (f->end_ms - f->start_ms + FACTS_CELLS) / FACTS_CELLS;
    int turned = f->since_ms < 0 ? FACTS_CELLS : (int)((f->since_ms - f->start_ms) / cell_ms);
    struct graph_cell cells[FACTS_CELLS];
    double values[FACTS_CELLS];
    char text[100];

    if (f->start_ms < 0) {
        put(&l, ROLE_DIM, "not known");
        return;
    }
    for (int i = 0; i < FACTS_CELLS; i++)
        values[i] = (double)f->cells[i];
    if (!at_once) {
        graph_spark(values, FACTS_CELLS, queue_track_signs(app), turned, cells);
        graph_draw_cells(l.r, 0, l.col, cells, FACTS_CELLS, ROLE_SPARK, false);
        l.col += FACTS_CELLS + 2;
    }
    print_span(app, f, text, sizeof(text));
    put(&l, ROLE_DIM, text);
    if (f->since_ms < 0)
        return;
    print_since(app, f->since_ms, text, sizeof(text));
    put(&l, ROLE_TEXT, text);
}

static void draw_title(const struct app *app, const struct group_facts *f, struct rect r)
{
    char left[80], right[60];
    struct format n, all;

    snprintf(left, sizeof(left), "%s of %s %s what they share", format_count(&n, (int64_t)f->n),
             format_count(&all, (int64_t)app->groups.made.n_rows), glyph(GLYPH_GAP));
    if (f->n == 1)
        snprintf(right, sizeof(right), "%s: this one", ACTION_KEY(ACT_OPEN_BODY));
    else
        snprintf(right, sizeof(right), "%s: these %s", ACTION_KEY(ACT_OPEN_BODY), n.s);
    view_title_draw(r, false, left, right);
}

void view_group_draw(const struct app *app, struct rect r)
{
    const struct groups *g = &app->groups;
    const struct group_facts *f = &g->facts;

    if (rect_is_empty(r) || !f->is_made || g->list.selected >= g->made.n)
        return;
    draw_title(app, f, rect_cut_top(&r, 1));
    draw_error(f, &r);
    draw_shape(f, &r);
    draw_where(f, &r);
    draw_attempts(app, f, &g->made.items[g->list.selected], &r);
    draw_arrived(app, f, &r);
}
