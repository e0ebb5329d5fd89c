#include "body/decode/text.h"

#include "base/memory/array.h"
#include "base/text/ascii.h"
#include "base/text/utf8.h"

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
    [BOM_UTF32LE] = {"UTF-32LE", "\xff\xfe\0\0", 4},
    [BOM_UTF32BE] = {"UTF-32BE", "\0\0\xfe\xff", 4},
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

static bool is_big(enum bom bom)
{
    return bom == BOM_UTF16BE || bom == BOM_UTF32BE;
}

static uint32_t read_unit(const char *s, size_t size, bool big)
{
    const unsigned char *u = (const unsigned char *)s;
    uint32_t unit = 0;

    for (size_t i = 0; i < size; i++)
        unit = unit << 8 | u[big ? i : size - 1 - i];
    return unit;
}

/* The length of the character at s in bytes; 0: half of a pair, or cut off, or none. */
static size_t read_wide(const char *s, size_t n, enum bom bom, uint32_t *cp)
{
    size_t size = bom == BOM_UTF32LE || bom == BOM_UTF32BE ? 4 : 2;
    uint32_t low;

    if (n < size)
        return 0;
    *cp = read_unit(s, size, is_big(bom));
    if (*cp < 0xd800 || (*cp > 0xdfff && *cp <= 0x10ffff))
        return size;
    if (size == 4 || *cp > 0xdbff || n < 4)
        return 0;
    low = read_unit(s + 2, 2, is_big(bom));
    if (low < 0xdc00 || low > 0xdfff)
        return 0;
    *cp = 0x10000 + ((*cp - 0xd800) << 10) + (low - 0xdc00);
    return 4;
}

/* false: not so to the end, or past the cap. */
static bool convert_wide(const char *s, size_t n, enum bom bom, bool cut, struct buf *out)
{
    size_t at = 0;

    while (at < n) {
        uint32_t cp;
        size_t len = read_wide(s + at, n - at, bom, &cp);

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
        ok = convert_wide(s + skip, n - skip, bom, cut, out);
    ok = ok && text_is_readable(out->bytes + before, out->len - before, cut);
    if (ok)
        return bom;
    out->len = before;
    out->overflow = false;
    return BOM_NONE;
}

static bool is_letter(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == ' ';
}

/* Half of it is ASCII, and there is some. */
static bool is_likely(const char *s, size_t n)
{
    enum { LEAST = 3 };
    size_t ascii = 0, characters = 0;

    for (size_t i = 0; i < n; i++) {
        characters += ((unsigned char)s[i] & 0xc0) != 0x80;
        ascii += (unsigned char)s[i] < 0x80;
    }
    return characters >= LEAST && ascii >= characters - characters / 2;
}

enum bom text_guess_wide(const char *s, size_t n, bool cut, struct buf *out)
{
    size_t before = out->len;

    if (!buf_reserve(out, before + 1))
        return BOM_NONE;
    for (enum bom bom = BOM_UTF32LE; bom < BOM_COUNT; bom++) {
        if (convert_wide(s, n, bom, cut, out) &&
            text_is_readable(out->bytes + before, out->len - before, cut) &&
            is_likely(out->bytes + before, out->len - before))
            return bom;
        out->len = before;
        out->overflow = false;
    }
    return BOM_NONE;
}

bool text_is_mostly(const char *s, size_t n)
{
    enum { LEAST = 4, PART = 4 };
    size_t letters = 0, high = 0, controls = 0, ascii;

    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];

        if ((c < ' ' && !(c >= '\a' && c <= '\r') && c != 0x1b) || c == 0x7f)
            return false;
        letters += is_letter(s[i]);
        high += c >= 0x80;
        controls += c < ' ' && c != '\n' && c != '\r' && c != '\t';
    }
    ascii = n - high;
    return n >= LEAST && high <= n / PART && controls <= n / PART && letters >= ascii - ascii / 3;
}
