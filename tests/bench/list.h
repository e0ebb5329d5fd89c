/* The least that a terminal list can be: rows, a selection, Down and PgDn, through ncurses. */
#pragma once

#include <stdbool.h>

/* Runs until q.  careful: all keys that wait are taken before a frame is drawn. */
int list_run(int rows, bool careful);
