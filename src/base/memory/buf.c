#include "base/memory/buf.h"

#include "base/memory/mem.h"
#include "base/text/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_init(struct buf *b, size_t cap)
{
    *b = (struct buf){.cap = cap};
}

void buf_free(struct buf *b)
{
    free(b->bytes);
    buf_init(b, b->cap);
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    b->overflow = false;
    if (b->bytes)
        b->bytes[0] = '\0';
}

bool buf_reserve(struct buf *b, size_t n)
{
    if (b->overflow || n > b->cap) {
        b->overflow = true;
        return false;
    }
    if (n + 1 > b->size) {
        b->bytes = mem_resize(b->bytes, n + 1, 1);
        b->size = n + 1;
        b->bytes[b->len] = '\0';
    }
    return true;
}

/* Doubles, so that many small appends stay linear. */
static bool grow_for(struct buf *b, size_t more)
{
    size_t need, want;

    if (b->overflow || more > b->cap - b->len) {
        b->overflow = true;
        return false;
    }
    need = b->len + more;
    if (need + 1 <= b->size)
        return true;
    want = need < 32 ? 64 : need * 2;
    return buf_reserve(b, want > b->cap ? b->cap : want);
}

bool buf_append(struct buf *b, const void *bytes, size_t n)
{
    if (!grow_for(b, n))
        return false;
    if (n)
        memcpy(b->bytes + b->len, bytes, n);
    b->len += n;
    b->bytes[b->len] = '\0';
    return true;
}

bool buf_append_str(struct buf *b, const char *s)
{
    return buf_append(b, s, strlen(s));
}

bool buf_append_byte(struct buf *b, char c)
{
    return buf_append(b, &c, 1);
}

bool buf_append_char(struct buf *b, uint32_t cp)
{
    char bytes[4];
    int n = utf8_write(bytes, cp);

    return buf_append(b, bytes, (size_t)n);
}

bool buf_print(struct buf *b, const char *fmt, ...)
{
    va_list ap;
    int n;

    va_start(ap, fmt);
    n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0 || !grow_for(b, (size_t)n))
        return false;
    va_start(ap, fmt);
    vsnprintf(b->bytes + b->len, (size_t)n + 1, fmt, ap);
    va_end(ap);
    b->len += (size_t)n;
    return true;
}

char *buf_take(struct buf *b)
{
    char *bytes = b->bytes ? b->bytes : mem_copy_bytes("", 0);

    b->bytes = NULL;
    b->len = b->size = 0;
    return bytes;
}
