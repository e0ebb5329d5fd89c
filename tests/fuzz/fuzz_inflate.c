/* Any bytes as each packing: what comes out stays within the limit, and does not depend on how much
 * room there is. */
#include "body/decode/inflate.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok)
{
    if (!ok)
        abort();
}

/* With less room: full with the same beginning, or the same. */
static void check_less(enum packing p, const char *bytes, size_t n, size_t room,
                       const struct buf *whole, enum inflate_end whole_end)
{
    struct buf out;
    size_t behind;
    enum inflate_end end;

    buf_init(&out, room);
    end = inflate_bytes(p, bytes, n, &out, &behind);
    require(out.len == (room < whole->len ? room : whole->len) && !out.overflow);
    require(!out.len || memcmp(out.bytes, whole->bytes, out.len) == 0);
    require(room < whole->len ? end == INFLATE_FULL : end == whole_end);
    buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data + 2;
    enum packing p;
    enum inflate_end end;
    struct buf out;
    size_t n, behind, room;

    if (size < 2)
        return 0;
    n = size - 2;
    p = (enum packing)(1 + data[0] % (PACKING_COUNT - 1));
    room = (size_t)data[1] << 6;
    buf_init(&out, inflate_limit(n));
    end = inflate_bytes(p, bytes, n, &out, &behind);
    require(out.len <= inflate_limit(n) && !out.overflow);
    require(behind <= n && (behind > 0) == (end == INFLATE_BEHIND));
    require(end != INFLATE_FULL || out.len == inflate_limit(n));
    /* How much of a broken frame zstd gives out depends on the room. */
    if (room <= out.len && (end == INFLATE_WHOLE || end == INFLATE_BEHIND || end == INFLATE_CUT))
        check_less(p, bytes, n, room, &out, end);
    buf_free(&out);
    return 0;
}
