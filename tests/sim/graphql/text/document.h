/* A query as it is written: one operation with its variables and fields.
 *
 * The subset of GraphQL that clients of this schema send: no fragments, no directives, no
 * mutations, no block strings.  Strict: what is not understood is refused with a reason. */
#pragma once

#include "tests/sim/graphql/text/pool.h"

#include <stdbool.h>
#include <stdint.h>

enum gql_kind {
    GQL_VALUE_NULL,
    GQL_VALUE_BOOL,
    GQL_VALUE_INT,
    GQL_VALUE_FLOAT,
    GQL_VALUE_STRING,
    GQL_VALUE_ENUM,
    GQL_VALUE_LIST,
    GQL_VALUE_OBJECT,
    GQL_VALUE_VARIABLE
};

struct gql_value {
    enum gql_kind kind;
    const char *text;        /* of all that is written: digits, name, text between quotes */
    struct gql_value *items; /* of a list or object */
    const char **names;      /* of an object: one an item */
    size_t n;
};

/* A type as it is written behind a variable: NAME, NAME!, [NAME], [NAME!], and those with ! behind.
 */
struct gql_type {
    const char *name;
    bool required;
    bool is_list;
    bool item_required;
};

struct gql_variable {
    const char *name;
    struct gql_type type;
    const struct gql_value *otherwise; /* NULL: none */
    bool used;
};

struct gql_arg {
    const char *name;
    struct gql_value value;
};

struct gql_field {
    const char *key; /* the alias, or the name */
    const char *name;
    struct gql_arg *args;
    size_t n_args;
    bool has_fields; /* a selection stands behind it, of at least one field */
    struct gql_field *fields;
    size_t n_fields;
};

struct gql_document {
    struct gql_pool pool;
    struct gql_variable *variables;
    size_t n_variables;
    struct gql_field root; /* name is that of the operation; its fields are the query's */
};

enum { GQL_REASON = 160 };

/* Parses n bytes; false with the reason when it is not such a query.  gql_document_free() in both
 * cases. */
bool gql_document_parse(struct gql_document *d, const char *text, size_t n,
                        char reason[GQL_REASON]);
void gql_document_free(struct gql_document *d);
