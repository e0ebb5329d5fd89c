/* A short list of words of which one is asked for: by its name, or as much of it as tells which.
 * Pure; the words are borrowed. */
#pragma once

#include "base/failure/err.h"

#include <stddef.h>

enum { WORDS_MAX = 128, WORDS_SHOWN = 40 };

struct words {
    const char *items[WORDS_MAX];
    size_t n; /* what is added beyond WORDS_MAX is left out */
};

enum { WORDS_NONE = -1, WORDS_SEVERAL = -2 };

void words_add(struct words *w, const char *word);

/* Words that end with NULL. */
void words_add_all(struct words *w, const char *const *words);

/* The index of text (n bytes), or why there is none. */
int words_find(const struct words *w, const char *text, size_t n);

/* The word that text is a misspelling of, or NULL when none is near. */
const char *words_suggest(const struct words *w, const char *text, size_t n);

/* Says why text is none of these, what says what they are: `no command "srot": did you mean sort?`.
 * Returns false. */
bool words_explain(const struct words *w, const char *what, const char *text, size_t n,
                   struct error *err);

/* "age, utc or local", cut to fit. */
const char *words_print(char *out, size_t size, const struct words *w);
