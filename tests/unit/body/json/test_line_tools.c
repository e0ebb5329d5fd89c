/* An exported line read back by Python: the same id, body and metadata, byte for byte. */
#include "base/text/utf8.h"
#include "body/decode/message_line.h"
#include "tests/unit/toolkit.h"

#include <stdlib.h>
#include <string.h>

enum { MESSAGES = 400, BODY_CHARS = 300 };

/* A line for each line: id, body and metadata in hex. */
static const char python[] =
    "import json, sys\n"
    "for line in sys.stdin.buffer.read().split(b'\\n')[:-1]:\n"
    "    m = json.loads(line)\n"
    "    meta = json.dumps(m['metadata'], separators=(',', ':'))\n"
    "    print(' '.join(s.encode().hex() for s in (m['id'], m['body'], meta)))\n";

static uint32_t seed = 20261126;

static uint32_t below(uint32_t n)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % n;
}

/* Of each kind: controls and NUL, quotes, what terminals act on, what is long in UTF-8. */
static uint32_t choose_char(void)
{
    static const uint32_t chars[] = {'"',    '\\',   '/',    0x7f,   0x9b,    0xa0,    0xe9,
                                     0x202e, 0x2028, 0xfeff, 0xffff, 0x1f600, 0xe0041, 0x10ffff};

    switch (below(3)) {
    case 0: return below(0x20);
    case 1: return chars[below(sizeof chars / sizeof chars[0])];
    default: return 0x20 + below(0x5f);
    }
}

static void add_chars(struct buf *out, uint32_t n)
{
    for (; n > 0; n--) {
        char utf8[4];

        buf_append(out, utf8, (size_t)utf8_write(utf8, choose_char()));
    }
}

static void add_hex(struct buf *out, const char *s, size_t n, char behind)
{
    for (size_t i = 0; i < n; i++)
        buf_print(out, "%02x", (unsigned)(unsigned char)s[i]);
    buf_append_byte(out, behind);
}

static void add_message(struct buf *lines, struct buf *expected, int number)
{
    static const enum content_type types[] = {CONTENT_NONE, CONTENT_TEXT, CONTENT_JSON,
                                              CONTENT_BYTES, CONTENT_V8};
    char id[20], metadata[60];
    struct message m = {.id = id, .attempts = number, .timestamp_ms = -1, .metadata = metadata};
    struct buf body;

    snprintf(id, sizeof id, "m%d", number);
    snprintf(metadata, sizeof metadata, "{\"z\":%d,\"a\":[1,null,\"x\"]}", number);
    buf_init(&body, 1 << 16);
    add_chars(&body, below(BODY_CHARS));
    m.type = types[below(5)];
    m.body = body.bytes ? body.bytes : "";
    m.body_len = body.len;
    assert_true(message_line_append(lines, &m, "orders"));
    assert_true(buf_append_byte(lines, '\n'));
    add_hex(expected, id, strlen(id), ' ');
    add_hex(expected, m.body, m.body_len, ' ');
    add_hex(expected, metadata, strlen(metadata), '\n');
    buf_free(&body);
}

static void python_reads_the_bytes_that_were_there(void **state)
{
    struct buf lines, expected, seen;

    (void)state;
    buf_init(&lines, TOOL_OUTPUT_MAX);
    buf_init(&expected, TOOL_OUTPUT_MAX);
    for (int i = 0; i < MESSAGES; i++)
        add_message(&lines, &expected, i);
    tool_run(TOOL("python3", "-c", python), lines.bytes, lines.len, &seen);
    assert_int_equal(seen.len, expected.len);
    assert_memory_equal(seen.bytes, expected.bytes, seen.len);
    buf_free(&lines);
    buf_free(&expected);
    buf_free(&seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(python_reads_the_bytes_that_were_there),
    };

    return cmocka_run_group_tests_name("line_tools", tests, NULL, NULL);
}
