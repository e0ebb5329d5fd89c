#include "body/decode/magic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *bytes;
    size_t len;
    const char *name;
} samples[] = {
    {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, "PNG"},
    {"\xff\xd8\xff\xe0\0\x10JFIF", 10, "JPEG"},
    {"GIF89a\x01\0", 8, "GIF"},
    {"GIF87a", 6, "GIF"},
    {"RIFF\x24\0\0\0WEBPVP8 ", 16, "WebP"},
    {"%PDF-1.7\n%\xe2\xe3", 11, "PDF"},
    {"PK\x03\x04\x14", 5, "zip"},
    {"PK\x05\x06\0\0", 6, "zip"},
    {"\x1f\x8b\x08\0", 4, "gzip"},
    {"\x28\xb5\x2f\xfd", 4, "zstd"},
    {"BZh91AY&SY\x01", 11, "bzip2"},
    {"BZh9\x17\x72\x45\x38\x50\x90\0\0\0\0", 14, "bzip2"},
    {"\xfd"
     "7zXZ\0\0\x04",
     8, "xz"},
    {"\x04\x22\x4d\x18\x64", 5, "lz4"},
    {"\xff\x06\0\0sNaPpY", 10, "snappy"},
    {"Obj\x01\x04", 5, "Avro"},
    {"PAR1\x15", 5, "Parquet"},
    {"\0asm\x01\0\0\0", 8, "Wasm"},
    {"SQLite format 3\0\x10", 17, "SQLite"},
    {"\x0d\0\0\0\x10i~\0\x07\0\0\0\0", 13, "BSON"},
    {"\x80\x02N.", 4, "pickle"},
    {"\x80\x05N.", 4, "pickle"},
    {"\0\0\0\0\x07\x08xyz", 9, "Confluent"},
    /* What only begins so, or is something else. */
    {"", 0, NULL},
    {"\x89PNG", 4, NULL},
    {"RIFF\x24\0\0\0WAVE", 12, NULL},
    {"BZh9", 4, NULL},
    {"BZhaving", 8, NULL},
    {"PK", 2, NULL},
    {"\x0d\0\0\0\x10i\x7f\0\x07\0\0\0\0", 13, NULL},
    {"\x0d\0\0\0\x14id\0\x07\0\0\0\0", 13, NULL},
    {"\x0d\0\0\0\x10id\0\x07\0\0\0\1", 13, NULL},
    {"\x80\x01N.", 4, NULL},
    {"\x80\x06N.", 4, NULL},
    {"\x80\x02.", 3, NULL},
    {"\0\0\0\0\x07\x08xy7", 9, NULL},
    {"\0\0\0\0\0\x08xyz", 9, NULL},
    {"\0\x01\x02\x03", 4, NULL},
};

static void the_start_tells(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        char *exact = malloc(samples[i].len + 1); /* for the sanitizer */
        const char *name;

        assert_non_null(exact);
        memcpy(exact + 1, samples[i].bytes, samples[i].len);
        name = magic_guess(exact + 1, samples[i].len);
        if (samples[i].name && name)
            assert_string_equal(name, samples[i].name);
        else
            assert_ptr_equal(name, samples[i].name);
        free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_start_tells)};

    return cmocka_run_group_tests_name("magic", tests, NULL, NULL);
}
