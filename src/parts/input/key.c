#include "parts/input/key.h"

#include "base/memory/array.h"
#include "base/text/ascii.h"
#include "base/text/utf8.h"

#include <stdio.h>
#include <string.h>

static const struct key_label {
    enum key_code code;
    uint32_t ch;
    const char *name;
} labels[] = {
    {K_CHAR, ' ', "Space"},
#define KEY(id, name) {K_##id, 0, name},
#include "parts/input/keys.def"
};

static const char ctrl_prefix[] = "Ctrl-", alt_prefix[] = "Alt-";
enum { CTRL_LEN = sizeof ctrl_prefix - 1, ALT_LEN = sizeof alt_prefix - 1 };

static bool is_plain(uint32_t ch)
{
    return ch > 0x20 && ch != 0x7f && (ch < 0x80 || ch >= 0xa0) && ch <= 0x10ffff &&
           (ch < 0xd800 || ch > 0xdfff);
}

const char *key_print(struct key k, char out[16])
{
    const char *name = NULL;
    char text[8] = "";

    for (size_t i = 0; i < ARRAY_LEN(labels) && !name; i++)
        if (labels[i].code == k.code && (k.code != K_CHAR || labels[i].ch == k.ch))
            name = labels[i].name;
    if (!name && (k.code == K_CHAR || k.code == K_ALT)) {
        uint32_t ch = k.ctrl && ascii_is_lower((int)k.ch) ? k.ch - 'a' + 'A' : k.ch;

        if (is_plain(ch))
            text[utf8_write(text, ch)] = '\0';
        else
            memcpy(text, "?", 2);
    }
    snprintf(out, 16, "%s%s",
             k.ctrl            ? ctrl_prefix
             : k.code == K_ALT ? alt_prefix
                               : "",
             name ? name : text);
    return out;
}

static bool parse_alt(const char *name, struct key *out)
{
    size_t len = strlen(name);
    uint32_t ch;

    if (!len || utf8_read(name, len, &ch) != (int)len || !is_plain(ch))
        return false;
    *out = (struct key){.code = K_ALT, .ch = ch};
    return true;
}

bool key_parse(const char *name, struct key *out)
{
    bool ctrl = strncmp(name, ctrl_prefix, CTRL_LEN) == 0;
    const char *rest = ctrl ? name + CTRL_LEN : name;
    size_t len = strlen(rest);
    uint32_t ch;

    if (!strncmp(name, alt_prefix, ALT_LEN))
        return parse_alt(name + ALT_LEN, out);
    for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
        if (strcmp(rest, labels[i].name) != 0)
            continue;
        *out = (struct key){.code = labels[i].code, .ch = labels[i].ch, .ctrl = ctrl};
        return true;
    }
    if (!len || utf8_read(rest, len, &ch) != (int)len || !is_plain(ch))
        return false;
    if (ctrl && ascii_is_lower((int)ch))
        return false;
    if (ctrl)
        ch = (uint32_t)ascii_to_lower((int)ch);
    *out = (struct key){.code = K_CHAR, .ch = ch, .ctrl = ctrl};
    return true;
}

bool key_equal(struct key a, struct key b)
{
    return a.code == b.code && a.ctrl == b.ctrl &&
           ((a.code != K_CHAR && a.code != K_ALT) || a.ch == b.ch);
}
