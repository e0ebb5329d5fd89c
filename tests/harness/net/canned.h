/* A server that says one thing: whatever is asked on whatever connection gets the same bytes, then
 * the connection is closed.  For answers that a real server never gives.  Runs in a thread. */
#pragma once

#include <stddef.h>

struct canned;

/* The bytes of whole answers (status line and all) are copied.  Fails the running cmocka test when
 * no port is to be had. */
struct canned *canned_start(const void *bytes, size_t len);

const char *canned_url(const struct canned *c); /* "http://127.0.0.1:PORT" */
int canned_count(struct canned *c);             /* requests read so far */
void canned_stop(struct canned *c);

/* A TCP port of 127.0.0.1 that listens and never accepts: connections are made and stay silent.
 * With full, its queue is full already: connections are not even made.  Returns the descriptor,
 * *port the port; close with silent_close(). */
struct silent {
    int fd;
    int port;
    int fill[8];
};

void silent_open(struct silent *s, int full);
int silent_was_asked(const struct silent *s); /* someone connected */
void silent_close(struct silent *s);
