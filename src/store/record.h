/* One record of a state file: a JSON object on one line, written field by field, read strictly.
 *
 * Fields that are missing, of another type, or unknown to the reader are no error: a number is then
 * -1, a text NULL.  What is written may be printed on a terminal (see json_append_string()).
 * Pure. */
#pragma once

#include "base/memory/arena.h"
#include "base/memory/buf.h"
#include "model/queue.h"

#include <stdint.h>

/* Between start and end come the fields; a buffer that is full shows in out->overflow.  Objects of
 * a list are records too. */
void record_start(struct buf *out);
void record_end(struct buf *out);
void record_end_line(struct buf *out);

void record_put_text(struct buf *out, const char *key, const char *s); /* NULL: left out */
void record_put_bytes(struct buf *out, const char *key, const char *s, size_t n);
void record_put_int(struct buf *out, const char *key, int64_t value);    /* negative: left out */
void record_put_flag(struct buf *out, const char *key, enum flag value); /* unknown: null */
void record_start_list(struct buf *out, const char *key);
void record_end_list(struct buf *out);

enum { RECORD_FIELDS = 16 };

struct record {
    const char *line; /* borrowed */
    struct {
        size_t at;
        size_t len; /* 0: not there */
    } fields[RECORD_FIELDS];
};

/* Finds the n_keys fields; false: the n bytes are not one JSON object. */
bool record_open(struct record *r, const char *line, size_t n, const char *const *keys,
                 size_t n_keys);

int64_t record_int(const struct record *r, int field);

/* In the arena; NULL also when there is a NUL in it. */
const char *record_text(const struct record *r, int field, struct arena *arena);

/* Any bytes but those of invalid UTF-8; NULL: no string. */
const char *record_bytes(const struct record *r, int field, struct arena *arena, size_t *len);

/* The field is this text. */
bool record_is(const struct record *r, int field, const char *text);

/* The next object of a list; *cursor is 0 at first.  Others in the list are skipped. */
bool record_next(const struct record *list, int field, size_t *cursor, struct record *item,
                 const char *const *keys, size_t n_keys);
