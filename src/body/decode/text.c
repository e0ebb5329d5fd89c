#include "body/decode/text.h"

#include "base/array.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

bool text_is_readable(const char *s, size_t n, bool cut)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] < ' ' && s[i] != '\t' && s[i] != '\n' && s[i] != '\r')
            return false;
    return utf8_check(s, cut ? utf8_trim(s, n) : n);
}

static const struct {
    const char *name;
    const char *bytes;
    size_t len;
} marks[] = {
    [BOM_NONE] = {"", "", 0},
    [BOM_UTF8] = {"UTF-8 BOM", "\xef\xbb\xbf", 3},
    [BOM_UTF16LE] = {"UTF-16LE", "\xff\xfe", 2},
    [BOM_UTF16BE] = {"UTF-16BE", "\xfe\xff", 2},
};
_Static_assert(ARRAY_LEN(marks) == BOM_COUNT, "a row for each mark");

const char *text_bom_name(enum bom bom)
{
    return marks[bom].name;
}

enum bom text_find_bom(const char *s, size_t n)
{
    for (enum bom bom = BOM_UTF8; bom < BOM_COUNT; bom++)
        if (n >= marks[bom].len && memcmp(s, marks[bom].bytes, marks[bom].len) == 0)
            return bom;
    return BOM_NONE;
}

static uint32_t read_unit(const char *s, bool big)
{
    const unsigned char *u = (const unsigned char *)s;

    return big ? (uint32_t)(u[0] << 8 | u[1]) : (uint32_t)(u[1] << 8 | u[0]);
}

/* The length of the character at s in bytes; 0: half of a pair, or cut off. */
static size_t read_utf16(const char *s, size_t n, bool big, uint32_t *cp)
{
    uint32_t low;

    if (n < 2)
        return 0;
    *cp = read_unit(s, big);
    if (*cp < 0xd800 || *cp > 0xdfff)
        return 2;
    if (*cp > 0xdbff || n < 4)
        return 0;
    low = read_unit(s + 2, big);
    if (low < 0xdc00 || low > 0xdfff)
        return 0;
    *cp = 0x10000 + ((*cp - 0xd800) << 10) + (low - 0xdc00);
    return 4;
}

/* false: not UTF-16 to the end, or past the cap. */
static bool convert_utf16(const char *s, size_t n, bool big, bool cut, struct buf *out)
{
    size_t at = 0;

    while (at < n) {
        uint32_t cp;
        size_t len = read_utf16(s + at, n - at, big, &cp);

        if (!len)
            return cut && n - at < 4;
        if (!buf_append_char(out, cp))
            return false;
        at += len;
    }
    return true;
}

enum bom text_convert(const char *s, size_t n, bool cut, struct buf *out)
{
    enum bom bom = text_find_bom(s, n);
    size_t before = out->len, skip = marks[bom].len;
    bool ok = false;

    if (bom == BOM_NONE || !buf_reserve(out, before))
        return BOM_NONE;
    if (bom == BOM_UTF8)
        ok = buf_append(out, s + skip, n - skip);
    else
        ok = convert_utf16(s + skip, n - skip, bom == BOM_UTF16BE, cut, out);
    ok = ok && text_is_readable(out->bytes + before, out->len - before, cut);
    if (ok)
        return bom;
    out->len = before;
    out->overflow = false;
    return BOM_NONE;
}
