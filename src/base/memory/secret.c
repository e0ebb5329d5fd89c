#include "base/memory/secret.h"

#include <stdlib.h>
#include <string.h>

struct secret secret_take(char *text)
{
    return (struct secret){.text = text};
}

void secret_free(struct secret *s)
{
    if (s->text) {
        explicit_bzero(s->text, strlen(s->text));
        free(s->text);
    }
    s->text = NULL;
}

bool secret_check(const struct secret *s)
{
    const char *p = s->text;

    if (!p || !*p)
        return false;
    for (; *p; p++)
        if (*p <= ' ' || *p > '~')
            return false;
    return p - s->text <= 4096;
}
