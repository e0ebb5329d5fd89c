/* y: a menu of what can be copied of the message (in the queue pane: of the queue) that the focus
 * is about.  The text goes to the terminal's clipboard, or, where it is too long for that and the
 * user agrees, to a file.  Both are the loop's work: it looks at effect, does it, and tells.  Texts
 * hold OUTSIDE bytes; none holds the credential.  UI thread. */
#pragma once

#include "base/memory/buf.h"
#include "parts/input/key.h"
#include "parts/input/menu.h"

struct app;

/* The customary limit of terminals for one OSC 52: 100,000 bytes of sequence, of which hterm's
 * script leaves 74,994 to the base64. */
enum { COPY_BASE64_MAX = 74994, COPY_BYTES_MAX = COPY_BASE64_MAX / 4 * 3 };

enum copy_effect {
    COPY_NOTHING,
    COPY_TO_CLIPBOARD, /* text */
    COPY_TO_FILE,      /* text into a new file named file */
};

struct copy {
    char *id; /* of the message; of the queue when of_queue; owned */
    bool of_queue;
    bool pulled;                   /* the message has a lease, not a ref */
    size_t line;                   /* of the cursor in its body */
    unsigned char rows[MENU_ROWS]; /* what each row of the menu copies */
    struct buf text;
    char title[60]; /* of the menu */
    char file[80];  /* letters, digits, . _ - */
    enum copy_effect effect;
};

void copy_free(struct copy *c);

/* Copies a table about a queue without a menu.  Takes the bytes of text. */
void copy_table(struct app *app, const char *queue_id, struct buf *text);

enum copy_road {
    COPY_ASKED,    /* tmux was asked to take it */
    COPY_IN_TMUX,  /* and has it */
    COPY_VIA_TMUX, /* it went to the terminal behind tmux, which may drop it */
    COPY_ROADS
};

/* The text of n bytes went that way, or has arrived on it: no more is claimed than is known. */
void copy_tell(struct app *app, enum copy_road road, size_t n);

/* The terminal's clipboard was sent the text, or error says why not. */
void copy_done(struct app *app, const char *error);

/* n bytes are in that file; path NULL: they are not, and why says why.  What is copied by now may
 * be another text. */
void copy_say_saved(struct app *app, size_t n, const char *path, const char *why);
