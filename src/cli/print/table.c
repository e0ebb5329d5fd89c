#include "cli/print/table.h"

#include "base/memory/mem.h"
#include "base/text/dtext.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WIDE_BYTES = 4096 }; /* columns are not counted beyond */

void table_init(struct table *t, struct output *o, const struct table_column *columns,
                size_t n_columns)
{
    *t = (struct table){
        .columns = columns, .n_columns = n_columns, .output = o, .whole = !isatty(o->fd)};
    for (size_t i = 0; i < n_columns; i++)
        table_add(t, columns[i].title);
}

static void add_cell(struct table *t, char *text, int cols)
{
    MEM_GROW(t->cells, t->n_cells);
    t->cells[t->n_cells++] = (struct table_cell){text, cols};
}

static void add_uncut(struct table *t, const char *bytes, size_t n)
{
    struct buf text;

    buf_init(&text, OUTPUT_LINE_BYTES);
    dtext_append(&text, bytes, n);
    add_cell(t, buf_take(&text), n < WIDE_BYTES ? dtext_find_col(bytes, n, n) : 0);
}

void table_add_bytes(struct table *t, const char *bytes, size_t n)
{
    const struct table_column *c = &t->columns[t->n_cells % t->n_columns];
    struct dtext d;
    char *copy;

    if (!n) {
        add_cell(t, mem_copy_str("-"), 1);
    } else if (!c->max_cols || t->whole) {
        add_uncut(t, bytes, n);
    } else {
        copy = mem_copy_bytes(bytes, n);
        /* A NUL would end the text: what follows it must not vanish. */
        for (char *nul = copy; (nul = memchr(nul, '\0', n - (size_t)(nul - copy)));)
            *nul = '\1';
        dtext_make_cell(&d, copy, c->max_cols);
        free(copy);
        add_cell(t, mem_copy_bytes(d.s, (size_t)d.len), d.cols);
    }
}

void table_add(struct table *t, const char *text)
{
    table_add_bytes(t, text ? text : "", text ? strlen(text) : 0);
}

static void append_cell(struct buf *line, const struct table_cell *cell, int width, bool right,
                        bool last)
{
    int pad = cell->cols < width ? width - cell->cols : 0;

    if (right)
        buf_print(line, "%*s%s", pad, "", cell->text);
    else
        buf_print(line, "%s%*s", cell->text, last ? 0 : pad, "");
    if (!last)
        buf_append_str(line, "  ");
}

/* As wide as the widest cell of it that is not too wide. */
static void find_widths(const struct table *t, int *widths)
{
    for (size_t i = 0; i < t->n_cells; i++) {
        size_t c = i % t->n_columns;
        int most = t->columns[c].max_cols, cols = t->cells[i].cols;

        if (cols > widths[c] && (!most || cols <= most || i < t->n_columns))
            widths[c] = cols;
    }
}

void table_finish(struct table *t)
{
    int *widths = mem_new(t->n_columns, sizeof *widths);
    struct buf line;

    buf_init(&line, OUTPUT_LINE_BYTES);
    find_widths(t, widths);
    for (size_t i = 0; i < t->n_cells; i++) {
        size_t c = i % t->n_columns;
        bool last = c + 1 == t->n_columns;

        append_cell(&line, &t->cells[i], widths[c], t->columns[c].right, last);
        if (last) {
            output_write_line(t->output, line.bytes, line.len);
            buf_clear(&line);
        }
        free(t->cells[i].text);
    }
    free(t->cells);
    free(widths);
    buf_free(&line);
    *t = (struct table){.columns = NULL};
}
