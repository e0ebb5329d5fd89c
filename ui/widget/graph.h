/* Graphs (parts/graph/graph.h) on the screen.  UI thread. */
#pragma once

#include "parts/graph/graph.h"
#include "ui/term/draw/draw.h"

/* All of g in r, from its top left corner, level in a role: ROLE_GRAPH for the queue one is on,
 * ROLE_SPARK for others. */
void graph_draw(struct rect r, const struct graph *g, enum role level);

/* The n cells of a sparkline, in the cell of a table; bar: on that of the selected row. */
void graph_draw_cells(struct rect r, int row, int col, const struct graph_cell *cells, int n,
                      enum role level, bool bar);
