/* Dialogs: a frame with sentences, fields and the keys that answer.
 *
 * Whoever asks something makes a struct dialog and draws it.  Sentences are wrapped between words,
 * so that no warning loses its end on a narrow screen; on one too low for everything the blank rows
 * go first, then the frame, then the last sentences: fields and keys stay. */
#pragma once

#include "parts/input/prompt.h"
#include "ui/term/draw/draw.h"

enum { DIALOG_COLS = 64, DIALOG_LINES = 8 };

struct dialog_line {
    enum role role;
    char text[200]; /* may hold OUTSIDE bytes */
};

struct dialog {
    char title[160]; /* may hold OUTSIDE bytes */
    struct dialog_line lines[DIALOG_LINES];
    int n;
    const struct prompt *prompt; /* its fields are shown, and its error instead of the keys */
    bool wide;                   /* its only field fills the row */
    bool has_cancel;             /* a button before the fields: */
    bool on_cancel;              /* Enter presses it now */
    char keys[100];
    bool armed; /* the keys count by now, so they are shown */
};

/* One more sentence; those that find no room are left out. */
void dialog_add(struct dialog *d, enum role role, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* In the middle of the screen, with the cursor in the active field. */
void dialog_draw(const struct dialog *d, struct rect screen);

/* A frame of that size in the middle of the screen, with its title; what is left inside comes back.
 * Without room for it there is no frame. */
struct rect dialog_draw_frame(struct rect screen, int rows, int cols, const char *title);

/* What dialog_draw_frame() gives back for that size. */
struct rect dialog_find_inside(struct rect screen, int rows, int cols);
