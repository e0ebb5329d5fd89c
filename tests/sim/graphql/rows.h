/* The rows of one dataset: what the queues' histories hold, filtered, grouped by the dimensions
 * that are selected, sorted, cut to the limit.
 *
 * Minutes in which nothing was measured give no row.  Where a query begins or ends in the middle of
 * a minute, that minute counts in part, as it would with single events. */
#pragma once

#include "tests/sim/graphql/query.h"

struct gql_row {
    const struct sim_queue *queue; /* these three stand for all that are in the group */
    int64_t minute;
    enum history_series series;
    struct history_sum sum;
    int64_t measured; /* minutes of queues */
    double messages;  /* sums of their means */
    double bytes;
    double concurrency;
};

struct gql_rows {
    struct gql_row *all; /* in no order that counts */
    size_t n_all;
    struct gql_row **sorted;
    size_t n; /* of sorted: at most the limit */
    int64_t sample_interval;
};

/* now is the account's time; serial is another one for each answer, for samples.  *points counts
 * what is looked through; false: it passed the settings' max_points. */
bool gql_rows_collect(struct gql_rows *rows, struct world *w, const struct gql_node *node,
                      int64_t now, uint64_t serial, int64_t *points);
void gql_rows_free(struct gql_rows *rows);

/* The value of a field that is a number. */
double gql_row_number(const struct gql_rows *rows, const struct gql_row *row,
                      enum gql_field_id field);
