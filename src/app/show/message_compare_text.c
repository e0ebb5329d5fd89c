/* The text of a comparison, one value under the other or beside each other; see message_compare.h.
 */
#include "app/show/message_compare.h"
#include "app/state.h"
#include "base/memory/array.h"
#include "base/text/dtext.h"
#include "base/text/format.h"
#include "base/text/text_line.h"
#include "base/text/utf8.h"
#include "body/json/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 32 << 20, VALUE_BYTES = 2000, PATH_BYTES = 300 };

/* A value on one line, cut: JSON without its white space. */
static void add_value(struct buf *out, const struct difference_side *side)
{
    size_t n = side->n > VALUE_BYTES ? utf8_trim(side->s, VALUE_BYTES) : side->n;
    struct format all;
    struct buf compact;

    buf_init(&compact, side->n + 1);
    if (side->type && json_append_compact(&compact, side->s, side->n) && compact.len <= VALUE_BYTES)
        buf_append(out, compact.bytes, compact.len);
    else
        buf_append(out, side->s, n);
    if (n < side->n && (!side->type || compact.len > VALUE_BYTES))
        buf_print(out, "… (%s bytes)", format_count(&all, (int64_t)side->n));
    buf_free(&compact);
}

static void add_path(struct buf *out, const char *path)
{
    size_t n = strlen(path);

    buf_append(out, path, n > PATH_BYTES ? utf8_trim(path, PATH_BYTES) : n);
    buf_append_str(out, n > PATH_BYTES ? "…" : "");
}

/* "" where both sides and the path say it all. */
static void add_note(struct buf *out, const struct difference *d)
{
    const struct difference_side *left = &d->sides[0], *right = &d->sides[1];

    if (d->kind == DIFFERENCE_LEFT)
        buf_append_str(out, "  only left");
    else if (d->kind == DIFFERENCE_RIGHT)
        buf_append_str(out, "  only right");
    else if (d->kind == DIFFERENCE_TWICE)
        buf_print(out, "  duplicate key on the %s: this one does not count",
                  left->s ? "left" : "right");
    else if (d->kind == DIFFERENCE_TYPE)
        buf_print(out, "  %s, then %s", left->type, right->type);
    if (left->s && right->s && strcmp(left->path, right->path) != 0) {
        buf_append_str(out, "  right: ");
        add_path(out, right->path);
    }
}

static void add_heading(struct buf *out, const struct difference *d)
{
    add_path(out, d->sides[0].s ? d->sides[0].path : d->sides[1].path);
    add_note(out, d);
}

static void add_narrow(struct buf *out, const struct difference *d)
{
    add_heading(out, d);
    buf_append_byte(out, '\n');
    for (int i = 0; i < 2; i++) {
        if (!d->sides[i].s)
            continue;
        buf_append_str(out, i ? "+ " : "- ");
        add_value(out, &d->sides[i]);
        buf_append_byte(out, '\n');
    }
}

/* What of a cell the row takes, padded to its width; moves *at behind it.  As the screen shows it:
 * a tab or an escape would not keep its width behind other columns. */
static void add_cell(struct buf *out, const struct buf *cell, size_t *at, int width, bool last)
{
    struct dtext fit;
    size_t left = cell->len - *at;

    dtext_make(&fit, left ? cell->bytes + *at : "", left, 0, width, DTEXT_LINE);
    *at += fit.more ? (fit.taken ? fit.taken : 1) : left;
    buf_append(out, fit.s, (size_t)fit.len);
    for (int i = fit.cols; i < width && !last; i++)
        buf_append_byte(out, ' ');
}

static void add_wide(struct buf *out, const struct difference *d,
                     const struct message_compare_columns *c)
{
    static const char signs[] = {[DIFFERENCE_CHANGED] = '~',
                                 [DIFFERENCE_TYPE] = '~',
                                 [DIFFERENCE_LEFT] = '-',
                                 [DIFFERENCE_RIGHT] = '+',
                                 [DIFFERENCE_TWICE] = '!'};
    _Static_assert(ARRAY_LEN(signs) == DIFFERENCE_COUNT, "every difference has its sign");
    size_t at[3] = {0};
    struct buf cells[3];

    for (int i = 0; i < 3; i++)
        buf_init(&cells[i], TEXT_MAX);
    add_heading(&cells[0], d);
    for (int i = 0; i < 2; i++)
        if (d->sides[i].s)
            add_value(&cells[i + 1], &d->sides[i]);
    do {
        buf_print(out, "%c ", at[0] + at[1] + at[2] ? ' ' : signs[d->kind]);
        for (int i = 0; i < 3; i++) {
            add_cell(out, &cells[i], &at[i], c->width[i], i == 2);
            buf_append_str(out, i < 2 ? " | " : "\n");
        }
    } while (at[0] < cells[0].len || at[1] < cells[1].len || at[2] < cells[2].len);
    for (int i = 0; i < 3; i++)
        buf_free(&cells[i]);
}

static void add_differences(struct buf *out, const struct comparison *c, int cols)
{
    struct message_compare_columns columns;
    bool wide = message_compare_find_columns(cols, &columns);

    for (size_t i = 0; i < c->n; i++) {
        if (wide)
            add_wide(out, &c->items[i], &columns);
        else
            add_narrow(out, &c->items[i]);
    }
    if (c->more)
        buf_print(out, "  and %s\n", FORMAT_COUNTED(c->more, "more difference"));
}

/* "key order, white space", "" */
static const char *print_causes(char *out, size_t size, const struct comparison *c)
{
    static const char *const words[] = {"key order", "white space",
                                        "how numbers or strings are written"};
    const bool is[] = {c->reordered, c->spaced && c->form == COMPARE_JSON, c->respelled};
    struct text_line l = text_line(out, size);

    for (size_t i = 0; i < ARRAY_LEN(is); i++)
        if (is[i])
            text_line_join(&l, ", ", "%s", words[i]);
    return out;
}

static void add_sum(struct buf *out, const struct comparison *c)
{
    static const char *const units[] = {
        [COMPARE_JSON] = "value", [COMPARE_TEXT] = "line", [COMPARE_BYTES] = "byte"};
    _Static_assert(ARRAY_LEN(units) == COMPARE_COUNT, "every form has its unit");
    char causes[100];

    print_causes(causes, sizeof(causes), c);
    if (c->same_bytes)
        buf_append_str(out, "= identical, byte for byte\n");
    else if (!c->n && c->form == COMPARE_JSON)
        buf_print(out, "= identical except for %s\n", causes);
    else if (!c->n)
        buf_append_str(out, "= identical except for the line end after the last line\n");
    else
        buf_print(out, "= %s the same%s%s\n", FORMAT_COUNTED(c->same, units[c->form]),
                  causes[0] ? "; other differences: " : "", causes);
    if (c->coarse)
        buf_print(out, "! too large to compare more finely than by %ss\n", units[c->form]);
}

static void add_title(struct buf *out, const char *title, const struct comparison *c)
{
    size_t n = c->n + c->more;

    buf_print(out, "\n%s", title);
    if (n)
        buf_print(out, "  %s", FORMAT_COUNTED(n, "difference"));
    buf_append_byte(out, '\n');
}

static void add_metadata(struct buf *out, const struct message_compare *d, int cols)
{
    if (d->has_about) {
        add_title(out, "METADATA", &d->about);
        add_differences(out, &d->about, cols);
        add_sum(out, &d->about);
    } else if (!d->metadata[0] != !d->metadata[1]) {
        buf_print(out, "\nMETADATA  only %s\n", d->metadata[0] ? "left" : "right");
    }
}

void message_compare_settle(struct app *app)
{
    struct message_compare *d = &app->message_compare;
    int cols = app->screen_pager.cols;
    struct buf text;

    if (app->screen != SCREEN_COMPARE || d->cols == cols)
        return;
    d->cols = cols;
    buf_init(&text, TEXT_MAX);
    buf_append_str(&text, d->head);
    add_title(&text, "BODY", &d->body);
    add_differences(&text, &d->body, cols);
    add_sum(&text, &d->body);
    add_metadata(&text, d, cols);
    pager_renew_text(&app->screen_pager, text.bytes, text.len, 0, 0, false);
    buf_free(&text);
}

bool message_compare_find_columns(int cols, struct message_compare_columns *out)
{
    enum { SIGN = 2, GAP = 3 };
    int path = cols / 4, rest = cols - SIGN - path - 2 * GAP;

    if (cols < MESSAGE_COMPARE_WIDE)
        return false;
    *out = (struct message_compare_columns){
        .at = {SIGN, SIGN + path + GAP, SIGN + path + GAP + rest / 2 + GAP},
        .width = {path, rest / 2, rest - rest / 2}};
    return true;
}
