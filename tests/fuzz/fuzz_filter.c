/* Any text is a filter: words stay inside it, a filter means what the same words mean one by one,
 * and ! is the opposite. */
#include "app/filter.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const states[] = {"paused", "pull", "dlq", NULL};

static void require(bool ok)
{
    if (!ok)
        abort();
}

static bool match(const char *filter, const struct filter_row *row)
{
    struct filter f;

    filter_parse(&f, filter, states);
    return filter_match(&f, row);
}

/* All words hold exactly when each holds alone, and of a word and its opposite one does. */
static void check_words(const struct filter *f, const struct filter_row *row)
{
    bool all = true;

    for (size_t i = 0; i < f->n; i++) {
        const struct filter_word *w = &f->words[i];
        char word[FILTER_BYTES + 3];
        bool plain, negated;

        require(w->at + w->len <= strlen(f->text) && !memchr(f->text + w->at, ' ', w->len));
        snprintf(word, sizeof(word), "!%s%.*s", w->state != -1 ? ":" : "", (int)w->len,
                 f->text + w->at);
        negated = match(word, row);
        plain = f->text[w->at] != '!' || w->state != -1 ? match(word + 1, row) : !negated;
        require(w->state == -2 ? !plain && !negated : plain != negated);
        all = all && (w->negated ? negated : plain);
    }
    require(filter_match(f, row) == all);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct filter_text text;
    struct filter_row row = {.texts = &text, .n_texts = 1};
    char typed[2 * FILTER_BYTES];
    struct filter f;
    size_t n, len = 0;
    const char *wrong;

    if (size < 2)
        return 0;
    row.is = data[0];
    n = data[1] < size - 2 ? data[1] : size - 2;
    memcpy(typed, data + 2, n < sizeof(typed) - 1 ? n : sizeof(typed) - 1);
    typed[n < sizeof(typed) - 1 ? n : sizeof(typed) - 1] = '\0';
    text = (struct filter_text){(const char *)data + 2 + n, size - 2 - n};
    filter_parse(&f, typed, states);
    require(f.n <= FILTER_WORDS);
    wrong = filter_find_wrong(&f, &len);
    require(!wrong || (wrong >= f.text && wrong + len <= f.text + strlen(f.text)));
    check_words(&f, &row);
    return 0;
}
