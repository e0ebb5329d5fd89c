/* Fields of a decoded answer, one by one: a field that is missing, null or of another type is
 * unknown (-1, NULL, FLAG_UNKNOWN), never an error.  Numbers come as integers or as reals.  object
 * may be NULL or no object.  Private to api/. */
#pragma once

#include "api/answer/envelope.h"

/* A count, size or time: -1 when it is unknown, negative or past int64_t. */
int64_t field_int(const json_t *object, const char *key);

/* An error code, which may be 0 or negative. */
bool field_code(const json_t *object, const char *key, int64_t *code);

enum flag field_flag(const json_t *object, const char *key);

/* A copy in the arena; NULL when unknown, or with a NUL in it (what a C string would show is not
 * what the API said). */
const char *field_str(const struct envelope *e, const json_t *object, const char *key,
                      struct arena *arena);

/* What the API says, for a person: redacted; "" when unknown. */
const char *field_words(const struct envelope *e, const json_t *object, const char *key,
                        struct arena *arena);

/* As field_str() for keys in their order of preference. */
const char *field_first_str(const struct envelope *e, const json_t *object, const char *const *keys,
                            struct arena *arena);

/* Into out, redacted, then cut to fit between characters; false (out is "") when unknown. */
bool field_string(const struct envelope *e, const json_t *value, char *out, size_t size);
bool field_text(const struct envelope *e, const json_t *object, const char *key, char *out,
                size_t size);

/* An id that queue_check_id() accepts; false (out is "") otherwise. */
bool field_id(const json_t *object, const char *key, char out[ID_BYTES]);

/* The string's bytes: those of a short one are copied into the arena now; a cut one is noted in
 * e->cut, and *text is set when the decoder unescapes the cut strings.  false: no string. */
bool field_place(struct envelope *e, const json_t *object, const char *key, struct arena *arena,
                 const char **text, size_t *len);

/* "warnings": an object from lease id or ref to text; [] has been seen for none. */
void field_read_warnings(const struct envelope *e, struct arena *arena, struct warning **out,
                         size_t *n);

void field_read_metrics(const json_t *object, struct metrics *out);

struct field_int_row {
    const char *key;
    size_t offset; /* of an int64_t */
};

/* Sets the int64_t at each row's offset of base. */
void field_read_ints(const json_t *object, const struct field_int_row *rows, size_t n, void *base);
