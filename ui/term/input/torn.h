/* The bytes behind an Esc that curses made no key of: what nobody knows, and sequences that a slow
 * line has torn apart, whose Esc may have been taken for the key.  Taken in byte by byte, so that
 * none of them acts as a key of its own.  Pure: no curses, and the clock is the caller's. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TORN_MS = 1000 }; /* the rest of a sequence may take that long */

struct torn {
    bool open;            /* bytes of a sequence are waited for */
    bool alone;           /* its Esc came alone, and was told as a key */
    int64_t last_mono_ms; /* when its last byte came */
    char text[16];        /* behind the Esc, with a NUL; longer ones are nothing we know */
    size_t n;
    int skip; /* so many bytes belong to it whatever they are */
};

enum torn_step {
    TORN_NOT,    /* the byte is none of a sequence: a key */
    TORN_MORE,   /* the byte belongs to it */
    TORN_WHOLE,  /* and ends it: text is the whole of it */
    TORN_MOUSE,  /* a report of the mouse begins behind the byte: report.h */
    TORN_ANSWER, /* so does an answer */
    TORN_TO_SAY, /* an answer begins with the byte itself */
};

/* An Esc has come; the bytes behind it are not there yet (alone), or follow at once. */
void torn_begin(struct torn *t, bool alone, int64_t now_mono_ms);
enum torn_step torn_take(struct torn *t, char byte, int64_t now_mono_ms);
void torn_end(struct torn *t);

/* How long an Esc is waited on before it is the key, in ms: longer over a line. */
int torn_find_delay(void);
