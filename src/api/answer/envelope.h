/* The envelope around every answer, opened: {success, errors, messages, result, result_info}, or of
 * GraphQL {data, errors}.  Private to api/ (it shows jansson's types).
 *
 * The tree holds placeholders where long strings were cut out (api/answer/cut.h): read strings
 * through api/answer/field.h only.  Everything in it is borrowed from the answer's bytes, which
 * must stay until envelope_close(). */
#pragma once

#include "api/answer/decode.h"
#include "api/answer/slice.h"
#include "api/graphql/lists.h"

#include <jansson.h>

struct envelope {
    const struct redact *redact; /* borrowed from the answer */
    struct cut cut;
    struct lists lists; /* of GraphQL: in their places in the tree stands [N] */
    json_t *root;
    json_t *result; /* or data; borrowed; NULL: missing or null */
};

/* false with err when the answer is an error or no answer of this API; nothing to close then. */
bool envelope_open(struct envelope *e, enum api api, const struct answer *a, struct error *err);
void envelope_close(struct envelope *e);

/* The same of JSON without an envelope, as events bring it: all of it is the result. */
bool envelope_open_bare(struct envelope *e, const char *json, size_t len,
                        const struct redact *redact);

/* The next row of a list of GraphQL that stands in the tree, in a tree of its own, which the caller
 * releases; NULL: it is no object.  *cursor is 0 at first.  false: that was the last. */
bool envelope_next_row(const struct envelope *e, const json_t *list, size_t *cursor, json_t **row);

/* GraphQL gives errors beside what it has. */
bool envelope_has_errors(const struct envelope *e);

/* The first of errors with what stands behind it, or the odd {code, error} of some endpoints, as
 * ERR_API; returns false. */
bool envelope_read_error(const struct envelope *e, const struct answer *a, struct error *err);

/* Sets ERR_RESPONSE with the answer's status; returns false. */
bool envelope_refuse(const struct answer *a, struct error *err, const char *why);

/* Where `result` stands in e->cut; false: there is none. */
bool envelope_find_result(const struct envelope *e, struct slice *result);

/* `result` on one line, malloc'd, redacted where clean; NULL: there is none. */
char *envelope_take_result(const struct envelope *e, bool clean);
