#include "ui/widget/sentence.h"

#include <stdio.h>
#include <string.h>

/* Moves as many words of *text into row as fit in cols, one at least; false: there are none. */
static bool take_row(const char **text, int cols, char *row, size_t size)
{
    size_t taken = 0;

    *text += strspn(*text, " ");
    for (;;) {
        size_t blanks = strspn(*text + taken, " "), word = strcspn(*text + taken + blanks, " ");

        if (!word)
            break;
        snprintf(row, size, "%.*s", (int)(taken + blanks + word), *text);
        if (taken && draw_measure(row) > cols)
            break;
        taken += blanks + word;
    }
    snprintf(row, size, "%.*s", (int)taken, *text);
    *text += taken;
    return taken > 0;
}

int sentence_count_rows(const char *text, int cols)
{
    char row[SENTENCE_ROW_BYTES];
    int n = 0;

    while (take_row(&text, cols, row, sizeof(row)))
        n++;
    return n;
}

int sentence_draw(struct rect r, int y, int max, enum role role, const char *text)
{
    char row[SENTENCE_ROW_BYTES];
    int n = 0;

    while (n < max && take_row(&text, r.cols, row, sizeof(row)))
        draw_cell(r, y + n++, 0, r.cols, DRAW_LEFT, role, row);
    return n;
}
