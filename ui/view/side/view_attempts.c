/* How often the messages at hand were delivered: many at the same high count are poison, many at 0
 * are simply not read. */
#include "base/memory/array.h"
#include "base/text/format.h"
#include "parts/queues/prospect.h"
#include "ui/view/views.h"

#include <stdio.h>

enum { BARS_MAX = 16, LABEL_COLS = 7, COUNT_COLS = 6 };

struct histogram {
    size_t counts[BARS_MAX];            /* the last one: that many, and more */
    size_t ending[BARS_MAX];            /* of those: it may be the last, or is */
    enum prospect_kind kinds[BARS_MAX]; /* the worst of them */
    size_t most;
    int n; /* bars, from 0 attempts */
};

enum role view_attempts_role(enum prospect_kind kind)
{
    static const enum role roles[] = {[PROSPECT_UNKNOWN] = ROLE_TEXT,
                                      [PROSPECT_SAFE] = ROLE_TEXT,
                                      [PROSPECT_MAYBE] = ROLE_WARN,
                                      [PROSPECT_LAST] = ROLE_ERROR};
    _Static_assert(ARRAY_LEN(roles) == PROSPECT_COUNT, "every prospect has its role");

    return roles[kind];
}

const char *view_attempts_sign(enum prospect_kind kind)
{
    return kind == PROSPECT_MAYBE  ? glyph(GLYPH_BANG)
           : kind == PROSPECT_LAST ? glyph(GLYPH_CROSS)
                                   : " ";
}

static void count(struct histogram *h, const struct queue *q, const struct messages *m)
{
    for (size_t i = 0; i < m->n_rows; i++) {
        int64_t attempts = m->rows[i].message->attempts;
        int bar = attempts < BARS_MAX ? (int)attempts : BARS_MAX - 1;
        enum prospect_kind kind = prospect_find(q, attempts).kind;

        if (attempts < 0)
            continue;
        h->counts[bar]++;
        h->ending[bar] += kind >= PROSPECT_MAYBE;
        h->kinds[bar] = kind > h->kinds[bar] ? kind : h->kinds[bar];
        h->most = h->counts[bar] > h->most ? h->counts[bar] : h->most;
        h->n = bar >= h->n ? bar + 1 : h->n;
    }
}

/* Columns for n of most; what is there has one at least. */
static int scale(const struct histogram *h, size_t n, int room)
{
    int cols = h->most && room > 0 ? (int)(n * (size_t)room / h->most) : 0;

    return n && !cols ? 1 : cols;
}

static void draw_bar(const struct histogram *h, int bar, struct rect r, int row)
{
    int room = r.cols - LABEL_COLS - COUNT_COLS - 3;
    int cols = scale(h, h->counts[bar], room), safe = cols - scale(h, h->ending[bar], room);
    enum prospect_kind kind = h->kinds[bar];
    char text[32];

    snprintf(text, sizeof(text), "%d%s %s", bar, bar == BARS_MAX - 1 ? "+" : "",
             view_attempts_sign(kind));
    draw_cell(r, row, 1, LABEL_COLS, DRAW_LEFT,
              kind >= PROSPECT_MAYBE ? view_attempts_role(kind) : ROLE_DIM, text);
    for (int i = 0; i < cols; i++)
        draw_glyph(r, row, 1 + LABEL_COLS + i, i < safe ? ROLE_SPARK : ROLE_GRAPH_WARN, GLYPH_BAR);
    snprintf(text, sizeof(text), "%zu", h->counts[bar]);
    draw_cell(r, row, r.cols - COUNT_COLS - 1, COUNT_COLS, DRAW_RIGHT, ROLE_TEXT, text);
}

void view_attempts_draw(const struct app *app, struct rect r)
{
    const struct queue_row *queue = app_open_queue(app);
    int64_t max = queue ? queue_find_max_retries(queue->queue) : -1;
    struct histogram h = {.n = 0};
    char left[120], right[60] = "";
    int from;

    if (rect_is_empty(r))
        return;
    count(&h, queue ? queue->queue : NULL, &app->messages);
    snprintf(left, sizeof(left), "Attempts%s%s", queue ? ": messages of " : "",
             FORMAT_NAME(queue ? queue->queue->name : ""));
    if (max >= 0)
        snprintf(right, sizeof(right), "%s may be the last, %s is", glyph(GLYPH_BANG),
                 glyph(GLYPH_CROSS));
    view_title_draw(r, false, left, right);
    rect_cut_top(&r, 1);
    /* Short of rows the high counts are what matters. */
    from = h.n > r.rows ? h.n - r.rows : 0;
    for (int i = from; i < h.n; i++)
        draw_bar(&h, i, r, i - from);
}
