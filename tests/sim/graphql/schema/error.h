/* What is wrong with a request, and how it is told. */
#pragma once

#include "base/memory/buf.h"
#include "tests/sim/graphql/schema/settings.h"

#include <stdio.h>

enum gql_error_id {
#define GQL_ERROR(id, name, http, code, documented, live) GQL_ERROR_##id,
#include "tests/sim/graphql/schema/errors.def"
#undef GQL_ERROR
    GQL_N_ERRORS
};

enum { GQL_PATH = 4, GQL_WHAT = 192, GQL_FAILURES = 16 };

/* A plain value; the texts belong to the query. */
struct gql_failure {
    enum gql_error_id id;
    const char *path[GQL_PATH]; /* NULL from the first that is not used; none: null */
    const char *account;
    const char *node;
    char what[GQL_WHAT];
    int64_t limit;
    int64_t asked;
    bool is_span; /* limit and asked are seconds */
};

/* All of a request; more than there is room for are not told. */
struct gql_failures {
    struct gql_failure items[GQL_FAILURES];
    size_t n;
};

struct gql_failure *gql_fail(struct gql_failures *all, enum gql_error_id id);

/* The HTTP status that the first of them has. */
int gql_failures_status(const struct gql_failures *all, const struct gql_settings *s);

/* "errors": and what follows: null where there are none. */
void gql_failures_append(const struct gql_failures *all, const struct gql_settings *s, int64_t now,
                         struct buf *out);

/* The error of that name with made-up values in it, for faults; false: there is none. */
bool gql_failure_example(const char *name, const char *account, struct gql_failure *out);

/* The text of one, and its code ("": none). */
void gql_failure_print(const struct gql_failure *f, bool live, struct buf *out);
const char *gql_failure_code(enum gql_error_id id);

void gql_errors_print_index(FILE *f);
