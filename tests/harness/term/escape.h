/* Cuts a terminal byte stream into characters, controls and escape sequences, and tells which of
 * them a program that draws through terminfo has no business writing.  Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum escape_kind {
    ESCAPE_TEXT,    /* one character of UTF-8, C1 controls included */
    ESCAPE_CONTROL, /* one byte below 0x20, or DEL */
    ESCAPE_SHORT,   /* ESC, intermediates, final */
    ESCAPE_CSI,     /* ESC [ parameters, intermediates, final */
    ESCAPE_STRING,  /* OSC, DCS, APC, PM or SOS with its terminator */
    ESCAPE_BROKEN,  /* a byte that is not UTF-8, or a sequence that another byte interrupts */
    ESCAPE_CUT,     /* the bytes end before the token does */
};

struct escape {
    enum escape_kind kind;
    size_t len;  /* bytes, at least 1 */
    uint32_t cp; /* of ESCAPE_TEXT */
};

/* The token that bytes (len > 0) start with. */
struct escape escape_next(const char *bytes, size_t len);

/* Numbers of a CSI sequence, missing ones 0 and colons read as semicolons; returns how many there
 * are, at most max. */
int escape_numbers(const char *csi, size_t len, int *numbers, int max);

/* What is allowed besides the sequences of the terminfo entries for xterm, tmux, screen, vt100 and
 * linux. */
enum escape_allow {
    ESCAPE_ALLOW_NOTHING = 0,
    ESCAPE_ALLOW_CLIPBOARD = 1, /* OSC 52 with plain base64 */
    ESCAPE_ALLOW_CUT = 2,       /* the stream may end inside a token */
};

struct escape_fault {
    size_t at, len;  /* where in the bytes */
    const char *why; /* static text; NULL: no fault */
};

/* The first token that is not allowed.  Bidirectional and zero-width format characters count as
 * faults too: they change what a reader sees, so nothing from outside may bring them. */
struct escape_fault escape_find_fault(const char *bytes, size_t len, enum escape_allow allow);
