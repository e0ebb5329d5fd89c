/* The cursor of a scrolling list: which row is selected, which is at the top.  Pure; the owner says
 * how many rows there are and how many fit. */
#pragma once

#include <stddef.h>

struct list {
    size_t n;        /* rows in the list */
    size_t height;   /* rows on the screen; 0: none */
    size_t selected; /* < n, or 0 */
    size_t top;      /* first row on the screen */
};

enum list_move {
    LIST_DOWN,
    LIST_UP,
    LIST_TOP,
    LIST_BOTTOM,
    LIST_HALF_DOWN,
    LIST_HALF_UP,
    LIST_PAGE_DOWN,
    LIST_PAGE_UP,
    LIST_ROW, /* to row number n, from 1 */
};

/* n times (1: once), at the price of one. */
void list_move(struct list *l, enum list_move move, size_t n);
void list_select(struct list *l, size_t row);

/* Moves the view by rows (up when negative); the selected row comes along when it would leave it.
 */
void list_scroll(struct list *l, int rows);

/* The list has n rows now, in another order, and the selected one is row.  It stays on its line of
 * the screen, if there are rows above it to fill it; a list at its top stays there while row is in
 * sight. */
void list_follow(struct list *l, size_t n, size_t row);

/* Sets n and height and keeps the selected row on the screen. */
void list_fit(struct list *l, size_t n, size_t height);

/* How far n times a movement goes in a view of that height: 1, half of it, or all but one each. */
size_t list_step(enum list_move move, size_t height, size_t n);
