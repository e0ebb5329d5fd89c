/* The few signs beyond letters that the screen uses, each one column wide, in UTF-8 and in ASCII.
 *
 * glyph_start() is called by term_set_look(), before anything is drawn. */
#ifndef UI_TERM_GLYPH_H
#define UI_TERM_GLYPH_H

#include <stdbool.h>

enum glyph {
    GLYPH_RULE,       /* ─ */
    GLYPH_RULE_HEAVY, /* ━ */
    GLYPH_VERTICAL,   /* │ */
    GLYPH_TOP_LEFT,   /* ┌ */
    GLYPH_TOP_RIGHT,
    GLYPH_BOTTOM_LEFT,
    GLYPH_BOTTOM_RIGHT,
    GLYPH_SPARK_1, /* ▁, to GLYPH_SPARK_8, █, in order */
    GLYPH_SPARK_2,
    GLYPH_SPARK_3,
    GLYPH_SPARK_4,
    GLYPH_SPARK_5,
    GLYPH_SPARK_6,
    GLYPH_SPARK_7,
    GLYPH_SPARK_8,
    GLYPH_ELLIPSIS, /* … */
    GLYPH_RIGHT,    /* → */
    GLYPH_LEFT,
    GLYPH_UP,
    GLYPH_DOWN,
    GLYPH_BOTH,    /* ↔ */
    GLYPH_DOT,     /* ● live */
    GLYPH_CIRCLE,  /* ○ */
    GLYPH_RISING,  /* ▲ */
    GLYPH_FALLING, /* ▼ */
    GLYPH_CROSS,   /* ✖ */
    GLYPH_CHECK,   /* ✔ */
    GLYPH_GAP,     /* · no value here */
    GLYPH_MARKER,  /* > the selected row */
    GLYPH_MARKED,  /* * a marked row */
    GLYPH_FOLD,    /* › decoded, folded */
    GLYPH_FOLDED,  /* ▸ a folded line */
    GLYPH_WRAP,    /* ↪ a wrapped line */
    GLYPH_CURVE,   /* ~ about */
    GLYPH_BANG,    /* ! */
    GLYPH_COUNT,
};

/* Chooses ASCII when asked to, or when the codeset of the locale is not UTF-8; tells dtext too. */
void glyph_start(bool ascii);

const char *glyph(enum glyph g);

/* The bar for value of max in eighths: GLYPH_SPARK_1 for 0 and whatever is small, GLYPH_GAP for an
 * unknown (negative) value. */
enum glyph glyph_spark(double value, double max);

#endif
