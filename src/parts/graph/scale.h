/* The axis of values: from 0 to a round number, with a few round numbers between.
 *
 * The floor is row 0, the axis itself, and stands for 0; a row stands for the values about that of
 * its middle, so a tick tells the truth.  A bare scale has no ticks; its rows fill from their lower
 * edge.  Plain values, pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum graph_unit {
    GRAPH_COUNT,
    GRAPH_BYTES,
    GRAPH_SPAN /* ms */
};

enum { GRAPH_TICKS = 5, GRAPH_LABEL_BYTES = 16 };

struct graph_tick {
    int row;
    char label[GRAPH_LABEL_BYTES]; /* at most 5 columns */
};

struct graph_scale {
    double top; /* 0: nothing is known */
    int rows;   /* above the floor */
    bool bare;
    int n_ticks; /* from the floor up */
    struct graph_tick ticks[GRAPH_TICKS];
};

/* The least of 1, 2, 4, 5 and 10 times a power of ten that most does not pass, or a round span;
 * most below 0: 0. */
double graph_scale_top(double most, enum graph_unit unit);

struct graph_scale graph_scale_make(double top, int rows, enum graph_unit unit);
struct graph_scale graph_scale_make_bare(double top, int rows);

/* How many of the parts that rows are divided into stand for value: one at least where it is above
 * 0, none where it is 0 or not known. */
int graph_scale_count(const struct graph_scale *s, double value, int parts_of_row);

/* The row that value lies in, from 1; 0: in none. */
int graph_scale_find_row(const struct graph_scale *s, double value);

/* A value as the whole number at or below it; INT64_MAX where it is larger. */
int64_t graph_round(double value);

/* "100k", "50kB", "30m": at most 5 columns for what is round. */
void graph_scale_print(char out[GRAPH_LABEL_BYTES], double value, enum graph_unit unit);
