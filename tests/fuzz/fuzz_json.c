/* The JSON reader on any bytes: walks end, what it accepts stays the same document when it is
 * compacted, and strings survive being written and read. */
#include "body/json/json.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok)
{
    if (!ok)
        abort();
}

static void check_walks(const char *s, size_t n, bool valid)
{
    size_t pos = 0, cursor = 0, at = 0, len = 0, items = 0;
    struct json_token t;

    do {
        size_t before = pos;

        t = json_next_token(s, n, &pos);
        require(t.at <= n && t.len <= n - t.at && pos <= n);
        require(pos > before || t.kind == JSON_END || t.kind == JSON_ERROR);
    } while (t.kind != JSON_END && t.kind != JSON_ERROR);
    require(json_skip_value(s, n, 0) <= n);
    while (json_next_item(s, n, 0, &cursor, &at, &len)) {
        require(at <= n && len <= n - at && ++items <= n);
        require(!valid || json_check(s + at, len));
    }
    if (json_find_member(s, n, 0, "a", &at, &len)) {
        require(at <= n && len <= n - at);
        require(!valid || json_check(s + at, len));
    }
}

static void check_compact(const char *s, size_t n)
{
    struct buf once, twice;

    buf_init(&once, n);
    buf_init(&twice, n);
    require(json_append_compact(&once, s, n));
    require(json_check(once.bytes, once.len));
    require(json_append_compact(&twice, once.bytes, once.len));
    require(once.len == twice.len && memcmp(once.bytes, twice.bytes, once.len) == 0);
    buf_free(&once);
    buf_free(&twice);
}

/* Any bytes as a string: a JSON text that reads back as its own writing. */
static void check_string(const char *s, size_t n)
{
    struct buf first, again;
    size_t len;

    buf_init(&first, 12 * n + 2);
    buf_init(&again, 12 * n + 2);
    require(json_append_string(&first, s, n) && json_check(first.bytes, first.len));
    require(json_append_string(&again, s, n));
    require(json_unescape(again.bytes, again.bytes + 1, again.len - 2, &len));
    again.bytes[len] = '\0';
    if (!memchr(again.bytes, '\0', len))
        require(json_equal_string(first.bytes + 1, first.len - 2, again.bytes));
    if (n && len == n && memcmp(again.bytes, s, n) != 0)
        require(memmem(again.bytes, len, "\xef\xbf\xbd", 3) != NULL);
    buf_free(&first);
    buf_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *s = (const char *)data;
    bool valid = json_check(s, size);
    char *inner = malloc(size + 1);
    size_t len = 0;

    require(inner != NULL);
    check_walks(s, size, valid);
    if (valid)
        check_compact(s, size);
    check_string(s, size);
    if (json_unescape(inner, s, size, &len))
        require(len <= size);
    free(inner);
    return 0;
}
