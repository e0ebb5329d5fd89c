/* How the analytics answer, as tests set it: "graphql" in POST /__sim/options and in a seed's
 * options.  A plain value, kept by the world. */
#pragma once

#include "tests/sim/graphql/schema/schema.h"

#include <jansson.h>

#include <stdio.h>

enum gql_answer {
    GQL_ANSWERS,
    GQL_ABSENT,    /* there is no such route */
    GQL_FORBIDDEN, /* nobody may */
    GQL_N_ANSWERS
};

/* What an account may ask of a dataset. */
struct gql_limits {
    bool enabled;
    int64_t not_older_than_s;
    int64_t max_duration_s;
    int64_t max_fields;
    int64_t max_page;
    unsigned hidden; /* bit i: field i is not available */
};

struct gql_settings {
    enum gql_answer answer;
    int64_t http_errors;     /* a switch: errors have their HTTP status; else 200 */
    int64_t live_texts;      /* a switch: texts as they are seen, not as documented */
    int64_t partial;         /* a switch: an error of a dataset leaves the others their data */
    int64_t rate_limit;      /* requests per 300 s and credential; 0: none */
    int64_t lag_s;           /* minutes that began later are not there yet */
    int64_t sample_interval; /* 1: everything is counted */
    int64_t missing_percent; /* of the minutes */
    int64_t max_points;      /* minutes that a request may look through; 0: any */
    int64_t max_nodes;       /* datasets in a request; 0: any */
    struct gql_limits limits[GQL_N_DATASETS];
};

void gql_settings_init(struct gql_settings *s);

/* Takes over what from says; a static text that says what is wrong (s may be changed in part), or
 * NULL. */
const char *gql_settings_read(struct gql_settings *s, const json_t *from);

void gql_settings_print_index(FILE *f);
