#include "body/json/json.h"

#include "base/text/ascii.h"
#include "base/text/dtext.h"
#include "base/text/utf8.h"

#include <string.h>

enum { REPLACEMENT = 0xfffd };

size_t json_count_plain(const char *s, size_t n)
{
    const uint64_t ones = 0x0101010101010101U, high = 0x8080808080808080U;
    size_t i = 0;

    for (; n - i >= 8; i += 8) {
        uint64_t v, quote, slash;

        memcpy(&v, s + i, 8);
        quote = v ^ (ones * '"');
        slash = v ^ (ones * '\\');
        if ((((v - ones * 0x20) & ~v) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash)) &
            high)
            break;
    }
    while (i < n && (unsigned char)s[i] >= 0x20 && s[i] != '"' && s[i] != '\\')
        i++;
    return i;
}

/* \uXXXX at s. */
static bool read_u(const char *s, size_t n, uint32_t *unit)
{
    uint32_t v = 0;

    if (n < 6 || s[0] != '\\' || s[1] != 'u')
        return false;
    for (int i = 2; i < 6; i++) {
        int digit = ascii_read_hex(s[i]);

        if (digit < 0)
            return false;
        v = v << 4 | (uint32_t)digit;
    }
    *unit = v;
    return true;
}

size_t json_read_escape(const char *s, size_t n, uint32_t *cp)
{
    static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    const char *name;
    uint32_t low;

    if (n < 2 || s[0] != '\\')
        return 0;
    if (s[1] != 'u') {
        name = memchr(names, s[1], sizeof names - 1);
        if (!name)
            return 0;
        *cp = (unsigned char)meant[name - names];
        return 2;
    }
    if (!read_u(s, n, cp))
        return 0;
    if (*cp < 0xd800 || *cp > 0xdfff)
        return 6;
    if (*cp < 0xdc00 && read_u(s + 6, n - 6, &low) && low >= 0xdc00 && low <= 0xdfff) {
        *cp = 0x10000 + ((*cp & 0x3ff) << 10 | (low & 0x3ff));
        return 12;
    }
    *cp = REPLACEMENT;
    return 6;
}

bool json_unescape(char *dst, const char *s, size_t n, size_t *out_len)
{
    size_t len = 0;

    for (size_t i = 0; i < n;) {
        size_t run = json_count_plain(s + i, n - i), taken;
        uint32_t cp;

        memmove(dst + len, s + i, run);
        len += run;
        i += run;
        if (i == n)
            break;
        taken = json_read_escape(s + i, n - i, &cp);
        if (!taken)
            return false;
        i += taken;
        len += (size_t)utf8_write(dst + len, cp);
    }
    *out_len = len;
    return true;
}

bool json_equal_string(const char *s, size_t n, const char *text)
{
    size_t left = strlen(text);

    for (size_t i = 0; i < n;) {
        size_t run = json_count_plain(s + i, n - i), taken = 0, len = run;
        const char *part = s + i;
        uint32_t cp;
        char bytes[4];

        if (!run) {
            taken = json_read_escape(s + i, n - i, &cp);
            if (!taken)
                return false;
            len = (size_t)utf8_write(bytes, cp);
            part = bytes;
        }
        if (len > left || memcmp(part, text, len) != 0)
            return false;
        text += len;
        left -= len;
        i += run ? run : taken;
    }
    return left == 0;
}

/* Without printf(): a text may be escapes all through, megabytes of them. */
static bool append_unit(struct buf *out, uint32_t unit)
{
    static const char digits[] = "0123456789abcdef";
    const char escape[] = {'\\',
                           'u',
                           digits[unit >> 12 & 15],
                           digits[unit >> 8 & 15],
                           digits[unit >> 4 & 15],
                           digits[unit & 15]};

    return buf_append(out, escape, sizeof(escape));
}

bool json_append_escape(struct buf *out, uint32_t cp)
{
    if (cp < 0x10000)
        return append_unit(out, cp);
    cp -= 0x10000;
    return append_unit(out, 0xd800 + (cp >> 10)) && append_unit(out, 0xdc00 + (cp & 0x3ff));
}

static void append_escape(struct buf *out, uint32_t cp)
{
    static const char meant[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
    const char *name = cp && cp < 0x80 ? strchr(meant, (int)cp) : NULL;

    if (name) {
        buf_append_byte(out, '\\');
        buf_append_byte(out, names[name - meant]);
    } else {
        json_append_escape(out, cp);
    }
}

static bool needs_escape(uint32_t cp)
{
    return cp < 0x20 || cp == '"' || cp == '\\' || (cp >= 0x7f && cp < 0xa0) ||
           (cp >= 0xa0 && dtext_is_format(cp));
}

void json_append_char(struct buf *out, uint32_t cp)
{
    if (needs_escape(cp) || (cp >= 0xd800 && cp <= 0xdfff))
        append_escape(out, cp);
    else
        buf_append_char(out, cp);
}

bool json_append_string(struct buf *out, const char *s, size_t n)
{
    size_t start = 0;

    buf_append_byte(out, '"');
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        int len = utf8_read(s + i, n - i, &cp);

        if (len && !needs_escape(cp)) {
            i += (size_t)len;
            continue;
        }
        buf_append(out, s + start, i - start);
        if (len)
            append_escape(out, cp);
        else
            buf_append_str(out, "\xef\xbf\xbd");
        i += len ? (size_t)len : 1;
        start = i;
    }
    buf_append(out, s + start, n - start);
    return buf_append_byte(out, '"');
}

size_t json_undo_escapes(char *dst, size_t *places, const char *s, size_t n)
{
    size_t len = 0;

    for (size_t at = 0; at < n;) {
        uint32_t cp = 0;
        size_t escape = s[at] == '\\' ? json_read_escape(s + at, n - at, &cp) : 0;
        char utf8[4] = {s[at]};
        int size = escape ? utf8_write(utf8, cp) : 1;

        for (int i = 0; i < size; i++) {
            if (places)
                places[len] = at;
            dst[len++] = utf8[i];
        }
        at += escape ? escape : 1;
    }
    if (places)
        places[len] = n;
    return len;
}
