#include "store/line_reader.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_BYTES = 16 * 1024 };

void line_reader_init(struct line_reader *r, int fd, size_t cap)
{
    *r = (struct line_reader){.fd = fd, .cap = cap};
    buf_init(&r->buf, cap + BLOCK_BYTES);
}

void line_reader_free(struct line_reader *r)
{
    buf_free(&r->buf);
}

/* Lets the first n bytes of buf go. */
static void drop(struct line_reader *r, size_t n)
{
    if (n)
        memmove(r->buf.bytes, r->buf.bytes + n, r->buf.len - n);
    r->buf.len -= n;
    r->at += (off_t)n;
    r->start -= r->start < n ? r->start : n;
    r->looked -= n;
}

static void read_block(struct line_reader *r)
{
    char block[BLOCK_BYTES];
    ssize_t n;

    do
        n = pread(r->fd, block, sizeof(block), r->at + (off_t)r->buf.len);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        r->error = errno;
    if (n > 0)
        buf_append(&r->buf, block, (size_t)n);
    else
        r->at_end = true;
}

static void read_more(struct line_reader *r)
{
    r->looked = r->buf.len;
    if (r->buf.len - r->start > r->cap) {
        r->too_long = true;
        r->start = r->buf.len;
    }
    drop(r, r->start);
    read_block(r);
}

/* Steps over the line at start, which ends at end; false: it is not to be given. */
static bool take(struct line_reader *r, size_t end, struct line *line)
{
    bool whole = !r->too_long;

    *line = (struct line){r->buf.bytes + r->start, end - r->start, r->at + (off_t)r->start};
    r->start = r->looked = end < r->buf.len ? end + 1 : end;
    r->too_long = false;
    return whole && line->len > 0 && line->len <= r->cap;
}

bool line_reader_next(struct line_reader *r, struct line *line)
{
    for (;;) {
        size_t left = r->buf.len - r->looked;
        const char *end = left ? memchr(r->buf.bytes + r->looked, '\n', left) : NULL;

        if (end) {
            if (take(r, (size_t)(end - r->buf.bytes), line))
                return true;
        } else if (!r->at_end) {
            read_more(r);
        } else if (r->start == r->buf.len || !take(r, r->buf.len, line)) {
            return false;
        } else {
            return true;
        }
    }
}
