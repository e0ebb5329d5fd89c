#include "base/text/utf8.h"

#include <string.h>

static bool is_tail(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

static uint32_t tail_bits(char c)
{
    return (unsigned char)c & 0x3f;
}

int utf8_read(const char *s, size_t n, uint32_t *cp)
{
    unsigned char c = (unsigned char)s[0];
    uint32_t v;

    if (c < 0x80) {
        *cp = c;
        return 1;
    }
    if (c < 0xc2 || c > 0xf4 || n < 2 || !is_tail(s[1]))
        return 0;
    if (c < 0xe0) {
        *cp = (c & 0x1fU) << 6 | tail_bits(s[1]);
        return 2;
    }
    if (n < 3 || !is_tail(s[2]))
        return 0;
    if (c < 0xf0) {
        v = (c & 0x0fU) << 12 | tail_bits(s[1]) << 6 | tail_bits(s[2]);
        if (v < 0x800 || (v >= 0xd800 && v <= 0xdfff))
            return 0;
        *cp = v;
        return 3;
    }
    if (n < 4 || !is_tail(s[3]))
        return 0;
    v = (c & 0x07U) << 18 | tail_bits(s[1]) << 12 | tail_bits(s[2]) << 6 | tail_bits(s[3]);
    if (v < 0x10000 || v > 0x10ffff)
        return 0;
    *cp = v;
    return 4;
}

int utf8_write(char out[4], uint32_t cp)
{
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    int n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;

    for (int i = n - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (cp & 0x3f));
        cp >>= 6;
    }
    out[0] = (char)(lead[n] | cp);
    return n;
}

bool utf8_check(const char *s, size_t n)
{
    uint32_t cp;
    uint64_t word;
    size_t i = 0;

    while (i < n) {
        int len;

        for (; n - i >= sizeof word; i += sizeof word) {
            memcpy(&word, s + i, sizeof word);
            if (word & 0x8080808080808080U)
                break;
        }
        if (i == n)
            break;
        len = utf8_read(s + i, n - i, &cp);
        if (!len)
            return false;
        i += (size_t)len;
    }
    return true;
}

size_t utf8_trim(const char *s, size_t len)
{
    for (size_t back = 1; back <= 3 && back <= len; back++) {
        unsigned char c = (unsigned char)s[len - back];

        if (c < 0x80)
            break;
        if (c >= 0xc0) {
            size_t need = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

            return need > back ? len - back : len;
        }
    }
    return len;
}
