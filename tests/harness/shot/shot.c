#include "tests/harness/shot/shot.h"

#include "base/memory/buf.h"
#include "base/text/utf8.h"
#include "tests/harness/shot/svg_glyph.h"
#include "tests/harness/term/screen.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MARGIN    16
#define TITLE_BAR 34
#define PADDING   12
#define BASELINE  13.5
#define MAX_SVG   (64U << 20)
#define FONTS     "DejaVu Sans Mono, Menlo, Consolas, monospace"

/* A terminal window: its own colours, and the frame around it. */
static const struct window {
    uint32_t background, foreground, frame, edge, title, cursor;
    uint32_t palette[16];
} windows[] = {
    [SHOT_DARK] = {0x15181e,
                   0xd3d8e0,
                   0x22262e,
                   0x343a46,
                   0x9aa3b2,
                   0x8cc2ff,
                   {0x363c48, 0xe8697a, 0x84cc83, 0xe5c06b, 0x67a9f5, 0xc58cf0, 0x5cc8cc, 0xc3c8d2,
                    0x687082, 0xff8796, 0xa5e3a0, 0xf7dc8d, 0x8cc2ff, 0xdab0ff, 0x88e2e6,
                    0xf5f7fa}},
    [SHOT_LIGHT] = {0xffffff,
                    0x24292f,
                    0xeceef1,
                    0xc9ced6,
                    0x57606a,
                    0x2f6fbf,
                    {0x24292f, 0xc0303f, 0x2a7a33, 0x8a6100, 0x1f5fb5, 0x8a3fb8, 0x0f7a80, 0x8a929c,
                     0x57606a, 0xd84555, 0x35913f, 0xa57800, 0x2f6fbf, 0xa055cc, 0x178f96,
                     0xeceef1}},
};

static const struct window *window = &windows[SHOT_DARK];

/* How a cell is painted; cells painted alike share an element. */
struct paint {
    uint32_t fg, bg;
    bool bold, italic, underline;
};

static int cell_x(int col)
{
    return MARGIN + PADDING + col * SVG_CELL_WIDTH;
}

static int cell_y(int row)
{
    return MARGIN + TITLE_BAR + PADDING + row * SVG_CELL_HEIGHT;
}

static uint32_t colour_of_index(int index)
{
    static const uint32_t levels[] = {0, 95, 135, 175, 215, 255};
    uint32_t i = (uint32_t)index, grey;

    if (index < 16)
        return window->palette[index];
    if (index >= 232) {
        grey = 8 + 10 * (i - 232);
        return grey << 16 | grey << 8 | grey;
    }
    i -= 16;
    return levels[i / 36] << 16 | levels[i / 6 % 6] << 8 | levels[i % 6];
}

static uint32_t read_colour(struct screen_colour c, uint32_t fallback)
{
    if (c.kind == SCREEN_COLOUR_DEFAULT)
        return fallback;
    if (c.kind == SCREEN_COLOUR_INDEX)
        return colour_of_index(c.index & 0xff);
    return (uint32_t)c.red << 16 | (uint32_t)c.green << 8 | c.blue;
}

/* Part of a, the rest of b, in 256ths. */
static uint32_t blend(uint32_t a, uint32_t b, uint32_t part)
{
    uint32_t mixed = 0;

    for (int shift = 0; shift <= 16; shift += 8) {
        uint32_t x = (a >> shift & 0xff) * part + (b >> shift & 0xff) * (256 - part);

        mixed |= (x >> 8) << shift;
    }
    return mixed;
}

static struct paint paint_of(const struct screen_cell *cell)
{
    struct paint p = {.fg = read_colour(cell->fg, window->foreground),
                      .bg = read_colour(cell->bg, window->background),
                      .bold = cell->bold,
                      .italic = cell->italic,
                      .underline = cell->underline};
    uint32_t swap = p.fg;

    if (cell->reverse) {
        p.fg = p.bg;
        p.bg = swap;
    }
    if (cell->dim)
        p.fg = blend(p.fg, p.bg, 140);
    return p;
}

static bool is_same_paint(struct paint a, struct paint b)
{
    return a.fg == b.fg && a.bg == b.bg && a.bold == b.bold && a.italic == b.italic &&
           a.underline == b.underline;
}

static void append_escaped(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("&<>\"", *text))
            buf_print(out, "&#%d;", *text);
        else
            buf_append_byte(out, *text);
    }
}

static void draw_background(struct screen *s, int row, struct buf *out)
{
    int end;

    for (int col = 0; col < screen_cols(s); col = end) {
        struct screen_cell cell = screen_cell(s, row, col);
        uint32_t bg = paint_of(&cell).bg;

        for (end = col + 1; end < screen_cols(s); end++) {
            cell = screen_cell(s, row, end);
            if (cell.width && paint_of(&cell).bg != bg)
                break;
        }
        if (bg != window->background)
            buf_print(out,
                      "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\" "
                      "shape-rendering=\"crispEdges\"/>\n",
                      cell_x(col), cell_y(row), (end - col) * SVG_CELL_WIDTH, SVG_CELL_HEIGHT,
                      (unsigned)bg);
    }
}

static void open_text(struct buf *out, int row, int col, struct paint p)
{
    buf_print(out, "<text x=\"%d\" y=\"%g\" fill=\"#%06x\"%s%s>", cell_x(col),
              cell_y(row) + BASELINE, (unsigned)p.fg, p.bold ? " font-weight=\"bold\"" : "",
              p.italic ? " font-style=\"italic\"" : "");
}

static bool is_ascii_word(const struct screen_cell *cell)
{
    return cell->utf8[0] > ' ' && cell->utf8[0] < 0x7f && !cell->utf8[1];
}

/* From col: a word of ASCII, one other character, or equal shapes side by side.  One element each,
 * so that a font of another width cannot move what follows.  Returns the column behind. */
static int draw_piece(struct screen *s, int row, int col, struct buf *out)
{
    struct screen_cell first = screen_cell(s, row, col), cell;
    struct paint p = paint_of(&first);
    char colour[8];
    uint32_t cp = 0;
    int end = col + 1;

    snprintf(colour, sizeof colour, "#%06x", (unsigned)(p.fg & 0xffffff));
    utf8_read(first.utf8, strlen(first.utf8), &cp);
    for (; end < screen_cols(s); end++) {
        cell = screen_cell(s, row, end);
        if (!is_same_paint(p, paint_of(&cell)))
            break;
        if (is_ascii_word(&first) ? !is_ascii_word(&cell) : strcmp(first.utf8, cell.utf8) != 0)
            break;
        if (!is_ascii_word(&first) && (cp < 0x2500 || cp > 0x28ff))
            break;
    }
    if (svg_draw_glyph(out, cp, cell_x(col), cell_y(row), end - col, colour))
        return end;
    end = is_ascii_word(&first) ? end : col + 1;
    open_text(out, row, col, p);
    for (int i = col; i < end; i++) {
        cell = screen_cell(s, row, i);
        append_escaped(out, cell.utf8);
    }
    buf_append_str(out, "</text>\n");
    return end;
}

static void draw_underline(int row, int col, struct paint p, struct buf *out)
{
    buf_print(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"1\" fill=\"#%06x\"/>\n",
              cell_x(col), cell_y(row) + SVG_CELL_HEIGHT - 2, SVG_CELL_WIDTH, (unsigned)p.fg);
}

static void draw_row(struct screen *s, int row, struct buf *out)
{
    draw_background(s, row, out);
    for (int col = 0; col < screen_cols(s); col++) {
        struct screen_cell cell = screen_cell(s, row, col);

        if (cell.underline)
            draw_underline(row, col, paint_of(&cell), out);
    }
    for (int col = 0; col < screen_cols(s);) {
        struct screen_cell cell = screen_cell(s, row, col);

        if (cell.width == 0 || strcmp(cell.utf8, " ") == 0)
            col++;
        else
            col = draw_piece(s, row, col, out);
    }
}

static void draw_frame(int width, int height, const char *title, struct buf *out)
{
    static const uint32_t buttons[] = {0xe8697a, 0xe5c06b, 0x84cc83};
    int w = width - 2 * MARGIN, h = height - 2 * MARGIN, bottom = MARGIN + TITLE_BAR;

    buf_print(out,
              "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
              "viewBox=\"0 0 %d %d\" font-family=\"%s\" font-size=\"%g\">\n",
              width, height, width, height, FONTS, SVG_FONT_SIZE);
    buf_print(out,
              "<rect x=\"%d.5\" y=\"%d.5\" width=\"%d\" height=\"%d\" rx=\"9\" fill=\"#%06x\" "
              "stroke=\"#%06x\"/>\n",
              MARGIN, MARGIN, w - 1, h - 1, (unsigned)window->background, (unsigned)window->edge);
    buf_print(out,
              "<path d=\"M%d %dv-%dq0-8 8-8h%dq8 0 8 8v%dz\" fill=\"#%06x\"/>\n"
              "<path d=\"M%d %d.5h%d\" stroke=\"#%06x\"/>\n",
              MARGIN + 1, bottom, TITLE_BAR - 9, w - 18, TITLE_BAR - 9, (unsigned)window->frame,
              MARGIN + 1, bottom, w - 2, (unsigned)window->edge);
    for (int i = 0; i < 3; i++)
        buf_print(out, "<circle cx=\"%d\" cy=\"%d\" r=\"5.5\" fill=\"#%06x\"/>\n",
                  MARGIN + 20 + 19 * i, MARGIN + TITLE_BAR / 2, (unsigned)buttons[i]);
    buf_print(out,
              "<text x=\"%d\" y=\"%d\" fill=\"#%06x\" font-size=\"13\" "
              "text-anchor=\"middle\">",
              width / 2, MARGIN + TITLE_BAR / 2 + 5, (unsigned)window->title);
    append_escaped(out, title);
    buf_append_str(out, "</text>\n");
}

static void draw_cursor(struct screen *s, struct buf *out)
{
    struct screen_point at = screen_cursor(s);

    if (!screen_mode(s, 25))
        return;
    buf_print(out,
              "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\" "
              "fill-opacity=\"0.55\"/>\n",
              cell_x(at.col), cell_y(at.row), SVG_CELL_WIDTH, SVG_CELL_HEIGHT,
              (unsigned)window->cursor);
}

void shot_draw_svg(struct screen *s, const char *title, enum shot_window w, struct buf *out)
{
    int width = 2 * (MARGIN + PADDING) + screen_cols(s) * SVG_CELL_WIDTH;
    int height = 2 * (MARGIN + PADDING) + TITLE_BAR + screen_rows(s) * SVG_CELL_HEIGHT;

    window = &windows[w];
    draw_frame(width, height, title, out);
    for (int row = 0; row < screen_rows(s); row++)
        draw_row(s, row, out);
    draw_cursor(s, out);
    buf_append_str(out, "</svg>\n");
}

bool shot_write_svg(struct screen *s, const char *title, enum shot_window w, const char *path)
{
    FILE *f = fopen(path, "we");
    struct buf out;
    bool ok;

    if (!f)
        return false;
    buf_init(&out, MAX_SVG);
    shot_draw_svg(s, title, w, &out);
    ok = !out.overflow && fwrite(out.bytes, 1, out.len, f) == out.len;
    buf_free(&out);
    return fclose(f) == 0 && ok;
}

bool shot_convert_png(const char *svg_path, const char *png_path, int cols)
{
    int status = -1;
    pid_t pid = fork();

    if (pid == 0) {
        execlp("rsvg-convert", "rsvg-convert", cols > 100 ? "--zoom=1" : "--zoom=2", "--output",
               png_path, svg_path, (char *)NULL);
        _exit(127);
    }
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return pid > 0 && status == 0;
}
