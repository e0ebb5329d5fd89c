/* The filter of a dataset: comparisons of dimensions, with AND and OR.
 *
 * Its memory is the document's. */
#pragma once

#include "tests/sim/graphql/input.h"
#include "tests/sim/graphql/schema/schema.h"
#include "tests/sim/history/history.h"

struct gql_filter;

/* What is compared: the dimensions of one series in one minute of one queue. */
struct gql_record {
    const char *queue_id;
    int64_t minute;
    enum history_series series;
};

/* The dimensions of a series as texts; "" for those that it does not have. */
const char *gql_series_text(enum history_series series, enum gql_field_id dimension);

/* Reads an object; NULL with in->reason when it is not a filter of that dataset. */
const struct gql_filter *gql_filter_read(struct gql_inputs *in, enum gql_dataset d,
                                         const struct gql_value *object);

/* The time that can match at all: from *from_ms to before *until_ms, which are only narrowed. */
void gql_filter_narrow(const struct gql_filter *f, int64_t *from_ms, int64_t *until_ms);

/* false: nothing of that queue can match. */
bool gql_filter_match_queue(const struct gql_filter *f, const char *queue_id);

/* Everything but what gql_filter_narrow() has seen to. */
bool gql_filter_match(const struct gql_filter *f, const struct gql_record *r);
