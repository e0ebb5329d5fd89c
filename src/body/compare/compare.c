#include "body/compare/compare.h"

#include "base/memory/hash.h"
#include "base/memory/mem.h"
#include "body/compare/align.h"
#include "body/compare/compare_json.h"
#include "body/layout/hex.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct line {
    const char *s;
    size_t n;
};

struct text {
    struct line *lines;
    uint64_t *hashes;
    size_t n;
};

/* false: more than COMPARE_LINES. */
static bool split(struct text *t, const char *s, size_t n)
{
    const char *end = s + n, *stop;

    t->n = 0;
    for (const char *p = s; p < end; p = stop + 1) {
        stop = memchr(p, '\n', (size_t)(end - p));
        if (!stop)
            stop = end;
        if (++t->n > COMPARE_LINES)
            return false;
    }
    t->lines = mem_new(t->n, sizeof(*t->lines));
    t->hashes = mem_new(t->n, sizeof(*t->hashes));
    t->n = 0;
    for (const char *p = s; p < end; p = stop + 1, t->n++) {
        stop = memchr(p, '\n', (size_t)(end - p));
        if (!stop)
            stop = end;
        t->lines[t->n] = (struct line){p, (size_t)(stop - p)};
        t->hashes[t->n] = hash_bytes(0, p, (size_t)(stop - p));
    }
    return true;
}

static void free_text(struct text *t)
{
    free(t->lines);
    free(t->hashes);
}

static const char *name_place(struct comparison *c, const char *what, size_t n)
{
    char text[40];
    int len = snprintf(text, sizeof(text), "%s %zu", what, n);

    return arena_copy(&c->arena, text, (size_t)len);
}

static void set_line(struct comparison *c, struct difference *d, int side, const struct text *t,
                     size_t i)
{
    d->sides[side] = (struct difference_side){
        .s = t->lines[i].s, .n = t->lines[i].n, .path = name_place(c, "line", i + 1)};
}

/* Lines from..to of both that are not aligned: in pairs, then what one side has more. */
static void add_gap(struct comparison *c, const struct text *a, size_t i, size_t i_end,
                    const struct text *b, size_t k, size_t k_end)
{
    struct difference *d;

    for (; i < i_end || k < k_end; i++, k++) {
        d = comparison_add(c, i >= i_end   ? DIFFERENCE_RIGHT
                              : k >= k_end ? DIFFERENCE_LEFT
                                           : DIFFERENCE_CHANGED);
        if (d && i < i_end)
            set_line(c, d, 0, a, i);
        if (d && k < k_end)
            set_line(c, d, 1, b, k);
    }
}

static bool is_same_line(const struct line *a, const struct line *b)
{
    return a->n == b->n && memcmp(a->s, b->s, a->n) == 0;
}

static void compare_lines(struct comparison *c, const struct text *a, const struct text *b)
{
    uint32_t *to = mem_new(a->n, sizeof(*to));
    size_t i = 0, k = 0;

    align_lists(a->hashes, a->n, b->hashes, b->n, to);
    for (size_t at = 0; at < a->n; at++) {
        if (to[at] == ALIGN_NONE || !is_same_line(&a->lines[at], &b->lines[to[at]]))
            continue;
        add_gap(c, a, i, at, b, k, to[at]);
        i = at + 1;
        k = to[at] + 1;
        c->same++;
    }
    add_gap(c, a, i, a->n, b, k, b->n);
    free(to);
}

static bool compare_text(struct comparison *c, const struct body *left, const struct body *right)
{
    struct text a = {0}, b = {0};
    bool fits = split(&a, left->bytes, left->len) && split(&b, right->bytes, right->len);

    if (fits)
        compare_lines(c, &a, &b);
    /* What no line shows: the line end behind the last one. */
    c->spaced = fits && !c->n;
    free_text(&a);
    free_text(&b);
    return fits;
}

static void set_row(struct comparison *c, struct difference *d, int side, const struct body *b,
                    size_t at)
{
    char row[HEX_COLS];
    size_t n = b->len - at < HEX_ROW ? b->len - at : HEX_ROW;
    size_t len = hex_print_row(row, b->bytes + at, n, at);

    d->sides[side] =
        (struct difference_side){.s = arena_copy(&c->arena, row + HEX_BYTES, len - HEX_BYTES),
                                 .n = len - HEX_BYTES,
                                 .path = name_place(c, "byte", at)};
}

static size_t count_same(const char *a, size_t na, const char *b, size_t nb)
{
    size_t same = 0;

    for (size_t i = 0; i < na && i < nb; i++)
        same += a[i] == b[i];
    return same;
}

static void compare_rows(struct comparison *c, const struct body *a, const struct body *b)
{
    size_t longest = a->len > b->len ? a->len : b->len;
    struct difference *d;

    for (size_t at = 0; at < longest; at += HEX_ROW) {
        size_t na = at >= a->len ? 0 : a->len - at, nb = at >= b->len ? 0 : b->len - at;
        size_t same = count_same(a->bytes + at, na < HEX_ROW ? na : HEX_ROW, b->bytes + at,
                                 nb < HEX_ROW ? nb : HEX_ROW);

        c->same += same;
        if (same == HEX_ROW || (na == nb && same == na))
            continue;
        d = comparison_add(c, !na ? DIFFERENCE_RIGHT : !nb ? DIFFERENCE_LEFT : DIFFERENCE_CHANGED);
        if (d && na)
            set_row(c, d, 0, a, at);
        if (d && nb)
            set_row(c, d, 1, b, at);
    }
}

void compare_bodies(struct comparison *out, const struct body *left, const struct body *right)
{
    bool json = left->form == BODY_JSON && right->form == BODY_JSON;
    bool bytes = left->form == BODY_BYTES || right->form == BODY_BYTES;
    bool same = left->len == right->len && !memcmp(left->bytes, right->bytes, left->len);

    if (!json || !compare_json(out, left->bytes, left->len, right->bytes, right->len)) {
        *out = (struct comparison){.form = bytes ? COMPARE_BYTES : COMPARE_TEXT, .coarse = json};
        if (bytes || !compare_text(out, left, right)) {
            out->coarse = out->coarse || !bytes;
            out->form = COMPARE_BYTES;
            compare_rows(out, left, right);
        }
    }
    out->same_bytes = same;
    out->spaced = out->spaced && !same;
}
