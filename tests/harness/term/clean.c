#include "tests/harness/term/escape.h"

#include <string.h>

/* Final bytes of the CSI sequences without a private marker that the entries use. */
static const char plain_finals[] = "@ABCDGHJKLMPSTXZbdfghlmr";

/* DEC private modes: cursor keys, reverse screen, wrap, blinking and visible cursor, mouse (1000 to
 * 1006), focus, meta, alternate screen, bracketed paste. */
static const int private_modes[] = {1,    5,    7,    12,   25,   1000, 1002,
                                    1003, 1004, 1006, 1034, 1049, 2004};

/* Character sets, keypad, cursor save and restore, next line, tab stop, reverse index. */
static const char *const short_sequences[] = {"\033(B", "\033(0", "\033)B", "\033)0",
                                              "\033=",  "\033>",  "\0337",  "\0338",
                                              "\033E",  "\033H",  "\033M"};

/* smcup and rmcup push and pop the title; orig_colors resets a palette that nobody changed; the
 * last asks for the background. */
static const char *const exact_sequences[] = {"\033[22;0;0t", "\033[23;0;0t", "\033[!p",
                                              "\033]104\007", "\033]11;?\033\\"};

static bool is_one_of(const char *bytes, size_t len, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strlen(list[i]) == len && memcmp(list[i], bytes, len) == 0)
            return true;
    }
    return false;
}

static bool is_known_private(const char *bytes, size_t len)
{
    int modes[8];
    int n = escape_numbers(bytes, len, modes, 8);
    char final = bytes[len - 1];

    if (final == 'c')
        return n == 1 && (modes[0] <= 1 || modes[0] == 8);
    if (bytes[2] != '?' || (final != 'h' && final != 'l') || n == 0)
        return false;
    for (int i = 0; i < n; i++) {
        bool known = false;

        for (size_t j = 0; j < sizeof private_modes / sizeof private_modes[0]; j++)
            known = known || private_modes[j] == modes[i];
        if (!known)
            return false;
    }
    return true;
}

static bool is_known_csi(const char *bytes, size_t len)
{
    char before = bytes[len - 2];

    if (is_one_of(bytes, len, exact_sequences, sizeof exact_sequences / sizeof *exact_sequences))
        return true;
    if (before >= 0x20 && before <= 0x2f)
        return false;
    if (bytes[2] >= 0x3c && bytes[2] <= 0x3f)
        return is_known_private(bytes, len);
    return strchr(plain_finals, bytes[len - 1]) != NULL;
}

static bool is_clipboard(const char *bytes, size_t len)
{
    static const char base64[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    static const char head[] = "\033]52;c;";
    size_t n = sizeof head - 1;

    if (len <= n || memcmp(bytes, head, n) != 0)
        return false;
    n += strspn(bytes + n, base64);
    return (n + 1 == len && bytes[n] == '\007') || (n + 2 == len && bytes[n] == '\033');
}

static bool is_format_character(uint32_t cp)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {{0xad, 0xad},     {0x61c, 0x61c},   {0x115f, 0x1160},  {0x200b, 0x200f},
                  {0x2028, 0x202e}, {0x2060, 0x206f}, {0x3164, 0x3164},  {0xfe00, 0xfe0f},
                  {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xe0000, 0xe007f}};

    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (cp >= ranges[i].first && cp <= ranges[i].last)
            return true;
    }
    return false;
}

static const char *text_fault(uint32_t cp)
{
    if (cp >= 0x80 && cp <= 0x9f)
        return "C1 control";
    return is_format_character(cp) ? "invisible format character" : NULL;
}

/* Bell, backspace, tab, line feed, carriage return, and the vt100 character set switches. */
static const char *control_fault(char c)
{
    return c && strchr("\a\b\t\n\r\016\017", c) ? NULL : "control character";
}

static const char *string_fault(const char *bytes, size_t len, enum escape_allow allow)
{
    if (is_one_of(bytes, len, exact_sequences, sizeof exact_sequences / sizeof *exact_sequences))
        return NULL;
    if ((allow & ESCAPE_ALLOW_CLIPBOARD) && is_clipboard(bytes, len))
        return NULL;
    return "OSC, DCS, APC, PM or SOS string";
}

static const char *find_why(const char *bytes, struct escape e, enum escape_allow allow)
{
    switch (e.kind) {
    case ESCAPE_TEXT: return text_fault(e.cp);
    case ESCAPE_CONTROL: return control_fault(bytes[0]);
    case ESCAPE_CSI: return is_known_csi(bytes, e.len) ? NULL : "CSI sequence not in terminfo";
    case ESCAPE_STRING: return string_fault(bytes, e.len, allow);
    case ESCAPE_BROKEN: return "broken sequence or not UTF-8";
    case ESCAPE_CUT: return (allow & ESCAPE_ALLOW_CUT) ? NULL : "the stream ends in a sequence";
    case ESCAPE_SHORT: break;
    }
    if (is_one_of(bytes, e.len, short_sequences, sizeof short_sequences / sizeof *short_sequences))
        return NULL;
    return "ESC sequence not in terminfo";
}

struct escape_fault escape_find_fault(const char *bytes, size_t len, enum escape_allow allow)
{
    struct escape_fault fault = {0};

    while (fault.at < len) {
        struct escape e = escape_next(bytes + fault.at, len - fault.at);

        fault.why = find_why(bytes + fault.at, e, allow);
        if (fault.why) {
            fault.len = e.len;
            return fault;
        }
        fault.at += e.len;
    }
    return fault;
}
