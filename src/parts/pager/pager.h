/* Lines of text to scroll sideways and down, to wrap, to fold and to search: a body, the help, the
 * fields of a message.  Owns its layout.  Pure.
 *
 * A value (layout.tree is there) has a cursor, the line that folding and looking into are about; it
 * stays in the view, and is always a line that is not folded away.  Other text has none: keys
 * scroll it. */
#pragma once

#include "body/layout/layout.h"
#include "config/role_colors.h"
#include "parts/list/list.h"

#include <stdbool.h>

enum { PAGER_NEEDLE = 4096, PAGER_HITS = 9999 };

/* Part of a line that has a role of its own. */
struct pager_span {
    size_t line, at, len;
    enum role role;
};

struct pager {
    struct layout layout;     /* no text: n is 0 */
    size_t top;               /* first line on the screen */
    size_t top_at;            /* wrapping: byte of it that begins the first row; else 0 */
    int left;                 /* columns scrolled away; wrapping: 0 */
    size_t cursor;            /* of a value; else 0 */
    unsigned char *folded;    /* of a value, 1 for a line whose bracket is folded; else NULL */
    size_t level;             /* brackets in so many others were folded at once; 0: none were */
    struct pager_span *spans; /* of plain text, in its order; go with the layout; owned */
    size_t n_spans;
    bool wrap;
    bool by_words; /* wrapping: between words, where there is a blank; goes with the layout */
    bool blanks;   /* are made visible */
    size_t rows;   /* size of the view */
    int cols;
    char needle[PAGER_NEEDLE]; /* searched for, as it was typed; "": nothing */
    struct pattern *pattern;   /* the same; NULL: nothing */
    bool matched;              /* the match is a hit of it */
    struct layout_hit match;
    size_t hits;  /* in all, PAGER_HITS + 1: more than are counted; 0: not counted */
    size_t place; /* of the match among them, from 1; 0: behind those that are counted */
};

/* One row of the screen: len bytes at text. */
struct pager_row {
    size_t line;
    size_t at; /* byte of the line that begins the row */
    const char *text;
    size_t len;
    int indent; /* columns before it, where it goes on with a line */
};

void pager_free(struct pager *p);

/* Takes the layout over (out is emptied) and goes to its top; keeps the view's size, wrap and level
 * of folding. */
void pager_set_layout(struct pager *p, struct layout *layout);

/* Lays text out as plain lines (copied). */
void pager_set_text(struct pager *p, const char *text, size_t n);

/* The roles of parts of that text, in their order (spans taken over). */
void pager_set_spans(struct pager *p, struct pager_span *spans, size_t n);

/* The first of those of a line, or of one below it; p->n_spans: there is none. */
size_t pager_find_span(const struct pager *p, size_t line);

/* The same text brought up to date, less gone lines from line at on: the view stays at its line, or
 * at the end when it stood there and follow is set. */
void pager_renew_text(struct pager *p, const char *text, size_t n, size_t at, size_t gone,
                      bool follow);

/* The last row of the text is in the view. */
bool pager_is_at_end(const struct pager *p);

void pager_set_size(struct pager *p, size_t rows, int cols);
void pager_set_wrap(struct pager *p, bool wrap);

bool pager_has_cursor(const struct pager *p);

/* Columns of text: all, or one less for what stands before a value's lines. */
int pager_text_cols(const struct pager *p);

/* n times; LIST_ROW goes to line n of the text, from 1. */
void pager_move(struct pager *p, enum list_move move, size_t n);

/* Moves the view by rows (up when negative); the cursor stays in it. */
void pager_scroll(struct pager *p, int rows);

/* Puts the cursor on the line of that row of the view; false: there is none. */
bool pager_select_row(struct pager *p, size_t row);

void pager_move_side(struct pager *p, int cols);

/* h and l: scroll, or, where a value is not scrolled sideways, fold the bracket at the cursor, else
 * go to the one around it; and unfold. */
void pager_go_left(struct pager *p, int cols);
void pager_go_right(struct pager *p, int cols);

/* Folds the bracket that opens at the cursor, or that it stands in, or unfolds it.  false: there is
 * none. */
bool pager_toggle_fold(struct pager *p);

/* So many levels less or more are unfolded, all over; false: there is no more (or less) to it. */
bool pager_step_level(struct pager *p, int levels);

/* The line's bracket is folded. */
bool pager_is_folded(const struct pager *p, size_t line);

/* What is searched for from now on, see pattern.h; "": nothing.  false: err says what is wrong, and
 * all stays as it was. */
bool pager_set_needle(struct pager *p, const char *needle, struct error *err);

/* Goes to the first match at or below the cursor, or the top; false: none, or too much work (then
 * nothing moves; pager_gave_up() tells which). */
bool pager_search(struct pager *p);
bool pager_search_next(struct pager *p, bool forward);
bool pager_gave_up(const struct pager *p);

/* Walks the rows on the screen: pager_first_row(), then pager_next_row() until false. */
bool pager_first_row(const struct pager *p, struct pager_row *row);
bool pager_next_row(const struct pager *p, struct pager_row *row);
