#include "tests/bench/report.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

static void print_value(double value, const char *unit)
{
    int digits = value >= 100 || value == floor(value) ? 0 : value >= 10 ? 1 : 2;

    printf("%.*f %s", digits, value, unit);
}

void report_section(const char *name)
{
    fprintf(stderr, "bench: %s\n", name);
    printf("== %s\n", name);
    fflush(stdout);
}

static void print_goal(const struct row *row)
{
    bool known = row->goal == GOAL_MOST || (row->goal == GOAL_RATIO && row->beside);
    double seen = row->goal == GOAL_MOST ? row->ours : row->ours / row->beside_value;

    if (row->goal == GOAL_RATIO)
        printf("<=%.4gx", row->limit);
    else if (row->goal == GOAL_MOST)
        printf("<=%.10g", row->limit);
    printf("\t%s\n", !known ? "" : seen <= row->limit ? "yes" : "NO");
}

void report_row(const struct row *row)
{
    printf("%s\t", row->what);
    print_value(row->ours, row->unit);
    printf("\t");
    if (row->beside) {
        print_value(row->beside_value, row->unit);
        printf("\t%s\t%.2fx\t", row->beside, row->ours / row->beside_value);
    } else {
        printf("\t\t\t");
    }
    print_goal(row);
    fflush(stdout);
}
