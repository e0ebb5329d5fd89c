/* One or two fields to fill in.  Pure; the app decides what Enter means.
 *
 * Pasted text goes into the field, a pasted Enter nowhere.  Left Right Home End Ctrl-A Ctrl-E move
 * the cursor; Backspace, Ctrl-W (a word) and Ctrl-U (all) delete before it, Del at it. */
#pragma once

#include "parts/input/key.h"

#include <stddef.h>

enum { FIELD_BYTES = 4096, PROMPT_FIELDS = 2 };

struct field {
    const char *label;      /* NULL: there is no such field */
    char text[FIELD_BYTES]; /* UTF-8 */
    size_t len;
    size_t at;  /* the cursor: before this byte, never inside a character */
    bool fresh; /* selected, as after Tab or as prefilled: the first character typed replaces it */
};

struct prompt {
    struct field fields[PROMPT_FIELDS];
    int active;
    char error[256]; /* why Enter was refused or a character has no room; "": nothing */
};

enum prompt_result { PROMPT_OPEN, PROMPT_ENTER, PROMPT_CANCEL };

/* An empty prompt; then add its fields in order; each returns its index. */
void prompt_start(struct prompt *p);
int prompt_add_field(struct prompt *p, const char *label, const char *text);

/* The cursor goes to field i, whose text is selected. */
void prompt_go_to(struct prompt *p, int i);

/* Puts text in the place of what the active field holds, with the cursor behind it. */
void prompt_set_text(struct prompt *p, const char *text);

enum prompt_result prompt_key(struct prompt *p, struct key key);
