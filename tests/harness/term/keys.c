#include "tests/harness/term/keys.h"

#include "base/text/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>

static const struct {
    const char *name;
    VTermKey key;
} named[] = {
    {"Up", VTERM_KEY_UP},       {"Down", VTERM_KEY_DOWN},     {"Left", VTERM_KEY_LEFT},
    {"Right", VTERM_KEY_RIGHT}, {"Home", VTERM_KEY_HOME},     {"End", VTERM_KEY_END},
    {"PgUp", VTERM_KEY_PAGEUP}, {"PgDn", VTERM_KEY_PAGEDOWN}, {"Ins", VTERM_KEY_INS},
    {"Del", VTERM_KEY_DEL},     {"Enter", VTERM_KEY_ENTER},   {"Tab", VTERM_KEY_TAB},
    {"Esc", VTERM_KEY_ESCAPE},  {"BS", VTERM_KEY_BACKSPACE},
};

static VTermModifier read_modifiers(const char **name)
{
    static const struct {
        char letter;
        VTermModifier modifier;
    } letters[] = {{'S', VTERM_MOD_SHIFT}, {'C', VTERM_MOD_CTRL}, {'M', VTERM_MOD_ALT}};
    int modifiers = VTERM_MOD_NONE;

    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
        if ((*name)[0] != letters[i].letter || (*name)[1] != '-' || !(*name)[2])
            continue;
        modifiers |= (int)letters[i].modifier;
        *name += 2;
        i = (size_t)-1;
    }
    return (VTermModifier)modifiers;
}

static VTermKey find_named(const char *name)
{
    char *end;
    long number;

    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        if (strcmp(named[i].name, name) == 0)
            return named[i].key;
    }
    if (name[0] != 'F' || !isdigit((unsigned char)name[1]))
        return VTERM_KEY_NONE;
    number = strtol(name + 1, &end, 10);
    return *end || number < 1 || number > 12 ? VTERM_KEY_NONE
                                             : (VTermKey)VTERM_KEY_FUNCTION(number);
}

/* Control with a letter is the byte 1 to 26 in every terminal; libvterm would send some of them in
 * the CSI u form, which few terminals do unasked. */
static void press_character(VTerm *vterm, uint32_t cp, VTermModifier modifiers)
{
    bool control = (modifiers & VTERM_MOD_CTRL) && cp >= '@' && cp <= '~';

    if (modifiers & VTERM_MOD_ALT)
        vterm_keyboard_key(vterm, VTERM_KEY_ESCAPE, VTERM_MOD_NONE);
    vterm_keyboard_unichar(vterm, control ? cp & 0x1f : cp, VTERM_MOD_NONE);
}

bool keys_press(struct VTerm *vterm, const char *name)
{
    VTermModifier modifiers = read_modifiers(&name);
    VTermKey key = find_named(name);
    uint32_t cp;

    if (strcmp(name, "Space") == 0)
        name = " ";
    if (key != VTERM_KEY_NONE)
        vterm_keyboard_key(vterm, key, modifiers);
    else if (utf8_read(name, strlen(name), &cp) == (int)strlen(name))
        press_character(vterm, cp, modifiers);
    else
        return false;
    return true;
}
