#include "base/text/sentences.h"

#include "base/text/dtext.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool sentences_add(struct sentences *s, enum tone tone, const char *fmt, ...)
{
    struct sentence *to = &s->all[s->n];
    va_list args;
    size_t n;

    if (s->n == SENTENCES)
        return false;
    va_start(args, fmt);
    vsnprintf(to->text, sizeof(to->text), fmt, args);
    va_end(args);
    n = strlen(to->text);
    if (n == sizeof(to->text) - 1 || dtext_find_col(to->text, n, n) > SENTENCE_COLS)
        return false;
    to->tone = tone;
    s->n++;
    return true;
}
