#include "body/layout/hex.h"

#include <string.h>

size_t hex_print_row(char out[HEX_COLS], const char *bytes, size_t n, size_t offset)
{
    static const char hex[] = "0123456789abcdef";
    char *p = out, *text = out + HEX_TEXT;

    memset(out, ' ', HEX_TEXT);
    for (int shift = 28; shift >= 0; shift -= 4)
        *p++ = hex[offset >> shift & 15];
    p = out + HEX_BYTES;
    *text++ = '|';
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes[i];

        if (i == HEX_ROW / 2)
            p++;
        p[0] = hex[c >> 4];
        p[1] = hex[c & 15];
        p += 3;
        *text++ = c >= 0x20 && c < 0x7f ? (char)c : '.';
    }
    *text++ = '|';
    return (size_t)(text - out);
}
