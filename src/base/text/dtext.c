#include "base/text/dtext.h"

#include "base/text/utf8.h"

#include <string.h>
#include <wchar.h>

enum {
    TAB_STOP = 8,
    MAX_MARKS = 2,
    UNIT_BYTES = 16, /* the longest escape: ‹U+10FFFF› */
};

static bool ascii_only;

void dtext_set_ascii(bool ascii)
{
    ascii_only = ascii;
}

bool dtext_is_ascii(void)
{
    return ascii_only;
}

/* Invisible, or changing how its neighbours are drawn; terminals and wcwidth() disagree about all.
 */
static const struct range {
    uint32_t first, last;
} formats[] = {
    {0xad, 0xad},       {0x34f, 0x34f},     {0x61c, 0x61c},     {0x115f, 0x1160},
    {0x17b4, 0x17b5},   {0x180b, 0x180f},   {0x200b, 0x200f},   {0x2028, 0x202e},
    {0x2060, 0x206f},   {0x3164, 0x3164},   {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},
    {0xffa0, 0xffa0},   {0xfff0, 0xfffb},   {0x13430, 0x1343f}, {0x1bca0, 0x1bca3},
    {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff},
};

bool dtext_is_format(uint32_t cp)
{
    size_t low = 0, high = sizeof formats / sizeof formats[0];

    while (low < high) {
        size_t mid = (low + high) / 2;

        if (cp > formats[mid].last)
            low = mid + 1;
        else if (cp < formats[mid].first)
            high = mid;
        else
            return true;
    }
    return false;
}

/* How many of the first n bytes are printable ASCII, eight at a time. */
static size_t count_ascii(const char *s, size_t n)
{
    const uint64_t ones = 0x0101010101010101U, high = 0x8080808080808080U;
    size_t i = 0;

    for (; n - i >= 8; i += 8) {
        uint64_t v, del;

        memcpy(&v, s + i, 8);
        del = v ^ (ones * 0x7f);
        if ((v | ((v - ones * 0x20) & ~v) | ((del - ones) & ~del)) & high)
            break;
    }
    while (i < n && s[i] >= 0x20 && s[i] < 0x7f)
        i++;
    return i;
}

/* What one step through the source draws. */
struct unit {
    size_t taken; /* source bytes */
    int width;    /* columns; 0: a mark on the base before it */
    bool cells;   /* one column each character, so it may be cut anywhere */
    int len;
    char text[UNIT_BYTES];
};

/* Where in the source we are, and what a mark would stand on. */
struct walk {
    const char *src;
    size_t n;
    size_t at;
    size_t col; /* columns before at */
    size_t base_col;
    bool base;
    int marks;
    enum dtext_style style;
};

static void put_str(struct unit *u, const char *s)
{
    size_t n = strlen(s);

    memcpy(u->text + u->len, s, n);
    u->len += (int)n;
}

/* The value as ‹1B›, ‹U+202E›, or in a cell one dot. */
static void make_escape(struct unit *u, uint32_t value, bool is_byte, enum dtext_style style)
{
    static const char hex[] = "0123456789ABCDEF";
    int digits = is_byte ? 2 : value > 0xfffff ? 6 : value > 0xffff ? 5 : 4;

    u->cells = true;
    /* A letter that only the locale lacks is spelled out: a dot would be one more that it is not.
     */
    if (style == DTEXT_CELL && (!ascii_only || is_byte || value < 0xa0 || dtext_is_format(value))) {
        put_str(u, ascii_only ? "." : "·");
        u->width = 1;
        return;
    }
    put_str(u, ascii_only ? "<" : "‹");
    if (!is_byte)
        put_str(u, "U+");
    for (int i = digits - 1; i >= 0; i--)
        u->text[u->len++] = hex[value >> (4 * i) & 15];
    put_str(u, ascii_only ? ">" : "›");
    u->width = digits + (is_byte ? 2 : 4);
}

static void make_tab(struct unit *u, size_t col, enum dtext_style style)
{
    int width = style == DTEXT_CELL ? 1 : TAB_STOP - (int)(col % TAB_STOP);

    memset(u->text, ' ', (size_t)width);
    u->len = u->width = width;
    u->cells = true;
}

static void make_mark(struct unit *u, struct walk *w, const char *s, uint32_t cp)
{
    if (w->base && w->marks >= MAX_MARKS) {
        make_escape(u, cp, false, w->style);
        return;
    }
    if (!w->base) {
        put_str(u, "◌");
        u->width = 1;
        w->base = true;
        w->marks = 0;
    }
    memcpy(u->text + u->len, s, u->taken);
    u->len += (int)u->taken;
    w->marks++;
}

/* Everything outside printable ASCII, which the callers handle in runs where they can. */
static void read_unit(struct walk *w, struct unit *u)
{
    const char *s = w->src + w->at;
    uint32_t cp = 0;
    int len = utf8_read(s, w->n - w->at, &cp), width;
    bool mark;

    *u = (struct unit){.taken = len > 0 ? (size_t)len : 1};
    if (len == 1 && cp == '\t') {
        make_tab(u, w->col, w->style);
        w->base = false;
        return;
    }
    width = !len || cp < 0x20 || (cp >= 0x7f && ascii_only) || dtext_is_format(cp)
                ? -1
                : wcwidth((wchar_t)cp);
    mark = width == 0;
    if (mark) {
        make_mark(u, w, s, cp);
    } else if (width < 0 || width > 2) {
        make_escape(u, len ? cp : (unsigned char)*s, !len || cp < 0x80, w->style);
        w->base = false;
    } else {
        memcpy(u->text, s, u->taken);
        u->len = len;
        u->width = width;
        w->base = true;
        w->marks = 0;
    }
}

static void step_over(struct walk *w, const struct unit *u)
{
    if (u->width)
        w->base_col = w->col;
    w->at += u->taken;
    w->col += (size_t)u->width;
}

static void step_run(struct walk *w, size_t run)
{
    w->at += run;
    w->col += run;
    w->base_col = w->col - 1;
    w->base = true;
    w->marks = 0;
}

static void append(struct dtext *out, const char *s, size_t n, int cols)
{
    memcpy(out->s + out->len, s, n);
    out->len += (int)n;
    out->cols += cols;
}

/* Appends the columns of u that lie in first..end, where u starts at column col; of a wide
 * character that is cut in half a blank. */
static void append_part(struct dtext *out, const struct unit *u, size_t col, size_t first,
                        size_t end)
{
    int at = 0;

    for (int i = 0; i < u->width; i++, col++) {
        uint32_t cp;
        int len = utf8_read(u->text + at, (size_t)(u->len - at), &cp);

        if (col >= first && col < end)
            append(out, u->cells ? u->text + at : " ", u->cells ? (size_t)len : 1, 1);
        if (u->cells)
            at += len;
    }
}

static size_t min_size(size_t a, size_t b)
{
    return a < b ? a : b;
}

void dtext_make(struct dtext *out, const char *src, size_t n, int skip_cols, int max_cols,
                enum dtext_style style)
{
    size_t first = skip_cols > 0 ? (size_t)skip_cols : 0;
    size_t end = first + (size_t)(max_cols < 0 ? 0 : max_cols > DTEXT_COLS ? DTEXT_COLS : max_cols);
    struct walk w = {.src = src, .n = n, .style = style};
    bool base_drawn = false;

    out->cols = out->len = 0;
    out->more = false;
    while (w.at < n) {
        size_t room = (w.col < first ? first : end) - w.col;
        size_t run = count_ascii(src + w.at, min_size(n - w.at, room));
        struct unit u;

        if (run) {
            base_drawn = w.col >= first;
            if (base_drawn)
                append(out, src + w.at, run, (int)run);
            step_run(&w, run);
            continue;
        }
        read_unit(&w, &u);
        if (u.width && w.col >= end) {
            out->more = true;
            break;
        }
        if (u.width)
            base_drawn = w.col >= first && w.col + (size_t)u.width <= end;
        if (base_drawn)
            append(out, u.text, (size_t)u.len, u.width);
        else if (u.width && w.col + (size_t)u.width > first)
            append_part(out, &u, w.col, first, end);
        if (w.col + (size_t)u.width > end) {
            out->more = true;
            break;
        }
        step_over(&w, &u);
    }
    out->taken = w.at;
    out->s[out->len] = '\0';
}

void dtext_make_cell(struct dtext *out, const char *src, int max_cols)
{
    const char *ellipsis = ascii_only ? "~" : "…";
    size_t n = strlen(src);

    dtext_make(out, src, n, 0, max_cols, DTEXT_CELL);
    if (!out->more || max_cols <= 0)
        return;
    dtext_make(out, src, n, 0, (max_cols > DTEXT_COLS ? DTEXT_COLS : max_cols) - 1, DTEXT_CELL);
    append(out, ellipsis, strlen(ellipsis), 1);
    out->s[out->len] = '\0';
}

int dtext_find_col(const char *src, size_t n, size_t at)
{
    struct walk w = {.src = src, .n = n, .style = DTEXT_LINE};

    while (w.at < n) {
        size_t run = count_ascii(src + w.at, min_size(n, at) - w.at);
        struct unit u;

        if (run) {
            step_run(&w, run);
            continue;
        }
        read_unit(&w, &u);
        if (w.at + u.taken > at)
            return (int)(u.width ? w.col : w.base_col);
        step_over(&w, &u);
    }
    return (int)w.col;
}

bool dtext_append(struct buf *out, const char *src, size_t n)
{
    while (n) {
        struct dtext d;

        dtext_make(&d, src, n, 0, DTEXT_COLS, DTEXT_LINE);
        if (!buf_append(out, d.s, (size_t)d.len))
            return false;
        if (!d.taken || d.taken > n)
            break;
        src += d.taken;
        n -= d.taken;
    }
    return true;
}
