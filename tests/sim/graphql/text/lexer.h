/* A GraphQL document as tokens.  Commas, comments and blanks are between them. */
#pragma once

#include "tests/sim/graphql/text/pool.h"

#include <stdbool.h>

enum gql_token {
    GQL_END,
    GQL_PUNCTUATION, /* one character */
    GQL_NAME,
    GQL_INT,
    GQL_FLOAT,
    GQL_STRING,
    GQL_BAD /* no token begins like this, or it does not end */
};

struct gql_lexer {
    const char *at; /* behind the token */
    const char *end;
    struct gql_pool *pool;
    enum gql_token token;
    char mark;        /* of punctuation */
    const char *text; /* of a name, number or string (unescaped); in the pool */
};

/* Moves on to the next token. */
void gql_lexer_next(struct gql_lexer *l);
