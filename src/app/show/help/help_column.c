#include "app/show/help/help_column.h"

#include "base/memory/mem.h"
#include "base/text/dtext.h"

#include <stdlib.h>
#include <string.h>

enum { INDENT = 1, APART = 2, LEAST_COLS = 8, WIDE_COLS = 60 };

static int measure(const char *s, size_t n)
{
    return dtext_find_col(s, n, n);
}

void help_column_start(struct help_column *c, int cols)
{
    *c = (struct help_column){.cols = cols};
}

void help_column_fit(struct help_column *c, const struct help_entry *entry)
{
    int cols = measure(entry->head, strlen(entry->head));

    if (cols > c->head_cols && cols <= c->cols / (c->cols < WIDE_COLS ? 4 : 3))
        c->head_cols = cols;
}

void help_column_free(struct help_column *c)
{
    free(c->rows);
    *c = (struct help_column){.cols = 0};
}

static struct help_row *add_row(struct help_column *c, int entry)
{
    MEM_GROW(c->rows, c->n);
    c->rows[c->n] = (struct help_row){.entry = entry};
    return &c->rows[c->n++];
}

void help_column_add_blank(struct help_column *c)
{
    add_row(c, -1);
}

/* From column col of the row on. */
static void put(struct help_row *row, int col, enum role role, const char *s, size_t n)
{
    while (row->cols < col && row->len + 1 < sizeof(row->s)) {
        row->s[row->len++] = ' ';
        row->cols++;
    }
    if (row->len + n >= sizeof(row->s))
        n = sizeof(row->s) - 1 - row->len;
    if (role != ROLE_TEXT && row->n_spans < HELP_ROW_SPANS)
        row->spans[row->n_spans++] = (struct help_row_span){row->len, n, role};
    memcpy(row->s + row->len, s, n);
    row->len += n;
    row->s[row->len] = '\0';
    row->cols += measure(s, n);
}

/* How many bytes of s fit, up to the end of a word; of a word that is longer than that, what fits.
 */
static size_t take_line(const char *s, int cols)
{
    size_t n = strlen(s), end;
    struct dtext fit;

    dtext_make(&fit, s, n, 0, cols, DTEXT_LINE);
    if (!fit.more)
        return n;
    end = fit.taken ? fit.taken : 1;
    if (s[end] != ' ')
        for (size_t at = end; at > 0; at--)
            if (s[at - 1] == ' ')
                return at - 1;
    return end;
}

/* s from column col on, in the row if there is one, and in rows below it. */
static void put_lines(struct help_column *c, struct help_row *row, int col, enum role role,
                      const char *s, int entry)
{
    int cols = c->cols - col > LEAST_COLS ? c->cols - col : LEAST_COLS;

    while (*s) {
        size_t n = take_line(s, cols);

        put(row ? row : add_row(c, entry), col, role, s, n);
        row = NULL;
        s += n + strspn(s + n, " ");
    }
}

void help_column_add_title(struct help_column *c, const char *title)
{
    put_lines(c, NULL, 0, ROLE_STRONG, title, -1);
}

void help_column_add(struct help_column *c, const struct help_entry *entry, int index)
{
    int col = INDENT + c->head_cols + APART;
    int head = measure(entry->head, strlen(entry->head));
    int text = measure(entry->text, strlen(entry->text));
    struct help_row *row;

    put_lines(c, NULL, INDENT, entry->role, entry->head, index);
    row = &c->rows[c->n - 1];
    if (head <= c->head_cols)
        put_lines(c, row, col, ROLE_TEXT, entry->text, index);
    else if (INDENT + head + APART + text <= c->cols)
        put_lines(c, row, INDENT + head + APART, ROLE_TEXT, entry->text, index);
    else
        put_lines(c, NULL, col, ROLE_TEXT, entry->text, index);
    put_lines(c, NULL, col, ROLE_DIM, entry->more, index);
    put_lines(c, NULL, col, ROLE_WARN, entry->why, index);
}
