#include "parts/input/key.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static const struct key_label {
    enum key_code code;
    uint32_t ch;
    const char *name;
} labels[] = {
    {K_CHAR, ' ', "Space"},      {K_ENTER, 0, "Enter"},
    {K_ESC, 0, "Esc"},           {K_TAB, 0, "Tab"},
    {K_BACKTAB, 0, "Shift-Tab"}, {K_BACKSPACE, 0, "Backspace"},
    {K_DELETE, 0, "Del"},        {K_UP, 0, "Up"},
    {K_DOWN, 0, "Down"},         {K_LEFT, 0, "Left"},
    {K_RIGHT, 0, "Right"},       {K_HOME, 0, "Home"},
    {K_END, 0, "End"},           {K_PGUP, 0, "PgUp"},
    {K_PGDN, 0, "PgDn"},         {K_F1, 0, "F1"},
    {K_F1 + 1, 0, "F2"},         {K_F1 + 2, 0, "F3"},
    {K_F1 + 3, 0, "F4"},         {K_F1 + 4, 0, "F5"},
    {K_F1 + 5, 0, "F6"},         {K_F1 + 6, 0, "F7"},
    {K_F1 + 7, 0, "F8"},         {K_F1 + 8, 0, "F9"},
    {K_F1 + 9, 0, "F10"},        {K_F1 + 10, 0, "F11"},
    {K_F12, 0, "F12"},
};
enum { N_LABELS = sizeof labels / sizeof labels[0] };

static const char ctrl_prefix[] = "Ctrl-";
enum { CTRL_LEN = sizeof ctrl_prefix - 1 };

static bool is_plain(uint32_t ch)
{
    return ch > 0x20 && ch != 0x7f && (ch < 0x80 || ch >= 0xa0) && ch <= 0x10ffff &&
           (ch < 0xd800 || ch > 0xdfff);
}

const char *key_print(struct key k, char out[16])
{
    const char *name = NULL;
    char text[8] = "";

    for (int i = 0; i < N_LABELS && !name; i++)
        if (labels[i].code == k.code && (k.code != K_CHAR || labels[i].ch == k.ch))
            name = labels[i].name;
    if (!name && k.code == K_CHAR) {
        uint32_t ch = k.ctrl && k.ch >= 'a' && k.ch <= 'z' ? k.ch - 'a' + 'A' : k.ch;

        if (is_plain(ch))
            text[utf8_write(text, ch)] = '\0';
        else
            memcpy(text, "?", 2);
    }
    snprintf(out, 16, "%s%s", k.ctrl ? ctrl_prefix : "", name ? name : text);
    return out;
}

bool key_parse(const char *name, struct key *out)
{
    bool ctrl = strncmp(name, ctrl_prefix, CTRL_LEN) == 0;
    const char *rest = ctrl ? name + CTRL_LEN : name;
    size_t len = strlen(rest);
    uint32_t ch;

    for (int i = 0; i < N_LABELS; i++) {
        if (strcmp(rest, labels[i].name) != 0)
            continue;
        *out = (struct key){.code = labels[i].code, .ch = labels[i].ch, .ctrl = ctrl};
        return true;
    }
    if (!len || utf8_read(rest, len, &ch) != (int)len || !is_plain(ch))
        return false;
    if (ctrl && ch >= 'a' && ch <= 'z')
        return false;
    if (ctrl && ch >= 'A' && ch <= 'Z')
        ch = ch - 'A' + 'a';
    *out = (struct key){.code = K_CHAR, .ch = ch, .ctrl = ctrl};
    return true;
}

bool key_equal(struct key a, struct key b)
{
    return a.code == b.code && a.ctrl == b.ctrl && (a.code != K_CHAR || a.ch == b.ch);
}
