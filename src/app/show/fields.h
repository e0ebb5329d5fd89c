/* Lines of "label   value" for the screens, and opening a screen with them.  Pure but for
 * fields_show(). */
#pragma once

#include "app/state.h"
#include "base/memory/buf.h"

enum { FIELDS_MAX = 1 << 20, FIELDS_LABEL = 18 };

/* value may hold OUTSIDE bytes: a line end in it cannot begin a line of its own.  NULL or "": - */
void fields_add(struct buf *b, const char *label, const char *value);

/* A line that is a sentence, which may hold OUTSIDE bytes, too. */
void fields_say(struct buf *b, const char *sentence);

/* As fields_add(), from a format, cut to fit. */
void fields_print(struct buf *b, const char *label, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Opens screen with the text (taken over), from its top. */
void fields_show(struct app *app, enum screen_id screen, struct buf *text);

/* The text of the open screen brought up to date (taken over): the view stays at its line. */
void fields_renew(struct app *app, struct buf *text);
