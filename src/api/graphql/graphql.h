/* The answers of the GraphQL API as far as they differ from REST: errors beside data, told apart by
 * their texts (graphql.def).  Pure. */
#pragma once

#include "base/failure/err.h"

/* What stands in the way of an answer, by what can be done about it. */
enum graphql_kind {
    GRAPHQL_OTHER,
    GRAPHQL_RATE,     /* too many questions: none for 5 minutes */
    GRAPHQL_COST,     /* they cost too much: less of them, from the next minute on */
    GRAPHQL_PARALLEL, /* too many at a time */
    GRAPHQL_TOO_OLD,  /* nothing is kept that is older than the limit, in s */
    GRAPHQL_TOO_WIDE, /* the span is longer than the limit, in s */
    GRAPHQL_FIELDS,   /* more fields than the limit */
    GRAPHQL_ROWS,     /* more rows were asked for than the limit */
    GRAPHQL_TOO_MUCH, /* more data than one answer holds: a coarser step, or a shorter span */
    GRAPHQL_SCHEMA,   /* the API does not know what is asked for */
    GRAPHQL_ABSENT,   /* there is no GraphQL at this base URL */
    GRAPHQL_FORBIDDEN,
    GRAPHQL_PLAN, /* not on this plan */
    GRAPHQL_SERVER,
    GRAPHQL_KINDS
};

enum { GRAPHQL_NEVER = -1 };

struct graphql_trouble {
    enum graphql_kind kind;
    int64_t limit; /* of those kinds that have one; -1: the server does not say */
    int wait_s;    /* before the next question of any kind; 0: another one may go at once;
                      GRAPHQL_NEVER: it would end the same way */
};

/* The trouble that a failed call of a GraphQL operation, or a history with a part missing, is in.
 */
struct graphql_trouble graphql_find_trouble(const struct error *err);

/* What we say beside the server's words: true where its text tells the cause.  *says NULL: the
 * credential may be at fault. */
bool graphql_find_advice(const struct error *err, const char **says);

/* No such account among those that the credential may see: the API answers with an empty list. */
bool graphql_set_no_account(struct error *err); /* false */
