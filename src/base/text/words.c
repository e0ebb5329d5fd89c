#include "base/text/words.h"
#include "base/text/text_line.h"

#include <string.h>

void words_add(struct words *w, const char *word)
{
    if (w->n < WORDS_MAX)
        w->items[w->n++] = word;
}

void words_add_all(struct words *w, const char *const *words)
{
    for (; *words; words++)
        words_add(w, *words);
}

int words_find(const struct words *w, const char *text, size_t n)
{
    int found = WORDS_NONE;

    for (size_t i = 0; n > 0 && i < w->n; i++) {
        if (strncmp(w->items[i], text, n) != 0)
            continue;
        if (!w->items[i][n])
            return (int)i;
        found = found == WORDS_NONE ? (int)i : WORDS_SEVERAL;
    }
    return found;
}

/* They differ by at most two letters put in, left out or changed; words of three by one, shorter
 * ones are near to nothing. */
static bool is_near(const char *a, size_t n, const char *b)
{
    enum { MOST = 24, SHORT = 3 };
    size_t row[MOST + 1], len = strlen(b), i, j;
    size_t near = n == SHORT || len == SHORT ? 1 : 2;

    if (n > MOST || len > MOST || n < SHORT || len < SHORT)
        return false;
    for (j = 0; j <= len; j++)
        row[j] = j;
    for (i = 1; i <= n; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (j = 1; j <= len; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);

            diagonal = row[j];
            best = row[j] + 1 < best ? row[j] + 1 : best;
            row[j] = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
        }
    }
    return row[len] <= near;
}

const char *words_suggest(const struct words *w, const char *text, size_t n)
{
    for (size_t i = 0; i < w->n; i++)
        if (is_near(text, n, w->items[i]))
            return w->items[i];
    return NULL;
}

bool words_explain(const struct words *w, const char *what, const char *text, size_t n,
                   struct error *err)
{
    struct words near = {.n = 0};
    const char *suggested = words_suggest(w, text, n);
    int shown = n < WORDS_SHOWN ? (int)n : WORDS_SHOWN;
    char list[100];

    for (size_t i = 0; i < w->n; i++)
        if (n > 0 && !strncmp(w->items[i], text, n))
            words_add(&near, w->items[i]);
    if (near.n)
        return error_set(err, ERR_USAGE, "\"%.*s\" is ambiguous: %s", shown, text,
                         words_print(list, sizeof(list), &near));
    if (suggested)
        return error_set(err, ERR_USAGE, "no %s \"%.*s\": did you mean %s?", what, shown, text,
                         suggested);
    return error_set(err, ERR_USAGE, "no %s \"%.*s\": Tab shows what there is", what, shown, text);
}

const char *words_print(char *out, size_t size, const struct words *w)
{
    struct text_line l = text_line(out, size);

    for (size_t i = 0; i < w->n; i++)
        text_line_join(&l, i + 1 < w->n ? ", " : " or ", "%s", w->items[i]);
    return out;
}
