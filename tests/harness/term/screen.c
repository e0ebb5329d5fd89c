#include "tests/harness/term/screen.h"

#include "base/memory/buf.h"
#include "base/memory/mem.h"
#include "base/text/utf8.h"
#include "tests/harness/term/escape.h"
#include "tests/harness/term/keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>
#include <wchar.h>

#define MODES       4096
#define MAX_PENDING (1U << 20)
#define MAX_ROW     (64U << 10)

/* libvterm has no dim; its alternative fonts, which nobody uses, carry it. */
#define DIM_FONT 9

struct screen {
    VTerm *vterm;
    VTermScreen *cells;
    screen_answer_fn *answer;
    void *user;
    struct buf pending; /* the start of a token whose end has not come yet */
    struct buf *row_text;
    struct buf text;
    char last[4]; /* the last character, for CSI b */
    size_t last_len;
    bool modes[MODES];
    char title[256];
};

static void pass_answer(const char *bytes, size_t len, void *user)
{
    const struct screen *s = user;

    s->answer(bytes, len, s->user);
}

static void make_rows(struct screen *s, int rows)
{
    s->row_text = mem_new((size_t)rows, sizeof *s->row_text);
    for (int i = 0; i < rows; i++)
        buf_init(&s->row_text[i], MAX_ROW);
}

static void free_rows(struct screen *s)
{
    for (int i = 0; i < screen_rows(s); i++)
        buf_free(&s->row_text[i]);
    free(s->row_text);
}

struct screen *screen_new(int cols, int rows, screen_answer_fn *answer, void *user)
{
    struct screen *s = mem_new(1, sizeof *s);

    s->vterm = vterm_new(rows, cols);
    s->cells = vterm_obtain_screen(s->vterm);
    s->answer = answer;
    s->user = user;
    s->modes[7] = s->modes[25] = true;
    buf_init(&s->pending, MAX_PENDING);
    buf_init(&s->text, (size_t)MAX_ROW * (size_t)rows);
    make_rows(s, rows);
    vterm_set_utf8(s->vterm, 1);
    vterm_output_set_callback(s->vterm, pass_answer, s);
    vterm_screen_enable_altscreen(s->cells, 1);
    vterm_screen_reset(s->cells, 1);
    return s;
}

void screen_free(struct screen *s)
{
    if (!s)
        return;
    free_rows(s);
    vterm_free(s->vterm);
    buf_free(&s->pending);
    buf_free(&s->text);
    free(s);
}

void screen_resize(struct screen *s, int cols, int rows)
{
    free_rows(s);
    vterm_set_size(s->vterm, rows, cols);
    make_rows(s, rows);
    s->text.cap = (size_t)MAX_ROW * (size_t)rows;
}

int screen_cols(const struct screen *s)
{
    int rows, cols;

    vterm_get_size(s->vterm, &rows, &cols);
    return cols;
}

int screen_rows(const struct screen *s)
{
    int rows, cols;

    vterm_get_size(s->vterm, &rows, &cols);
    return rows;
}

static void write_bytes(struct screen *s, const char *bytes, size_t len)
{
    vterm_input_write(s->vterm, bytes, len);
}

static void repeat_last(struct screen *s, const char *csi, size_t len)
{
    int n = 1;

    escape_numbers(csi, len, &n, 1);
    n = n < 1 ? 1 : n;
    n = n > screen_cols(s) * screen_rows(s) ? screen_cols(s) * screen_rows(s) : n;
    while (s->last_len && n-- > 0)
        write_bytes(s, s->last, s->last_len);
}

/* How many numbers a colour at n[0] takes: 38;5;i or 38;2;r;g;b. */
static int colour_length(const int *n, int left)
{
    int want = 1;

    if ((n[0] == 38 || n[0] == 48) && left > 1)
        want = n[1] == 5 ? 3 : n[1] == 2 ? 5 : 1;
    return want < left ? want : left;
}

/* A graphics sequence with dim written as a font. */
static void set_graphics(struct screen *s, const char *csi, size_t len)
{
    struct buf out;
    int numbers[32];
    int n = escape_numbers(csi, len, numbers, 32);

    buf_init(&out, 1024);
    for (int i = 0; i < n;) {
        int take = colour_length(numbers + i, n - i);

        buf_append_str(&out, i == 0 ? "\033[" : ";");
        if (take == 1 && numbers[i] == 2)
            buf_print(&out, "1%d", DIM_FONT);
        else
            buf_print(&out, numbers[i] == 22 ? "%d;10" : "%d", numbers[i]);
        for (int k = 1; k < take; k++)
            buf_print(&out, ";%d", numbers[i + k]);
        i += take;
    }
    buf_append_byte(&out, 'm');
    write_bytes(s, out.bytes, out.len);
    buf_free(&out);
}

static void set_modes(struct screen *s, const char *csi, size_t len)
{
    int numbers[8];
    int n = escape_numbers(csi, len, numbers, 8);

    for (int i = 0; i < n; i++) {
        if (numbers[i] < MODES)
            s->modes[numbers[i]] = csi[len - 1] == 'h';
    }
    write_bytes(s, csi, len);
}

static void feed_csi(struct screen *s, const char *csi, size_t len)
{
    bool private = csi[2] >= 0x3c && csi[2] <= 0x3f;
    char final = csi[len - 1];

    if (!private && final == 'b')
        repeat_last(s, csi, len);
    else if (!private && final == 'm')
        set_graphics(s, csi, len);
    else if (csi[2] == '?' && (final == 'h' || final == 'l'))
        set_modes(s, csi, len);
    else
        write_bytes(s, csi, len);
}

static void feed_string(struct screen *s, const char *bytes, size_t len)
{
    size_t end = len - (bytes[len - 1] == '\\' ? 2 : 1);

    if (len > 5 && bytes[1] == ']' && (bytes[2] == '0' || bytes[2] == '2') && bytes[3] == ';')
        snprintf(s->title, sizeof s->title, "%.*s", (int)(end - 4), bytes + 4);
    write_bytes(s, bytes, len);
}

static int find_width(const char *bytes, size_t len)
{
    uint32_t cp;

    return utf8_read(bytes, len, &cp) > 0 ? wcwidth((wchar_t)cp) : 1;
}

/* Two faults of libvterm: it crashes on a wide character where there is one column (what a program
 * sends before it knows of a resize), and puts the mark of a character in the last column on the
 * next row. */
static bool is_beyond_libvterm(const struct screen *s, const char *bytes, size_t len)
{
    int width = find_width(bytes, len), cols = screen_cols(s);
    int base = s->last_len ? find_width(s->last, s->last_len) : 1;

    return (width > 1 && cols < 2) || (width == 0 && screen_cursor(s).col + base >= cols);
}

static void feed_token(struct screen *s, const char *bytes, struct escape e)
{
    if (e.kind == ESCAPE_CSI) {
        feed_csi(s, bytes, e.len);
        return;
    }
    if (e.kind == ESCAPE_STRING) {
        feed_string(s, bytes, e.len);
        return;
    }
    if (e.kind == ESCAPE_TEXT) {
        if (is_beyond_libvterm(s, bytes, e.len))
            return;
        if (find_width(bytes, e.len) > 0) {
            memcpy(s->last, bytes, e.len);
            s->last_len = e.len;
        }
    }
    write_bytes(s, bytes, e.len);
}

void screen_feed(struct screen *s, const char *bytes, size_t len)
{
    size_t at = 0;

    buf_append(&s->pending, bytes, len);
    while (at < s->pending.len) {
        struct escape e = escape_next(s->pending.bytes + at, s->pending.len - at);

        if (e.kind == ESCAPE_CUT)
            break;
        feed_token(s, s->pending.bytes + at, e);
        at += e.len;
    }
    if (at > 0) {
        memmove(s->pending.bytes, s->pending.bytes + at, s->pending.len - at);
        s->pending.len -= at;
    }
}

static struct screen_colour read_colour(const VTermColor *c, bool is_default)
{
    if (is_default)
        return (struct screen_colour){.kind = SCREEN_COLOUR_DEFAULT};
    if (VTERM_COLOR_IS_INDEXED(c))
        return (struct screen_colour){.kind = SCREEN_COLOUR_INDEX, .index = c->indexed.idx};
    return (struct screen_colour){
        .kind = SCREEN_COLOUR_RGB, .red = c->rgb.red, .green = c->rgb.green, .blue = c->rgb.blue};
}

static void read_text(char *out, const VTermScreenCell *v)
{
    size_t len = 0;

    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && v->chars[i]; i++)
        len += (size_t)utf8_write(out + len, v->chars[i]);
    if (len == 0)
        out[len++] = ' ';
    out[len] = '\0';
}

struct screen_cell screen_cell(const struct screen *s, int row, int col)
{
    struct screen_cell cell = {.utf8 = " ", .width = 1};
    VTermPos pos = {.row = row, .col = col};
    VTermScreenCell v;

    if (row < 0 || col < 0 || row >= screen_rows(s) || col >= screen_cols(s))
        return cell;
    if (!vterm_screen_get_cell(s->cells, pos, &v))
        return cell;
    cell.fg = read_colour(&v.fg, VTERM_COLOR_IS_DEFAULT_FG(&v.fg));
    cell.bg = read_colour(&v.bg, VTERM_COLOR_IS_DEFAULT_BG(&v.bg));
    cell.bold = v.attrs.bold;
    cell.dim = v.attrs.font == DIM_FONT;
    cell.italic = v.attrs.italic;
    cell.underline = v.attrs.underline != 0;
    cell.blink = v.attrs.blink;
    cell.reverse = v.attrs.reverse;
    if (v.chars[0] == UINT32_MAX) {
        cell.width = 0;
        cell.utf8[0] = '\0';
        return cell;
    }
    cell.width = v.width == 2 ? 2 : 1;
    read_text(cell.utf8, &v);
    return cell;
}

const char *screen_row(struct screen *s, int row)
{
    struct buf *text;
    size_t end = 0;

    if (row < 0 || row >= screen_rows(s))
        return "";
    text = &s->row_text[row];
    buf_clear(text);
    for (int col = 0; col < screen_cols(s); col++) {
        struct screen_cell cell = screen_cell(s, row, col);

        buf_append_str(text, cell.utf8);
        if (cell.width && cell.utf8[0] != ' ')
            end = text->len;
    }
    text->bytes[end] = '\0';
    return text->bytes;
}

const char *screen_text(struct screen *s)
{
    buf_clear(&s->text);
    for (int row = 0; row < screen_rows(s); row++) {
        buf_append_str(&s->text, screen_row(s, row));
        buf_append_byte(&s->text, '\n');
    }
    return s->text.bytes;
}

struct screen_point screen_cursor(const struct screen *s)
{
    VTermPos pos;

    vterm_state_get_cursorpos(vterm_obtain_state(s->vterm), &pos);
    return (struct screen_point){.row = pos.row, .col = pos.col};
}

bool screen_mode(const struct screen *s, int mode)
{
    return mode >= 0 && mode < MODES && s->modes[mode];
}

const char *screen_title(const struct screen *s)
{
    return s->title;
}

bool screen_press_key(struct screen *s, const char *name)
{
    return keys_press(s->vterm, name);
}

void screen_press_mouse(struct screen *s, int row, int col, int button)
{
    vterm_mouse_move(s->vterm, row, col, VTERM_MOD_NONE);
    vterm_mouse_button(s->vterm, button, true, VTERM_MOD_NONE);
    if (button < 4) /* the wheel is never released */
        vterm_mouse_button(s->vterm, button, false, VTERM_MOD_NONE);
}

void screen_paste(struct screen *s, const char *text)
{
    vterm_keyboard_start_paste(s->vterm);
    s->answer(text, strlen(text), s->user);
    vterm_keyboard_end_paste(s->vterm);
}
