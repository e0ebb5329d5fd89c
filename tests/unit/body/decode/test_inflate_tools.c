/* What the tools of producers pack, read by the chain of a body. */
#include "base/memory/mem.h"
#include "body/decode/base64.h"
#include "body/decode/decode.h"
#include "tests/unit/toolkit.h"

#include <stdlib.h>
#include <string.h>

/* Text is what deflate, which has no magic number, is found by; the others hold any bytes. */
enum content { TEXT, BYTES, CONTENTS };

static char *make_content(enum content content, size_t n)
{
    char *bytes = mem_new(n + 1, 1);
    uint32_t x = 20261126;

    for (size_t i = 0; i < n; i++) {
        x = x * 1664525 + 1013904223;
        bytes[i] = (char)(content == TEXT ? 'a' + (x >> 24) % 16 : x >> 24);
    }
    return bytes;
}

/* As a producer sends it: base64 of type bytes. */
static void assert_decodes(const struct buf *packed, const char *step, const char *bytes, size_t n)
{
    struct message m = {.id = "", .type = CONTENT_BYTES};
    struct buf base64;
    struct body body;

    buf_init(&base64, packed->len * 2 + 4);
    assert_true(base64_encode(packed->bytes, packed->len, &base64));
    m.body = base64.bytes;
    m.body_len = base64.len;
    body_decode(&body, &m);
    if (!strstr(body.chain, step))
        fail_msg("%s is not in %s", step, body.chain);
    assert_int_equal(body.layers, 1);
    assert_int_equal(body.len, n);
    assert_memory_equal(body.bytes, bytes, n);
    body_free(&body);
    buf_free(&base64);
}

static void check(char *const argv[], const char *step, enum content content, size_t smallest)
{
    static const size_t sizes[] = {1, 100, 16384, 128000, 1000003};

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char *bytes;
        struct buf packed;

        if (sizes[i] < smallest)
            continue;
        bytes = make_content(content, sizes[i]);
        tool_run(argv, bytes, sizes[i], &packed);
        assert_decodes(&packed, step, bytes, sizes[i]);
        buf_free(&packed);
        free(bytes);
    }
}

static void check_all(char *const argv[], const char *step)
{
    for (int content = 0; content < CONTENTS; content++)
        check(argv, step, (enum content)content, 1);
}

static void gzip_is_read(void **state)
{
    (void)state;
    check_all(TOOL("gzip", "-c"), "→ gzip →");
    check_all(TOOL("gzip", "-1nc"), "→ gzip →");
    check_all(TOOL("gzip", "-9c"), "→ gzip →");
}

static void zstd_is_read(void **state)
{
    (void)state;
    check_all(TOOL("zstd", "-qc"), "→ zstd →");
    check_all(TOOL("zstd", "-qc", "--fast=5", "--no-check"), "→ zstd →");
    check_all(TOOL("zstd", "-qc", "-19", "--long=27"), "→ zstd →");
}

/* wbits of zlib.compressobj(): 31 gzip, 15 zlib, -15 raw. */
static const char python[] = "import sys, zlib\n"
                             "packer = zlib.compressobj(9, zlib.DEFLATED, int(sys.argv[1]))\n"
                             "given = sys.stdin.buffer.read()\n"
                             "packed = packer.compress(given) + packer.flush()\n"
                             "sys.stdout.buffer.write(packed)\n";

static void python_zlib_is_read(void **state)
{
    (void)state;
    check_all(TOOL("python3", "-c", python, "31"), "→ gzip →");
    check_all(TOOL("python3", "-c", python, "15"), "→ zlib →");
    check(TOOL("python3", "-c", python, "-15"), "→ deflate →", TEXT, 100); /* less is not certain */
}

/* "hello" of `gzip -nc`, so that something is tested without the programs. */
static void one_gzip_is_read_without_it(void **state)
{
    char bytes[] = "\x1f\x8b\x08\0\0\0\0\0\0\x03\xcb\x48\xcd\xc9\xc9\x07\0\x86\xa6\x10\x36\x05\0\0";
    const struct buf packed = {.bytes = bytes, .len = sizeof bytes};

    (void)state;
    assert_decodes(&packed, "→ gzip →", "hello", 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gzip_is_read),
        cmocka_unit_test(zstd_is_read),
        cmocka_unit_test(python_zlib_is_read),
        cmocka_unit_test(one_gzip_is_read_without_it),
    };

    return cmocka_run_group_tests_name("inflate tools", tests, NULL, NULL);
}
