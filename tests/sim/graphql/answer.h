/* The data of an answer: the fields of the query in their order, under their own names. */
#pragma once

#include "tests/sim/graphql/rows.h"

/* The rows of q->nodes[i] are rows[i]; a node that failed becomes null. */
void gql_answer_append(struct gql_query *q, const struct gql_rows *rows, struct buf *out);
