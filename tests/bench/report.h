/* One line of the table that `make bench` ends with, written to stdout as tab-separated fields:
 * what, ours, the other's, its name, ratio, goal, verdict (yes, NO; "" where there is no goal). */
#pragma once

enum goal_kind {
    GOAL_NONE,
    GOAL_RATIO, /* ours / beside is at most limit */
    GOAL_MOST,  /* ours is at most limit */
};

struct row {
    const char *what;
    const char *unit;
    double ours;
    const char *beside; /* what else was measured; NULL: nothing, or it is not installed */
    double beside_value;
    enum goal_kind goal;
    double limit;
};

void report_row(const struct row *row);

/* A heading above the rows that follow, and on stderr, as a sign of life. */
void report_section(const char *name);
