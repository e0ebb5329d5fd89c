/* The cells that graphs are made of: a sign and what it means.  Pure. */
#pragma once

#include "config/options.h"

#include <stdint.h>

enum graph_signs {
    GRAPH_BRAILLE, /* 2 by 4 dots a cell */
    GRAPH_BLOCKS,  /* eighths of a cell */
    GRAPH_ASCII
};

enum graph_kind {
    GRAPH_BLANK,
    GRAPH_DATA,
    GRAPH_TURNED, /* data since it turned */
    GRAPH_DEAD,   /* data of dead letters */
    GRAPH_ZERO,
    GRAPH_UNKNOWN, /* the sign that nothing is known */
    GRAPH_AXIS,
    GRAPH_LABEL,
    GRAPH_TURN, /* where it turned, and when */
    GRAPH_SEAM, /* where live values begin */
    GRAPH_THRESHOLD,
    GRAPH_CURSOR,
    GRAPH_KINDS
};

struct graph_cell {
    uint32_t sign; /* one column wide */
    enum graph_kind kind;
};

enum graph_sign {
#define SIGN(id, unicode, ascii) GRAPH_SIGN_##id,
#include "parts/graph/signs.def"
    GRAPH_SIGN_COUNT,
};

/* What graphs are drawn with: as is wished, as far as the terminal can (base/text/glyph.h). */
enum graph_signs graph_signs_choose(enum graph_wish wish);

uint32_t graph_sign(enum graph_signs signs, enum graph_sign sign);

/* In how many parts a row of a graph is divided, and a row that stands alone, in which no cell is
 * ever full: full ones of neighbouring rows would melt into one mass. */
int graph_signs_parts(enum graph_signs signs);
enum { GRAPH_ROW_PARTS = 7 };

/* So many parts filled from below, at least one; braille in each of its two columns, 0 to 4. */
uint32_t graph_sign_fill(enum graph_signs signs, int parts);
uint32_t graph_sign_dots(int left, int right);
uint32_t graph_sign_level(enum graph_signs signs, int level); /* of GRAPH_ROW_PARTS */
