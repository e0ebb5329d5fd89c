/* What the parts of the pager share: walking its rows, over what is folded, and where its view
 * stands.  Pure. */
#pragma once

#include "parts/pager/pager.h"

/* Fills row with what stands from byte at of a line on: the rest of it, or what fits. */
void pager_fill_row(const struct pager *p, size_t line, size_t at, struct pager_row *row);

/* The row of a line that holds byte at. */
void pager_find_row(const struct pager *p, size_t line, size_t at, struct pager_row *row);

/* n rows up or down, or as many as there are. */
void pager_go_up(const struct pager *p, struct pager_row *row, size_t n);
void pager_go_down(const struct pager *p, struct pager_row *row, size_t n);

/* The last rows of the text fill the view; nothing scrolls beyond them. */
void pager_find_last_top(const struct pager *p, struct pager_row *row);

/* The view begins with row, or with the last top if that is before. */
void pager_set_top(struct pager *p, const struct pager_row *row);

/* Which row of the view the line's row is, counted from 0; p->rows: none. */
size_t pager_find_place(const struct pager *p, size_t line, size_t at);

/* The next or previous line that is not folded away; false: there is none. */
bool pager_next_line(const struct pager *p, size_t *line);
bool pager_previous_line(const struct pager *p, size_t *line);

/* The line itself, or the outermost folded one that hides it. */
size_t pager_find_visible(const struct pager *p, size_t line);

/* Unfolds whatever hides the line. */
void pager_reveal(struct pager *p, size_t line);

/* Puts the cursor there and scrolls as little as that needs. */
void pager_set_cursor(struct pager *p, size_t line);

/* Folds as level says; the cursor and the top stay, or go to what hides them now. */
void pager_fold_level(struct pager *p);
