/* What a test and the library that it preloads into a program (preload/deadly.c) share: when the
 * program is to end, and how.
 *
 * Counted are calls that write or sync a file, and those that send to or receive from a socket: the
 * places between which the state of the program, of its files and of its server differ.  The struct
 * lies in a file that is mapped by both; the program's threads take calls one at a time. */
#pragma once

#include <stdatomic.h>
#include <sys/types.h>

enum deadly_way { DEADLY_KILL, DEADLY_FAULT, DEADLY_HEAP, DEADLY_MEMORY, DEADLY_TERM, DEADLY_HUP };
enum { DEADLY_WAYS = DEADLY_HUP + 1 };

/* A call that was cut short has done half of its bytes. */
enum deadly_moment { DEADLY_BEFORE, DEADLY_HALF, DEADLY_AFTER };
enum { DEADLY_MOMENTS = DEADLY_AFTER + 1 };

enum { DEADLY_CALLS = 200, DEADLY_NAME = 40 };

struct deadly_call {
    char kind[12];          /* "write", "sync", "send", "receive" */
    char name[DEADLY_NAME]; /* of the file; "": a socket */
};

struct deadly {
    atomic_int armed; /* calls are counted */
    int at;           /* from 0; -1: none is the last */
    enum deadly_way way;
    enum deadly_moment moment;
    atomic_int n;
    atomic_int struck; /* it has happened */
    struct deadly_call calls[DEADLY_CALLS];
};

#define DEADLY_ENV "CFQTOP_DEADLY" /* the file */
