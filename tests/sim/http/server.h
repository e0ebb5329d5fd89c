/* HTTP on loopback, in the caller's thread: server_fd() is to be polled, server_run() does what can
 * be done without waiting.  Slow and broken answers (faults.h) are played here. */
#pragma once

#include "tests/sim/http/service.h"

struct server;

/* base is the path before the API's own ("/client/v4" or ""); it and s outlive the server.  NULL
 * when the port is taken. */
struct server *server_new(struct service *s, const char *base, int port);
void server_free(struct server *server);

int server_port(const struct server *server);
int server_fd(const struct server *server);

/* ms until server_run() must be called even without input; -1: only on input. */
int server_timeout(struct server *server);
void server_run(struct server *server);

/* Lets every hanging or slow answer go on to its end. */
void server_release(struct server *server);
