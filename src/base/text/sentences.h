/* What is said of one thing, a line each, the most urgent first.  A plain value, pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum {
    SENTENCES = 8,
    SENTENCE_COLS = 76, /* at most, so that 80 columns have a sign and a margin beside it */
    SENTENCE_BYTES = 300
};

enum tone {
    TONE_FACT,
    TONE_TROUBLE, /* why it grows */
    TONE_LOSS,    /* messages are lost */
    TONES
};

struct sentence {
    enum tone tone;
    char text[SENTENCE_BYTES]; /* may hold OUTSIDE bytes */
};

struct sentences {
    size_t n;
    struct sentence all[SENTENCES];
};

/* One more; false: it is wider than SENTENCE_COLS, or there are SENTENCES, and is not added. */
bool sentences_add(struct sentences *s, enum tone tone, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
