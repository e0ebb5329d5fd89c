/* A question on the screen: one or two fields to fill in.  Pure; the app decides what Enter means.
 *
 * Keys typed ahead must not answer a question nobody has read: until armed_at_mono_ms Enter does
 * nothing.  Pasted text goes into the field, a pasted Enter nowhere. */
#ifndef APP_PROMPT_H
#define APP_PROMPT_H

#include "app/key.h"

#include <stddef.h>

enum { PROMPT_FIELDS = 2, PROMPT_ARM_MS = 300 };

struct field {
    const char *label; /* NULL: there is no such field */
    char text[128];    /* UTF-8 */
    size_t len;
    bool fresh; /* still the prefilled text: the first character typed replaces it */
};

struct prompt {
    struct field fields[PROMPT_FIELDS];
    int active;
    int64_t armed_at_mono_ms;
    char error[100]; /* why Enter was refused; "": nothing */
};

enum prompt_result { PROMPT_OPEN, PROMPT_ENTER, PROMPT_CANCEL };

/* An empty prompt; then add its fields in order. */
void prompt_start(struct prompt *p, int64_t now_mono_ms, bool armed);
void prompt_add_field(struct prompt *p, const char *label, const char *text);

enum prompt_result prompt_key(struct prompt *p, struct key key, int64_t now_mono_ms);

#endif
