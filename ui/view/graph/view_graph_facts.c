/* What the numbers below the graph of a queue say, in words. */
#include "app/read/past.h"
#include "base/memory/array.h"
#include "parts/balance/drain_text.h"
#include "ui/view/graph/view_graph.h"

#include <stdio.h>

enum { SENTENCE_COL = 3, LABEL_COLS = 16 };

struct fact {
    enum role role;
    enum glyph sign;
    char label[40];
    char text[240]; /* may hold OUTSIDE bytes */
};

/* Each says whether there is something to say.  What goes where it should not is in the sentences
 * of the balance where that is known; else it is only the newest rate. */

static bool tell_dead(const struct view_graph *v, struct fact *f)
{
    double rate = v->readings.extents[TRACK_DEAD].last;
    const char *name = queue_find_dlq(v->row->queue);
    struct format n;

    if (rate <= 0.0 || v->balance.kind != BALANCE_UNKNOWN)
        return false;
    f->role = ROLE_ERROR;
    f->sign = GLYPH_CROSS;
    snprintf(f->label, sizeof(f->label), "%s", view_graph_print_rate(&n, rate));
    snprintf(f->text, sizeof(f->text), "go to %s",
             name ? FORMAT_NAME(name) : "a dead-letter queue");
    return true;
}

static bool tell_failed(const struct view_graph *v, struct fact *f)
{
    double rate = v->readings.extents[TRACK_FAILED].last;
    struct format n;

    if (rate <= 0.0 || v->balance.kind != BALANCE_UNKNOWN)
        return false;
    f->role = ROLE_ERROR;
    f->sign = GLYPH_CROSS;
    snprintf(f->label, sizeof(f->label), "%s", view_graph_print_rate(&n, rate));
    snprintf(f->text, sizeof(f->text), "are given up and DELETED");
    return true;
}

static bool tell_loss(const struct view_graph *v, struct fact *f)
{
    const struct queue_row *row = v->row;
    struct drain d = drain_find(row, &v->app->now);
    char loss[160];

    if (!drain_print_loss(loss, sizeof(loss), row, &d, v->app->now.wall_ms))
        return false;
    if (d.kind == DRAIN_LOSS) {
        f->role = ROLE_WARN;
        f->sign = GLYPH_BANG;
    }
    snprintf(f->label, sizeof(f->label), "first loss");
    snprintf(f->text, sizeof(f->text), "in %s", loss);
    return true;
}

/* Where history is wanted and none is there. */
static bool tell_no_history(const struct view_graph *v, struct fact *f)
{
    const char *why = past_find_trouble(v->app);

    if (past_find(v->app))
        return false;
    snprintf(f->label, sizeof(f->label), "history");
    snprintf(f->text, sizeof(f->text), "%s",
             why[0] ? why : "none yet: all of this was measured since cfqtop started");
    return true;
}

static bool tell_source(const struct view_graph *v, struct fact *f)
{
    if (v->balance.kind == BALANCE_UNKNOWN)
        return false;
    snprintf(f->label, sizeof(f->label), "analytics");
    balance_print_source(&v->balance, v->app->times, v->app->now.wall_ms, f->text, sizeof(f->text));
    return true;
}

static bool tell_live(const struct view_graph *v, struct fact *f)
{
    const struct history *h = past_find(v->app);
    int64_t seam_ms = graph_track_find_seam(&v->backlog);
    struct format from, step;

    if (!h || seam_ms < 0)
        return false;
    snprintf(f->label, sizeof(f->label), "live");
    snprintf(f->text, sizeof(f->text), "from %s on; before it history, a value every %s",
             view_graph_print_time(&from, &v->window, seam_ms),
             format_duration(&step, history_step_ms(h->asked.step)));
    return true;
}

/* The longest time in which nothing was measured, between others in which something was. */
static bool tell_gap(const struct view_graph *v, struct fact *f)
{
    const struct graph_window *w = &v->window;
    int known = -1, from = 0, most = 0;
    struct format begin, end;

    for (int i = 0; i < w->columns; i++) {
        if (graph_track_read(&v->backlog, i) < 0.0)
            continue;
        if (known >= 0 && i - known - 1 > most) {
            most = i - known - 1;
            from = known + 1;
        }
        known = i;
    }
    if (!most)
        return false;
    snprintf(f->label, sizeof(f->label), "not known");
    snprintf(f->text, sizeof(f->text), "%s to %s: nothing was measured, which is no zero",
             view_graph_print_time(&begin, w, graph_window_time(w, from)),
             view_graph_print_time(&end, w, graph_window_time(w, from + most)));
    return true;
}

static bool (*const tell[])(const struct view_graph *v, struct fact *f) = {
    tell_failed, tell_dead, tell_loss, tell_no_history, tell_source, tell_live, tell_gap};

int view_graph_count_facts(const struct view_graph *v)
{
    struct fact f;
    int n = (int)v->says.n;

    for (size_t i = 0; i < ARRAY_LEN(tell); i++)
        n += tell[i](v, &f);
    return n;
}

static const struct {
    enum role role;
    enum glyph sign;
} tones[] = {[TONE_FACT] = {ROLE_TEXT, GLYPH_GAP},
             [TONE_TROUBLE] = {ROLE_GROWING, GLYPH_RISING},
             [TONE_LOSS] = {ROLE_ERROR, GLYPH_CROSS}};
_Static_assert(ARRAY_LEN(tones) == TONES, "every tone has its look");

enum role view_tone_role(enum tone tone)
{
    return tones[tone].role;
}

enum glyph view_tone_sign(enum tone tone)
{
    return tones[tone].sign;
}

/* Over the whole width: a sentence is made for 80 columns. */
static void draw_sentence(const struct sentence *s, struct rect line)
{
    draw_glyph(line, 0, 1, view_tone_role(s->tone), view_tone_sign(s->tone));
    draw_cell(line, 0, SENTENCE_COL, line.cols - SENTENCE_COL, DRAW_LEFT, view_tone_role(s->tone),
              s->text);
}

void view_graph_facts_draw(const struct view_graph *v, struct rect r)
{
    for (size_t i = 0; i < v->says.n && r.rows; i++)
        draw_sentence(&v->says.all[i], rect_cut_top(&r, 1));
    for (size_t i = 0; i < ARRAY_LEN(tell) && r.rows; i++) {
        struct fact f = {.role = ROLE_DIM, .sign = GLYPH_GAP};
        struct rect line;

        if (!tell[i](v, &f))
            continue;
        line = rect_cut_top(&r, 1);
        draw_glyph(line, 0, 1, f.role, f.sign);
        draw_text(line, 0, SENTENCE_COL, f.role, f.label);
        draw_cell(line, 0, LABEL_COLS, line.cols - LABEL_COLS - 1, DRAW_LEFT,
                  f.role == ROLE_DIM ? ROLE_DIM : ROLE_TEXT, f.text);
    }
}
