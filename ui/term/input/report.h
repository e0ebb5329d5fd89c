/* What a terminal sends beside keys: reports of the mouse (mode 1006), and strings such as the
 * answer to OSC 11, which asks for its background.  Taken in byte by byte, because a slow line
 * splits them anywhere.  Pure: no curses. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum report_kind {
    REPORT_NONE,
    REPORT_MOUSE,  /* behind ESC [ < */
    REPORT_ANSWER, /* behind ESC ] */
    REPORT_STRING  /* behind ESC P and its like: none that we know */
};

struct report {
    enum report_kind kind; /* of the one under way */
    char text[40];         /* without its end; longer ones are nothing we know */
    size_t n;
    bool ending; /* a string's ESC was there */
};

enum report_step {
    REPORT_MORE,  /* the byte belongs to it */
    REPORT_WHOLE, /* and ends it: read it now */
    REPORT_BROKEN /* the byte does not belong to it, and there is no report any more */
};

void report_begin(struct report *r, enum report_kind kind);
enum report_step report_take(struct report *r, char byte);

/* No byte waits: a report that can be one we know is waited for, any other is given up. */
void report_pause(struct report *r);

enum mouse_kind { MOUSE_CLICK, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct mouse {
    enum mouse_kind kind;
    int line, col; /* of the screen, from 0; may lie outside it */
};

/* false for all but the left button going down and the wheel, without Shift and its like. */
bool report_read_mouse(const struct report *r, struct mouse *out);

/* The answer to OSC 11 ("11;rgb:ffff/ffff/ffff"): *light is whether dark text suits it. */
bool report_read_background(const struct report *r, bool *light);
