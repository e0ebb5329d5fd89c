/* A query that the schema has: which datasets are asked, and for what.
 *
 * Made from a document, whose memory it uses. */
#pragma once

#include "tests/sim/graphql/filter.h"
#include "tests/sim/graphql/schema/error.h"

enum { GQL_NODES = 64, GQL_ORDERS = 16 };

struct gql_order {
    enum gql_field_id field;
    bool descending;
};

/* One dataset of one account. */
struct gql_node {
    const struct gql_field *field;
    enum gql_dataset dataset;
    size_t account; /* in the world; n_accounts: none that can be seen */
    const char *path[GQL_PATH];
    int64_t limit;
    const struct gql_filter *filter;
    struct gql_order orders[GQL_ORDERS];
    size_t n_orders;
    unsigned asked; /* bit i: field i is selected somewhere */
    bool failed;
};

struct gql_query {
    struct gql_document document;
    struct gql_inputs inputs;
    const struct world *world;
    struct gql_node nodes[GQL_NODES];
    size_t n_nodes;
    struct gql_failures failures;
};

/* Parses the request's query and holds it against the schema; false with the one failure.
 * gql_query_free() in both cases.  variables outlives it. */
bool gql_query_read(struct gql_query *q, const struct world *w, const char *text, size_t n,
                    const json_t *variables);
void gql_query_free(struct gql_query *q);

/* The index of the account that a field `accounts` asks for; n_accounts: none that can be seen. */
size_t gql_query_account(struct gql_query *q, const struct gql_field *accounts);

/* The node that was made of a field, or NULL. */
const struct gql_node *gql_query_node(const struct gql_query *q, const struct gql_field *field);
