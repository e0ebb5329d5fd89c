/* What a terminal shows after the bytes fed to it: libvterm (0.1 or 0.3) with two additions, the
 * dim attribute and the repeat sequence (CSI b), which it lacks.  One owner, one thread. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum screen_colour_kind { SCREEN_COLOUR_DEFAULT, SCREEN_COLOUR_INDEX, SCREEN_COLOUR_RGB };

struct screen_colour {
    enum screen_colour_kind kind;
    int index; /* of SCREEN_COLOUR_INDEX, 0 to 255 */
    uint8_t red, green, blue;
};

struct screen_cell {
    char utf8[32]; /* base and combining characters; " " for an empty cell */
    int width;     /* 1, 2, or 0 for the right half of a wide character */
    struct screen_colour fg, bg;
    bool bold, dim, italic, underline, blink, reverse;
};

struct screen_point {
    int row, col;
};

struct screen;

/* answer gets the bytes that the terminal sends to the program: keys, and answers to queries. */
typedef void screen_answer_fn(const char *bytes, size_t len, void *user);

struct screen *screen_new(int cols, int rows, screen_answer_fn *answer, void *user);
void screen_free(struct screen *s);

void screen_feed(struct screen *s, const char *bytes, size_t len);
void screen_resize(struct screen *s, int cols, int rows);

int screen_cols(const struct screen *s);
int screen_rows(const struct screen *s);

/* The text of a row without trailing blanks, a wide character once; valid until the same row is
 * asked for again, or a resize.  "" outside the screen. */
const char *screen_row(struct screen *s, int row);

/* All rows, a line feed behind each; valid until the next call. */
const char *screen_text(struct screen *s);

/* An empty cell of width 1 outside the screen. */
struct screen_cell screen_cell(const struct screen *s, int row, int col);

struct screen_point screen_cursor(const struct screen *s);

/* A DEC private mode as last set by the program: 25 cursor visible, 1000/1002/1003/1006 mouse,
 * 1049 alternate screen, 2004 bracketed paste. */
bool screen_mode(const struct screen *s, int mode);

/* The window title set through OSC 0 or 2; "" before. */
const char *screen_title(const struct screen *s);

/* Keys and mouse as a terminal encodes them in its present modes; the bytes go to answer. */
bool screen_press_key(struct screen *s, const char *name);
void screen_press_mouse(struct screen *s, int row, int col, int button);
void screen_paste(struct screen *s, const char *text);
