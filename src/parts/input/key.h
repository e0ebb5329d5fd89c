/* A key as the program knows it, free of any terminal library, so that tests can press it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum key_code {
    K_NONE,
    K_CHAR, /* ch is a character; with ctrl: the lower-case letter */
    K_ALT,  /* ch with Alt: never text */
#define KEY(id, name) K_##id,
#include "parts/input/keys.def"
};

struct key {
    enum key_code code;
    uint32_t ch;
    bool ctrl;
    bool pasted; /* came inside a bracketed paste: text, never a command */
};

/* The name as it stands in the key tables and on the screen: "j", "Ctrl-D", "Alt-1", "PgDn", "F5",
 * "Space", "Enter".  out has room for 16 bytes. */
const char *key_print(struct key k, char out[16]);

/* Reads one name as key_print() writes it; false when it is none. */
bool key_parse(const char *name, struct key *out);

/* Code, character and ctrl are the same (pasted is not looked at). */
bool key_equal(struct key a, struct key b);
