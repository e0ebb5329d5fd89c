/* Growable bytes with a mandatory cap, for whatever outside input can make large.
 *
 * The owner calls buf_init() and buf_free(); the bytes stay valid until the next append.  An append
 * that would pass the cap changes nothing, sets overflow and returns false; so do all later ones,
 * so a caller can append many times and look at overflow once. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
    char *bytes; /* NUL behind the last byte; NULL while empty */
    size_t len;
    size_t size; /* allocated */
    size_t cap;  /* len never passes this */
    bool overflow;
};

void buf_init(struct buf *b, size_t cap);
void buf_free(struct buf *b);
void buf_clear(struct buf *b);

bool buf_append(struct buf *b, const void *bytes, size_t n);
bool buf_append_str(struct buf *b, const char *s);
bool buf_append_byte(struct buf *b, char c);
bool buf_append_char(struct buf *b, uint32_t cp); /* as UTF-8 */
bool buf_print(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Makes room for n bytes in all, so that a known length costs one allocation. */
bool buf_reserve(struct buf *b, size_t n);

/* Gives the bytes away (free() them) and leaves b empty; never NULL. */
char *buf_take(struct buf *b);
