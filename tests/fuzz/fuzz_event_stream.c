/* An event stream of any bytes: it comes to the same in pieces as in one, nothing grows beyond its
 * cap, and what its events say is read or refused.  The first byte chooses the pieces. */
#include "api/answer/event_stream.h"

#include "api/answer/decode.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok)
{
    if (!ok)
        abort();
}

static void check_event(const struct buf *data)
{
    union result u;

    require(data->len <= EVENT_STREAM_BYTES);
    require(!memchr(data->len ? data->bytes : "", '\r', data->len));
    if (decode_event(OP_WATCH, data->bytes, data->len, NULL, &u))
        require(u.metrics.backlog_count >= 0);
}

/* Each event with its length before it. */
static void read_all(const char *bytes, size_t len, size_t piece, struct buf *out)
{
    struct event_stream s;

    event_stream_init(&s);
    for (size_t at = 0; at < len; at += piece) {
        size_t n = len - at < piece ? len - at : piece;
        const char *from = bytes + at;

        while (event_stream_next(&s, &from, &n)) {
            check_event(&s.data);
            buf_print(out, "%zu:", s.data.len);
            if (s.data.len)
                buf_append(out, s.data.bytes, s.data.len);
        }
        require(n == 0 && from <= bytes + len);
        require(s.line.len <= s.line.cap && s.retry_ms <= EVENT_STREAM_RETRY_MAX_MS);
    }
    buf_print(out, "%lld", (long long)s.retry_ms);
    event_stream_free(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf whole, pieces;

    if (size < 2)
        return 0;
    decode_start();
    buf_init(&whole, 1 << 24);
    buf_init(&pieces, 1 << 24);
    read_all((const char *)data + 1, size - 1, size, &whole);
    read_all((const char *)data + 1, size - 1, 1 + data[0] % 16, &pieces);
    require(whole.len == pieces.len && memcmp(whole.bytes, pieces.bytes, whole.len) == 0);
    buf_free(&whole);
    buf_free(&pieces);
    return 0;
}
