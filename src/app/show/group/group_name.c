#include "app/show/group/group_name.h"

#include "base/memory/mem.h"
#include "base/text/dtext.h"
#include "base/text/glyph.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAIL_PART = 4, TAIL_LEAST = 3 }; /* of the room: what the end gets, and must get */

struct entry {
    const char *text;
    size_t place;
};

static int compare_texts(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->text, ((const struct entry *)b)->text);
}

static size_t count_shared(const char *a, const char *b)
{
    size_t n = 0;

    while (a[n] && a[n] == b[n])
        n++;
    while (n && ((unsigned char)a[n] & 0xc0) == 0x80) /* not within a character */
        n--;
    return a[n] || b[n] ? n : 0;
}

void group_name_compare(const char *const *texts, size_t *shared, size_t n)
{
    struct entry *sorted = mem_new(n, sizeof(*sorted));

    for (size_t i = 0; i < n; i++) {
        sorted[i] = (struct entry){texts[i], i};
        shared[i] = 0;
    }
    qsort(sorted, n, sizeof(*sorted), compare_texts);
    for (size_t i = 1; i < n; i++) { /* neighbours share the most */
        size_t common = count_shared(sorted[i - 1].text, sorted[i].text);
        size_t *a = &shared[sorted[i - 1].place], *b = &shared[sorted[i].place];

        *a = common > *a ? common : *a;
        *b = common;
    }
    free(sorted);
}

static int count_cols(const char *s, size_t n)
{
    struct dtext d;

    dtext_make(&d, s, n, 0, DTEXT_COLS, DTEXT_CELL);
    return d.cols;
}

/* How many bytes of s the first cols columns hold. */
static size_t fit_head(const char *s, size_t n, int cols)
{
    struct dtext d;

    dtext_make(&d, s, n, 0, cols > 0 ? cols : 0, DTEXT_CELL);
    return cols > 0 ? d.taken : 0;
}

/* Where the last part of s that has at most cols columns begins. */
static size_t fit_tail(const char *s, size_t n, int cols)
{
    int all = count_cols(s, n);
    struct dtext d;

    if (all <= cols)
        return 0;
    dtext_make(&d, s, n, 0, all - cols, DTEXT_CELL);
    while (d.taken < n && (((unsigned char)s[d.taken] & 0xc0) == 0x80 ||
                           count_cols(s + d.taken, n - d.taken) > cols))
        d.taken++;
    return d.taken;
}

/* Where the word begins that byte at is in or behind. */
static size_t find_word(const char *s, size_t at)
{
    while (at && s[at - 1] != ' ')
        at--;
    return at;
}

/* Where to go on behind what is cut out, so that byte shared is in sight and as much before it as
 * room columns hold. */
static size_t find_tail(const char *s, size_t shared, int room)
{
    size_t n = strlen(s), word = find_word(s, shared), at = fit_tail(s, n, room);

    while (at && at < n && s[at - 1] != ' ')
        at++;
    if (at <= word)
        return at;
    /* a word too long to show where it differs? */
    return count_cols(s + word, shared - word) >= room ? shared : word;
}

/* "head … tail": the first word, where there is room for it. */
static bool cut_shared(char out[GROUP_NAME_BYTES], const char *s, size_t shared, int cols)
{
    size_t head = strcspn(s, " "), at;
    int room = cols - count_cols(s, head) - 3;

    if (room < cols / TAIL_LEAST) {
        head = 0;
        room = cols - 2;
    }
    at = find_tail(s, shared, room);
    if (at <= head + 1)
        return false;
    snprintf(out, GROUP_NAME_BYTES, head ? "%.*s %s %s" : "%.*s%s %s", (int)head, s,
             glyph(GLYPH_ELLIPSIS), s + at);
    return true;
}

const char *group_name_cut(char out[GROUP_NAME_BYTES], const char *text, size_t shared, int cols)
{
    size_t n = strlen(text), head, tail;

    snprintf(out, GROUP_NAME_BYTES, "%s", text);
    if (count_cols(text, n) <= cols || (shared < n && cut_shared(out, text, shared, cols)))
        return out;
    tail = fit_tail(text, n, cols / TAIL_PART);
    head = fit_head(text, n, cols - 1 - count_cols(text + tail, n - tail));
    if (head > shared && head < tail)
        snprintf(out, GROUP_NAME_BYTES, "%.*s%s%s", (int)head, text, glyph(GLYPH_ELLIPSIS),
                 text + tail);
    return out;
}

/* Where the member begins that byte at is in. */
static size_t find_member(const char *s, size_t from, size_t at)
{
    while (at > from && !(s[at - 1] == ' ' && at > 1 && s[at - 2] == ','))
        at--;
    return at;
}

const char *group_name_cut_shape(char out[GROUP_NAME_BYTES], const char *text, size_t shared,
                                 int cols)
{
    size_t n = strlen(text), head = strcspn(text, "{"), at, fits;

    snprintf(out, GROUP_NAME_BYTES, "%s", text);
    if (count_cols(text, n) <= cols || head == n || shared <= ++head || shared >= n)
        return out;
    at = find_member(text, head, shared);
    fits = fit_tail(text, n, cols - count_cols(text, head) - 2);
    while (fits < at && !(text[fits - 1] == ' ' && text[fits - 2] == ','))
        fits++;
    at = fits < at ? fits : at;
    if (at > head)
        snprintf(out, GROUP_NAME_BYTES, "%.*s%s %s", (int)head, text, glyph(GLYPH_ELLIPSIS),
                 text + at);
    return out;
}
