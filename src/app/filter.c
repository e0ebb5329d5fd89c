#include "app/filter.h"

#include <stdio.h>
#include <string.h>

enum { STATE_TEXT = -1, STATE_WRONG = -2, STATE_UNFINISHED = -3 };

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* A whole name, or the only one that starts so. */
static int find_state(const char *s, size_t len, const char *const *states)
{
    int found = STATE_WRONG;

    for (int i = 0; states[i]; i++) {
        if (strncmp(states[i], s, len) != 0)
            continue;
        if (!states[i][len])
            return i;
        found = found == STATE_WRONG ? i : STATE_UNFINISHED;
    }
    return found;
}

static void add_word(struct filter *f, size_t at, size_t end, const char *const *states)
{
    struct filter_word w = {.state = STATE_TEXT};

    if (f->text[at] == '!') {
        w.negated = true;
        at++;
    }
    if (states && at < end && f->text[at] == ':') {
        at++;
        w.state = find_state(f->text + at, end - at, states);
    }
    w.at = at;
    w.len = end - at;
    if ((w.state == STATE_TEXT && !w.len) || w.state == STATE_UNFINISHED)
        return;
    for (size_t i = at; i < end; i++)
        w.exact = w.exact || fold(f->text[i]) != f->text[i];
    f->words[f->n++] = w;
}

void filter_parse(struct filter *f, const char *text, const char *const *states)
{
    size_t at = 0;

    *f = (struct filter){.n = 0};
    snprintf(f->text, sizeof(f->text), "%s", text);
    while (f->text[at += strspn(f->text + at, " ")]) {
        size_t end = at + strcspn(f->text + at, " ");

        add_word(f, at, end, states);
        at = end;
    }
}

static bool contains(const struct filter_text *t, const char *needle, const struct filter_word *w)
{
    if (w->exact)
        return memmem(t->s, t->n, needle, w->len) != NULL;
    for (size_t i = 0; i + w->len <= t->n; i++) {
        size_t k = 0;

        while (k < w->len && fold(t->s[i + k]) == needle[k])
            k++;
        if (k == w->len)
            return true;
    }
    return false;
}

static bool holds(const struct filter *f, const struct filter_word *w, const struct filter_row *row)
{
    if (w->state == STATE_WRONG)
        return false;
    if (w->state >= 0)
        return (row->unknown >> w->state & 1) || (row->is >> w->state & 1) != w->negated;
    for (size_t i = 0; i < row->n_texts; i++)
        if (contains(&row->texts[i], f->text + w->at, w))
            return !w->negated;
    return w->negated;
}

bool filter_match(const struct filter *f, const struct filter_row *row)
{
    for (size_t i = 0; i < f->n; i++)
        if (!holds(f, &f->words[i], row))
            return false;
    return true;
}

unsigned filter_states(const struct filter *f)
{
    unsigned bits = 0;

    for (size_t i = 0; i < f->n; i++)
        if (f->words[i].state >= 0)
            bits |= 1u << f->words[i].state;
    return bits;
}

const char *filter_find_wrong(const struct filter *f, size_t *len)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->words[i].state == STATE_WRONG) {
            *len = f->words[i].len;
            return f->text + f->words[i].at;
        }
    return NULL;
}
