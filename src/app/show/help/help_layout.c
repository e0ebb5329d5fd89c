#include "app/show/help/help_layout.h"

#include "app/show/help/help_column.h"
#include "base/memory/mem.h"
#include "base/text/glyph.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 1 << 20, MARGIN_FROM = 60, GAP = 2, SIDE_MOST = 72 };

static void start(struct help_layout *l)
{
    *l = (struct help_layout){.n = 0};
    buf_init(&l->text, TEXT_MAX);
}

void help_layout_free(struct help_layout *l)
{
    buf_free(&l->text);
    free(l->spans);
    free(l->entries);
    *l = (struct help_layout){.n = 0};
}

static void add_span(struct help_layout *l, size_t at, size_t len, enum role role)
{
    MEM_GROW(l->spans, l->n_spans);
    l->spans[l->n_spans++] = (struct pager_span){l->n, at, len, role};
}

static void end_line(struct help_layout *l, int entry)
{
    buf_append_byte(&l->text, '\n');
    MEM_GROW(l->entries, l->n);
    l->entries[l->n++] = entry;
}

/* The row at column col of the line that begins at byte from and has cols columns so far. */
static int add_row(struct help_layout *l, size_t from, int cols, int col,
                   const struct help_row *row)
{
    while (row->len && cols < col) {
        buf_append_byte(&l->text, ' ');
        cols++;
    }
    for (size_t i = 0; i < row->n_spans; i++)
        add_span(l, l->text.len - from + row->spans[i].at, row->spans[i].len, row->spans[i].role);
    buf_append(&l->text, row->s, row->len);
    return cols + row->cols;
}

/* Side by side, from the margin on; the right one begins where all of the left one has ended. */
static void add_columns(struct help_layout *l, const struct help_column *left,
                        const struct help_column *right, int margin)
{
    int widest = 0;

    for (size_t i = 0; i < left->n; i++)
        widest = left->rows[i].cols > widest ? left->rows[i].cols : widest;
    for (size_t i = 0; i < left->n || i < right->n; i++) {
        size_t from = l->text.len;
        int cols = 0;

        if (i < left->n)
            cols = add_row(l, from, 0, margin, &left->rows[i]);
        if (i < right->n)
            add_row(l, from, cols, margin + widest + GAP, &right->rows[i]);
        end_line(l, i < left->n ? left->rows[i].entry : -1);
    }
}

/* The sections of a page go into columns: the column that each is in. */
struct sides {
    enum help_page page;
    bool two;
    int moved; /* this one goes to the top of the right column, -1: none does */
};

static bool is_in(const struct sides *s, enum help_section section, bool right)
{
    bool there = s->two && help_section_is_right(section);

    if (help_section_page(section) != s->page || (int)section == s->moved)
        return false;
    return there == right;
}

static bool is_there(const struct help_entry *entry, enum help_section section)
{
    return entry->section == section && !entry->hidden;
}

static void fit_section(struct help_column *c, const struct help_entries *e,
                        enum help_section section)
{
    for (size_t i = 0; i < e->n; i++)
        if (is_there(&e->items[i], section))
            help_column_fit(c, &e->items[i]);
}

static void lay_section(struct help_column *c, const struct help_entries *e,
                        enum help_section section)
{
    bool begun = false;

    for (size_t i = 0; i < e->n; i++) {
        if (!is_there(&e->items[i], section))
            continue;
        if (!begun && c->n)
            help_column_add_blank(c);
        if (!begun)
            help_column_add_title(c, help_section_title(section));
        begun = true;
        help_column_add(c, &e->items[i], (int)i);
    }
}

static void lay_column(struct help_column *c, const struct help_entries *e, const struct sides *s,
                       bool right, int cols)
{
    help_column_start(c, cols);
    if (right && s->moved >= 0)
        fit_section(c, e, (enum help_section)s->moved);
    for (int i = 0; i < HELP_SECTIONS; i++)
        if (is_in(s, (enum help_section)i, right))
            fit_section(c, e, (enum help_section)i);
    if (right && s->moved >= 0)
        lay_section(c, e, (enum help_section)s->moved);
    for (int i = 0; i < HELP_SECTIONS; i++) {
        if (!is_in(s, (enum help_section)i, right))
            continue;
        if (!s->two) { /* far apart, each is fitted alone */
            c->head_cols = 0;
            fit_section(c, e, (enum help_section)i);
        }
        lay_section(c, e, (enum help_section)i);
    }
}

/* The last section of the left column that has entries, where it is not the only one; else -1. */
static int find_last(const struct help_entries *e, const struct sides *s)
{
    int first = -1, last = -1;

    for (size_t i = 0; i < e->n; i++)
        if (!e->items[i].hidden && is_in(s, e->items[i].section, false)) {
            first = first < 0 ? (int)e->items[i].section : first;
            last = (int)e->items[i].section;
        }
    return last == first ? -1 : last;
}

static void lay_both(struct help_column both[2], const struct help_entries *e,
                     const struct sides *s, const int cols[2])
{
    lay_column(&both[0], e, s, false, cols[0]);
    lay_column(&both[1], e, s, true, cols[1]);
}

/* Where the left column is too long for the view, its last section may have room in the right one:
 * keys come before signs. */
static void lay_page(struct help_column both[2], const struct help_entries *e, struct sides *s,
                     const int cols[2], size_t rows)
{
    struct help_column other[2];

    lay_both(both, e, s, cols);
    if (!s->two || both[0].n <= rows)
        return;
    s->moved = find_last(e, s);
    if (s->moved < 0)
        return;
    lay_both(other, e, s, cols);
    for (int i = 0; i < 2; i++) {
        bool fits = other[0].n <= rows && other[1].n <= rows;
        struct help_column *unused = fits ? both : other;

        help_column_free(&unused[i]);
        both[i] = fits ? other[i] : both[i];
    }
}

/* Keys have longer texts than signs. */
static void share(int cols, int sides[2])
{
    sides[0] = (cols - GAP) * 10 / 19;
    sides[1] = cols - GAP - sides[0];
    for (int i = 0; i < 2; i++)
        sides[i] = sides[i] < SIDE_MOST ? sides[i] : SIDE_MOST;
}

static void add_rule(struct help_layout *l, const char *title, int cols)
{
    size_t from = l->text.len, n = strlen(title);
    const char *rule = glyph(GLYPH_RULE);
    int left = cols - (int)n - 6;

    buf_print(&l->text, "%s%s ", rule, rule);
    add_span(l, 0, l->text.len - from, ROLE_RULE);
    add_span(l, l->text.len - from, n, ROLE_TITLE);
    buf_print(&l->text, "%s ", title);
    n = l->text.len - from;
    while (left-- > 0)
        buf_append_str(&l->text, rule);
    add_span(l, n, l->text.len - from - n, ROLE_RULE);
    end_line(l, -1);
}

static void add_page(struct help_layout *l, const struct help_entries *e, enum help_page page,
                     int cols, size_t rows)
{
    int margin = cols >= MARGIN_FROM, sides[2] = {cols - 2 * margin, 0};
    struct sides s = {.page = page, .two = cols >= help_page_two_from(page), .moved = -1};
    struct help_column both[2];

    if (s.two)
        share(cols - 2 * margin, sides);
    lay_page(both, e, &s, sides, rows);
    l->starts[page] = l->n;
    add_columns(l, &both[0], &both[1], margin);
    l->ends[page] = l->n;
    while (l->n < l->starts[page] + rows)
        end_line(l, -1);
    help_column_free(&both[0]);
    help_column_free(&both[1]);
}

void help_layout_pages(struct help_layout *l, const struct help_entries *e, int cols, size_t rows)
{
    start(l);
    for (int page = 0; page < HELP_PAGES; page++) {
        if (page)
            add_rule(l, help_page_title((enum help_page)page), cols);
        add_page(l, e, (enum help_page)page, cols, rows);
    }
}

/* The entries from one on that are of the same page. */
static size_t lay_group(struct help_column *c, const struct help_entries *e, size_t from)
{
    enum help_page page = help_section_page(e->items[from].section);
    size_t end = from;

    c->head_cols = 0;
    while (end < e->n && help_section_page(e->items[end].section) == page)
        help_column_fit(c, &e->items[end++]);
    if (c->n)
        help_column_add_blank(c);
    help_column_add_title(c, help_page_title(page));
    for (size_t i = from; i < end; i++)
        help_column_add(c, &e->items[i], (int)i);
    return end;
}

void help_layout_found(struct help_layout *l, const struct help_entries *e, int cols, size_t rows)
{
    struct help_column c, none = {.cols = 0};
    int margin = cols >= MARGIN_FROM;

    start(l);
    help_column_start(&c, cols - 2 * margin);
    for (size_t i = 0; i < e->n;)
        i = lay_group(&c, e, i);
    add_columns(l, &c, &none, margin);
    for (int i = 0; i < HELP_PAGES; i++)
        l->ends[i] = l->n;
    while (l->n < rows)
        end_line(l, -1);
    help_column_free(&c);
}
