#include "tests/harness/term/escape.h"

#include "base/text/utf8.h"

#include <stdlib.h>
#include <string.h>

#define ESC 0x1b
#define BEL 0x07

static bool is_between(char c, unsigned char low, unsigned char high)
{
    return (unsigned char)c >= low && (unsigned char)c <= high;
}

static struct escape token(enum escape_kind kind, size_t len)
{
    return (struct escape){.kind = kind, .len = len};
}

static size_t length_from_lead(unsigned char lead)
{
    return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
}

static struct escape next_text(const char *bytes, size_t len)
{
    uint32_t cp = 0;
    int n = utf8_read(bytes, len, &cp);
    size_t have = 1;

    if (n > 0)
        return (struct escape){.kind = ESCAPE_TEXT, .len = (size_t)n, .cp = cp};
    while (have < len && is_between(bytes[have], 0x80, 0xbf))
        have++;
    if (have == len && len < length_from_lead((unsigned char)bytes[0]))
        return token(ESCAPE_CUT, len);
    return token(ESCAPE_BROKEN, 1);
}

static struct escape next_csi(const char *bytes, size_t len)
{
    size_t i = 2;

    while (i < len && is_between(bytes[i], 0x30, 0x3f))
        i++;
    while (i < len && is_between(bytes[i], 0x20, 0x2f))
        i++;
    if (i == len)
        return token(ESCAPE_CUT, len);
    return is_between(bytes[i], 0x40, 0x7e) ? token(ESCAPE_CSI, i + 1) : token(ESCAPE_BROKEN, i);
}

/* BEL ends a string as xterm has it, ESC \ as ECMA-48 has it; any other ESC breaks it off. */
static struct escape next_string(const char *bytes, size_t len)
{
    for (size_t i = 2; i < len; i++) {
        if (bytes[i] == BEL)
            return token(ESCAPE_STRING, i + 1);
        if (bytes[i] != ESC)
            continue;
        if (i + 1 == len)
            break;
        return bytes[i + 1] == '\\' ? token(ESCAPE_STRING, i + 2) : token(ESCAPE_BROKEN, i);
    }
    return token(ESCAPE_CUT, len);
}

static struct escape next_escape(const char *bytes, size_t len)
{
    size_t i = 1;

    if (len == 1)
        return token(ESCAPE_CUT, 1);
    if (bytes[1] == '[')
        return next_csi(bytes, len);
    if (strchr("]P_^X", bytes[1]) && bytes[1])
        return next_string(bytes, len);
    while (i < len && is_between(bytes[i], 0x20, 0x2f))
        i++;
    if (i == len)
        return token(ESCAPE_CUT, len);
    return is_between(bytes[i], 0x30, 0x7e) ? token(ESCAPE_SHORT, i + 1) : token(ESCAPE_BROKEN, i);
}

struct escape escape_next(const char *bytes, size_t len)
{
    if (bytes[0] == ESC)
        return next_escape(bytes, len);
    if ((unsigned char)bytes[0] < 0x20 || bytes[0] == 0x7f)
        return token(ESCAPE_CONTROL, 1);
    return next_text(bytes, len);
}

int escape_numbers(const char *csi, size_t len, int *numbers, int max)
{
    int n = 0;
    size_t i = 2;

    while (i < len && is_between(csi[i], 0x3c, 0x3f))
        i++;
    for (int value = 0; i < len && n < max; i++) {
        if (csi[i] >= '0' && csi[i] <= '9') {
            value = value < 100000 ? value * 10 + (csi[i] - '0') : value;
            continue;
        }
        numbers[n++] = value;
        value = 0;
        if (csi[i] != ';' && csi[i] != ':')
            break;
    }
    return n;
}
