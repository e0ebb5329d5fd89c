#include "tests/harness/shot/svg_glyph.h"

#include "base/memory/buf.h"

#include <stddef.h>

#define W SVG_CELL_WIDTH
#define H SVG_CELL_HEIGHT

/* U+2500 to U+257F: weight of the arms up, down, left, right: 1 light, 2 heavy, 3 double. */
static const char arms[128][5] = {
    "0011", "0022", "1100", "2200", "0011", "0022", "1100", "2200", "0011", "0022", "1100", "2200",
    "0101", "0102", "0201", "0202", "0110", "0120", "0210", "0220", "1001", "1002", "2001", "2002",
    "1010", "1020", "2010", "2020", "1101", "1102", "2101", "1201", "2201", "2102", "1202", "2202",
    "1110", "1120", "2110", "1210", "2210", "2120", "1220", "2220", "0111", "0121", "0112", "0122",
    "0211", "0221", "0212", "0222", "1011", "1021", "1012", "1022", "2011", "2021", "2012", "2022",
    "1111", "1121", "1112", "1122", "2111", "1211", "2211", "2121", "2112", "1221", "1212", "2122",
    "1222", "2221", "2212", "2222", "0011", "0022", "1100", "2200", "0033", "3300", "0103", "0301",
    "0303", "0130", "0310", "0330", "1003", "3001", "3003", "1030", "3010", "3030", "1103", "3301",
    "3303", "1130", "3310", "3330", "0133", "0311", "0333", "1033", "3011", "3033", "1133", "3311",
    "3333", "0101", "0110", "1010", "1001", "0000", "0000", "0000", "0010", "1000", "0001", "0100",
    "0020", "2000", "0002", "0200", "0012", "1200", "0021", "2100",
};

/* U+2596 to U+259F: quadrants 1 upper left, 2 upper right, 4 lower left, 8 lower right. */
static const int quadrants[] = {4, 8, 1, 13, 9, 7, 11, 2, 6, 14};

struct pen {
    struct buf *out;
    double x, y; /* of the cell */
};

static void add_rect(const struct pen *p, double left, double top, double right, double bottom)
{
    buf_print(p->out, "M%g %gH%gV%gH%gz", p->x + left, p->y + top, p->x + right, p->y + bottom,
              p->x + left);
}

/* A stroke along one arm, its middle moved by shift from the middle of the cell.  It starts far
 * enough on the other side of the middle to join the strokes across. */
static void add_stroke(const struct pen *p, int arm, double shift, double half)
{
    const double mx = W / 2.0, my = H / 2.0;

    if (arm == 0)
        add_rect(p, mx + shift - half, 0, mx + shift + half, my + half);
    else if (arm == 1)
        add_rect(p, mx + shift - half, my - half, mx + shift + half, H);
    else if (arm == 2)
        add_rect(p, 0, my + shift - half, mx + half, my + shift + half);
    else
        add_rect(p, mx - half, my + shift - half, W, my + shift + half);
}

static void add_box(const struct pen *p, uint32_t cp)
{
    for (int arm = 0; arm < 4; arm++) {
        char weight = arms[cp - 0x2500][arm];

        if (weight == '3') {
            add_stroke(p, arm, -1.5, 0.5);
            add_stroke(p, arm, 1.5, 0.5);
        } else if (weight != '0') {
            add_stroke(p, arm, 0, weight == '2' ? 1.5 : 0.5);
        }
    }
}

static void add_block(const struct pen *p, uint32_t cp)
{
    if (cp == 0x2580)
        add_rect(p, 0, 0, W, H / 2.0);
    else if (cp <= 0x2588)
        add_rect(p, 0, H - H * (cp - 0x2580) / 8.0, W, H);
    else if (cp <= 0x258f)
        add_rect(p, 0, 0, W * (0x2590 - cp) / 8.0, H);
    else if (cp == 0x2590)
        add_rect(p, W / 2.0, 0, W, H);
    else if (cp <= 0x2593)
        add_rect(p, 0, 0, W, H);
    else if (cp == 0x2594)
        add_rect(p, 0, 0, W, H / 8.0);
    else if (cp == 0x2595)
        add_rect(p, W * 7 / 8.0, 0, W, H);
    for (int i = 0; cp >= 0x2596 && i < 4; i++) {
        if (quadrants[cp - 0x2596] & 1 << i)
            add_rect(p, i & 1 ? W / 2.0 : 0, i & 2 ? H / 2.0 : 0, i & 1 ? W : W / 2.0,
                     i & 2 ? H : H / 2.0);
    }
}

static void add_braille(const struct pen *p, uint32_t cp)
{
    static const int columns[] = {0, 0, 0, 1, 1, 1, 0, 1};
    static const int rows[] = {0, 1, 2, 0, 1, 2, 3, 3};

    for (int i = 0; i < 8; i++) {
        double x = W * (0.25 + 0.5 * columns[i]), y = H * (0.125 + 0.25 * rows[i]);

        if ((cp - 0x2800) & 1U << i)
            add_rect(p, x - 1.25, y - 1.25, x + 1.25, y + 1.25);
    }
}

/* Rounded corners: a quarter of a circle, and straight to the edge of the cell. */
static void draw_arc(const struct pen *p, uint32_t cp, const char *colour)
{
    const double mx = p->x + W / 2.0, my = p->y + H / 2.0, r = W / 2.0;
    double side = cp == 0x256d || cp == 0x2570 ? 1 : -1; /* opens to the right */
    double down = cp == 0x256d || cp == 0x256e ? 1 : -1;

    buf_print(p->out, "<path d=\"M%g %gV%gQ%g %g %g %g\" fill=\"none\" stroke=\"%s\"/>\n", mx,
              down > 0 ? p->y + H : p->y, my + down * r, mx, my, mx + side * r, my, colour);
}

static void draw_diagonals(const struct pen *p, uint32_t cp, const char *colour)
{
    buf_append_str(p->out, "<path d=\"");
    if (cp != 0x2572)
        buf_print(p->out, "M%g %gl%d %d", p->x + W, p->y, -W, H);
    if (cp != 0x2571)
        buf_print(p->out, "M%g %gl%d %d", p->x, p->y, W, H);
    buf_print(p->out, "\" fill=\"none\" stroke=\"%s\"/>\n", colour);
}

static const char *opacity_of(uint32_t cp)
{
    static const char *const shades[] = {"0.25", "0.5", "0.75"};

    return cp >= 0x2591 && cp <= 0x2593 ? shades[cp - 0x2591] : "1";
}

bool svg_draw_glyph(struct buf *out, uint32_t cp, int x, int y, int n, const char *colour)
{
    bool is_box = cp >= 0x2500 && cp <= 0x257f, is_block = cp >= 0x2580 && cp <= 0x259f;
    struct pen p = {.out = out, .x = x, .y = y};

    if (!is_box && !is_block && (cp < 0x2800 || cp > 0x28ff))
        return false;
    if (cp >= 0x256d && cp <= 0x2573) {
        for (; n > 0; n--) {
            (cp <= 0x2570 ? draw_arc : draw_diagonals)(&p, cp, colour);
            p.x += W;
        }
        return true;
    }
    buf_append_str(out, "<path d=\"");
    for (; n > 0; n--) {
        (is_box ? add_box : is_block ? add_block : add_braille)(&p, cp);
        p.x += W;
    }
    buf_print(out, "\" fill=\"%s\" fill-opacity=\"%s\" shape-rendering=\"crispEdges\"/>\n", colour,
              opacity_of(cp));
    return true;
}
