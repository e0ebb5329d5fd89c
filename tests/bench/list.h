/* The least that a terminal list can be: rows, a selection, Down and PgDn, through ncurses. */
#ifndef TESTS_BENCH_LIST_H
#define TESTS_BENCH_LIST_H

#include <stdbool.h>

/* Runs until q.  careful: all keys that wait are taken before a frame is drawn. */
int list_run(int rows, bool careful);

#endif
