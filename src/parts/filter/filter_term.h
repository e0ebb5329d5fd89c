/* One term of a filter: filter_term.c parses it, filter.c asks rows.  See filter.h. */
#pragma once

#include "base/failure/err.h"
#include "body/json/path.h"
#include "body/match/pattern.h"
#include "parts/filter/filter.h"

enum filter_kind { TERM_TEXT, TERM_STATE, TERM_FIELD, TERM_PATH };

enum filter_op { OP_NONE, OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE, OP_HAS, OP_HAS_NOT };

struct filter_term {
    enum filter_kind kind;
    bool negated;
    int state;
    const char *state_name; /* borrowed from the language */
    const struct filter_field *field;
    struct path path;
    enum filter_op op; /* of a path OP_NONE: it is there */
    char *text;        /* the value, owned, without quotes; NULL: none */
    size_t text_len;   /* of a path's string it may hold NUL */
    bool quoted;
    int64_t number; /* of a field's amount */
    struct pattern pattern;
};

enum term_result { TERM_OK, TERM_UNFINISHED, TERM_WRONG };

/* Reads the term at s + *at (no blank) and moves *at behind it, also when it is wrong. */
enum term_result filter_term_read(struct filter_term *t, const char *s, size_t *at,
                                  const struct filter_language *language, struct error *err);
void filter_term_free(struct filter_term *t);

/* An operator as it is typed. */
const char *filter_term_print_op(enum filter_op op);
