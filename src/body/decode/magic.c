#include "body/decode/magic.h"

#include "base/text/ascii.h"
#include "body/decode/inflate.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Two bytes at the start are no evidence, so each has three or more, or a second place to match
 * (len2 at at2). */
static const struct {
    const char *name;
    const char *start;
    size_t len;
    const char *second;
    size_t len2;
    size_t at2;
} kinds[] = {
    {"PNG", "\x89PNG\r\n\x1a\n", 8, "", 0, 0},
    {"JPEG", "\xff\xd8\xff", 3, "", 0, 0},
    {"GIF", "GIF87a", 6, "", 0, 0},
    {"GIF", "GIF89a", 6, "", 0, 0},
    {"WebP", "RIFF", 4, "WEBP", 4, 8},
    {"PDF", "%PDF-", 5, "", 0, 0},
    {"zip", "PK\x03\x04", 4, "", 0, 0},
    {"zip", "PK\x05\x06", 4, "", 0, 0}, /* an empty one */
    {"gzip", "\x1f\x8b\x08", 3, "", 0, 0},
    {"zstd", "\x28\xb5\x2f\xfd", 4, "", 0, 0},
    {"bzip2", "BZh", 3, "1AY&SY", 6, 4},
    {"bzip2", "BZh", 3, "\x17\x72\x45\x38\x50\x90", 6, 4}, /* an empty one */
    {"xz",
     "\xfd"
     "7zXZ\0",
     6, "", 0, 0},
    {"snappy", "\xff\x06\0\0sNaPpY", 10, "", 0, 0},
    {"Avro", "Obj\x01", 4, "", 0, 0},
    {"Parquet", "PAR1", 4, "", 0, 0},
    {"Java", "\xac\xed\0\x05", 4, "", 0, 0},
    {"Smile", ":)\n", 3, "", 0, 0},
    {"Ion", "\xe0\x01\0\xea", 4, "", 0, 0},
    {"Wasm", "\0asm", 4, "", 0, 0},
    {"SQLite", "SQLite format 3\0", 16, "", 0, 0},
};

static int matches(const char *bytes, size_t n, const char *part, size_t len, size_t at)
{
    return n >= at + len && memcmp(bytes + at, part, len) == 0;
}

/* A frame, perhaps behind others that hold nothing. */
static bool is_lz4(const unsigned char *s, size_t n)
{
    size_t at = packing_skip_frames((const char *)s, n);

    return n - at >= 4 && memcmp(s + at, "\x04\x22\x4d\x18", 4) == 0;
}

/* Its own length, a type that there is, a name, and 0 at the end. */
static bool is_bson(const unsigned char *s, size_t n)
{
    enum { LEAST = 8, NAME = 5, LAST_TYPE = 0x13 };
    size_t end = NAME;

    if (n < LEAST ||
        (s[0] | (uint32_t)s[1] << 8 | (uint32_t)s[2] << 16 | (uint32_t)s[3] << 24) != n ||
        s[n - 1] || !s[NAME - 1] || s[NAME - 1] > LAST_TYPE)
        return false;
    while (end < n && s[end] >= ' ' && s[end] < 0x7f)
        end++;
    return end < n && !s[end];
}

/* Protocol 2 to 5, and the point at the end. */
static bool is_pickle(const unsigned char *s, size_t n)
{
    return n >= 4 && s[0] == 0x80 && s[1] >= 2 && s[1] <= 5 && s[n - 1] == '.';
}

/* 00, the number of a schema, and a value of which some letters can be read. */
static bool is_confluent(const unsigned char *s, size_t n)
{
    enum { HEAD = 5, LETTERS = 3 };
    size_t letters = 0;

    if (n <= HEAD + LETTERS || s[0] || s[1] || !(s[2] | s[3] | s[4]))
        return false;
    for (size_t i = HEAD; i < n && letters < LETTERS; i++)
        letters = ascii_is_letter(s[i]) ? letters + 1 : 0;
    return letters == LETTERS;
}

static const struct {
    const char *name;
    bool (*is)(const unsigned char *s, size_t n);
} shapes[] = {
    {"lz4", is_lz4}, {"BSON", is_bson}, {"pickle", is_pickle}, {"Confluent", is_confluent}};

const char *magic_guess(const char *bytes, size_t n)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (matches(bytes, n, kinds[i].start, kinds[i].len, 0) &&
            matches(bytes, n, kinds[i].second, kinds[i].len2, kinds[i].at2))
            return kinds[i].name;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (shapes[i].is((const unsigned char *)bytes, n))
            return shapes[i].name;
    return NULL;
}

const char *magic_tool(const char *name)
{
    static const struct {
        const char *name, *tool;
    } tools[] = {{"lz4", "lz4 -dc"}, {"xz", "xz -dc"}, {"bzip2", "bzip2 -dc"}};

    for (size_t i = 0; i < sizeof tools / sizeof *tools; i++)
        if (!strcmp(name, tools[i].name))
            return tools[i].tool;
    return NULL;
}
