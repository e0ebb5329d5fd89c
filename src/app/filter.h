/* What a list is narrowed to: words that must all hold, parsed as they are typed.  Pure.
 *
 *   word     one of the row's texts has it in it; capitals count once the word has one (ASCII)
 *   :state   the row is in that state, where the list has states; as much of the name as tells
 *            which is enough
 *   !word    the opposite
 *
 * A word that says nothing yet ("!", ":", the start of several states) holds for every row; one
 * that is no state holds for none.  A state that nobody knows of a row holds both ways: what is
 * unknown is not hidden. */
#ifndef APP_FILTER_H
#define APP_FILTER_H

#include <stdbool.h>
#include <stddef.h>

enum { FILTER_BYTES = 128, FILTER_WORDS = FILTER_BYTES / 2 };

struct filter_word {
    size_t at, len; /* in text; without ! and : */
    bool negated;
    bool exact;
    int state; /* index of its name; -1: a text, -2: no such state */
};

struct filter {
    char text[FILTER_BYTES]; /* as typed, UTF-8 */
    struct filter_word words[FILTER_WORDS];
    size_t n; /* 0: nothing is hidden */
};

struct filter_text {
    const char *s;
    size_t n;
};

/* A row as a filter sees it.  Bit i of the flags is about states[i] of filter_parse(). */
struct filter_row {
    const struct filter_text *texts;
    size_t n_texts;
    unsigned is;      /* states it is in */
    unsigned unknown; /* states nobody knows of it */
};

/* states: names, NULL behind the last (at most 32); NULL: the list has none, a colon is text.
 * Text beyond FILTER_BYTES - 1 is cut off. */
void filter_parse(struct filter *f, const char *text, const char *const *states);

bool filter_match(const struct filter *f, const struct filter_row *row);

/* Bits of the states that the filter asks for. */
unsigned filter_states(const struct filter *f);

/* The first word that is no state, with its length in *len; NULL: there is none. */
const char *filter_find_wrong(const struct filter *f, size_t *len);

#endif
