/* Lines of text to scroll sideways and down, to wrap, and to search: a body, the help, the fields
 * of a message.  Owns its layout.  Pure. */
#ifndef APP_PAGER_H
#define APP_PAGER_H

#include "app/list.h"
#include "body/layout.h"

#include <stdbool.h>

struct pager {
    struct layout layout; /* no text: n is 0 */
    size_t top;           /* first line on the screen */
    size_t top_at;        /* wrapping: byte of it that begins the first row; else 0 */
    int left;             /* columns scrolled away; wrapping: 0 */
    bool wrap;
    size_t rows; /* size of the view */
    int cols;
    char needle[128]; /* searched for; "": nothing */
    bool matched;     /* the match is at match_line, match_at */
    size_t match_line;
    size_t match_at;
};

/* One row of the screen: len bytes at text; where a search matched in it, hit is its offset. */
struct pager_row {
    size_t line;
    size_t at; /* byte of the line that begins the row */
    const char *text;
    size_t len;
};

void pager_free(struct pager *p);

/* Takes the layout over (out is emptied) and goes to its top; keeps the view's size and wrap. */
void pager_set_layout(struct pager *p, struct layout *layout);

/* Lays text out as plain lines (copied). */
void pager_set_text(struct pager *p, const char *text, size_t n);

/* The same text brought up to date: the view stays at its line, less the first gone lines that the
 * text had before, or at the end when it stood there and follow is set. */
void pager_renew_text(struct pager *p, const char *text, size_t n, size_t gone, bool follow);

void pager_set_size(struct pager *p, size_t rows, int cols);
void pager_set_wrap(struct pager *p, bool wrap);

/* n times; LIST_ROW goes to line n of the text, from 1. */
void pager_move(struct pager *p, enum list_move move, size_t n);

void pager_move_side(struct pager *p, int cols);

/* Goes to the first match at or below the top; false: none (then nothing moves). */
bool pager_search(struct pager *p, const char *needle);
bool pager_search_next(struct pager *p, bool forward);

/* Walks the rows on the screen: pager_first_row(), then pager_next_row() until false. */
bool pager_first_row(const struct pager *p, struct pager_row *row);
bool pager_next_row(const struct pager *p, struct pager_row *row);

#endif
