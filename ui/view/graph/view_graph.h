/* The parts of the screen with the graph of a queue (app/show/graph_screen.h).  UI thread. */
#pragma once

#include "app/show/queue/graph_screen.h"
#include "app/show/queue/queue_balance.h"
#include "base/text/format.h"
#include "parts/graph/graph.h"
#include "ui/view/views.h"

/* What all of them look at. */
struct view_graph {
    const struct app *app;
    const struct queue_row *row;
    struct graph_share share;
    struct graph_window window;
    int cursor; /* column; -1: none */
    struct graph_readings readings;
    struct graph_track backlog;
    struct balance balance;
    struct sentences says; /* of that */
};

/* A time of a column, as short as tells it from that of another one: "11:48". */
const char *view_graph_print_time(struct format *out, const struct graph_window *w, int64_t ms);

/* "1.9k/min", "3/h" where that is less than one; below 0: "-". */
const char *view_graph_print_rate(struct format *out, double per_minute);

/* How many rows there are to draw, and as many of them as fit, each height lines high with a blank
 * line between where apart. */
enum { VIEW_GRAPH_ROWS = TRACKS - 1 };
void view_graph_rows_draw(const struct view_graph *v, struct rect r, int n, int height, bool apart);

/* What the numbers say, in words, the most urgent first. */
int view_graph_count_facts(const struct view_graph *v);
void view_graph_facts_draw(const struct view_graph *v, struct rect r);
