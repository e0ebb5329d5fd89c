/* Values of arguments: variables in their places, and each value of the type that is wanted there.
 */
#pragma once

#include "tests/sim/graphql/text/document.h"

#include <jansson.h>

/* What a value may be.  NULL_TYPE: an argument that need not be there. */
struct gql_inputs {
    struct gql_document *document;
    const json_t *variables; /* the request's, or NULL */
    char reason[GQL_REASON]; /* why the last one was refused */
};

/* *out is v of type wanted: a scalar, an object whose members are still to be read, or, of a list
 * type, always a list.  GQL_VALUE_NULL where nothing is given (and wanted is not required).  false
 * with the reason: it does not fit. */
bool gql_input_read(struct gql_inputs *in, const struct gql_value *v, const struct gql_type *wanted,
                    struct gql_value *out);

/* All variables are of types that the schema has, and each is used somewhere (after all was read).
 */
bool gql_input_check_types(struct gql_inputs *in);
bool gql_input_check_used(struct gql_inputs *in);
